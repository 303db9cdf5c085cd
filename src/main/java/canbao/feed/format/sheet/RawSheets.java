package canbao.feed.format.sheet;

import canbao.feed.format.Format.Form;
import canbao.feed.format.RawSink;
import canbao.feed.format.archive.Archive;
import java.io.IOException;

/** All visible sheets of a workbook of which nothing is known. */
public final class RawSheets {
    private RawSheets() {}

    /**
     * Reads to the end.
     *
     * @return the parts used so far
     */
    public static int read(Archive archive, int before, RawSink sink) throws IOException {
        Workbook workbook = Workbook.open(archive);
        int part = before;
        for (Workbook.Sheet sheet : workbook.sheets()) {
            sink.part(++part, Form.XLSX);
            try (SheetCursor rows = workbook.rows(sheet)) {
                SheetRow row = new SheetRow(rows, part);
                while (rows.next()) {
                    if (!row.isEmpty()) {
                        sink.row(rows.number(), row.filled());
                    }
                }
            }
        }
        return part;
    }
}
