package canbao.runtime.desk;

import static canbao.runtime.desk.TryPeople.known;
import static canbao.runtime.desk.TryPeople.person;
import static canbao.runtime.desk.TryPeople.poor;
import static canbao.runtime.desk.TryPeople.pupil;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.console.ConsoleHarness;
import canbao.console.desk.DeskCaller;
import canbao.io.Database;
import canbao.io.DatabaseAddress;
import canbao.model.FactKind;
import canbao.runtime.desk.TryPeople.Said;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One person's page at the desk, now and as it was. */
@ExtendWith(VertxExtension.class)
class PersonPageTest {
    private static final String A = "330302201509019019";
    private static final String B = "11010519491231002X";

    private static final String LATE = "330302201610109019";
    private static final String LATER = "630103199912319034";
    private static final String NOBODY = "34100319680315902X";
    private static final DatabaseAddress ADDRESS = Platform.freshDatabase();
    private static final Database DATABASE = new Database(Platform.vertx(), ADDRESS, 8);

    private final TryPeople world = new TryPeople(DATABASE);
    private final ConsoleHarness console;
    private final DeskCaller desk;

    PersonPageTest(Vertx vertx) {
        this.console = new ConsoleHarness(vertx, new Database(Platform.vertx(), ADDRESS, 2), world.people.desk());
        this.desk = new DeskCaller(console, "desk");
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
    void what_was_known_at_a_moment_is_what_was_recorded_until_then_and_not_replaced() {
        String before = moment();
        world.say(known(LATER));
        assertThat(desk.get("/persons/" + person(LATER)).getJsonArray("cases")).isEmpty();
        world.say(poor(LATER));
        String first = moment();
        world.say(Said.of(TryPeople.CIVIL, FactKind.HARDSHIP, LATER, Map.of("category", "特困人员", "begin", "2024-03"))
                .on(9));
        String second = moment();
        world.say(pupil(LATER));
        assertThat(categories(before)).isEmpty();
        assertThat(categories(first)).containsExactly("低保对象");
        assertThat(categories(second)).containsExactly("特困人员");
        assertThat(facts(second)).hasSize(2);
        assertThat(facts(moment())).hasSize(3);
        assertThat(categories("2024-11-01")).as("a day before any of this").isEmpty();
        JsonObject then = facts(first).getJsonObject(0);
        assertThat(then.getString("replacedAt")).isNotNull();
        assertThat(then.getLong("batch")).isPositive();
        assertThat(then.getInteger("line")).isEqualTo(1);
    }

    @Test
    void who_is_late_is_shown_with_the_months_that_he_waits() {
        world.say(pupil(LATE));
        world.decide();
        assertThat(waits()).containsExactly(0);
        world.later(110).tick();
        assertThat(waits()).as("from 1 March on").containsExactly(3);
    }

    private List<Integer> waits() {
        return desk.get("/persons/" + person(LATE)).getJsonArray("cases").stream()
                .map(one -> ((JsonObject) one).getInteger("waitingMonths"))
                .toList();
    }

    @Test
    void the_page_shows_both_numbers_masked_cases_links_and_who_decides() {
        world.say(
                known(A).named("测试甲"),
                pupil(A).named("测试甲"),
                known(B).named("测试甲").on(2));
        world.say(Said.of(
                TryPeople.CIVIL,
                FactKind.HARDSHIP,
                B,
                Map.of("category", "低保对象", "begin", "2024-01", "birth", "1949-12-31")));
        world.settle(A, B);
        String key = desk.post("/persons/find", new JsonObject().put("number", " 11010519491231002x "))
                .getString("person");
        assertThat(key).isEqualTo(person(B).toString());
        JsonObject merged = desk.post(
                "/persons/merge",
                new JsonObject()
                        .put("one", person(A).toString())
                        .put("other", key)
                        .put("reason", "换证"));
        assertThat(merged.getString("kept")).isEqualTo(key);

        world.settle(A, B);
        JsonObject page = desk.get("/persons/" + person(A));
        assertThat(page.getString("person")).isEqualTo(key);
        assertThat(page.encode())
                .contains("330*************19", "110*************2X", "测*", "LINKED", "换证", "MERGED", "SUBSIDISED")
                .doesNotContain(A, B, "测试甲");
        JsonObject conflict = page.getJsonArray("conflicts").getJsonObject(0);
        assertThat(conflict.getString("subject")).isEqualTo("BIRTH");
        assertThat(conflict.getJsonArray("words")).hasSize(2);
        assertThat(desk.post(
                                "/persons/separate",
                                new JsonObject()
                                        .put("one", key)
                                        .put("other", person(A).toString())
                                        .put("reason", "弄错"))
                        .getJsonArray("separated"))
                .hasSize(2);
        assertThat(desk.get("/persons/" + person(A)).getJsonArray("people")).hasSize(1);
        assertThat(DATABASE.run("SELECT action FROM audit WHERE actor_name = 'desk' ORDER BY seq").stream()
                        .map(row -> row.getString(0)))
                .contains("person.find", "person.linked", "person.unlinked");
    }

    @Test
    void nobody_and_nonsense_are_said_to_be_so() {
        assertThat(desk.refused("/persons/" + person(NOBODY)).getString("rule")).isEqualTo("NOT_FOUND");
        assertThat(desk.refused("/persons/x").getString("rule")).isEqualTo("MALFORMED");
        world.say(poor(LATER));
        assertThat(desk.refused("/persons/" + person(A) + "?asKnownOn=yesterday")
                        .getString("rule"))
                .isEqualTo("MALFORMED");
        assertThat(desk.post("/persons/find", new JsonObject().put("number", NOBODY))
                        .getString("rule"))
                .isEqualTo("NOT_FOUND");
        assertThat(desk.post("/persons/find", new JsonObject().put("number", "1"))
                        .getString("rule"))
                .isEqualTo("MALFORMED");
    }

    /** The database's moment, after which the next thing is recorded. */
    private String moment() {
        return DATABASE.run("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                .iterator()
                .next()
                .getString(0);
    }

    private List<String> categories(String at) {
        return facts(at).stream()
                .map(fact -> ((JsonObject) fact).getJsonObject("attributes").getString("category"))
                .filter(Objects::nonNull)
                .toList();
    }

    private JsonArray facts(String at) {
        String query = URLEncoder.encode(at, StandardCharsets.UTF_8);
        JsonObject page = desk.get("/persons/" + person(LATER) + "?asKnownOn=" + query);
        return page.getJsonArray("facts", new JsonArray());
    }
}
