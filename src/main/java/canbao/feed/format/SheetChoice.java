package canbao.feed.format;

import java.util.List;
import java.util.Locale;

/** Which of a workbook's visible sheets are read; hidden ones never are, since who exported may not know of them. */
public sealed interface SheetChoice {
    /** Only the first. */
    record First() implements SheetChoice {}

    /** All; one without the header must be empty. */
    record All() implements SheetChoice {}

    /**
     * These, each of which must be there.
     *
     * @param sheets names, or numbers from 1 among the visible ones
     */
    record Named(List<String> sheets) implements SheetChoice {
        public Named {
            sheets = List.copyOf(sheets);
        }
    }

    /** As a contract says it: nothing or {@code first}, {@code all}, or names and numbers. */
    static SheetChoice of(List<String> texts) {
        String only = texts.size() == 1 ? texts.getFirst().toLowerCase(Locale.ROOT) : "";
        if (texts.isEmpty() || only.equals("first")) {
            return new First();
        }
        return only.equals("all") ? new All() : new Named(texts);
    }
}
