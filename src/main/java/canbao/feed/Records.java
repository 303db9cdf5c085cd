package canbao.feed;

import canbao.model.batch.Control;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Several records polled together, of a feed of changes. Those that are one line of JSON become one batch; any other (empty,
 * "nothing to report", an array, a file, or nothing that anybody could read) is a batch by itself, so that it spoils nothing but itself.
 */
final class Records {
    private Records() {}

    /** Records that belong together, in their order; none is left out. */
    static List<List<?>> runs(List<?> records) {
        List<List<?>> runs = new ArrayList<>();
        List<Object> lines = new ArrayList<>();
        for (Object record : records) {
            if (isLine(record)) {
                lines.add(record);
            } else {
                if (!lines.isEmpty()) {
                    runs.add(lines);
                    lines = new ArrayList<>();
                }
                runs.add(List.of(record));
            }
        }
        if (!lines.isEmpty()) {
            runs.add(lines);
        }
        return runs;
    }

    private static @Nullable Object body(Object record) {
        return record instanceof Exchange exchange ? exchange.getMessage().getBody() : record;
    }

    /** Whether the record is one line of JSON. */
    static boolean isLine(Object record) {
        Object body = body(record);
        byte[] bytes = body instanceof byte[] raw
                ? raw
                : body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
        if (bytes.length == 0 || bytes[0] != '{' || Control.saysNothing(bytes)) {
            return false;
        }
        for (byte each : bytes) {
            if (each == '\n' || each == '\r' || each == 0) {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
