package canbao.feed.field;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a contract.
 *
 * @param name our name, the same for every agency
 * @param headers the names under which the agency sends it, the first of which is shown in messages; none when {@link
 *     Part} is a constant
 * @param maxLength in UTF-16 units, before anything is changed
 */
public record Column(
        String name, List<String> headers, ColumnType type, Use use, int maxLength, Form form, Checks checks) {
    /** Where {@code n} of a repeated group of headers stands. */
    public static final String EACH = "{n}";

    public Column {
        headers = List.copyOf(headers);
    }

    /**
     * What a column is for.
     *
     * @param required a blank value is a rejection
     * @param mayBeAbsent the whole column may be missing from a file
     * @param person it identifies the person whom the row speaks of, and not somebody else, such as a guardian
     * @param kept it becomes an attribute of the fact
     * @param member each member of a household has a value of its own; all others hold for the whole household
     */
    public record Use(boolean required, boolean mayBeAbsent, boolean person, boolean kept, boolean member) {}

    /**
     * What is asked of values beyond their form, and how a refused one is shown.
     *
     * @param part which part of the sent value counts, where it is not the whole
     */
    public record Checks(
            @Nullable Range range,
            Masking masking,
            @Nullable Part part) {
        public static final Checks NONE = new Checks(null, Masking.PARTIAL, null);
    }

    /** How much of a refused value is shown in the rejection. */
    public enum Masking {
        /** Nothing. */
        ALL,
        /** What the column's type allows, see {@link Masks}. */
        PARTIAL,
        /** All but what may be a number of a person. */
        NONE
    }

    /** A value that is not simply what was sent. */
    public sealed interface Part {
        /** Characters of the sent value, both from 1 and inclusive; a shorter value has none. */
        record Characters(int from, int to) implements Part {
            public String of(String sent) {
                return sent.length() < to ? "" : sent.substring(from - 1, to);
            }
        }

        /** The same value in every row, whatever is sent. */
        record Constant(String spelt) implements Part {}
    }

    /** Whether this column tells the given thing of the row's person. */
    public boolean tells(ColumnType what) {
        return type == what && use.person();
    }

    /** The name by which the agency knows it, for messages. */
    public String header() {
        return headers.isEmpty() ? name : headers.getFirst();
    }
}
