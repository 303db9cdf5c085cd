package canbao.model.batch;

import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Mode;
import java.time.Instant;

/**
 * What the registry must know of a batch before its rows come.
 *
 * @param asOf the moment the batch speaks of
 * @param maxWithdrawShare the largest share of a scope's people that a snapshot may withdraw without a person's approval
 */
public record BatchHeader(long id, FeedId feed, FactKind kind, Mode mode, Instant asOf, double maxWithdrawShare) {}
