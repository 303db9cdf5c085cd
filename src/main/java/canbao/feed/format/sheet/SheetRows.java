package canbao.feed.format.sheet;

import canbao.feed.field.Defect;
import canbao.feed.format.BatchStop;
import canbao.feed.format.HeaderSearch;
import canbao.feed.format.Layout;
import canbao.feed.format.RowSink;
import canbao.feed.format.SheetChoice;
import canbao.feed.format.archive.Archive;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** The chosen sheets of an XLSX file, each with a header among its first rows. */
public final class SheetRows {
    private final SheetChoice choice;
    private final Layout layout;
    private final RowSink sink;

    public SheetRows(SheetChoice choice, Layout layout, RowSink sink) {
        this.choice = choice;
        this.layout = layout;
        this.sink = sink;
    }

    /**
     * Reads to the end. A row's part is {@code before} and the sheet's number among the visible ones.
     *
     * @return the parts used so far
     */
    public int read(Archive archive, int before) throws IOException {
        Workbook workbook = Workbook.open(archive);
        List<Workbook.Sheet> sheets = workbook.sheets();
        int[] numbers = switch (choice) {
            case SheetChoice.First first -> new int[] {1};
            case SheetChoice.All all -> IntStream.rangeClosed(1, sheets.size()).toArray();
            case SheetChoice.Named named -> numbers(named.sheets(), sheets);
        };
        boolean any = false;
        for (int number : numbers) {
            try (SheetCursor rows = workbook.rows(sheets.get(number - 1))) {
                any |= sheet(rows, before + number);
            } catch (BatchStop stop) {
                throw choice instanceof SheetChoice.First ? stop : stop.within("sheet " + number);
            }
        }
        if (!any) {
            throw BatchStop.empty();
        }
        return before + (choice instanceof SheetChoice.First ? 1 : sheets.size());
    }

    private static int[] numbers(List<String> chosen, List<Workbook.Sheet> sheets) {
        return chosen.stream()
                .mapToInt(text -> {
                    for (int i = 0; i < sheets.size(); i++) {
                        if (sheets.get(i).name().equals(text) || text.equals(String.valueOf(i + 1))) {
                            return i + 1;
                        }
                    }
                    throw new BatchStop(
                            "MISSING_SHEET",
                            "file",
                            "没有约定的工作表“%s”（隐藏的不算），请补上 / the agreed sheet %s is missing (hidden ones do not count): add it"
                                    .formatted(text, text));
                })
                .distinct()
                .toArray();
    }

    /** Whether the sheet has anything at all. */
    private boolean sheet(SheetCursor rows, int part) {
        HeaderSearch search = new HeaderSearch(layout, "row");
        SheetRow row = new SheetRow(rows, part);
        boolean found = false;
        boolean empty = true;
        while (rows.next()) {
            if (row.isEmpty()) {
                continue;
            }
            empty = false;
            if (found) {
                emit(row);
            } else {
                HeaderSearch.Found header = search.offer(row.filled(), rows.number());
                found = header != null;
                if (header != null) {
                    row.header(header);
                }
            }
        }
        if (!empty && !found) {
            throw search.none();
        }
        return !empty;
    }

    private void emit(SheetRow row) {
        for (int column = 0; column < layout.columns().size(); column++) {
            byte kind = row.kind(column);
            if (kind != SheetCursor.VALUE) {
                Defect defect = kind == SheetCursor.FORMULA ? Defect.FORMULA : Defect.CELL_ERROR;
                sink.broken(row, layout.columns().get(column).name(), defect);
                return;
            }
        }
        if (row.isBlank()) {
            return;
        }
        if (row.overflows()) {
            sink.broken(row, "", Defect.FIELD_COUNT);
        } else {
            sink.row(row);
        }
    }
}
