package canbao.feed.change;

import canbao.feed.change.Change.Part;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ControlTerms;
import canbao.feed.contract.RowRule;
import canbao.feed.field.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether an agency that sends under the older version of a contract may go on as before under the newer one. */
public final class Compatibility {
    private final Contract older;
    private final Contract newer;
    private final List<Change> changes = new ArrayList<>();

    private Compatibility(Contract older, Contract newer) {
        this.older = older;
        this.newer = newer;
    }

    /** Every difference that matters to the sender; what is only about the offices (owner, purpose) is none. */
    public static List<Change> of(Contract older, Contract newer) {
        Compatibility compatibility = new Compatibility(older, newer);
        compatibility.meaning();
        compatibility.columns();
        compatibility.rules();
        compatibility.limits();
        compatibility.control();
        return List.copyOf(compatibility.changes);
    }

    public static boolean breaking(Collection<Change> changes) {
        return changes.stream().anyMatch(Change::breaking);
    }

    /** The verdict with its reasons, the breaking ones alone when there are any. */
    public static String words(Collection<Change> changes) {
        if (changes.isEmpty()) {
            return "compatible, nothing changed for the sender";
        }
        boolean breaking = breaking(changes);
        return (breaking ? "breaking: " : "compatible: ")
                + changes.stream()
                        .filter(change -> change.breaking() == breaking)
                        .map(Change::words)
                        .collect(Collectors.joining("; "));
    }

    private void meaning() {
        replaced("feed", older.feed(), newer.feed());
        replaced("kind", older.kind(), newer.kind());
        replaced("mode", older.mode(), newer.mode());
        replaced("key", older.rows().key(), newer.rows().key());
        replaced("scope", scope(older), scope(newer));
        replaced(
                "versionColumn",
                text(older.rows().versionColumn()),
                text(newer.rows().versionColumn()));
        replaced("date in the file's name", fileName(older), fileName(newer));
        replaced(
                "household",
                text(older.checks().household()),
                text(newer.checks().household()));
        stricter(
                "unknownColumns",
                older.delivery().refuseUnknown(),
                newer.delivery().refuseUnknown());
    }

    private void columns() {
        Map<String, Column> before = byName(older);
        Map<String, Column> after = byName(newer);
        before.forEach((name, column) -> {
            Column now = after.get(name);
            if (now == null) {
                changes.add(new Change.Removed(Part.COLUMN, name));
            } else {
                changes.addAll(ColumnChanges.of(column, now));
            }
        });
        after.forEach((name, column) -> {
            if (!before.containsKey(name)) {
                changes.add(new Change.Added(Part.COLUMN, name, ColumnChanges.demanded(column)));
            }
        });
    }

    private void rules() {
        Map<String, RowRule> before = rules(older);
        Map<String, RowRule> after = rules(newer);
        before.forEach((name, rule) -> {
            RowRule now = after.get(name);
            if (now == null) {
                changes.add(new Change.Removed(Part.RULE, name));
            } else if (!Objects.equals(rule.when(), now.when()) || !rule.check().equals(now.check())) {
                changes.add(new Change.Replaced("rule " + name, "what it was", "something else"));
            }
        });
        after.keySet().stream()
                .filter(name -> !before.containsKey(name))
                .forEach(name -> changes.add(new Change.Added(Part.RULE, name, true)));
    }

    private void limits() {
        Contract.Limits before = older.limits();
        Contract.Limits after = newer.limits();
        least("maxRejectShare", before.maxRejectShare(), after.maxRejectShare());
        least("maxWithdrawShare", before.maxWithdrawShare(), after.maxWithdrawShare());
        least("maxRows", before.maxRows(), after.maxRows());
        least("maxBytes", (double) before.maxBytes(), (double) after.maxBytes());
        least("minRows", -before.minRows(), -after.minRows());
        stricter(
                "blankKey",
                before.blankKey() == Contract.BlankKey.REFUSE,
                after.blankKey() == Contract.BlankKey.REFUSE);
    }

    private void control() {
        ControlTerms before = older.checks().control();
        ControlTerms after = newer.checks().control();
        stricter("control rows required", before.rowsRequired(), after.rowsRequired());
        stricter("control sum required", before.sumRequired(), after.sumRequired());
        stricter("control digest required", before.digestRequired(), after.digestRequired());
        replaced("control sum", text(before.sumColumn()), text(after.sumColumn()));
        replaced("trailer", text(before.trailer()), text(after.trailer()));
    }

    private void replaced(String what, Object before, Object after) {
        if (!before.equals(after)) {
            changes.add(new Change.Replaced(what, before.toString(), after.toString()));
        }
    }

    private void stricter(String what, boolean before, boolean after) {
        if (before != after) {
            String from = before ? "refused" : "accepted";
            String to = after ? "refused" : "accepted";
            changes.add(after ? new Change.Tightened(what, from, to) : new Change.Loosened(what, from, to));
        }
    }

    private void least(String what, double before, double after) {
        if (before != after) {
            String from = number(before);
            String to = number(after);
            changes.add(after < before ? new Change.Tightened(what, from, to) : new Change.Loosened(what, from, to));
        }
    }

    private static String number(double value) {
        double shown = Math.abs(value);
        return shown == Math.rint(shown) ? String.valueOf((long) shown) : String.valueOf(shown);
    }

    private static String scope(Contract contract) {
        String column = contract.rows().scopeColumn();
        return column == null ? "the whole feed" : column;
    }

    private static String fileName(Contract contract) {
        return text(contract.delivery().asOf().fileName());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "none" : value.toString();
    }

    private static Map<String, Column> byName(Contract contract) {
        Map<String, Column> columns = new LinkedHashMap<>();
        contract.columns().forEach(column -> columns.put(column.name(), column));
        return columns;
    }

    private static Map<String, RowRule> rules(Contract contract) {
        Map<String, RowRule> rules = new LinkedHashMap<>();
        contract.checks().rules().forEach(rule -> rules.put(rule.rule(), rule));
        return rules;
    }
}
