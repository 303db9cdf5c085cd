package canbao.ledger.debit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.audit.AuditStore;
import canbao.io.Database;
import canbao.io.LeaseStore;
import canbao.io.yaml.Problems;
import canbao.ledger.CaseLoop;
import canbao.model.CurrentFacts;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Identity;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import canbao.routes.RouteDoors;
import canbao.routes.Routes;
import canbao.routes.door.Wiring;
import canbao.runtime.desk.DebitsOut;
import canbao.testing.Platform;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ProcessorEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** E19: the list that leaves on the day of a batch debit, through the route that ships, to a receiver that speaks HTTP. */
class DebitDayTest {
    private static final LocalDate DAY = LocalDate.of(2024, 12, 10);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-12-10T01:00:00Z"), ZoneId.of("Asia/Shanghai"));
    private static final Policy LUCHENG = Policy.draft(Path.of("config/policies/330302-2025.yaml"), new Problems());

    /** What the tax bureau got. */
    private record Got(String number, String rows, String sum, String digest, String body) {}

    private final Database database = Platform.database();
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final Map<PersonKey, List<Fact>> facts = new HashMap<>();
    private final Set<PersonKey> spared = new HashSet<>();
    private int status = 200;
    private long revision;
    private HttpServer tax;
    private Routes routes;

    @BeforeEach
    void start() throws IOException {
        tax = Platform.vertx()
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    got.add(new Got(
                            request.getHeader("Idempotency-Key"),
                            request.getHeader("X-Canbao-Rows"),
                            request.getHeader("X-Canbao-Sum"),
                            request.getHeader("X-Canbao-Digest"),
                            body.toString("UTF-8")));
                    request.response().setStatusCode(status).end();
                }))
                .listen(0, "127.0.0.1")
                .await();
        Path folder = Platform.folder("debits");
        Files.createDirectories(folder.resolve("templates"));
        Files.copy(Path.of("routes/templates/http-out.camel.yaml"), folder.resolve("templates/http-out.camel.yaml"));
        Files.copy(Path.of("routes/examples/out-tax-debits.camel.yaml"), folder.resolve("out-tax-debits.camel.yaml"));
        Properties values = new Properties();
        values.setProperty("tax.debits", "127.0.0.1:" + tax.actualPort() + "/debits");
        Wiring wiring = new Wiring("number", "asOf", "control", failure -> Optional.empty());
        routes = Routes.start(
                folder,
                new Nowhere(),
                new RouteDoors(Map.of(), values, wiring),
                new LeaseStore(database, "one", Duration.ofSeconds(30)));
    }

    @AfterEach
    void stop() {
        routes.close();
        tax.close().await();
        database.close();
    }

    /** No route of these ends in the hub. */
    private static final class Nowhere extends DefaultComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new ProcessorEndpoint(uri, this, exchange -> {});
        }
    }

    @Test
    void e19_on_the_day_who_is_still_to_be_debited_leaves_as_one_list_that_adds_up() {
        for (int n = 1; n <= 6; n++) {
            pupil(n);
            says(n, FactKind.PAYMENT, "tax/debits", money("DEBIT_PLANNED", n == 6 ? "2024-12-11" : "2024-12-10"));
        }
        says(2, FactKind.PAYMENT, "tax/payments", money("PAID", "2024-12-09"));
        says(3, FactKind.LIFE_EVENT, "health/deaths", Map.of("event", "DEATH", "date", "2024-12-08"));
        says(
                4,
                FactKind.COVERAGE,
                "insurer/coverage",
                Map.of("insutype", "310", "area", "330302", "begin", "2024-12-01"));
        spared.add(person(5));
        decide();
        day().on(DAY);
        assertThat(got).hasSize(1);
        Got file = got.getFirst();
        assertThat(file.body())
                .isEqualTo("jfrsbh,jfrmc,ssnd,jhje,kkrq\r\n330302201509010011,\"测,试1\",2025,660.00,2024-12-10\r\n");
        assertThat(file.number()).isEqualTo("debits-2025-20241210");
        assertThat(file.rows()).isEqualTo("1");
        assertThat(file.sum()).isEqualTo("660.00");
        assertThat(file.digest())
                .isEqualTo(canbao.crypto.Sm3.hex(file.body().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(texts("SELECT people || ' ' || sum_fen || ' ' || withheld FROM debit_file"))
                .containsExactly("1 66000 1");
        assertThat(texts("SELECT object || ' ' || detail FROM audit WHERE action = 'debit.file'"))
                .singleElement()
                .asString()
                .startsWith("debits-2025-20241210")
                .contains("\"people\":1", "\"sumFen\":66000", "\"withheld\":1", file.digest());
    }

    @Test
    void e19_the_list_leaves_once_whichever_hub_asks_and_after_every_restart() {
        debited(1);
        debited(2);
        DebitDay one = day();
        List<Thread> hubs =
                List.of(Thread.startVirtualThread(() -> one.on(DAY)), Thread.startVirtualThread(() -> day().on(DAY)));
        hubs.forEach(DebitDayTest::join);
        one.on(DAY);
        day().on(DAY);
        assertThat(got).singleElement().extracting(Got::rows).isEqualTo("2");
        assertThat(texts("SELECT people::text FROM debit_file")).containsExactly("2");
    }

    @Test
    void e19_a_list_that_was_not_taken_leaves_again_under_its_number_with_who_is_on_it_then() {
        debited(1);
        debited(2);
        DebitDay day = day();
        status = 500;
        assertThatThrownBy(() -> day.on(DAY)).isInstanceOf(Exception.class);
        assertThat(texts("SELECT people::text FROM debit_file")).isEmpty();
        says(2, FactKind.PAYMENT, "tax/payments", money("PAID", "2024-12-10"));
        decide();
        status = 200;
        day.on(DAY);
        assertThat(got).extracting(Got::number).containsExactly("debits-2025-20241210", "debits-2025-20241210");
        assertThat(got).extracting(Got::rows).containsExactly("2", "1");
        assertThat(texts("SELECT people::text FROM debit_file")).containsExactly("1");
    }

    @Test
    void e19_nothing_leaves_when_nobody_is_on_it() {
        debited(1);
        says(1, FactKind.PAYMENT, "tax/payments", money("PAID", "2024-12-09"));
        decide();
        day().on(DAY);
        day().on(DAY.plusDays(1));
        assertThat(got).isEmpty();
        assertThat(texts("SELECT people::text FROM debit_file")).isEmpty();
    }

    private DebitDay day() {
        DebitDay.Ways ways = new DebitDay.Ways(
                persons -> {
                    Map<PersonKey, Identity> identities = new HashMap<>();
                    persons.forEach(person ->
                            identities.put(person, new Identity("01", number(person), "测,试" + n(person), null)));
                    return identities;
                },
                persons -> spared,
                DebitsOut.through(routes));
        return new DebitDay(database, new AuditStore(database, "debits" + got.hashCode(), CLOCK), ways, CLOCK);
    }

    private void debited(int n) {
        pupil(n);
        says(n, FactKind.PAYMENT, "tax/debits", money("DEBIT_PLANNED", "2024-12-10"));
        decide();
    }

    private void pupil(int n) {
        says(n, FactKind.PUPIL, "education/roster", Map.of("school", "S1", "birth", "2015-09-01"));
    }

    private static Map<String, String> money(String event, String date) {
        return Map.of("event", event, "year", "2025", "amount", "66000", "date", date);
    }

    private void says(int n, FactKind kind, String feed, Map<String, String> attributes) {
        facts.computeIfAbsent(person(n), first -> new ArrayList<>())
                .add(new Fact(kind, FeedId.of(feed), "", attributes, Instant.EPOCH, 1, n));
    }

    private void decide() {
        revision++;
        CaseLoop engine = new CaseLoop(database, this::current, new PolicyBook(List.of(LUCHENG)), CLOCK);
        engine.review(facts.keySet(), LUCHENG, "test", (transaction, posted) -> {});
    }

    private CurrentFacts current(Collection<PersonKey> persons) {
        Map<PersonKey, PersonFacts> people = new HashMap<>();
        persons.forEach(person ->
                people.put(person, new PersonFacts(person, revision, facts.getOrDefault(person, List.of()))));
        return new CurrentFacts(people, 0, List.of());
    }

    private static PersonKey person(int n) {
        return new PersonKey(new UUID(7, n));
    }

    private static long n(PersonKey person) {
        return person.value().getLeastSignificantBits();
    }

    /** A made-up number that nothing checks here. */
    private static String number(PersonKey person) {
        return "33030220150901001" + n(person);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> texts(String sql) {
        return database.run(sql).stream().map(row -> row.getString(0)).toList();
    }
}
