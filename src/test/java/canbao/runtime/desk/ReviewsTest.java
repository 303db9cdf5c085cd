package canbao.runtime.desk;

import static canbao.runtime.desk.TryPeople.known;
import static canbao.runtime.desk.TryPeople.number;
import static canbao.runtime.desk.TryPeople.person;
import static canbao.runtime.desk.TryPeople.poor;
import static canbao.runtime.desk.TryPeople.pupil;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.console.ConsoleHarness;
import canbao.console.desk.DeskCaller;
import canbao.io.Database;
import canbao.io.DatabaseAddress;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The population register against the others, decided at the desk. */
@ExtendWith(VertxExtension.class)
class ReviewsTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger(1000);
    private static final String MOTHER = "330302199001010014";

    private static final DatabaseAddress ADDRESS = Platform.freshDatabase();
    private static final Database DATABASE = new Database(Platform.vertx(), ADDRESS, 8);

    private final TryPeople world = new TryPeople(DATABASE);
    private final String a = number(NUMBERS.incrementAndGet());
    private ConsoleHarness console;
    private DeskCaller desk;

    ReviewsTest(Vertx vertx) {
        this.console = new ConsoleHarness(vertx, new Database(Platform.vertx(), ADDRESS, 2), world.people.desk());
        this.desk = new DeskCaller(console, "desk");
    }

    @BeforeEach
    void registered() {
        world.say(known(a).named("阿依·古丽"));
    }

    @AfterEach
    void close() {
        console.close();
    }

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void another_name_opens_one_review_and_another_spelling_none() {
        world.say(poor(a).named("阿依•古丽"));
        assertThat(states(a)).isEmpty();
        world.say(pupil(a).named("张三"));
        world.say(pupil(a).named("张三").on(2));
        assertThat(states(a)).containsExactly("NAME_DIFFERS OPEN");
        JsonObject listed = open();
        assertThat(listed.encode()).doesNotContain("张三", "古丽").contains("education/roster", "张*");
        JsonObject looked = desk.get("/reviews/" + id(a));
        assertThat(looked.encode()).contains("张三", "阿依·古丽");
        assertThat(texts("SELECT action FROM audit ORDER BY seq DESC LIMIT 1")).containsExactly("review.look");
        assertThat(texts("SELECT person_review::text FROM person_review").getFirst())
                .doesNotContain("张三", "古丽");
    }

    @Test
    void whichever_source_corrects_itself_closes_the_review() {
        world.say(pupil(a).named("张三"));
        world.say(pupil(a).named("阿依古丽").on(1));
        assertThat(states(a)).containsExactly("NAME_DIFFERS CORRECTED", "NAME_DIFFERS OPEN");
        world.say(known(a).named("阿依古丽").on(2));
        assertThat(states(a)).containsExactly("NAME_DIFFERS CORRECTED", "NAME_DIFFERS CORRECTED");
    }

    @Test
    void a_spelling_that_was_accepted_is_not_asked_about_again() {
        world.say(pupil(a).named("张三"));
        assertThat(decide(a, "same-person").getString("decision")).isEqualTo("SAME_PERSON");
        assertThat(decide(a, "SAME_PERSON").getString("rule")).isEqualTo("DECIDED");
        world.say(pupil(a).named("张三").on(3));
        world.say(poor(a).named("张三"));
        assertThat(states(a)).containsExactly("NAME_DIFFERS SAME_PERSON");
        world.say(pupil(a).named("李四").on(4));
        assertThat(states(a)).containsExactly("NAME_DIFFERS SAME_PERSON", "NAME_DIFFERS OPEN");
    }

    @Test
    void rows_of_somebody_else_count_no_more_until_they_change() {
        world.say(pupil(a).named("张三").phoned("13900000001"), poor(a).named("阿依·古丽"));
        world.settle(a);
        assertThat(feeds()).contains("education/roster");
        decide(a, "other-person");
        world.settle(a);
        assertThat(feeds()).doesNotContain("education/roster").contains("civil-affairs/hardship");
        assertThat(java.util.Objects.requireNonNull(world.people
                                .vault()
                                .identities(List.of(person(a)))
                                .get(person(a)))
                        .phone())
                .isNull();
        assertThat(desk.get("/persons/" + person(a)).encode()).contains("\"aside\":true");
        world.say(pupil(a).named("张三").on(2).born("2015-09-02"));
        assertThat(feeds()).contains("education/roster");
        assertThat(states(a)).as("asked again").contains("NAME_DIFFERS OPEN");
        world.say(pupil(a).named("阿依·古丽").on(3));
        assertThat(states(a)).doesNotContain("NAME_DIFFERS OPEN");
    }

    @Test
    void a_case_that_rests_on_somebody_elses_row_falls_with_it() {
        world.say(pupil(a).named("张三"));
        world.settle(a);
        assertThat(world.state(a)).isEqualTo("OWING");
        decide(a, "other-person");
        world.settle(a);
        assertThat(world.state(a)).isEqualTo("INELIGIBLE");
        decide(a, "same-person");
        world.settle(a);
        assertThat(world.state(a)).isEqualTo("OWING");
    }

    /** The child has orders out and its cover begins in January: a death before then would cancel them. */
    @Test
    void a_death_in_another_name_costs_no_cover_and_no_family_is_asked_for_money_until_somebody_decides() {
        world.say(poor(a).named("阿依·古丽"));
        world.settle(a);
        assertThat(world.state(a)).isEqualTo("SUBSIDISED");
        world.say(died(a).named("张三"));
        world.settle(a);
        assertThat(states(a)).containsExactly("NAME_DIFFERS OPEN");
        assertThat(world.state(a)).isEqualTo("SUBSIDISED");
        assertThat(world.inForce(a)).contains("INSURER ENROL");
        decide(a, "same-person");
        world.settle(a);
        assertThat(world.entries(a)).contains("CANCEL_ORDERED");

        String b = number(NUMBERS.incrementAndGet());
        world.say(known(b).named("阿依·古丽"), pupil(b).named("阿依·古丽").phoned("13900000001"));
        world.settle(b);
        assertThat(due(b)).isTrue();
        world.say(died(b).named("张三"));
        world.settle(b);
        assertThat(world.state(b)).isEqualTo("OWING");
        assertThat(due(b)).isFalse();
        decide(b, "other-person");
        world.settle(b);
        assertThat(due(b)).as("somebody else has died").isTrue();
    }

    @Test
    void cover_elsewhere_in_another_name_keeps_nobody_from_cover_and_asks_nobody_for_money() {
        world.say(pupil(a).named("阿依·古丽").phoned("13900000001"), employed(a).named("张三"));
        world.settle(a);
        assertThat(world.state(a)).isEqualTo("OWING");
        assertThat(due(a)).isFalse();
        world.say(poor(a).named("阿依·古丽"));
        world.settle(a);
        assertThat(world.state(a)).isEqualTo("SUBSIDISED");
    }

    @Test
    void what_was_set_aside_counts_again_while_the_question_is_open_again_unless_it_takes_cover_away() {
        world.say(poor(a).named("张三"), died(a).named("李四"));
        assertThat(states(a)).containsExactly("NAME_DIFFERS OPEN", "NAME_DIFFERS OPEN");
        world.texts("SELECT id::text FROM person_review WHERE person = $1 ORDER BY id", a)
                .forEach(id -> desk.post(
                        "/reviews/" + id,
                        new JsonObject().put("decision", "other-person").put("reason", "核对户口簿")));
        assertThat(feeds()).containsExactly("police/population");
        // Both sources speak again, and then as they had: the rows have the contents that were set aside.
        world.say(
                poor(a).named("张三").born("2015-09-02").on(1),
                died(a).named("李四").born("2015-09-02").on(1));
        world.say(poor(a).named("张三").on(2), died(a).named("李四").on(2));
        assertThat(states(a)).containsExactly("NAME_DIFFERS OPEN", "NAME_DIFFERS OPEN");
        assertThat(feeds()).containsExactlyInAnyOrder("civil-affairs/hardship", "police/population");
        world.settle(a);
        assertThat(world.state(a)).isEqualTo("SUBSIDISED");
        assertThat(desk.get("/persons/" + person(a)).encode()).doesNotContain("\"aside\":true");
    }

    @Test
    void a_childs_row_under_its_mothers_number_is_a_review_and_links_nobody() {
        world.say(known(MOTHER).named("王某"), pupil(MOTHER).named("李小某").born("2024-10-01"));
        world.settle(MOTHER);
        world.people.merger().step();
        assertThat(states(MOTHER)).containsExactly("NAME_AND_BIRTH_DIFFER OPEN");
        world.say(pupil(MOTHER).named("王某").born("2024-10-01").on(1));
        assertThat(states(MOTHER)).contains("BIRTH_DIFFERS OPEN");
        assertThat(world.texts("SELECT state FROM person_link WHERE person = $1 OR other = $1", MOTHER))
                .isEmpty();
    }

    @Test
    void a_reason_with_a_number_in_it_is_refused() {
        world.say(pupil(a).named("张三"));
        JsonObject body = new JsonObject().put("decision", "same-person").put("reason", "见 " + MOTHER);
        assertThat(desk.post("/reviews/" + id(a), body).getString("rule")).isEqualTo("MALFORMED");
        assertThat(states(a)).containsExactly("NAME_DIFFERS OPEN");
    }

    private static TryPeople.Said died(String number) {
        return TryPeople.Said.of(
                FeedId.of("health/deaths"),
                FactKind.LIFE_EVENT,
                number,
                Map.of("event", "DEATH", "date", "2024-11-10"));
    }

    private static TryPeople.Said employed(String number) {
        return TryPeople.Said.of(
                FeedId.of("insurer/coverage"),
                FactKind.COVERAGE,
                number,
                Map.of("insutype", "310", "begin", "2024-01-01"));
    }

    /** Whether he is asked for the year's premium, by the plan and again at the moment of sending. */
    private boolean due(String number) {
        boolean planned = world.reminded().contains(person(number));
        boolean sent = !world.stillOwing(number).isEmpty();
        assertThat(sent).isEqualTo(planned);
        return sent;
    }

    private JsonObject decide(String number, String decision) {
        return desk.post(
                "/reviews/" + id(number),
                new JsonObject().put("decision", decision).put("reason", "核对户口簿"));
    }

    private JsonObject open() {
        return desk.get("/reviews?state=OPEN");
    }

    private List<String> feeds() {
        return world.people.facts().read(List.of(person(a))).values().stream()
                .flatMap(facts -> facts.facts().stream())
                .map(fact -> fact.feed().toString())
                .toList();
    }

    private List<String> states(String number) {
        return world.texts("SELECT kind || ' ' || state FROM person_review WHERE person = $1 ORDER BY id", number);
    }

    private long id(String number) {
        return DATABASE.run(
                        "SELECT max(id) FROM person_review WHERE person = $1",
                        Tuple.of(person(number).value()))
                .iterator()
                .next()
                .getLong(0);
    }

    private List<String> texts(String sql) {
        return DATABASE.run(sql).stream().map(row -> row.getString(0)).toList();
    }
}
