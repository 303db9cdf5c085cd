package canbao.feed.receipt;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A result as a workbook: a sheet with what was found, and one with the rejected rows. Everything is text, so that nothing is
 * rounded or computed; rows leave the memory as they are written.
 */
final class ReceiptSheet implements AutoCloseable {
    /** Rows above what is said. */
    static final int TITLES = 2;

    private static final int FLUSH = 1_000;
    private static final List<String> HEADER = List.of(
            "序号 / no.",
            "部分 / part",
            "行 / line",
            "列 / field",
            "值（已打码） / value (masked)",
            "规则 / rule",
            "改法 / fix (中文)",
            "改法 / fix (English)");
    private static final double[] WIDTHS = {8, 8, 8, 20, 24, 24, 50, 50};

    private final Workbook book;
    private final Worksheet rows;
    private int at;

    ReceiptSheet(OutputStream out, Statement statement, @Nullable Signature signature) throws IOException {
        this.book = new Workbook(out, "Canbao", "1.0");
        Worksheet summary = book.newWorksheet("回执 receipt");
        this.rows = book.newWorksheet("退回行 rejections");
        summary(summary, statement, signature);
        for (int column = 0; column < WIDTHS.length; column++) {
            rows.width(column, WIDTHS[column]);
        }
        rows.freezePane(0, 1);
        line(rows, at++, HEADER);
    }

    void row(Listed row) {
        line(rows, at++, row.cells());
        if (at % FLUSH == 0) {
            try {
                rows.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("a receipt could not be written to its end", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        book.close();
    }

    private static void summary(Worksheet sheet, Statement statement, @Nullable Signature signature)
            throws IOException {
        sheet.width(0, 18);
        sheet.width(1, 44);
        sheet.width(2, 90);
        line(sheet, 0, List.of("参保通第二张回执 / the hub's second receipt"));
        line(sheet, 1, List.of("项 / field", "含义 / meaning", "值 / value"));
        int row = TITLES;
        line(
                sheet,
                row++,
                List.of("document", "文件类型 / kind of document", statement.kind().document()));
        for (int i = 0; i < statement.values().size(); i++) {
            Kind.Field field = statement.kind().fields().get(i);
            Object value = statement.values().get(i);
            line(sheet, row++, List.of(field.name(), field.says(), value == null ? "" : value.toString()));
        }
        if (signature != null) {
            signed(sheet, row, signature);
        }
        sheet.finish();
    }

    private static void signed(Worksheet sheet, int at, Signature signature) {
        int row = at;
        line(sheet, row++, List.of("keyId", "密钥 / key", signature.keyId()));
        line(sheet, row++, List.of("algorithm", "算法 / algorithm", Signature.ALGORITHM));
        line(sheet, row++, List.of("signedAt", "签名时间 / signed at", signature.signedAt()));
        line(sheet, row, List.of("signature", "签名 / signature", signature.value()));
    }

    private static void line(Worksheet sheet, int row, List<String> cells) {
        for (int column = 0; column < cells.size(); column++) {
            if (!cells.get(column).isEmpty()) {
                sheet.inlineString(row, column, cells.get(column));
            }
        }
    }
}
