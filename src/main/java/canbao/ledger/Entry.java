package canbao.ledger;

import canbao.model.Fen;
import canbao.model.PersonKey;
import canbao.model.Premium;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger: what happened to a case, with the amounts from then on, under which policy and evidence.
 *
 * @param moved money that this line moves beside the premium: refunded, paid afterwards, credited to the next year
 */
public record Entry(
        PersonKey person,
        int coverageYear,
        int product,
        int ordinal,
        EntryKind kind,
        @Nullable String category,
        Premium premium,
        Fen moved,
        String policy,
        String evidence) {
    /** Appends its fields in their order, texts ended by a zero byte: what the ledger's chains vouch for. */
    public void digested(Buffer all) {
        UUID key = person.value();
        all.appendLong(key.getMostSignificantBits()).appendLong(key.getLeastSignificantBits());
        all.appendInt(coverageYear).appendInt(product).appendInt(ordinal);
        text(all, kind.name());
        text(all, category == null ? "" : category);
        all.appendLong(premium.personal().value())
                .appendLong(premium.subsidy().value())
                .appendLong(premium.fiscal().value())
                .appendLong(moved.value());
        text(all, policy);
        text(all, evidence);
    }

    /** Appends who posts and when, which stands before the entries of a posting. */
    public static void posted(Buffer all, String actor, Instant at) {
        text(all, actor);
        all.appendLong(at.toEpochMilli());
    }

    private static void text(Buffer all, String text) {
        all.appendString(text).appendByte((byte) 0);
    }
}
