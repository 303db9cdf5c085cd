package canbao.runtime.desk;

import static canbao.runtime.desk.TryPeople.CIVIL;
import static canbao.runtime.desk.TryPeople.REGISTER;
import static canbao.runtime.desk.TryPeople.number;
import static canbao.runtime.desk.TryPeople.person;

import canbao.audit.AuditStore;
import canbao.cli.desk.DeskClient;
import canbao.cli.desk.DraftCommands;
import canbao.console.ConsoleHarness;
import canbao.console.desk.DeskCaller;
import canbao.draft.Activation;
import canbao.io.Database;
import canbao.io.DatabaseAddress;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.io.yaml.Problems;
import canbao.ledger.CaseLoop;
import canbao.ledger.year.Everybody;
import canbao.ledger.year.YearRunLoop;
import canbao.ledger.year.YearRuns;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.policy.PolicyBook;
import canbao.runtime.desk.TryPeople.Said;
import canbao.runtime.policy.PolicyParts;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Ten people on a database of their own, the desk for policies with two accounts, and a clock that is set by hand. */
final class PolicyWorld implements AutoCloseable {
    static final String NORTH = "330302001";
    static final String SOUTH = "330302002";
    private static final FeedId DEATHS = FeedId.of("health/deaths");

    final Database database;
    final TryPeople people;
    final DeskCaller admin;
    final DeskCaller desk;
    private final HandSet clock = new HandSet();
    private final DatabaseAddress address = Platform.freshDatabase();
    private final ConsoleHarness console;
    private final PolicyBook files;
    PolicyParts parts;
    CaseLoop engine;
    Activation activation;
    YearRuns runs;
    private YearRunLoop decider;

    PolicyWorld(Vertx vertx) {
        this(vertx, PolicyBook.load(Path.of("config/policies"), new Problems()));
    }

    PolicyWorld(Vertx vertx, PolicyBook files) {
        this.files = files;
        this.database = new Database(Platform.vertx(), address, 8);
        this.people = new TryPeople(database);
        restart();
        this.console = new ConsoleHarness(vertx, new Database(Platform.vertx(), address, 2), parts.desk());
        this.admin = new DeskCaller(console, "admin");
        this.desk = new DeskCaller(console, "desk");
    }

    /** Everything that a hub knows of policies, read again from its folder and its database. */
    final void restart() {
        AuditStore audit = new AuditStore(database, "policies", clock);
        parts = new PolicyParts(
                new PolicyParts.Means(database, people.people.facts(), people.people.vault(), audit, clock), files);
        parts.book().refresh();
        engine = new CaseLoop(
                database, people.people.facts()::current, parts.book(), clock, (transaction, decided) -> {});
        Lease lease = new Lease(new LeaseStore(database, "one", Duration.ofMinutes(5)), "policies");
        Everybody everybody = YearParts.everybody(people.people.facts());
        runs = new YearRuns(database, parts.book(), everybody, audit, clock);
        activation = parts.activation(lease, runs::activated);
        Lease year = new Lease(new LeaseStore(database, "one", Duration.ofMinutes(5)), "year/0");
        decider = new YearRunLoop(
                database, engine, parts.book(), everybody, new YearRunLoop.Place(year, 0, 1, 1_000, clock));
    }

    void at(String instant) {
        clock.now = Instant.parse(instant);
    }

    /** 1, 2 keep; 3, 4 get less; 5 loses; 6, 7 gain; 8 owes, 9 is only registered, 10 is dead and known by two numbers. */
    void tenPeople() {
        live(1, NORTH, "低保对象");
        live(2, SOUTH, "低保对象");
        live(3, NORTH, "低保边缘");
        live(4, SOUTH, "低保边缘");
        live(5, NORTH, "重度残疾");
        live(6, NORTH, "防止返贫监测对象");
        live(7, SOUTH, "防止返贫监测对象");
        people.say(register(8, SOUTH), TryPeople.pupil(number(8)));
        people.say(register(9, SOUTH));
        live(10, SOUTH, "低保对象");
        people.say(Said.of(DEATHS, FactKind.LIFE_EVENT, number(10), Map.of("event", "DEATH", "date", "2024-03-01")));
        people.say(register(11, SOUTH));
        people.people.merger().merge(person(number(10)), person(number(11)), TryPeople.STAFF, "一人两号");
        people.decideWith(engine);
    }

    /** What {@code ./hub policy submit} does, while the hub compares. */
    JsonObject submitByCommand(String text, String on) {
        Thread hub = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                parts.runs().step();
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        });
        try (DeskClient client = DeskClient.signIn(console.uri("/"), "admin", ConsoleHarness.PASSWORD)) {
            return DraftCommands.propose(client, text, LocalDate.parse(on), new JsonObject().put("reason", "区政府文件"));
        } finally {
            hub.interrupt();
        }
    }

    /** The list gives him a last day. */
    void until(int n, String category, String end) {
        Map<String, String> says = Map.of("category", category, "begin", "2024-01", "end", end);
        people.say(Said.of(CIVIL, FactKind.HARDSHIP, number(n), says).on(1));
    }

    private void live(int n, String area, String category) {
        people.say(register(n, area), hardship(n, category));
    }

    private static Said register(int n, String area) {
        return Said.of(REGISTER, FactKind.REGISTER, number(n), Map.of("area", area))
                .named("受助人" + n);
    }

    private static Said hardship(int n, String category) {
        return Said.of(CIVIL, FactKind.HARDSHIP, number(n), Map.of("category", category, "begin", "2024-01"));
    }

    /** Lucheng's policy, with less for one category, nothing for another one, and a new one. */
    static String draft(int version) {
        try {
            return Files.readString(Path.of("config/policies/330302-2025.yaml"))
                    .replace("\nversion: 1\n", "\nversion: " + version + "\n")
                    .replace(
                            "{code: 低保边缘, priority: 50, subsidy: full,",
                            "{code: 低保边缘, priority: 50, subsidy: {fixed: 360.00},")
                    .replace("{code: 重度残疾,", "{code: 防止返贫监测对象,");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares to the end, as of today. */
    JsonObject whatIf(String text) {
        return compare(new JsonObject().put("text", text));
    }

    /** Compares to the end, as of that day. */
    JsonObject whatIf(String text, String on) {
        return compare(new JsonObject().put("text", text).put("on", on));
    }

    private JsonObject compare(JsonObject asked) {
        JsonObject run = desk.post("/policy/what-if", asked);
        for (int pages = 0; pages < 3; pages++) {
            parts.runs().step();
        }
        return run.containsKey("run") ? desk.get("/policy/what-if/" + run.getLong("run")) : run;
    }

    JsonObject submit(DeskCaller who, String text, String on) {
        return submit(who, text, on, whatIf(text, on));
    }

    JsonObject submit(DeskCaller who, String text, String on, JsonObject run) {
        return who.post(
                "/policy/drafts",
                new JsonObject()
                        .put("text", text)
                        .put("on", on)
                        .put("whatIf", run.getLong("run"))
                        .put("reason", "区政府文件"));
    }

    JsonObject approve(DeskCaller who, JsonObject submitted) {
        return who.post(
                "/policy/drafts/" + submitted.getLong("draft") + "/approve",
                new JsonObject().put("digest", submitted.getString("digest")).put("reason", "已核对试算"));
    }

    /** Brings into force what is due, and decides everybody whom a run waits for. */
    void activate() {
        through(activation::step);
        through(decider::step);
    }

    private static void through(BooleanSupplier step) {
        for (int steps = 0; step.getAsBoolean(); steps++) {
            if (steps > 40) {
                throw new AssertionError("never ends");
            }
        }
    }

    /** Every table's rows as one digest each. */
    Map<String, String> tables() {
        Map<String, String> digests = new TreeMap<>();
        for (Row table : database.run(
                "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")) {
            String name = table.getString(0);
            String digest =
                    "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM \""
                            + name + "\" AS t";
            digests.put(name, database.run(digest).iterator().next().getString(0));
        }
        return digests;
    }

    List<String> texts(String sql, Object... values) {
        return database.run(sql, Tuple.from(values)).stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static final class HandSet extends Clock {
        private volatile Instant now = Instant.parse("2024-11-15T02:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Asia/Shanghai");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("one zone is enough");
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Override
    public void close() {
        console.close();
        database.close();
    }
}
