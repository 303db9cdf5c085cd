package canbao.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Says that something about a person changed, not what: who is woken reads the current facts. */
public record Wakeup(PersonKey person, long revision) {
    private static final int LENGTH = 24;

    /** Reads a record of many wake-ups, 24 bytes each: the person's 16 and the revision's 8, big-endian. */
    public static List<Wakeup> listOf(byte[] payload) {
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        Wakeup[] wakeups = new Wakeup[payload.length / LENGTH];
        Arrays.setAll(
                wakeups, i -> new Wakeup(new PersonKey(new UUID(bytes.getLong(), bytes.getLong())), bytes.getLong()));
        return List.of(wakeups);
    }
}
