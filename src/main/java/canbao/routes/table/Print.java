package canbao.routes.table;

import canbao.routes.table.agency.TableRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A row that was handed over, as keyed hashes: keys of agencies' rows are often certificate numbers, which our tables do not
 * hold.
 *
 * @param key 16 bytes that stand for the row's key
 * @param row 16 bytes that stand for the row as it was
 * @param micros when it was changed, in microseconds since 1970 by the pool area's clock; the largest number: it has no time
 */
record Print(ByteBuffer key, ByteBuffer row, long micros) {
    static final int SIZE = 40;
    private static final int HASH = 16;

    static Print of(UnaryOperator<byte[]> hash, String place, TableRow row, String content, long micros) {
        String key = place + "|" + String.join("\u0000", row.key());
        return new Print(hashed(hash, key), hashed(hash, key + "\u0000" + content), micros);
    }

    static byte[] pack(List<Print> prints) {
        ByteBuffer packed = ByteBuffer.allocate(prints.size() * SIZE);
        for (Print print : prints) {
            packed.put(print.key().duplicate()).put(print.row().duplicate()).putLong(print.micros());
        }
        return packed.array();
    }

    static List<Print> unpack(byte[] packed) {
        List<Print> prints = new ArrayList<>();
        for (int at = 0; at + SIZE <= packed.length; at += SIZE) {
            prints.add(new Print(
                    ByteBuffer.wrap(packed, at, HASH).slice(),
                    ByteBuffer.wrap(packed, at + HASH, HASH).slice(),
                    ByteBuffer.wrap(packed).getLong(at + 2 * HASH)));
        }
        return prints;
    }

    private static ByteBuffer hashed(UnaryOperator<byte[]> hash, String text) {
        return ByteBuffer.wrap(hash.apply(text.getBytes(StandardCharsets.UTF_8)), 0, HASH)
                .slice();
    }
}
