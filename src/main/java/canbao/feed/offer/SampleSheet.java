package canbao.feed.offer;

import canbao.feed.field.Column;
import canbao.feed.field.ColumnType;
import canbao.feed.format.SheetChoice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A workbook to fill in: every column formatted as text, so that no number is rounded; lists to choose from where the
 * contract has words; notes above the header and, where only the first sheet is read, in a sheet of their own.
 */
final class SampleSheet {
    private static final int HEADER = 1;
    private static final int FORMATTED = 2_000;
    private static final String CODES = "codes";

    private final SampleShape shape;

    SampleSheet(SampleShape shape) {
        this.shape = shape;
    }

    /** @param filled whether the rows are a sample, or there are none yet */
    byte[] bytes(List<List<String>> rows, boolean filled) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "Canbao", "1.0")) {
            List<String> names = sheets();
            Worksheet sheet = book.newWorksheet(names.getFirst());
            names.stream().skip(1).forEach(book::newWorksheet);
            if (!(shape.contract.delivery().format().sheets() instanceof SheetChoice.All)) {
                notes(book.newWorksheet("说明 notes"));
            }
            Worksheet codes = book.newWorksheet(CODES);
            codes.setVisibilityState(VisibilityState.HIDDEN);
            write(sheet, codes, rows, filled);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a workbook", e);
        }
        return out.toByteArray();
    }

    private List<String> sheets() {
        if (shape.contract.delivery().format().sheets() instanceof SheetChoice.Named named) {
            List<String> names = named.sheets().stream()
                    .filter(name -> !name.matches("\\d+"))
                    .toList();
            return names.isEmpty() ? List.of("数据 data") : names;
        }
        return List.of("数据 data");
    }

    private void write(Worksheet sheet, Worksheet codes, List<List<String>> rows, boolean filled) {
        List<String> headers = shape.wide();
        sheet.value(
                0,
                0,
                filled
                        ? "示例：人员均为虚构 / a sample: nobody here is real"
                        : "从第3行起填写，不要改动表头 / fill in from row 3, leave the header");
        for (int column = 0; column < headers.size(); column++) {
            sheet.style(column).format("@").set();
            sheet.range(HEADER + 1, column, HEADER + FORMATTED / 10, column)
                    .style()
                    .format("@")
                    .set();
            sheet.width(column, Math.max(12, headers.get(column).length() * 2.2 + 4));
            sheet.value(HEADER, column, headers.get(column));
            sheet.style(HEADER, column).bold().format("@").set();
        }
        sheet.freezePane(0, HEADER + 1);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                String value = rows.get(row).get(column);
                if (!value.isEmpty()) {
                    sheet.value(HEADER + 1 + row, column, value);
                    sheet.style(HEADER + 1 + row, column).format("@").set();
                }
            }
        }
        choices(sheet, codes, headers);
    }

    private void choices(Worksheet sheet, Worksheet codes, List<String> headers) {
        int list = 0;
        for (Map.Entry<String, List<Column>> entry : shape.headers.entrySet()) {
            List<String> words = words(entry.getValue());
            if (!words.isEmpty()) {
                for (int i = 0; i < words.size(); i++) {
                    codes.value(i, list, words.get(i));
                }
                int column = headers.indexOf(entry.getKey());
                sheet.range(HEADER + 1, column, HEADER + FORMATTED, column)
                        .validateWithList(codes.range(0, list, words.size() - 1, list))
                        .allowBlank(true)
                        .showErrorMessage(false);
                list++;
            }
        }
    }

    /** What to choose from: nothing where the sent value is more than a word of a list. */
    private static List<String> words(List<Column> columns) {
        Column first = columns.getFirst();
        if (columns.stream().anyMatch(column -> column.checks().part() != null)) {
            return List.of();
        }
        return switch (first.type()) {
            case CODE -> ColumnWords.offered(ColumnWords.codes(first));
            case FLAG -> List.of("是", "否");
            default -> List.of();
        };
    }

    private void notes(Worksheet notes) {
        List<String> lines = new ArrayList<>(List.of(
                "请只填“" + sheets().getFirst() + "”工作表；本表不会读取。 / Fill in the first sheet only: this one is not read.",
                "各列已设为文本格式，粘贴时请选“只粘贴数值”。 / All columns are formatted as text: paste values only.",
                "不要使用公式。 / No formulas."));
        for (Column column : shape.contract.columns()) {
            if (column.type() == ColumnType.CERTIFICATE) {
                lines.add(column.header() + "：必须是文本，数值会丢失末三位 / must be text, a number loses its last three digits");
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            notes.value(i, 0, lines.get(i));
        }
        notes.width(0, 90);
    }
}
