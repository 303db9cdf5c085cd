package canbao.feed.receipt;

import canbao.feed.ReceiptStore.RejectedRow;
import canbao.model.Wording;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One rejected row in a receipt's list: where it is, what is wrong, and how to correct it. Characters that no workbook can
 * hold are replaced, so that the list is the same in JSON and XLSX.
 *
 * @param n its place among the batch's rejections, from 1
 * @param masked the value, personal data masked
 */
record Listed(int n, int part, int line, String field, String masked, String rule, Wording fix) {
    static Listed of(RejectedRow row) {
        String[] fix = row.fix().split(" / ", 2);
        return new Listed(
                row.n(),
                row.part(),
                row.line(),
                plain(row.field()),
                plain(row.masked()),
                plain(row.rule()),
                new Wording(plain(fix[0]), plain(fix[fix.length - 1])));
    }

    /** What goes into the digest of the list. */
    byte[] signed() {
        StringBuilder text = new StringBuilder();
        Statement.field(text, "n", n);
        Statement.field(text, "part", part);
        Statement.field(text, "line", line);
        Statement.field(text, "field", field);
        Statement.field(text, "masked", masked);
        Statement.field(text, "rule", rule);
        Statement.field(text, "fix.zh", fix.zh());
        Statement.field(text, "fix.en", fix.en());
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    String json() {
        return "{\"n\": " + n + ", \"part\": " + part + ", \"line\": " + line + ", \"field\": " + Json.encode(field)
                + ", \"masked\": " + Json.encode(masked) + ", \"rule\": " + Json.encode(rule) + ", \"fix\": {\"zh\": "
                + Json.encode(fix.zh()) + ", \"en\": " + Json.encode(fix.en()) + "}}";
    }

    /** Cells of a workbook's row. */
    List<String> cells() {
        return List.of("" + n, "" + part, "" + line, field, masked, rule, fix.zh(), fix.en());
    }

    static Optional<Listed> ofCells(List<String> cells) {
        try {
            return Optional.of(new Listed(
                    Integer.parseInt(cell(cells, 0)),
                    Integer.parseInt(cell(cells, 1)),
                    Integer.parseInt(cell(cells, 2)),
                    cell(cells, 3),
                    cell(cells, 4),
                    cell(cells, 5),
                    new Wording(cell(cells, 6), cell(cells, 7))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<Listed> read(Object item) {
        return item instanceof JsonObject json
                        && json.getValue("n") instanceof Integer n
                        && json.getValue("part") instanceof Integer part
                        && json.getValue("line") instanceof Integer line
                        && json.getValue("field") instanceof String field
                        && json.getValue("masked") instanceof String masked
                        && json.getValue("rule") instanceof String rule
                        && json.getValue("fix") instanceof JsonObject fix
                        && fix.getValue("zh") instanceof String zh
                        && fix.getValue("en") instanceof String en
                ? Optional.of(new Listed(n, part, line, field, masked, rule, new Wording(zh, en)))
                : Optional.empty();
    }

    private static String cell(List<String> cells, int at) {
        return at < cells.size() ? cells.get(at) : "";
    }

    private static String plain(String text) {
        return text.codePoints()
                .map(c -> isUnwritable(c) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private static boolean isUnwritable(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE || (c & 0xFFFE) == 0xFFFE;
    }
}
