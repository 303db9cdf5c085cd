package canbao.routes.files;

import canbao.model.batch.Control;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code <name>.ctl}: {@code {"rows": 3000, "sum": "120.50", "digest": "<hex SM3>"}}, each of them optional. */
final class ControlFile {
    static final int LONGEST = 4096;
    static final String FIX =
            "控制文件须为 {\"rows\":3000,\"sum\":\"120.50\",\"digest\":\"SM3\"} / write a control file as shown";
    private static final Set<String> KEYS = Set.of("rows", "sum", "digest");

    private ControlFile() {}

    /** Empty when it is not what it should be. */
    static Optional<Control> read(byte[] bytes) {
        try {
            JsonObject json = new JsonObject(new String(bytes, StandardCharsets.UTF_8));
            Object rows = json.getValue("rows");
            Object sum = json.getValue("sum");
            Object digest = json.getValue("digest");
            boolean plain = KEYS.containsAll(json.fieldNames())
                    && (rows == null || (rows instanceof Integer count && count >= 0))
                    && (sum == null || String.valueOf(sum).matches("-?\\d{1,18}(\\.\\d{1,6})?"))
                    && (digest == null || String.valueOf(digest).matches("[0-9a-fA-F]{64}"));
            return plain
                    ? Optional.of(new Control(
                            (Integer) rows,
                            sum == null ? null : String.valueOf(sum),
                            digest == null ? null : String.valueOf(digest).toLowerCase(Locale.ROOT)))
                    : Optional.empty();
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }
}
