package canbao.feed.field;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a column's type needs to know besides the type itself. */
public sealed interface Form {
    /** Text, with the pattern that the whole value must match, if any. */
    record Free(@Nullable Pattern pattern) implements Form {}

    /** One word of a list. */
    record Coded(Codes codes) implements Form {}

    /** A date, month or time in one of several patterns. */
    record Dated(List<DatePattern> patterns) implements Form {
        public Dated {
            patterns = List.copyOf(patterns);
        }
    }

    /** A certificate of one type, or of the type that another column names. */
    record Certified(String type, @Nullable String typeColumn) implements Form {}

    /** Nothing to say. */
    record Plain() implements Form {}
}
