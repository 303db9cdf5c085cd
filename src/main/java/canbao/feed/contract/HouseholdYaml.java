package canbao.feed.contract;

import canbao.feed.field.Column;
import canbao.feed.field.ColumnType;
import canbao.io.yaml.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code household:} and checks it against the columns. */
final class HouseholdYaml {
    private static final int MAX_MEMBERS = 30;

    private final YamlNode contract;
    private final Map<String, Column> columns = new HashMap<>();

    private HouseholdYaml(YamlNode contract, List<Column> columns) {
        this.contract = contract;
        columns.forEach(column -> this.columns.put(column.name(), column));
    }

    static @Nullable Household read(YamlNode contract, List<Column> columns) {
        HouseholdYaml reader = new HouseholdYaml(contract, columns);
        if (contract.has("household")) {
            return reader.read(contract.child("household"));
        }
        reader.none();
        return null;
    }

    private void none() {
        for (Column column : columns.values()) {
            if (column.use().member() || column.headers().stream().anyMatch(h -> h.contains(Column.EACH))) {
                contract.problem(
                        "columns",
                        "column " + column.name() + " is a member's in a contract without household",
                        "add household: {max: 10}, or take member from it");
            }
        }
    }

    private Household read(YamlNode yaml) {
        int max = yaml.integer("max");
        if (max < 1 || max > MAX_MEMBERS) {
            yaml.problem("max", "must be 1 to " + MAX_MEMBERS, "write the most members that one row may have");
        }
        String count = yaml.has("count") ? yaml.text("count") : null;
        if (count != null && !isShared(count, ColumnType.INTEGER)) {
            yaml.problem("count", "must be a column of type integer that all members share", "correct the name");
        }
        Map<String, String> head = yaml.has("head") ? head(yaml.child("head")) : Map.of();
        Household household = new Household(yaml.texts("members"), max, count, head);
        yaml.done();
        members(yaml);
        return household;
    }

    private void members(YamlNode yaml) {
        boolean any = false;
        for (Column column : columns.values()) {
            boolean repeated = column.headers().stream().anyMatch(header -> header.contains(Column.EACH));
            if (repeated && !column.use().member()) {
                contract.problem(
                        "columns", "column " + column.name() + " has {n} but is no member's", "add member: true");
            }
            any |= column.use().member() && column.tells(ColumnType.CERTIFICATE);
            if (column.tells(ColumnType.CERTIFICATE) && !column.use().member()) {
                yaml.problem("", "column " + column.name() + " must be each member's", "add member: true to it");
            }
        }
        if (!any) {
            yaml.problem("", "no member has a certificate", "add member: true to the person's certificate");
        }
    }

    private Map<String, String> head(YamlNode yaml) {
        Map<String, String> head = new HashMap<>();
        for (String member : yaml.keys()) {
            String own = yaml.text(member);
            Column to = columns.get(member);
            Column from = columns.get(own);
            if (to == null || !to.use().member()) {
                yaml.problem(member, "is no column of the members", "name one that has member: true");
            } else if (from == null || from.use().member() || from.type() != to.type()) {
                yaml.problem(member, own + " is no shared column of type " + to.type(), "name the head's own column");
            } else if (from.tells(from.type()) && from.type().identifying()) {
                yaml.problem(member, own + " would identify every member", "add person: false to it");
            }
            head.put(member, own);
        }
        for (Column column : columns.values()) {
            if (column.use().member() && column.use().required() && !head.containsKey(column.name())) {
                yaml.problem("", "the head has no " + column.name(), "name the head's own column for it");
            }
        }
        return head;
    }

    private boolean isShared(String name, ColumnType type) {
        Column column = columns.get(name);
        return column != null && column.type() == type && !column.use().member();
    }
}
