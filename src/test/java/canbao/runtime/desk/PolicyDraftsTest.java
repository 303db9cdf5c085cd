package canbao.runtime.desk;

import static canbao.runtime.desk.PolicyWorld.draft;
import static canbao.runtime.desk.TryPeople.number;
import static canbao.runtime.desk.TryPeople.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.draft.Activation;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.ledger.year.YearRuns;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a draft would change, who may bring it into force, and what happens at midnight in Shanghai. */
@ExtendWith(VertxExtension.class)
class PolicyDraftsTest {
    private final PolicyWorld world;

    PolicyDraftsTest(Vertx vertx) {
        this.world = new PolicyWorld(vertx);
    }

    @BeforeEach
    void live() {
        world.tenPeople();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_what_if_counts_everybody_once_to_the_fen_and_writes_nothing() {
        Map<String, String> before = world.tables();
        JsonObject run = world.whatIf(draft(2));
        assertThat(run.getString("state")).isEqualTo("DONE");
        JsonObject totals = run.getJsonObject("totals");
        assertThat(totals.getJsonObject("people")).isEqualTo(new JsonObject("""
                        {"decided": 10, "gain": 2, "lose": 1, "more": 0, "less": 2, "other": 0, "same": 5}"""));
        assertThat(totals.getJsonObject("before").getLong("subsidyFen")).isEqualTo(5 * 660_00L);
        assertThat(totals.getJsonObject("after").getLong("subsidyFen")).isEqualTo(4 * 660_00L + 2 * 360_00L);
        assertThat(totals.getLong("changeFen")).isEqualTo(60_00L);
        assertThat(lines(totals.getJsonArray("categories")))
                .containsExactlyInAnyOrder(
                        "低保对象 +0 -0 2->2 0",
                        "低保边缘 +0 -0 2->2 -60000",
                        "重度残疾 +0 -1 1->0 -66000",
                        "防止返贫监测对象 +2 -0 0->2 132000");
        assertThat(lines(totals.getJsonArray("towns")))
                .containsExactly("330302001 +1 -1 3->3 -30000", "330302002 +1 -0 2->3 36000");
        JsonObject resident = totals.getJsonArray("products").getJsonObject(0);
        assertThat(resident.getInteger("product")).isEqualTo(390);
        assertThat(resident.getLong("changeFen")).isEqualTo(60_00L);
        assertThat(lines(resident.getJsonArray("categories"))).hasSize(4);
        JsonObject people = world.desk.get("/policy/what-if/" + run.getLong("run") + "/people?limit=4");
        assertThat(people.getJsonArray("people")).hasSize(4);
        assertThat(people.getInteger("next")).isEqualTo(4);
        assertThat(people.encode()).contains("受*").doesNotContain("受助人", number(3) + "\"");
        assertThat(world.tables()).isEqualTo(before);
    }

    @Test
    void a_draft_is_forecast_for_the_day_on_which_it_begins() {
        world.until(6, "防止返贫监测对象", "2024-11-20");
        JsonObject today = world.whatIf(draft(2));
        assertThat(today.getJsonObject("totals").getJsonObject("people").getLong("gain"))
                .isEqualTo(2);
        JsonObject no = world.submit(world.admin, draft(2), "2024-12-01", today);
        assertThat(no.getString("rule")).isEqualTo("WHAT_IF_OTHER_DAY");
        assertThat(no.getJsonObject("fix").getString("en")).contains("--on 2024-12-01");
        JsonObject submitted = world.submitByCommand(draft(2), "2024-12-01");
        JsonObject shown =
                world.desk.get("/policy/drafts/" + submitted.getLong("draft")).getJsonObject("forecast");
        assertThat(shown.getString("on")).isEqualTo("2024-12-01");
        assertThat(shown.getLong("gain")).isEqualTo(1);
        assertThat(shown.getJsonArray("products")).isEqualTo(new JsonArray("""
                        [{"product": 390, "gain": 1, "lose": 1, "changeFen": -60000}]"""));
    }

    @Test
    void the_people_are_listed_by_what_becomes_of_them_before_and_after() {
        long run = world.whatIf(draft(2)).getLong("run");
        JsonArray loses =
                world.desk.get("/policy/what-if/" + run + "/people?kind=loses").getJsonArray("people");
        assertThat(loses).hasSize(1);
        JsonObject one = loses.getJsonObject(0);
        assertThat(one.getString("person")).isEqualTo(person(number(5)).toString());
        assertThat(one.getJsonObject("before").getString("category")).isEqualTo("重度残疾");
        assertThat(one.getJsonObject("before").getLong("subsidyFen")).isEqualTo(660_00);
        assertThat(one.getJsonObject("after").getString("policy")).isEqualTo("330302-2025/2");
        assertThat(one.getJsonObject("after").getLong("subsidyFen")).isZero();
        assertThat(world.desk
                        .refused("/policy/what-if/" + run + "/people?kind=wins")
                        .getString("rule"))
                .isEqualTo("MALFORMED");
    }

    @Test
    void the_same_what_if_again_gives_the_same_digest_and_another_draft_another_one() {
        String once = world.whatIf(draft(2)).getString("result");
        assertThat(world.whatIf(draft(2)).getString("result")).isEqualTo(once).hasSize(64);
        assertThat(world.whatIf(draft(2).replace("360.00", "350.00")).getString("result"))
                .isNotEqualTo(once);
    }

    @Test
    void a_wrong_draft_is_refused_with_its_key_and_the_fix() {
        JsonObject no = world.whatIf(draft(2).replace("total: 1980.00", "total: 1981.00"));
        assertThat(no.getString("rule")).isEqualTo("INVALID_POLICY");
        assertThat(no.getJsonObject("message").getString("en"))
                .contains("draft.yaml:", "premium.total", "the parts must add up", "correct the amount");
        assertThat(world.whatIf(draft(2).replace("\"330302\"", "\"500116\"")).getString("rule"))
                .isEqualTo("OTHER_AREA");
    }

    @Test
    void who_asked_cannot_approve_neither_at_the_desk_nor_in_the_database() {
        JsonObject submitted = world.submit(world.admin, draft(2), "2024-12-01");
        assertThat(submitted.getString("state")).isEqualTo("ASKED");
        assertThat(world.approve(world.admin, submitted).getString("rule")).isEqualTo("SAME_PERSON");
        assertThatThrownBy(() -> world.database.run("UPDATE policy_draft SET state = 'APPROVED', decided_by = asked_by,"
                        + " decided_at = '2024-11-15', decision = 'x'"))
                .hasMessageContaining("policy_draft_check");
        assertThatThrownBy(() -> world.database.run("UPDATE policy_draft SET body = ''"))
                .hasMessageContaining("append-only");
        JsonObject other = submitted.copy().put("digest", "00".repeat(32));
        assertThat(world.approve(world.desk, other).getString("rule")).isEqualTo("OTHER_DIGEST");
        assertThat(world.approve(world.desk, submitted).getString("state")).isEqualTo("APPROVED");
        assertThat(world.approve(world.desk, submitted).getString("rule")).isEqualTo("NOT_ASKED");
        assertThat(world.texts("SELECT action FROM audit WHERE chain = 'audit/policies' ORDER BY seq"))
                .containsExactly("policy.submit", "policy.approve");
        JsonObject shown = world.desk.get("/policy/drafts/" + submitted.getLong("draft"));
        assertThat(shown.getString("text")).isEqualTo(draft(2));
        assertThat(shown.getJsonObject("forecast").getLong("gain")).isEqualTo(2);
    }

    @Test
    void a_draft_that_is_refused_never_comes_into_force() {
        JsonObject submitted = world.submit(world.admin, draft(2), "2024-12-01");
        JsonObject no = world.desk.post(
                "/policy/drafts/" + submitted.getLong("draft") + "/refuse", new JsonObject().put("reason", "重做"));
        assertThat(no.getString("state")).isEqualTo("REFUSED");
        world.at("2024-12-01T04:00:00Z");
        world.activate();
        assertThat(inForce("2024-12-01")).isEqualTo("330302-2025/1");
        assertThat(world.admin.get("/policy/drafts").encode()).contains("REFUSED");
    }

    @Test
    void dates_that_have_begun_and_versions_that_are_not_higher_are_refused_with_the_fix() {
        JsonObject today = world.submit(world.admin, draft(2), "2024-11-15");
        assertThat(today.getString("rule")).isEqualTo("DATE_PAST");
        assertThat(today.getJsonObject("fix").getString("en")).contains("2024-11-16");
        JsonObject same = world.submit(world.admin, draft(1), "2024-12-01");
        assertThat(same.getString("rule")).isEqualTo("VERSION_NOT_HIGHER");
        assertThat(same.getJsonObject("fix").getString("en")).contains("version: 2");
        JsonObject third = world.submit(world.admin, draft(3), "2024-12-10");
        world.approve(world.desk, third);
        assertThat(world.submit(world.admin, draft(4), "2024-12-01").getString("rule"))
                .isEqualTo("OVERTAKES");
        JsonObject second = world.submit(world.admin, draft(2), "2024-12-01");
        world.at("2024-12-01T04:00:00Z");
        assertThat(world.approve(world.desk, second).getString("rule")).isEqualTo("DATE_PAST");
        JsonObject none =
                new JsonObject().put("text", draft(5)).put("on", "2025-01-01").put("reason", "x");
        assertThat(world.admin.post("/policy/drafts", none.put("whatIf", 999)).getString("rule"))
                .isEqualTo("NO_WHAT_IF");
    }

    @Test
    void at_midnight_in_shanghai_everybody_is_decided_anew_under_the_new_version() {
        world.approve(world.desk, world.submit(world.admin, draft(2), "2024-12-01"));
        world.at("2024-11-30T15:59:59Z");
        world.activate();
        assertThat(policies(5)).containsOnly("330302-2025/1");
        assertThat(inForce("2024-11-30")).isEqualTo("330302-2025/1");
        world.at("2024-11-30T16:00:00Z");
        world.activate();
        assertThat(inForce("2024-12-01")).isEqualTo("330302-2025/2");
        assertThat(policies(5))
                .as("what was begun before midnight is let through first")
                .containsOnly("330302-2025/1");
        world.at("2024-11-30T16:00:30Z");
        world.activate();
        assertThat(policies(5)).endsWith("330302-2025/2");
        assertThat(policies(6)).endsWith("330302-2025/2");
        assertThat(policies(1)).as("nothing changes for him").containsOnly("330302-2025/1");
        assertThat(world.people.state(number(6))).isEqualTo("ENROL_ORDERED");
        assertThat(world.desk
                        .get("/policy/drafts")
                        .getJsonArray("drafts")
                        .getJsonObject(0)
                        .getString("state"))
                .isEqualTo("ACTIVE");
        assertThat(world.texts("SELECT action FROM audit WHERE chain = 'audit/policies' ORDER BY seq"))
                .endsWith("policy.activate", "year.reevaluate");
        assertThat(world.runs.list(2)).singleElement().satisfies(run -> {
            assertThat(run.policy() + " " + run.state() + " " + run.askedBy())
                    .isEqualTo("330302-2025/2 DONE hub:policy");
            assertThat(run.reason()).startsWith("draft/");
        });
        Map<String, String> after = world.tables();
        world.activate();
        assertThat(world.tables()).isEqualTo(after);
    }

    @Test
    void an_engine_that_is_woken_after_midnight_decides_under_the_new_version_by_itself() {
        world.approve(world.desk, world.submit(world.admin, draft(2), "2024-12-01"));
        world.at("2024-11-30T16:00:01Z");
        world.people.say(TryPeople.pupil(number(7)));
        world.people.decideWith(world.engine);
        assertThat(policies(7)).endsWith("330302-2025/2");
    }

    @Test
    void a_hub_that_is_killed_after_the_activation_and_started_again_still_decides_everybody() {
        world.approve(world.desk, world.submit(world.admin, draft(2), "2024-12-01"));
        world.at("2024-12-01T04:00:00Z");
        assertThat(world.activation.step()).isTrue();
        assertThat(policies(6)).containsExactly("330302-2025/1");
        world.restart();
        assertThat(inForce("2024-12-01")).isEqualTo("330302-2025/2");
        world.activate();
        assertThat(world.texts("SELECT state FROM policy_draft")).containsExactly("ACTIVE");
        assertThat(policies(6)).containsExactly("330302-2025/1", "330302-2025/2");
        assertThat(inForce("2024-11-30")).isEqualTo("330302-2025/1");
    }

    @Test
    void what_comes_into_force_is_audited_and_has_a_run_or_is_not_in_force() {
        world.approve(world.desk, world.submit(world.admin, draft(2), "2024-12-01"));
        world.at("2024-12-01T04:00:00Z");
        Map<String, String> before = world.tables();
        Lease lease = new Lease(new LeaseStore(world.database, "one", Duration.ofMinutes(5)), "policies");
        Activation killed = world.parts.activation(lease, (transaction, year, policy, reason) -> {
            throw new IllegalStateException("killed, as it were");
        });
        assertThatThrownBy(killed::step).hasMessageContaining("as it were");
        Map<String, String> after = world.tables();
        after.remove("lease");
        before.remove("lease");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void a_run_of_the_older_version_ends_when_a_draft_comes_into_force_even_if_it_was_paused() {
        world.approve(world.desk, world.submit(world.admin, draft(2), "2024-12-01"));
        world.runs.start(TryPeople.STAFF, new YearRuns.Order(YearRuns.Kind.REEVALUATE, 2025, "check", true));
        long paused = world.runs.list(1).getFirst().id();
        world.runs.pause(TryPeople.STAFF, paused, "lunch");
        world.at("2024-12-01T04:00:00Z");
        world.activate();
        assertThat(world.runs.list(9))
                .extracting(run -> run.policy() + " " + run.state() + " " + run.note())
                .containsExactly("330302-2025/2 DONE ", "330302-2025/1 STOPPED SUPERSEDED: 330302-2025/2");
        assertThat(policies(6)).containsExactly("330302-2025/1", "330302-2025/2");
    }

    @Test
    void of_two_drafts_that_are_due_at_once_everybody_is_decided_under_the_later_alone() {
        world.approve(world.desk, world.submit(world.admin, draft(2), "2024-12-01"));
        world.approve(world.desk, world.submit(world.admin, draft(3), "2024-12-02"));
        world.at("2024-12-03T04:00:00Z");
        world.activate();
        assertThat(world.runs.list(9)).extracting(YearRuns.Status::policy).containsExactly("330302-2025/3");
        assertThat(world.texts("SELECT state FROM policy_draft")).containsOnly("ACTIVE");
        assertThat(policies(6)).containsExactly("330302-2025/1", "330302-2025/3");
    }

    @Test
    void a_draft_for_a_year_that_is_not_worked_on_yet_decides_nobody() {
        String next = draft(1).replace("2025-", "2026-")
                .replace("2024-", "2025-")
                .replace("coverageYear: 2025", "coverageYear: 2026");
        world.approve(world.desk, world.submit(world.admin, next, "2024-12-01"));
        world.at("2024-12-01T04:00:00Z");
        world.activate();
        assertThat(world.texts("SELECT state FROM policy_draft")).containsExactly("ACTIVE");
        assertThat(world.runs.list(1)).isEmpty();
        assertThat(world.texts("SELECT person::text FROM enrolment_case WHERE coverage_year = 2026"))
                .isEmpty();
    }

    private String inForce(String on) {
        return world.parts.book().get().at(LocalDate.parse(on)).version();
    }

    private List<String> policies(int n) {
        return world.people.texts("SELECT policy FROM entry WHERE person = $1 ORDER BY ordinal", number(n));
    }

    private static List<String> lines(JsonArray lines) {
        return lines.stream()
                .map(JsonObject.class::cast)
                .map(line -> line.getString("name") + " +" + line.getLong("gain") + " -" + line.getLong("lose") + " "
                        + line.getLong("peopleBefore") + "->" + line.getLong("peopleAfter") + " "
                        + line.getLong("changeFen"))
                .toList();
    }
}
