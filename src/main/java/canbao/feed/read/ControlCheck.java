package canbao.feed.read;

import canbao.crypto.Sm3Stream;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ControlTerms;
import canbao.feed.field.Column;
import canbao.feed.field.ColumnType;
import canbao.feed.field.Field;
import canbao.feed.field.Texts;
import canbao.feed.format.BatchStop;
import canbao.feed.format.Row;
import canbao.model.batch.Control;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Adds a batch up and compares it with what its sender said, at the door or in the batch's last row. Not thread-safe. */
final class ControlCheck {
    private final ControlTerms terms;
    private final Control control;
    private final int sumColumn;
    private final @Nullable Field sumField;
    private final int decimals;
    private final @Nullable String marker;
    private final String[] spelt = new String[1];
    private final @Nullable Sm3Stream digest;

    private long rows;
    private long sum;
    /** An amount that cannot be read rejects its row; then the others can only be checked not to be too many. */
    private boolean unreadable;

    private int afterTrailer = -1;
    private @Nullable BigDecimal trailerRows;
    private @Nullable BigDecimal trailerSum;

    ControlCheck(Contract contract, Control control) {
        this.terms = contract.checks().control();
        this.control = control;
        this.sumColumn = contract.position(terms.sumColumn());
        Column column = sumColumn < 0 ? null : contract.columns().get(sumColumn);
        this.sumField = column == null ? null : Field.of(column, LocalDate.EPOCH);
        this.decimals = column != null && column.type() == ColumnType.YUAN ? 2 : 0;
        ControlTerms.Trailer trailer = terms.trailer();
        this.marker = trailer == null ? null : label(trailer.marker());
        this.digest = control.digest() == null ? null : new Sm3Stream();
    }

    /** The bytes, noted on their way when there is a digest to compare them with. */
    InputStream noting(InputStream bytes) {
        return digest == null ? bytes : new NotingStream(bytes, digest);
    }

    /** Notes the row that is no record but adds up the others; false when this is none. */
    boolean isTrailer(Row row) {
        if (marker != null && marker.equals(label(row.cell(0)))) {
            trailer(row);
            return true;
        }
        return false;
    }

    /** Adds a row that was not blank. */
    void add(Row row) {
        rows++;
        if (marker != null) {
            afterTrailer = afterTrailer == 0 ? row.line() : afterTrailer;
        }
        String value = sumField == null ? "" : Texts.stripped(row.value(sumColumn));
        if (sumField != null && !value.isEmpty()) {
            spelt[0] = "";
            sumField.read(value, spelt, 0);
            unreadable |= spelt[0].isEmpty();
            sum = Math.addExact(sum, spelt[0].isEmpty() ? 0 : Long.parseLong(spelt[0]));
        }
    }

    /** Refuses the batch when it does not add up; {@code bytes} are read to their end for the digest. */
    void end(InputStream bytes) throws IOException {
        if (afterTrailer > 0) {
            throw new BatchStop(
                    "ROWS_AFTER_TRAILER",
                    "line " + afterTrailer,
                    "合计行之后还有数据，请把合计行放在最后 / rows after the row that adds them up: move it to the end");
        }
        String saidRows = control.rows() == null ? null : String.valueOf(control.rows());
        compare("CONTROL_ROWS", "行数 / rows", saidRows, BigDecimal.valueOf(rows), false);
        compare("CONTROL_ROWS", "合计行行数 / rows in the last row", text(trailerRows), BigDecimal.valueOf(rows), false);
        if (terms.rowsRequired() && saidRows == null && trailerRows == null) {
            throw missing("行数 / the number of rows", "X-Canbao-Rows");
        }
        if (sumField != null) {
            BigDecimal came = BigDecimal.valueOf(sum, decimals);
            compare("CONTROL_SUM", "金额合计 / sum", control.sum(), came, unreadable);
            compare("CONTROL_SUM", "合计行金额 / sum in the last row", text(trailerSum), came, unreadable);
            if (terms.sumRequired() && control.sum() == null && trailerSum == null) {
                throw missing("“" + terms.sumColumn() + "”合计 / the sum of " + terms.sumColumn(), "X-Canbao-Sum");
            }
        }
        digest(bytes);
    }

    private void digest(InputStream bytes) throws IOException {
        if (terms.digestRequired() && control.digest() == null) {
            throw missing("SM3摘要 / the SM3 digest", "X-Canbao-Digest");
        }
        if (digest != null && control.digest() != null) {
            bytes.transferTo(OutputStream.nullOutputStream());
            String came = digest.hex();
            if (!came.equals(control.digest().toLowerCase(Locale.ROOT))) {
                throw differs("CONTROL_DIGEST", "SM3", control.digest(), came);
            }
        }
    }

    private static void compare(String rule, String what, @Nullable String said, BigDecimal came, boolean atLeast) {
        if (said == null) {
            return;
        }
        BigDecimal expected = number(said);
        int comparison = expected == null ? -1 : expected.compareTo(came);
        if (comparison < 0 || (comparison > 0 && !atLeast)) {
            throw differs(rule, what, said, came.toPlainString());
        }
    }

    private void trailer(Row row) {
        ControlTerms.Trailer trailer = terms.trailer();
        afterTrailer = 0;
        if (trailer != null && trailer.rows() > 0) {
            trailerRows = plus(trailerRows, said(row, trailer.rows()));
        }
        if (trailer != null && trailer.sum() > 0) {
            trailerSum = plus(trailerSum, said(row, trailer.sum()));
        }
    }

    private static BigDecimal said(Row row, int cell) {
        String text = Texts.stripped(row.cell(cell - 1));
        BigDecimal number = number(text.replaceAll("[,，元人户行条笔共]", ""));
        if (number == null) {
            throw new BatchStop(
                    "CONTROL_MISSING",
                    "line " + row.line() + ", cell " + cell,
                    "合计行的第%d格应为数字 / cell %d of the row that adds up the others must be a number".formatted(cell, cell));
        }
        return number;
    }

    private static @Nullable BigDecimal number(String text) {
        boolean plain = text.matches("-?\\d{1,15}(\\.\\d{1,6})?");
        return plain ? new BigDecimal(text) : null;
    }

    /** Files of several parts may each have such a row. */
    private static BigDecimal plus(@Nullable BigDecimal one, BigDecimal other) {
        return one == null ? other : one.add(other);
    }

    private static @Nullable String text(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static String label(String cell) {
        String label = Texts.label(cell);
        return label.endsWith(":") ? label.substring(0, label.length() - 1) : label;
    }

    private static BatchStop missing(String what, String header) {
        return new BatchStop(
                "CONTROL_MISSING",
                "control",
                "缺少约定的对账数：%s；请在报送时给出（如 %s）/ agreed but not said: give it with the batch (such as %s)"
                        .formatted(what, header, header));
    }

    private static BatchStop differs(String rule, String what, String said, String came) {
        return new BatchStop(
                rule,
                "control",
                "%s：对账数为%s，实收%s，文件可能不完整，请核对后整批重报 / the sender says %s but %s came: the batch may be cut off, send it again whole"
                        .formatted(what, said, came, said, came));
    }
}
