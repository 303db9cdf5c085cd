package canbao.feed.receipt;

import canbao.crypto.Sm2;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A key with which the hub signs receipts; the public half.
 *
 * @param from the first day, in Asia/Shanghai, on which it signs
 * @param until the first day on which it no longer does
 * @param revokedAt from this moment on nothing that it signed counts: it was lost or stolen
 */
public record ReceiptKey(
        String id,
        Sm2.PublicKey publicKey,
        LocalDate from,
        @Nullable LocalDate until,
        @Nullable OffsetDateTime revokedAt) {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** What a key was worth at a moment. */
    enum Standing {
        VALID,
        NOT_YET,
        EXPIRED,
        REVOKED
    }

    Standing at(Instant moment) {
        OffsetDateTime revoked = revokedAt;
        LocalDate end = until;
        if (revoked != null && !moment.isBefore(revoked.toInstant())) {
            return Standing.REVOKED;
        }
        if (moment.isBefore(startOf(from))) {
            return Standing.NOT_YET;
        }
        return end != null && !moment.isBefore(startOf(end)) ? Standing.EXPIRED : Standing.VALID;
    }

    /** As it is published. */
    JsonObject json() {
        JsonObject json = new JsonObject()
                .put("id", id)
                .put("algorithm", Signature.ALGORITHM)
                .put("publicKey", publicKey.pem())
                .put("from", from.toString());
        if (until != null) {
            json.put("until", until.toString());
        }
        return revokedAt == null ? json : json.put("revokedAt", revokedAt.toString());
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(SHANGHAI).toInstant();
    }

    @Override
    public String toString() {
        return "ReceiptKey[" + id + ", " + from + ", " + until + ", " + revokedAt + "]";
    }
}
