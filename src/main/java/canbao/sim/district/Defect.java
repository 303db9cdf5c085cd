package canbao.sim.district;

import java.util.Arrays;
import java.util.List;

/** What can be wrong with a row of the hardship list: one row of each is in {@link ListVersion#MONTH2_DEFECTIVE}. */
public enum Defect {
    BAD_CHECK_DIGIT(0),
    /** 17 digits. */
    WRONG_LENGTH(0),
    /** The 30th of February, with a right check digit. */
    IMPOSSIBLE_BIRTH(0),
    /** As a spreadsheet shows a long number. */
    SCIENTIFIC_NOTATION(0),
    BLANK_NAME(1),
    UNKNOWN_CATEGORY(2),
    BAD_MONTH(6),
    BAD_PHONE(8),
    /** 300 characters. */
    LONG_NAME(1),
    CONTROL_CHARACTER(1),
    /** Ends after the category. */
    FIELD_COUNT(2),
    /** The row as it should be, and the same certificate once more with another category. */
    DUPLICATE_KEY(2);

    private final int column;

    Defect(int column) {
        this.column = column;
    }

    /** Whether nobody can tell from the row whom it speaks of. */
    public boolean keyUnreadable() {
        return column == 0;
    }

    List<String[]> rows(String[] good) {
        if (this == FIELD_COUNT) {
            return List.<String[]>of(Arrays.copyOf(good, column + 1));
        }
        String[] bad = good.clone();
        bad[column] = spoilt(bad[column]);
        return this == DUPLICATE_KEY ? List.of(good, bad) : List.<String[]>of(bad);
    }

    private String spoilt(String value) {
        return switch (this) {
            case BAD_CHECK_DIGIT -> value.substring(0, 17) + (value.charAt(17) == '5' ? '6' : '5');
            case WRONG_LENGTH -> value.substring(0, 17);
            case IMPOSSIBLE_BIRTH -> People.withCheck(value.substring(0, 6) + "19990230" + "123");
            case SCIENTIFIC_NOTATION -> "3.30302E+17";
            case BLANK_NAME -> "";
            case UNKNOWN_CATEGORY -> "外星人";
            case BAD_MONTH -> "24年" + value.substring(4) + "月";
            case BAD_PHONE -> "1234567";
            case LONG_NAME -> "长".repeat(300);
            case CONTROL_CHARACTER -> value.charAt(0) + "\u0007" + value.substring(1);
            case DUPLICATE_KEY -> value.equals("孤儿") ? "困境儿童" : "孤儿";
            case FIELD_COUNT -> value;
        };
    }
}
