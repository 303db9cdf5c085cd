package canbao.policy.terms;

import canbao.model.Premium;
import org.jspecify.annotations.Nullable;

/**
 * What one class of persons is due in one tier (档次).
 *
 * @param personClass null when the tariff is for everybody
 * @param tier null when there are no tiers
 * @param premium the unsubsidised parts; its subsidy part is zero
 */
public record Tariff(@Nullable String personClass, @Nullable String tier, Premium premium) {}
