package canbao.cli.feed;

import canbao.feed.contract.Contract;
import canbao.feed.field.Column;
import canbao.feed.field.Texts;
import canbao.model.Mode;
import canbao.routes.table.agency.Dialect;
import canbao.routes.table.agency.ExchangeTable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A contract as an exchange table (前置库). A household's members do not fit into one: they come by another door. */
final class ExchangeDdl {
    /** As the route templates take names. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    /** Room for a mistake: what does not fit would be cut off or refused before anybody could say why. */
    private static final int ROOM = 100;

    private ExchangeDdl() {}

    static boolean fits(Contract contract) {
        return contract.checks().household() == null;
    }

    static String of(Contract contract, Dialect dialect) {
        Map<String, ExchangeTable.Column> columns = new LinkedHashMap<>();
        Map<String, String> byName = new LinkedHashMap<>();
        for (Column column : contract.columns()) {
            if (!column.headers().isEmpty()) {
                String name = name(column);
                byName.put(column.name(), name);
                columns.merge(label(name), stored(column, name), ExchangeDdl::wider);
            }
        }
        String table = contract.feed().toString().replaceAll("[^a-z0-9]+", "_");
        ExchangeTable made = new ExchangeTable(
                table,
                columns.values().stream().toList(),
                contract.rows().key().stream()
                        .filter(byName::containsKey)
                        .map(key -> byName.getOrDefault(key, key))
                        .distinct()
                        .toList());
        String ddl = contract.mode() == Mode.SNAPSHOT ? made.snapshotDdl(dialect) : made.deltaDdl(dialect);
        return "-- " + contract.feed() + " v" + contract.version() + " (" + dialect + ")\n" + note(made) + ddl;
    }

    /** Everything is stored as text: a wrong value must reach the hub, which says what is wrong with it. */
    private static ExchangeTable.Column stored(Column column, String name) {
        int length = Math.min(column.maxLength(), 4000);
        return new ExchangeTable.Column(
                name,
                ExchangeTable.Type.TEXT,
                Math.max(length, ROOM),
                column.use().required(),
                column.header() + " " + column.type().name().toLowerCase(Locale.ROOT));
    }

    /** One header of several columns is one column of the table. */
    private static ExchangeTable.Column wider(ExchangeTable.Column one, ExchangeTable.Column other) {
        return new ExchangeTable.Column(
                one.name(),
                one.type(),
                Math.max(one.length(), other.length()),
                one.required() || other.required(),
                one.about());
    }

    private static String name(Column column) {
        return column.headers().stream()
                .filter(header -> PLAIN.matcher(header).matches())
                .findFirst()
                .orElse(column.header());
    }

    private static String note(ExchangeTable table) {
        boolean plain = table.key().stream().allMatch(key -> PLAIN.matcher(key).matches());
        return plain ? "" : """
                -- 路由的 key 只认字母列名：请枢纽管理员在合同里给主键列加一个字母表头 / a route names its key in Latin letters:
                -- ask the hub's administrator to add such a header to the contract's key columns
                """;
    }

    private static String label(String name) {
        return Texts.label(name);
    }
}
