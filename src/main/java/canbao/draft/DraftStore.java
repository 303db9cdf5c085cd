package canbao.draft;

import canbao.draft.PolicyDraft.Forecast;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.io.yaml.Problems;
import canbao.model.Actor;
import canbao.policy.Policy;
import canbao.policy.PolicyBook.Dated;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Proposed policies, and what was decided of them. */
final class DraftStore {
    private static final HexFormat HEX = HexFormat.of();
    private static final String READ = """
            SELECT id, area, coverage_year, number, policy, digest, activate_on, reason, asked_by, asked_at,
                   forecast_digest, forecast, state, decided_by, decided_at, decision, activated_at FROM policy_draft
            """;
    private static final String LIST = READ + " WHERE id > $1 ORDER BY id LIMIT $2";
    private static final String FIND = READ + " WHERE id = $1";
    private static final String BODY = "SELECT body FROM policy_draft WHERE id = $1";
    private static final String APPROVED_IDS =
            "SELECT id FROM policy_draft WHERE state IN ('APPROVED', 'ACTIVE') ORDER BY id";
    private static final String APPROVED =
            "SELECT policy, body, activate_on FROM policy_draft WHERE state IN ('APPROVED', 'ACTIVE') ORDER BY id";
    private static final String ADD = """
            INSERT INTO policy_draft (area, coverage_year, number, policy, body, digest, activate_on, reason, asked_by,
                asked_at, forecast_digest, forecast)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """;
    // Whoever decides sees every approval before his, and nobody approves beside him; readers are not kept waiting.
    private static final String ALONE = "LOCK TABLE policy_draft IN SHARE ROW EXCLUSIVE MODE";
    private static final String ASKED_BY = "SELECT asked_by FROM policy_draft WHERE id = ? AND state = 'ASKED'";
    private static final String DECIDE = """
            UPDATE policy_draft SET state = ?, decided_by = ?, decided_at = ?, decision = ?
            WHERE id = ? AND state = 'ASKED' AND asked_by <> ?
            """;
    private static final String DUE = """
            SELECT id, coverage_year, policy FROM policy_draft WHERE state = 'APPROVED' AND activate_on <= $1
            ORDER BY activate_on, id LIMIT 1
            """;
    private static final String ACTIVATE =
            "UPDATE policy_draft SET state = 'ACTIVE', activated_at = ? WHERE id = ? AND state = 'APPROVED'";

    private final Database database;

    DraftStore(Database database) {
        this.database = database;
    }

    List<PolicyDraft> list(long after, int limit) {
        return database.run(LIST, Tuple.of(after, limit)).stream()
                .map(DraftStore::read)
                .toList();
    }

    Optional<PolicyDraft> find(long draft) {
        return database.run(FIND, Tuple.of(draft)).stream()
                .map(DraftStore::read)
                .findFirst();
    }

    Optional<String> body(long draft) {
        return database.run(BODY, Tuple.of(draft)).stream()
                .map(row -> row.getString(0))
                .findFirst();
    }

    /** Which drafts are approved: tells whether there is anything new to read. */
    List<Long> approvedIds() {
        return database.run(APPROVED_IDS).stream().map(row -> row.getLong(0)).toList();
    }

    /** The approved drafts; one that this hub cannot read is a problem. */
    List<Dated> approved(Problems problems) {
        List<Dated> approved = new ArrayList<>();
        for (Row row : database.run(APPROVED)) {
            Policy policy = Policy.draft(row.getString(1), "draft " + row.getString(0), problems);
            approved.add(new Dated(policy, row.getLocalDate(2)));
        }
        return approved;
    }

    static void alone(Bulk transaction) {
        transaction.script(ALONE);
    }

    static long add(Bulk transaction, Policy policy, Proposal proposal, Actor actor, Instant at) {
        long[] id = new long[1];
        transaction.query(
                ADD,
                row -> id[0] = row.getLong(1),
                policy.area(),
                policy.coverageYear(),
                policy.number(),
                policy.version(),
                proposal.text(),
                HEX.parseHex(proposal.digest()),
                java.sql.Date.valueOf(proposal.activateOn()),
                proposal.reason(),
                actor.toString(),
                Timestamp.from(at),
                HEX.parseHex(proposal.forecast().digest()),
                json(proposal.forecast()).encode());
        return id[0];
    }

    /** Who has asked and waits for an answer. */
    static Optional<String> askedBy(Bulk transaction, long draft) {
        List<String> asked = new ArrayList<>(1);
        transaction.query(ASKED_BY, row -> asked.add(row.getString(1)), draft);
        return asked.stream().findFirst();
    }

    /** Notes the decision of somebody else than who asked; false when it is the same. */
    static boolean decide(Bulk transaction, long draft, boolean approve, Actor actor, Instant at, String reason) {
        String state = approve ? "APPROVED" : "REFUSED";
        String by = actor.toString();
        return transaction.run(DECIDE, state, by, Timestamp.from(at), reason, draft, by) == 1;
    }

    /** An approved draft whose day has come. */
    record Due(long draft, int coverageYear, String policy) {}

    Optional<Due> due(LocalDate today) {
        return database.run(DUE, Tuple.of(today)).stream()
                .map(row -> new Due(row.getLong(0), row.getInteger(1), row.getString(2)))
                .findFirst();
    }

    static boolean activate(Bulk transaction, long draft, Instant at) {
        return transaction.run(ACTIVATE, Timestamp.from(at), draft) == 1;
    }

    private static PolicyDraft read(Row row) {
        return new PolicyDraft(
                row.getLong("id"),
                row.getString("area"),
                row.getInteger("coverage_year"),
                row.getInteger("number"),
                row.getString("policy"),
                HEX.formatHex(row.getBuffer("digest").getBytes()),
                row.getLocalDate("activate_on"),
                row.getString("reason"),
                row.getString("asked_by"),
                row.getOffsetDateTime("asked_at").toInstant(),
                forecast(
                        new JsonObject(row.getString("forecast")),
                        HEX.formatHex(row.getBuffer("forecast_digest").getBytes())),
                row.getString("state"),
                row.getString("decided_by"),
                instant(row.getOffsetDateTime("decided_at")),
                row.getString("decision"),
                instant(row.getOffsetDateTime("activated_at")));
    }

    private static JsonObject json(Forecast forecast) {
        JsonArray products = new JsonArray();
        for (Forecast.OfProduct of : forecast.products()) {
            products.add(new JsonObject()
                    .put("product", of.product())
                    .put("gain", of.gain())
                    .put("lose", of.lose())
                    .put("changeFen", of.changeFen()));
        }
        return new JsonObject()
                .put("against", forecast.against())
                .put("on", forecast.on().toString())
                .put("decided", forecast.decided())
                .put("gain", forecast.gain())
                .put("lose", forecast.lose())
                .put("changeFen", forecast.changeFen())
                .put("products", products);
    }

    private static Forecast forecast(JsonObject json, String digest) {
        return new Forecast(
                json.getString("against"),
                LocalDate.parse(json.getString("on")),
                json.getLong("decided"),
                json.getLong("gain"),
                json.getLong("lose"),
                json.getLong("changeFen"),
                products(json.getJsonArray("products", new JsonArray())),
                digest);
    }

    private static List<Forecast.OfProduct> products(JsonArray products) {
        return products.stream()
                .map(JsonObject.class::cast)
                .map(of -> new Forecast.OfProduct(
                        of.getInteger("product"), of.getLong("gain"), of.getLong("lose"), of.getLong("changeFen")))
                .toList();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
