package canbao.runtime.scenario;

import canbao.audit.AuditStore;
import canbao.crypto.Seal;
import canbao.feed.Delivery;
import canbao.feed.Inbox;
import canbao.feed.InboxStore;
import canbao.feed.batch.BatchLoop;
import canbao.feed.batch.BatchReading;
import canbao.feed.batch.Changes;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.held.HeldBatches;
import canbao.identity.CertificateKeys;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.io.kafka.Position;
import canbao.io.kafka.PositionStore;
import canbao.io.yaml.Problems;
import canbao.ledger.CaseLoop;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.PersonKey;
import canbao.model.batch.Receipt;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import canbao.registry.OwnerStore;
import canbao.registry.Registry;
import canbao.registry.WakeStore;
import canbao.runtime.BoardStore;
import canbao.runtime.desk.People;
import canbao.testing.HandClock;
import canbao.testing.Platform;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Inbox, reader, registry, policy and ledger on a real database, under the shipped contracts; offices answer when told to. */
final class HubWorld implements AutoCloseable {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final String TOPIC = "changes";
    private static final CertificateKeys KEYS =
            new CertificateKeys("only-for-tests-0".getBytes(StandardCharsets.US_ASCII));
    private static final String TAKE_ORDERS = """
            UPDATE enrolment_order AS o SET state = 'SENT', sent_at = now() WHERE state = 'QUEUED'
              AND ordinal = (SELECT min(ordinal) FROM enrolment_order AS first
                WHERE first.person = o.person AND first.product = o.product AND first.state IN ('QUEUED', 'SENT'))
            RETURNING person, coverage_year, product, ordinal, destination
            """;

    final Database database = Platform.database();
    final BoardStore board = new BoardStore(database);
    private final HandClock time = new HandClock(Instant.parse("2024-09-01T02:00:00Z"));
    private final Inbox inbox;
    private final BatchLoop reader;
    private final HeldBatches held;
    private final People people;
    private final CaseLoop engine;
    private Position at;
    private int answers;

    HubWorld(Policy policy) {
        ContractCatalogue contracts = ContractCatalogue.load(Path.of("config"), new Problems());
        Seal seal = new Seal("sixteen-bytes-01".getBytes(StandardCharsets.US_ASCII));
        Clock clock = time.withZone(SHANGHAI);
        AuditStore audit = new AuditStore(database, "test", clock);
        InboxStore stored = new InboxStore(database, seal);
        people = new People(database, contracts, KEYS, seal, audit, new WakeStore(TOPIC, 1), clock);
        Registry registry = new Registry(people.vault()::enrol, TOPIC, 1);
        inbox = new Inbox(contracts, stored, clock, () -> {});
        Lease lease = new Lease(new LeaseStore(database, "one", Duration.ofMinutes(5)), "reader");
        reader = new BatchLoop(database, contracts, KEYS, seal, lease, registry::begin);
        held = new HeldBatches(
                database,
                stored,
                new BatchReading(contracts, KEYS, stored, registry::begin),
                new canbao.feed.held.People(new OwnerStore(database)::owners, people.vault()::identities),
                audit,
                clock);
        engine = new CaseLoop(database, people.facts()::current, new PolicyBook(List.of(policy)), clock);
        at = new PositionStore(database).reset(TOPIC, 0, "topic");
    }

    static PersonKey person(String number) {
        return new PersonKey(KEYS.key("01", number));
    }

    /** Ten in the morning of that day; whose review date has come is decided. */
    void on(LocalDate day) {
        time.forward(Duration.between(
                time.instant(), day.atTime(10, 0).atZone(SHANGHAI).toInstant()));
        engine.tick();
    }

    /** Stores a batch, reads it and decides whom it woke. */
    Receipt send(String feed, String name, byte[] bytes) {
        FeedId id = FeedId.of(feed);
        String agency = feed.substring(0, feed.indexOf('/'));
        Receipt receipt = inbox.accept(new Delivery(id, Actor.agency(agency), name, null, null, Buffer.buffer(bytes)));
        read();
        return receipt;
    }

    /** One asks to let a held batch in, another does. */
    void approve(long batch) {
        String digest = held.show(batch, Changes.Page.NONE).orElseThrow().digest();
        held.ask(Actor.staff("zhang"), batch, digest, "名单属实");
        if (!(held.decide(Actor.staff("li"), batch, true, "已与民政核对") instanceof HeldBatches.Outcome.Done)) {
            throw new AssertionError("batch " + batch + " was not approved");
        }
        read();
    }

    private void read() {
        while (reader.step()) {}
        List<Buffer> payloads = new ArrayList<>();
        database.run("DELETE FROM outbox RETURNING payload").forEach(row -> payloads.add(row.getBuffer(0)));
        if (!payloads.isEmpty()) {
            Position to = new Position(at.topic(), at.partition(), at.topicId(), at.nextOffset() + 1, at.leaderEpoch());
            engine.wake(payloads, at, to);
            at = to;
        }
    }

    /** Offices answer all that they are asked, in rounds, through their own feeds; some they refuse. */
    void answer(Map<PersonKey, String> refused) {
        for (Map<String, StringBuilder> said = answers(refused); !said.isEmpty(); said = answers(refused)) {
            said.forEach((office, lines) -> send(
                    office + "/answers",
                    "answers-" + ++answers,
                    lines.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private Map<String, StringBuilder> answers(Map<PersonKey, String> refused) {
        Map<String, StringBuilder> said = new HashMap<>();
        List<Row> orders = new ArrayList<>();
        database.run(TAKE_ORDERS).forEach(orders::add);
        var identities = people.vault()
                .identities(orders.stream()
                        .map(row -> new PersonKey(row.getUUID(0)))
                        .distinct()
                        .toList());
        for (Row row : orders) {
            PersonKey person = new PersonKey(row.getUUID(0));
            String code = refused.getOrDefault(person, "");
            String order = person + "-" + row.getInteger(1) + "-" + row.getInteger(2) + "-" + row.getInteger(3);
            JsonObject answer = new JsonObject()
                    .put("order", order)
                    .put(
                            "certno",
                            java.util.Objects.requireNonNull(identities.get(person))
                                    .certificateNumber())
                    .put("result", code.isEmpty() ? "OK" : "FAILED")
                    .put("code", code)
                    .put("time", TIME.format(time.instant().atZone(SHANGHAI)));
            said.computeIfAbsent(row.getString(4).toLowerCase(java.util.Locale.ROOT), any -> new StringBuilder())
                    .append(answer.encode())
                    .append('\n');
        }
        return said;
    }

    /** What SQL says, its columns as text joined by blanks, its rows by commas. */
    String text(String sql, Object... parameters) {
        List<String> rows = new ArrayList<>();
        for (Row row : database.run(sql, Tuple.from(parameters))) {
            List<String> columns = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                columns.add(row.getValue(i) == null ? "none" : row.getValue(i).toString());
            }
            rows.add(String.join(" ", columns));
        }
        return rows.isEmpty() ? "none" : String.join(", ", rows);
    }

    @Override
    public void close() {
        database.close();
    }
}
