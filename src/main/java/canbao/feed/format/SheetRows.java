package canbao.feed.format;

import canbao.feed.field.Defect;
import canbao.feed.field.Texts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;

/** The first sheet of an XLSX file; its header is searched in the first 20 rows, below any title. */
final class SheetRows implements RowSource {
    private static final int HEADER_WITHIN = 20;

    @Override
    public void read(InputStream bytes, Layout layout, RowSink sink) {
        try {
            byte[] file = bytes.readAllBytes();
            ZipLimits.check(file);
            try (ReadableWorkbook workbook = open(file);
                    Stream<org.dhatim.fastexcel.reader.Row> rows =
                            workbook.getFirstSheet().openStream()) {
                rows(rows.iterator(), new Header(layout), layout, sink);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the batch could not be read to its end", e);
        }
    }

    private static ReadableWorkbook open(byte[] file) {
        try {
            return new ReadableWorkbook(new ByteArrayInputStream(file), new ReadingOptions(true, true));
        } catch (IOException | RuntimeException e) {
            throw ZipLimits.damaged();
        }
    }

    private static void rows(
            Iterator<org.dhatim.fastexcel.reader.Row> rows, Header header, Layout layout, RowSink sink) {
        SheetRow row = null;
        while (hasNext(rows)) {
            org.dhatim.fastexcel.reader.Row read = rows.next();
            if (row != null) {
                row.read = read;
                emit(row, layout, sink);
            } else if (header.matches(texts(read))) {
                List<String> cells = texts(read);
                row = new SheetRow(header.positions(cells, "row " + read.getRowNum()), cells.size(), read);
            } else if (read.getRowNum() > HEADER_WITHIN) {
                break;
            }
        }
        if (row == null) {
            throw header.none("rows 1 to " + HEADER_WITHIN);
        }
    }

    private static void emit(SheetRow row, Layout layout, RowSink sink) {
        if (row.isBlank()) {
            return;
        }
        for (int column = 0; column < layout.columns().size(); column++) {
            CellType type = row.type(column);
            if (type == CellType.FORMULA || type == CellType.ERROR) {
                Defect defect = type == CellType.FORMULA ? Defect.FORMULA : Defect.CELL_ERROR;
                sink.broken(row, layout.columns().get(column).name(), defect);
                return;
            }
        }
        if (row.overflows()) {
            sink.broken(row, "", Defect.FIELD_COUNT);
        } else {
            sink.row(row);
        }
    }

    private static boolean hasNext(Iterator<org.dhatim.fastexcel.reader.Row> rows) {
        try {
            return rows.hasNext();
        } catch (RuntimeException e) {
            throw ZipLimits.damaged();
        }
    }

    private static List<String> texts(org.dhatim.fastexcel.reader.Row row) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < row.getCellCount(); i++) {
            texts.add(row.hasCell(i) ? CellText.of(row.getCell(i)) : "");
        }
        while (!texts.isEmpty() && Texts.stripped(texts.getLast()).isEmpty()) {
            texts.removeLast();
        }
        return texts;
    }

    private static final class SheetRow implements Row {
        private final int[] positions;
        private final int width;
        private org.dhatim.fastexcel.reader.Row read;

        SheetRow(int[] positions, int width, org.dhatim.fastexcel.reader.Row header) {
            this.positions = positions;
            this.width = width;
            this.read = header;
        }

        boolean isBlank() {
            return Arrays.stream(positions)
                    .allMatch(at -> Texts.stripped(text(at)).isEmpty());
        }

        boolean overflows() {
            for (int i = width; i < read.getCellCount(); i++) {
                if (!Texts.stripped(text(i)).isEmpty()) {
                    return true;
                }
            }
            return false;
        }

        CellType type(int column) {
            int at = positions[column];
            return at >= 0 && read.hasCell(at) ? read.getCell(at).getType() : CellType.EMPTY;
        }

        @Override
        public int line() {
            return read.getRowNum();
        }

        @Override
        public String value(int column) {
            return text(positions[column]);
        }

        @Override
        public String cell(int at) {
            return text(at);
        }

        @Override
        public String sent() {
            return read.stream()
                    .map(cell -> cell == null ? "" : CellText.of(cell))
                    .collect(Collectors.joining("\t"));
        }

        private String text(int at) {
            if (at < 0 || !read.hasCell(at)) {
                return "";
            }
            Cell cell = read.getCell(at);
            return cell.getType() == CellType.FORMULA ? "" : CellText.of(cell);
        }
    }
}
