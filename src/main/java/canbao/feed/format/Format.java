package canbao.feed.format;

import java.nio.charset.Charset;

/** How a batch is written. {@code charset} and {@code delimiter} mean nothing for XLSX. */
public record Format(Type type, Charset charset, char delimiter) {
    /** The kinds of file. */
    public enum Type {
        CSV,
        XLSX,
        JSON_LINES
    }

    public RowSource source() {
        return switch (type) {
            case CSV -> new CsvRows(charset, delimiter);
            case XLSX -> new SheetRows();
            case JSON_LINES -> new JsonRows();
        };
    }
}
