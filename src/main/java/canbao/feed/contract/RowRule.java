package canbao.feed.contract;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule between the columns of one row. A check that needs a value which is blank holds; a condition does not.
 *
 * @param rule its name, in upper case with underscores
 * @param when the rule applies only to rows that pass this
 * @param column the column that a rejection names
 * @param fix what the sender should do, Chinese and English
 */
public record RowRule(String rule, @Nullable Check when, Check check, String column, String fix) {

    /** What can be asked of a row; columns by name. */
    public sealed interface Check {
        /** All are filled. */
        record Required(List<String> columns) implements Check {
            public Required {
                columns = List.copyOf(columns);
            }
        }

        /** All are blank. */
        record Forbidden(List<String> columns) implements Check {
            public Forbidden {
                columns = List.copyOf(columns);
            }
        }

        /** At least one is filled. */
        record AtLeastOneOf(List<String> columns) implements Check {
            public AtLeastOneOf {
                columns = List.copyOf(columns);
            }
        }

        /** The column has one of these values, as spelt by us. */
        record In(String column, List<String> values) implements Check {
            public In {
                values = List.copyOf(values);
            }
        }

        /** The column's whole value matches. */
        record Matches(String column, Pattern pattern) implements Check {
            @Override
            public boolean equals(@Nullable Object other) {
                return other instanceof Matches that
                        && column.equals(that.column)
                        && pattern.pattern().equals(that.pattern.pattern());
            }

            @Override
            public int hashCode() {
                return column.hashCode() * 31 + pattern.pattern().hashCode();
            }
        }

        /** Two amounts, numbers, dates, months or times stand in this order. */
        record Ordered(String left, Order order, String right) implements Check {}

        /** The columns add up to the total; a blank one counts as nothing. */
        record SumsTo(String total, List<String> parts) implements Check {
            public SumsTo {
                parts = List.copyOf(parts);
            }
        }

        /** The date is that in the certificate's number, where it has one. */
        record BirthMatchesCertificate(String birth) implements Check {}

        /** The sex (GB/T 2261.1: 1 male, 2 female) is that in the certificate's number, where it has one. */
        record SexMatchesCertificate(String sex) implements Check {}
    }

    /** Orders of two values. */
    public enum Order {
        BEFORE,
        NOT_AFTER,
        AFTER,
        NOT_BEFORE;

        public boolean holds(int comparison) {
            return switch (this) {
                case BEFORE -> comparison < 0;
                case NOT_AFTER -> comparison <= 0;
                case AFTER -> comparison > 0;
                case NOT_BEFORE -> comparison >= 0;
            };
        }
    }
}
