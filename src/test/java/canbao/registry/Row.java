package canbao.registry;

import canbao.model.batch.Claim;
import canbao.model.batch.Rejection;
import canbao.model.batch.Sighting;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A hand-made row: what a source says of somebody, in one word. */
record Row(
        int line,
        String scope,
        String who,
        String says,
        @Nullable Instant version,
        String number) implements Claim {
    static Row of(int line, String who, String says) {
        return new Row(line, "", who, says, null, who);
    }

    Row in(String name) {
        return new Row(line, name, who, says, version, number);
    }

    Row at(Instant moment) {
        return new Row(line, scope, who, says, moment, number);
    }

    /** The same row under a number of its own, such as a payment's. */
    Row numbered(String own) {
        return new Row(line, scope, who, says, version, own);
    }

    static UUID key(String who) {
        return UUID.nameUUIDFromBytes(who.getBytes(StandardCharsets.UTF_8));
    }

    /** A row that cannot be used; {@code who} null when its key cannot be read, {@code scope} null when not even that. */
    static Rejection rejected(int line, @Nullable String scope, @Nullable String who) {
        return new Rejection(1, line, "begin", "2024**", "DATE", "改 / fix", scope, who == null ? null : key(who), "");
    }

    @Override
    public UUID rowKey() {
        return key(number);
    }

    @Override
    public long contentHash() {
        return says.hashCode() * 0x9E3779B97F4A7C15L;
    }

    @Override
    public Sighting sighting() {
        return new Sighting(key(who), "01", who, null, null);
    }

    @Override
    public String attributes() {
        return "{\"category\":\"" + says + "\"}";
    }
}
