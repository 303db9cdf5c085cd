package canbao.feed.quarantine;

import canbao.feed.quarantine.QuarantineStore.Sealed;
import canbao.feed.read.SentRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A workbook of rows that go back: the agency's own headers and values as text, then where each stood and what to do. */
final class ReturnSheet {
    private static final List<String> WHY = List.of("部分/part", "行/line", "字段/field", "规则/rule", "改法/fix", "原文/as sent");

    /** A cell holds no more. */
    private static final int LONGEST = 32_767;

    private ReturnSheet() {}

    static byte[] bytes(Map<String, String> headers, List<Sealed> rows, Map<Integer, SentRow> sent) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "Canbao", "1.0")) {
            Worksheet sheet = book.newWorksheet("退回 returned");
            List<String> top = new ArrayList<>(headers.keySet());
            top.addAll(WHY);
            write(sheet, 0, top);
            for (int i = 0; i < rows.size(); i++) {
                write(sheet, i + 1, cells(headers, rows.get(i), sent));
            }
            sheet.freezePane(0, 1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a workbook", e);
        }
        return out.toByteArray();
    }

    private static List<String> cells(Map<String, String> headers, Sealed row, Map<Integer, SentRow> sent) {
        SentRow known = sent.get(row.n());
        List<String> cells = new ArrayList<>();
        headers.values()
                .forEach(name -> cells.add(known == null ? "" : known.values().getOrDefault(name, "")));
        cells.addAll(List.of(
                String.valueOf(row.part()),
                String.valueOf(row.line()),
                row.field(),
                row.rule(),
                row.fix(),
                known == null ? "" : known.sent()));
        return cells;
    }

    private static void write(Worksheet sheet, int at, List<String> cells) {
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            sheet.value(at, column, cell.length() > LONGEST ? cell.substring(0, LONGEST) : cell);
            sheet.style(at, column).format("@").set();
        }
    }
}
