package canbao.feed.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.util.Locale;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.jspecify.annotations.Nullable;

/** A spreadsheet cell as the text that its author meant. */
final class CellText {
    private static final BigDecimal EXACT_BELOW = new BigDecimal("1e15");
    private static final MathContext SHOWN_DIGITS = new MathContext(15);

    private CellText() {}

    /** Dates as {@code yyyy-MM-dd}, whole numbers without decimals, numbers past 15 digits in scientific notation: they are rounded already. */
    static String of(@Nullable Cell cell) {
        if (cell == null) {
            return "";
        }
        return cell.getType() == CellType.NUMBER ? number(cell) : cell.getText();
    }

    private static String number(Cell cell) {
        BigDecimal number = cell.asNumber();
        if (isDate(cell)) {
            return date(cell);
        }
        if (number.abs().compareTo(EXACT_BELOW) >= 0) {
            return Double.toString(number.doubleValue());
        }
        return number.round(SHOWN_DIGITS).stripTrailingZeros().toPlainString();
    }

    private static String date(Cell cell) {
        LocalDateTime time = cell.asDate();
        return time.toLocalTime().toSecondOfDay() == 0
                ? time.toLocalDate().toString()
                : time.withNano(0).toString().replace('T', ' ');
    }

    /** Built-in formats 14-17, 22 and the East Asian 27-36, 50-58 are dates, and so is any own format with a year. */
    private static boolean isDate(Cell cell) {
        Integer id = cell.getDataFormatId();
        if (id != null && (within(id, 14, 17) || id == 22 || within(id, 27, 36) || within(id, 50, 58))) {
            return true;
        }
        String format = cell.getDataFormatString();
        return format != null && format.toLowerCase(Locale.ROOT).contains("yy");
    }

    private static boolean within(int id, int from, int to) {
        return id >= from && id <= to;
    }
}
