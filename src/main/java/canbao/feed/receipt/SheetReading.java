package canbao.feed.receipt;

import canbao.feed.format.BatchStop;
import canbao.feed.format.Format;
import canbao.feed.format.RawSink;
import canbao.feed.format.file.RawFile;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A result that was written as a workbook, read back cell by cell. */
final class SheetReading implements RawSink {
    private final Map<String, String> said = new HashMap<>();
    private final List<Listed> list = new ArrayList<>();
    private int part;
    private boolean strange;

    private SheetReading() {}

    static Optional<Shown> read(byte[] workbook) {
        SheetReading reading = new SheetReading();
        try {
            RawFile.read(new ByteArrayInputStream(workbook), reading);
        } catch (BatchStop e) {
            return Optional.empty();
        }
        return reading.shown();
    }

    @Override
    public void part(int number, Format.Form form) {
        part = number;
        strange |= form != Format.Form.XLSX;
    }

    @Override
    public void text(String charset, char delimiter) {
        strange = true;
    }

    @Override
    public void row(int line, List<String> cells) {
        if (part == 1 && line > ReceiptSheet.TITLES) {
            strange |= said.put(cells.getFirst(), cells.size() > 2 ? cells.get(2) : "") != null;
        } else if (part == 2 && line > 1) {
            Optional<Listed> row = Listed.ofCells(cells);
            strange |= row.isEmpty();
            row.ifPresent(list::add);
        }
    }

    @Override
    public void object(int line, Map<String, String> fields, List<String> arrays) {
        strange = true;
    }

    private Optional<Shown> shown() {
        Map<String, String> rest = new HashMap<>(said);
        boolean result = Kind.RESULT.document().equals(rest.remove("document"));
        List<@Nullable Object> values = new ArrayList<>();
        for (Kind.Field field : Kind.RESULT.fields()) {
            String text = rest.remove(field.name());
            strange |= text == null;
            values.add(value(field, text == null ? "" : text));
        }
        String key = String.valueOf(rest.remove("keyId"));
        String at = String.valueOf(rest.remove("signedAt"));
        String value = String.valueOf(rest.remove("signature"));
        boolean plain = Signature.ALGORITHM.equals(rest.remove("algorithm")) && rest.isEmpty();
        if (!result || strange || !plain || !Signature.isHex(value)) {
            return Optional.empty();
        }
        return Optional.of(
                new Shown(new Statement(Kind.RESULT, values), new Signature(key, at, value), List.copyOf(list), true));
    }

    private @Nullable Object value(Kind.Field field, String text) {
        if (!field.number()) {
            return text;
        }
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            strange = true;
            return null;
        }
    }
}
