package canbao.feed.quarantine;

import canbao.audit.AuditStore;
import canbao.feed.InboxStore;
import canbao.feed.InboxStore.Stored;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.field.Column;
import canbao.feed.field.ColumnType;
import canbao.feed.field.Masks;
import canbao.feed.quarantine.QuarantineStore.Sealed;
import canbao.feed.read.SentRow;
import canbao.io.Database;
import canbao.model.Actor;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives rows in quarantine back to their agency: as a workbook of its own rows, each with its place, rule and fix. */
public final class Returns {
    /** Columns whose values are shown to nobody unmasked, and are not written on a command line. */
    private static final Set<ColumnType> PERSONAL = Set.of(
            ColumnType.CERTIFICATE,
            ColumnType.BIRTH_CERTIFICATE,
            ColumnType.NAME,
            ColumnType.PHONE,
            ColumnType.BIRTH,
            ColumnType.TEXT);

    private final Database database;
    private final InboxStore inbox;
    private final QuarantineStore store;
    private final SentRows rows;
    private final AuditStore audit;

    public Returns(
            Database database, InboxStore inbox, QuarantineStore store, ContractCatalogue contracts, AuditStore audit) {
        this.database = database;
        this.inbox = inbox;
        this.store = store;
        this.rows = new SentRows(inbox, contracts);
        this.audit = audit;
    }

    /** One value of a row in quarantine, masked. */
    public record Value(String column, String header, String masked, boolean personal) {}

    /** A row in quarantine, masked. */
    public record Masked(
            long batch,
            int n,
            int part,
            int line,
            String field,
            String rule,
            String fix,
            String state,
            List<Value> values) {}

    /** What a row says, masked; without values when only its place was kept and its batch is gone. */
    public Optional<Masked> show(long batch, int n) {
        Optional<Stored> stored = inbox.find(batch);
        return store.find(batch, n).flatMap(row -> stored.map(of -> masked(of, row)));
    }

    private Masked masked(Stored batch, Sealed row) {
        SentRow sent = rows.of(batch, List.of(row)).get(row.n());
        List<Value> values = new ArrayList<>();
        for (Column column : rows.contract(batch).columns()) {
            String value = sent == null ? null : sent.values().get(column.name());
            if (value != null) {
                values.add(new Value(
                        column.name(), column.header(), Masks.masked(column, value), PERSONAL.contains(column.type())));
            }
        }
        return new Masked(
                row.batch(), row.n(), row.part(), row.line(), row.field(), row.rule(), row.fix(), row.state(), values);
    }

    /** Marks the open rows of a batch as returned; returns how many. */
    public int giveBack(Actor actor, long batch, String reason) {
        List<Integer> open =
                store.ofBatch(batch, "OPEN").stream().map(Sealed::n).toList();
        if (open.isEmpty()) {
            return 0;
        }
        return database.inBulk(bulk -> {
            int returned = QuarantineStore.close(bulk, "RETURNED", batch, open, null, actor);
            JsonObject detail = new JsonObject().put("rows", returned).put("reason", reason);
            audit.append(bulk, actor, "quarantine.return", "batch/" + batch, detail);
            return returned;
        });
    }

    /** The returned rows of a batch as XLSX; empty when it has none. Who takes it is noted: it holds personal data. */
    public Optional<byte[]> file(Actor actor, long batch) {
        List<Sealed> returned = store.ofBatch(batch, "RETURNED");
        Optional<Stored> stored = inbox.find(batch);
        if (returned.isEmpty() || stored.isEmpty()) {
            return Optional.empty();
        }
        audit.append(actor, "quarantine.file", "batch/" + batch, new JsonObject().put("rows", returned.size()));
        Contract contract = rows.contract(stored.get());
        return Optional.of(ReturnSheet.bytes(headers(contract), returned, rows.of(stored.get(), returned)));
    }

    /** The agency's headers, each with our name of its first column. */
    private static Map<String, String> headers(Contract contract) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Column column : contract.columns()) {
            if (!(column.checks().part() instanceof Column.Part.Constant)) {
                headers.putIfAbsent(column.header().replace(Column.EACH, ""), column.name());
            }
        }
        return headers;
    }
}
