package canbao.alert;

import canbao.audit.AuditStore;
import canbao.crypto.Sm3;
import canbao.io.Database;
import canbao.io.LeaseStore;
import canbao.model.Wording;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts and the notices of them. Whatever opens, raises or closes one writes its notice in the same transaction. */
public final class AlertStore {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String COLUMNS = "id, kind, subject, owner, zh, en, stage, since, opened_at, closed_at";
    // Nothing is inserted, and no number used up, while one is open; the index decides between two who try at once.
    private static final String OPEN = "INSERT INTO alert (kind, subject, owner, zh, en, stage, since, opened_at)"
            + " SELECT $1, $2, $3, $4, $5, $6, $7, $8"
            + " WHERE NOT EXISTS (SELECT 1 FROM alert WHERE kind = $1 AND subject = $2 AND closed_at IS NULL)"
            + " ON CONFLICT (kind, subject) WHERE closed_at IS NULL DO NOTHING RETURNING " + COLUMNS;
    private static final String LOCK =
            "SELECT stage FROM alert WHERE kind = $1 AND subject = $2 AND closed_at IS NULL FOR UPDATE";
    private static final String RAISE = "UPDATE alert SET owner = $3, zh = $4, en = $5, stage = greatest(stage, $6)"
            + " WHERE kind = $1 AND subject = $2 AND closed_at IS NULL RETURNING " + COLUMNS;
    private static final String CLOSE = "UPDATE alert SET closed_at = $3"
            + " WHERE kind = $1 AND subject = $2 AND closed_at IS NULL RETURNING " + COLUMNS;
    private static final String ADD_NOTICE =
            "INSERT INTO alert_notice (id, alert, body, made_at, next_try) VALUES ($1, $2, $3, $4, $4)";
    private static final String OPEN_OF =
            "SELECT " + COLUMNS + " FROM alert WHERE closed_at IS NULL AND kind = ANY($1) ORDER BY id";
    private static final String OPEN_PAGE =
            "SELECT " + COLUMNS + " FROM alert WHERE closed_at IS NULL AND id > $1 ORDER BY id LIMIT $2";
    private static final String HISTORY =
            "SELECT " + COLUMNS + " FROM alert WHERE $1 = 0 OR id < $1 ORDER BY id DESC LIMIT $2";

    private final Database database;
    private final boolean told;

    /** @param told whether there is somebody to tell by webhook */
    public AlertStore(Database database, boolean told) {
        this.database = database;
        this.told = told;
    }

    /** What became of an alert. */
    enum Event {
        OPENED,
        REMINDED,
        CLOSED
    }

    /** An alert to which something happened. */
    record Happened(Event event, Alert alert) {}

    /** Opens one, unless it is open. */
    Optional<Happened> open(Finding finding, Instant now) {
        return database.inTransaction(transaction -> open(transaction, finding, now));
    }

    /** Closes one, if it is open. */
    Optional<Happened> close(AlertKind kind, String subject, Instant now) {
        return database.inTransaction(transaction -> close(transaction, kind.name(), subject, now));
    }

    /** Makes all changes at once if the lease still is ours; nothing otherwise. */
    List<Happened> apply(Changes changes, String lease, long epoch, Instant now) {
        return database.inTransaction(transaction -> {
            List<Happened> happened = new ArrayList<>();
            if (!LeaseStore.held(transaction, lease, epoch)) {
                return happened;
            }
            changes.closed()
                    .forEach(alert -> close(transaction, alert.kind(), alert.subject(), now)
                            .ifPresent(happened::add));
            changes.opened().forEach(finding -> open(transaction, finding, now).ifPresent(happened::add));
            changes.raised().forEach(finding -> raise(transaction, finding, now).ifPresent(happened::add));
            return happened;
        });
    }

    /** What is open of some kinds. */
    List<Alert> open(Collection<AlertKind> kinds) {
        String[] names = kinds.stream().map(AlertKind::name).toArray(String[]::new);
        return alerts(database.run(OPEN_OF, Tuple.of(names)));
    }

    /** What is open, oldest first, after an alert's number. */
    public List<Alert> open(long after, int limit) {
        return alerts(database.run(OPEN_PAGE, Tuple.of(after, limit)));
    }

    /** What was ever open, newest first, before an alert's number; 0 to begin. */
    public List<Alert> history(long before, int limit) {
        return alerts(database.run(HISTORY, Tuple.of(before, limit)));
    }

    private Optional<Happened> open(SqlConnection transaction, Finding finding, Instant now) {
        Tuple values = said(finding).addOffsetDateTime(utc(finding.since())).addOffsetDateTime(utc(now));
        return happened(transaction, Event.OPENED, Database.run(transaction, OPEN, values), now);
    }

    /** Better words are only written down; a higher stage is told. */
    private Optional<Happened> raise(SqlConnection transaction, Finding finding, Instant now) {
        RowSet<Row> locked =
                Database.run(transaction, LOCK, Tuple.of(finding.kind().name(), finding.subject()));
        if (locked.size() == 0) {
            return Optional.empty();
        }
        boolean higher = finding.stage() > locked.iterator().next().getInteger(0);
        RowSet<Row> raised = Database.run(transaction, RAISE, said(finding));
        return higher ? happened(transaction, Event.REMINDED, raised, now) : Optional.empty();
    }

    private Optional<Happened> close(SqlConnection transaction, String kind, String subject, Instant now) {
        return happened(
                transaction, Event.CLOSED, Database.run(transaction, CLOSE, Tuple.of(kind, subject, utc(now))), now);
    }

    private Optional<Happened> happened(SqlConnection transaction, Event event, RowSet<Row> rows, Instant now) {
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Alert alert = alert(rows.iterator().next());
        if (told) {
            String id = id(event, alert);
            String body = body(id, event, alert, now).encode();
            Database.run(transaction, ADD_NOTICE, Tuple.of(id, alert.id(), body, utc(now)));
        }
        return Optional.of(new Happened(event, alert));
    }

    private static Tuple said(Finding finding) {
        Wording what = finding.what();
        if (AuditStore.looksPersonal(String.join("\n", finding.subject(), finding.owner(), what.zh(), what.en()))) {
            throw new IllegalArgumentException("an alert " + finding.kind()
                    + " holds what looks like a certificate or phone number: leave it out");
        }
        return Tuple.tuple()
                .addString(finding.kind().name())
                .addString(finding.subject())
                .addString(finding.owner())
                .addString(what.zh())
                .addString(what.en())
                .addInteger(finding.stage());
    }

    /** Of what happened, not of when it was told: the same after a restart, and another after a database was restored. */
    private static String id(Event event, Alert alert) {
        String name = String.join(
                "\n",
                event.name(),
                alert.kind(),
                alert.subject(),
                String.valueOf(alert.stage()),
                String.valueOf(alert.id()),
                alert.openedAt().toString());
        return HexFormat.of().formatHex(Sm3.digest(name.getBytes(StandardCharsets.UTF_8)), 0, 16);
    }

    private static JsonObject body(String id, Event event, Alert alert, Instant now) {
        return new JsonObject()
                .put("id", id)
                .put("event", event.name())
                .put("alert", alert.id())
                .put("kind", alert.kind())
                .put("subject", alert.subject())
                .put("owner", alert.owner())
                .put(
                        "message",
                        new JsonObject()
                                .put("zh", alert.what().zh())
                                .put("en", alert.what().en()))
                .put("since", shanghai(alert.since()))
                .put("openedAt", shanghai(alert.openedAt()))
                .put("at", shanghai(now));
    }

    private static String shanghai(Instant instant) {
        return OffsetDateTime.ofInstant(instant.truncatedTo(ChronoUnit.SECONDS), ZONE)
                .toString();
    }

    private static List<Alert> alerts(RowSet<Row> rows) {
        List<Alert> alerts = new ArrayList<>();
        rows.forEach(row -> alerts.add(alert(row)));
        return alerts;
    }

    private static Alert alert(Row row) {
        @Nullable OffsetDateTime closed = row.getOffsetDateTime("closed_at");
        return new Alert(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("subject"),
                row.getString("owner"),
                new Wording(row.getString("zh"), row.getString("en")),
                row.getInteger("stage"),
                row.getOffsetDateTime("since").toInstant(),
                row.getOffsetDateTime("opened_at").toInstant(),
                closed == null ? null : closed.toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
