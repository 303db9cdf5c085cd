package canbao.feed.change;

import canbao.feed.change.Change.Part;
import canbao.feed.field.Column;
import canbao.feed.field.ColumnType;
import canbao.feed.field.Form;
import canbao.feed.field.Range;
import canbao.feed.field.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What changed between two versions of one column. */
final class ColumnChanges {
    private final String name;
    private final Column older;
    private final Column newer;
    private final List<Change> changes = new ArrayList<>();

    private ColumnChanges(Column older, Column newer) {
        this.name = newer.name();
        this.older = older;
        this.newer = newer;
    }

    static List<Change> of(Column older, Column newer) {
        ColumnChanges column = new ColumnChanges(older, newer);
        column.type();
        column.use();
        column.headers();
        column.length();
        column.form();
        column.range();
        return column.changes;
    }

    /** A column that a file must have, or a row must fill. */
    static boolean demanded(Column column) {
        return column.use().required() || !column.use().mayBeAbsent();
    }

    private void type() {
        if (older.type() == newer.type()) {
            return;
        }
        boolean wider = newer.type() == ColumnType.TEXT
                && (older.type() == ColumnType.CODE || older.type() == ColumnType.INTEGER);
        String from = older.type().name();
        String to = newer.type().name();
        changes.add(wider ? new Change.Loosened(name, from, to) : new Change.Tightened(name, from, to));
    }

    private void use() {
        stricter(
                "may be blank",
                "is required",
                older.use().required(),
                newer.use().required());
        stricter(
                "may be absent",
                "is always there",
                !older.use().mayBeAbsent(),
                !newer.use().mayBeAbsent());
        replaced("person", older.use().person(), newer.use().person());
        replaced("keep", older.use().kept(), newer.use().kept());
        replaced("member", older.use().member(), newer.use().member());
        replaced(
                "part",
                String.valueOf(older.checks().part()),
                String.valueOf(newer.checks().part()));
    }

    private void headers() {
        Set<String> before = labels(older);
        Set<String> after = labels(newer);
        before.stream()
                .filter(header -> !after.contains(header))
                .forEach(header -> changes.add(new Change.Removed(Part.HEADER, name + " as " + header)));
        after.stream()
                .filter(header -> !before.contains(header))
                .forEach(header -> changes.add(new Change.Added(Part.HEADER, name + " as " + header, false)));
    }

    private void length() {
        if (older.maxLength() != newer.maxLength()) {
            String from = String.valueOf(older.maxLength());
            String to = String.valueOf(newer.maxLength());
            boolean less = newer.maxLength() < older.maxLength();
            changes.add(
                    less
                            ? new Change.Tightened(name + " maxLength", from, to)
                            : new Change.Loosened(name + " maxLength", from, to));
        }
    }

    private void form() {
        if (older.form() instanceof Form.Coded before && newer.form() instanceof Form.Coded after) {
            codes(before.codes().spellings(), after.codes().spellings());
        } else if (older.form() instanceof Form.Dated before && newer.form() instanceof Form.Dated after) {
            List<String> from = patterns(before);
            List<String> to = patterns(after);
            if (!to.containsAll(from)) {
                changes.add(new Change.Tightened(name + " pattern", from.toString(), to.toString()));
            } else if (!from.containsAll(to)) {
                changes.add(new Change.Loosened(name + " pattern", from.toString(), to.toString()));
            }
        } else if (older.form() instanceof Form.Free before && newer.form() instanceof Form.Free after) {
            pattern(before.pattern(), after.pattern());
        } else if (older.type() == newer.type()) {
            replaced("certificate", older.form(), newer.form());
        }
    }

    private void codes(Map<String, String> before, Map<String, String> after) {
        before.forEach((alias, word) -> {
            String now = after.get(alias);
            if (now == null) {
                changes.add(new Change.Removed(Part.CODE, name + " " + alias));
            } else if (!now.equals(word)) {
                changes.add(new Change.Replaced(name + " " + alias, word, now));
            }
        });
        after.keySet().stream()
                .filter(alias -> !before.containsKey(alias))
                .forEach(alias -> changes.add(new Change.Added(Part.CODE, name + " " + alias, false)));
    }

    private void pattern(@Nullable Pattern before, @Nullable Pattern after) {
        String from = before == null ? "anything" : before.pattern();
        String to = after == null ? "anything" : after.pattern();
        if (!from.equals(to)) {
            changes.add(
                    after == null
                            ? new Change.Loosened(name + " pattern", from, to)
                            : new Change.Tightened(name + " pattern", from, to));
        }
    }

    private void range() {
        Range before = older.checks().range();
        Range after = newer.checks().range();
        if (before == null ? after == null : before.equals(after)) {
            return;
        }
        String from = String.valueOf(before);
        String to = String.valueOf(after);
        changes.add(
                after == null || after.covers(before)
                        ? new Change.Loosened(name + " range", from, to)
                        : new Change.Tightened(name + " range", from, to));
    }

    private void stricter(String loose, String strict, boolean before, boolean after) {
        if (before != after) {
            changes.add(after ? new Change.Tightened(name, loose, strict) : new Change.Loosened(name, strict, loose));
        }
    }

    private void replaced(String what, Object before, Object after) {
        if (!before.equals(after)) {
            changes.add(new Change.Replaced(name + " " + what, before.toString(), after.toString()));
        }
    }

    private static Set<String> labels(Column column) {
        Set<String> labels = new LinkedHashSet<>();
        column.headers().forEach(header -> labels.add(Texts.label(header)));
        return labels;
    }

    private static List<String> patterns(Form.Dated form) {
        return form.patterns().stream().map(Object::toString).toList();
    }
}
