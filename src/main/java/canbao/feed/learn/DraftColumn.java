package canbao.feed.learn;

import canbao.feed.field.ColumnType;
import java.util.List;
import java.util.Map;

/** One column of a draft; its header is the file's own. */
record DraftColumn(
        String name, String header, ColumnType type, Form form, boolean required, boolean person, Sureness sure) {
    /**
     * What a type needs besides itself.
     *
     * @param patterns of dates, or the one of a text
     * @param codes words to their aliases
     * @param codesFile the list that they are in, instead
     * @param part which characters of the value, such as 1-18; empty for all
     */
    record Form(List<String> patterns, Map<String, List<String>> codes, String codesFile, String part) {
        static final Form PLAIN = new Form(List.of(), Map.of(), "", "");

        Form {
            patterns = List.copyOf(patterns);
        }

        static Form patterns(List<String> patterns) {
            return new Form(patterns, Map.of(), "", "");
        }

        static Form codes(Map<String, List<String>> codes) {
            return new Form(List.of(), codes, "", "");
        }
    }

    /**
     * How sure it is.
     *
     * @param confidence from 0 to 1
     * @param note what could not be told, or nothing
     */
    record Sureness(double confidence, String note) {}

    DraftColumn optional() {
        return new DraftColumn(name, header, type, form, false, person, sure);
    }

    DraftColumn needed() {
        return new DraftColumn(name, header, type, form, true, person, sure);
    }

    DraftColumn named(String other, boolean isPerson) {
        return new DraftColumn(other, header, type, form, required, isPerson, sure);
    }

    DraftColumn like(DraftColumn other) {
        Sureness less = new Sureness(0.4, "全空，写法同 / all blank, taken to be as " + other.name());
        return new DraftColumn(name, header, other.type(), other.form(), false, person, less);
    }

    DraftColumn loosened(String why) {
        Sureness less = new Sureness(Math.min(0.3, sure.confidence()), why);
        return new DraftColumn(name, header, ColumnType.TEXT, Form.PLAIN, required, true, less);
    }
}
