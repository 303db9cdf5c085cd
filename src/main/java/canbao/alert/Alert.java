package canbao.alert;

import canbao.model.Wording;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it stands in the books.
 *
 * @param kind the name of an {@link AlertKind}, of this version of the hub or another
 * @param since since when it is wrong; {@code openedAt}: since when we say so
 * @param closedAt null while it is open
 */
public record Alert(
        long id,
        String kind,
        String subject,
        String owner,
        Wording what,
        int stage,
        Instant since,
        Instant openedAt,
        @Nullable Instant closedAt) {}
