package canbao.runtime.desk;

import canbao.audit.AuditStore;
import canbao.campaign.ReminderPlan;
import canbao.campaign.ReminderPlanReader;
import canbao.crypto.Seal;
import canbao.feed.contract.ContractCatalogue;
import canbao.identity.CertificateKeys;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.io.kafka.Position;
import canbao.io.kafka.PositionStore;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.ledger.CaseLoop;
import canbao.ledger.owing.OwingStore;
import canbao.model.Actor;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Fen;
import canbao.model.Mode;
import canbao.model.PersonKey;
import canbao.model.batch.Applied;
import canbao.model.batch.Applying;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.Claim;
import canbao.model.batch.Sighting;
import canbao.model.message.Due;
import canbao.model.message.Reminder;
import canbao.policy.PolicyBook;
import canbao.registry.Registry;
import canbao.registry.WakeStore;
import canbao.runtime.DuePeople;
import canbao.sms.StillDue.Told;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Everything between a claim and an order on a real database: agencies say things, the engine decides, offices answer. */
final class TryPeople {
    static final FeedId REGISTER = FeedId.of("police/population");
    static final FeedId CIVIL = FeedId.of("civil-affairs/hardship");
    static final FeedId SCHOOL = FeedId.of("education/roster");
    static final Actor STAFF = Actor.staff("desk");
    static final CertificateKeys KEYS = new CertificateKeys("only-for-tests-0".getBytes(StandardCharsets.US_ASCII));
    static final Clock NOVEMBER = Clock.fixed(Instant.parse("2024-11-15T02:00:00Z"), ZoneId.of("Asia/Shanghai"));
    private static final FeedId ANSWERS = FeedId.of("insurer/answers");
    private static final AtomicLong BATCHES = new AtomicLong();
    private static final String TOPIC = "changes";

    final Database database;
    final People people;
    final CaseLoop engine;
    private final Registry registry;
    private Position at;

    TryPeople(Database database) {
        this.database = database;
        this.people = new People(
                database,
                ContractCatalogue.load(Path.of("config"), new Problems()),
                KEYS,
                new Seal("sixteen-bytes-01".getBytes(StandardCharsets.US_ASCII)),
                new AuditStore(database, "test", NOVEMBER),
                new WakeStore(TOPIC, 1),
                NOVEMBER);
        this.engine = engine(people.facts()::current);
        this.registry = new Registry(people.vault()::enrol, TOPIC, 1);
        this.at = new PositionStore(database).reset(TOPIC, 0, "topic");
    }

    CaseLoop engine(java.util.function.Function<java.util.Collection<PersonKey>, canbao.model.CurrentFacts> factsOf) {
        return new CaseLoop(database, factsOf, PolicyBook.load(Path.of("config/policies"), new Problems()), NOVEMBER);
    }

    /** The engine as of the day after. */
    CaseLoop nextDay() {
        return later(1);
    }

    /** The engine as of so many days later. */
    CaseLoop later(int days) {
        PolicyBook book = PolicyBook.load(Path.of("config/policies"), new Problems());
        return new CaseLoop(
                database, people.facts()::current, book, Clock.offset(NOVEMBER, java.time.Duration.ofDays(days)));
    }

    CaseLoop engine(canbao.policy.Policy policy) {
        return new CaseLoop(database, people.facts()::current, new PolicyBook(List.of(policy)), NOVEMBER);
    }

    static PersonKey person(String number) {
        return new PersonKey(KEYS.key("01", number));
    }

    /** What a source says of a number. */
    record Said(
            FeedId feed,
            FactKind kind,
            String row,
            String number,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String birth,
            Map<String, String> says,
            Instant version)
            implements Claim {
        static Said of(FeedId feed, FactKind kind, String number, Map<String, String> says) {
            Instant version = Instant.parse("2024-11-01T00:00:00Z");
            return new Said(feed, kind, feed + number, number, null, null, null, says, version);
        }

        Said named(String other) {
            return new Said(feed, kind, row, number, other, phone, birth, says, version);
        }

        Said phoned(String other) {
            return new Said(feed, kind, row, number, name, other, birth, says, version);
        }

        Said born(String other) {
            return new Said(feed, kind, row, number, name, phone, other, says, version);
        }

        Said on(int day) {
            Instant moved = Instant.parse("2024-11-01T00:00:00Z").plusSeconds(86_400L * day);
            return new Said(feed, kind, row, number, name, phone, birth, says, moved);
        }

        @Override
        public int line() {
            return 1;
        }

        @Override
        public String scope() {
            return "";
        }

        @Override
        public UUID rowKey() {
            return UUID.nameUUIDFromBytes(row.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public long contentHash() {
            return 31L * (name + "|" + birth).hashCode() + new java.util.TreeMap<>(says).hashCode() + 1;
        }

        @Override
        public Sighting sighting() {
            return new Sighting(KEYS.key("01", number), "01", number, name, phone, birth);
        }

        @Override
        public String attributes() {
            return new JsonObject(new java.util.HashMap<>(says)).encode();
        }
    }

    static Said known(String number) {
        return Said.of(REGISTER, FactKind.REGISTER, number, Map.of("area", "330302"));
    }

    static Said pupil(String number) {
        return Said.of(SCHOOL, FactKind.PUPIL, number, Map.of("school", "3303020001", "birth", "2015-09-01"));
    }

    static Said poor(String number) {
        return Said.of(CIVIL, FactKind.HARDSHIP, number, Map.of("category", "低保对象", "begin", "2024-01"));
    }

    /** Comes in as a batch of its own. */
    void say(Said... rows) {
        for (Said row : rows) {
            batch(header(row.feed, row.kind, Mode.DELTA, row.version), List.of(row));
        }
    }

    static BatchHeader header(FeedId feed, FactKind kind, Mode mode, Instant asOf) {
        return new BatchHeader(BATCHES.incrementAndGet(), feed, kind, mode, asOf, 1.0);
    }

    /** A batch of many rows; when it is held, nothing of it stays. */
    Applied batch(BatchHeader header, List<? extends Claim> rows) {
        try (Bulk bulk = database.bulk()) {
            Applying applying = registry.begin(bulk, header);
            rows.forEach(applying::row);
            Applied applied = applying.finish();
            if (!applied.held()) {
                bulk.commit();
            }
            return applied;
        }
    }

    /** The engine takes every wake-up there is. */
    void decide() {
        decideWith(engine);
    }

    synchronized void decideWith(CaseLoop loop) {
        List<Buffer> payloads = new ArrayList<>();
        for (Row row : database.run("DELETE FROM outbox RETURNING payload")) {
            payloads.add(row.getBuffer(0));
        }
        if (!payloads.isEmpty()) {
            Position to = new Position(at.topic(), at.partition(), at.topicId(), at.nextOffset() + 1, at.leaderEpoch());
            loop.wake(payloads, at, to);
            at = to;
        }
    }

    /** Offices take the orders that are due and agree, until nothing is left to do. */
    void settle(String... numbers) {
        settleWith(engine, numbers);
    }

    void settleWith(CaseLoop loop, String... numbers) {
        decideWith(loop);
        for (boolean more = true; more; ) {
            more = false;
            for (String number : numbers) {
                more |= answer(number);
            }
            decideWith(loop);
        }
    }

    private boolean answer(String number) {
        boolean any = false;
        for (Row row : database.run("""
                UPDATE enrolment_order SET state = 'SENT', sent_at = now() WHERE person = $1 AND state = 'QUEUED'
                  AND ordinal = (SELECT min(ordinal) FROM enrolment_order WHERE person = $1 AND state IN ('QUEUED', 'SENT'))
                RETURNING person, coverage_year, product, ordinal
                """, Tuple.of(person(number).value()))) {
            String order = row.getUUID(0) + "-" + row.getInteger(1) + "-" + row.getInteger(2) + "-" + row.getInteger(3);
            Said answer = Said.of(ANSWERS, FactKind.ANSWER, number, Map.of("order", order, "result", "OK", "code", ""));
            say(new Said(ANSWERS, FactKind.ANSWER, order, number, null, null, null, answer.says, answer.version));
            any = true;
        }
        return any;
    }

    /** Kinds of entries of a person, in order. */
    List<String> entries(String number) {
        return texts("SELECT kind FROM entry WHERE person = $1 ORDER BY ordinal", number);
    }

    List<String> orders(String number) {
        return texts(
                "SELECT destination || ' ' || action || ' ' || state FROM enrolment_order WHERE person = $1 ORDER BY ordinal",
                number);
    }

    String state(String number) {
        return String.join(",", texts("SELECT state FROM enrolment_case WHERE person = $1", number));
    }

    /** What is in force outside, such as {@code INSURER ENROL, TAX LEVY}. */
    List<String> inForce(String number) {
        return texts("""
                SELECT destination || ' ' || action FROM (
                  SELECT DISTINCT ON (destination) destination, action FROM enrolment_order
                  WHERE person = $1 AND state IN ('SENT', 'DONE', 'QUEUED')
                    AND action IN ('ENROL', 'LEVY', 'CANCEL') ORDER BY destination, ordinal DESC) AS newest
                WHERE action <> 'CANCEL' ORDER BY 1
                """, number);
    }

    List<String> texts(String sql, String number) {
        return database.run(sql, Tuple.of(person(number).value())).stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** The reminders of Lucheng. */
    static ReminderPlan plan() {
        Problems problems = new Problems();
        Path file = Path.of("config/reminders/premium-2025.yaml");
        ReminderPlan plan = ReminderPlanReader.read(YamlNode.load(file, "plan.yaml", problems));
        problems.throwIfAny();
        return plan;
    }

    DuePeople due(ReminderPlan plan) {
        return new DuePeople(new OwingStore(database), people.vault(), KEYS, plan);
    }

    /** To whom the plan's first stage goes on this day. */
    List<PersonKey> reminded() {
        ReminderPlan plan = plan();
        LocalDate today = LocalDate.now(NOVEMBER);
        return due(plan).owing(plan.stages().getFirst(), today).map(Due::person).toList();
    }

    /** What the last look sees of one to whom the plan's first stage is planned. */
    Map<PersonKey, Fen> stillOwing(String number) {
        return stillOwing(plan(), number, plan().stages().getFirst().name(), null);
    }

    Map<PersonKey, Fen> stillOwing(ReminderPlan plan, String number, String stage, @Nullable LocalDate lastOn) {
        Told told = new Told(new Reminder(person(number), plan.topic(), plan.coverageYear(), stage), lastOn);
        Map<PersonKey, Fen> owing = new HashMap<>();
        database.inTransaction(transaction -> due(plan).stillOwing(transaction, List.of(told)))
                .forEach((one, fen) -> owing.put(one.reminder().person(), fen));
        return owing;
    }

    /** A made-up number that nothing checks here. */
    static String number(int n) {
        return "T" + n;
    }
}
