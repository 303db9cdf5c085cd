package canbao.feed.receipt;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A receipt that somebody shows us, taken apart.
 *
 * @param list the rejected rows; null when they are not in the file
 * @param asWritten whether every byte is as the hub writes it
 */
record Shown(
        Statement statement,
        @Nullable Signature signature,
        @Nullable List<Listed> list,
        boolean asWritten) {
    /** Reads a JSON document or a workbook; empty when it is no receipt. */
    static Optional<Shown> read(byte[] file) {
        boolean workbook = file.length > 1 && file[0] == 'P' && file[1] == 'K';
        return workbook ? SheetReading.read(file) : json(file);
    }

    private static Optional<Shown> json(byte[] file) {
        try {
            JsonObject json = new JsonObject(new String(file, StandardCharsets.UTF_8));
            Optional<Statement> statement = Statement.read(json);
            Object written = json.getValue("signature");
            Optional<Signature> signature =
                    written instanceof JsonObject object ? Signature.read(object) : Optional.empty();
            Object rows = json.getValue("rejections");
            Optional<List<Listed>> list = rows instanceof JsonArray array ? list(array) : Optional.empty();
            if (statement.isEmpty()
                    || !json.containsKey("signature")
                    || (written != null && signature.isEmpty())
                    || (json.containsKey("rejections") && list.isEmpty())) {
                return Optional.empty();
            }
            Shown shown = new Shown(statement.get(), signature.orElse(null), list.orElse(null), true);
            return Optional.of(
                    new Shown(shown.statement, shown.signature, shown.list, Arrays.equals(shown.bytes(), file)));
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static Optional<List<Listed>> list(JsonArray rows) {
        List<Listed> list = new ArrayList<>();
        for (Object row : rows) {
            Optional<Listed> listed = Listed.read(row);
            if (listed.isEmpty()) {
                return Optional.empty();
            }
            list.add(listed.get());
        }
        return Optional.of(list);
    }

    /** As the hub writes it. */
    private byte[] bytes() {
        List<Listed> rows = list;
        if (rows == null) {
            return statement.json(signature).getBytes(StandardCharsets.UTF_8);
        }
        ListWriting writing = new ListWriting(statement.open(signature));
        rows.forEach(writing::row);
        return writing.end();
    }
}
