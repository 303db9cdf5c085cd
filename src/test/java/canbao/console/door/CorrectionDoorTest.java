package canbao.console.door;

import static canbao.console.door.Rings.refused;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.console.ConsoleHarness;
import canbao.console.SignedCall;
import canbao.console.desk.CorrectionsDesk;
import canbao.console.desk.DeskCaller;
import canbao.feed.batch.BatchWorld;
import canbao.feed.correction.Corrections;
import canbao.testing.HandClock;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Corrections between the desk and the agency's signed requests, with a list that was really read. */
@ExtendWith(VertxExtension.class)
class CorrectionDoorTest {
    private static final String FEED = "/feeds/civil-affairs/hardship";
    private static final String FOREIGN = "/feeds/tax/payments";

    private final BatchWorld world = new BatchWorld();
    private final HandClock clock = new HandClock(ConsoleHarness.START);
    private ConsoleHarness console;
    private DeskCaller desk;
    private long batch;

    @BeforeEach
    void start(Vertx vertx) {
        var corrections = new Corrections(world.database, world.contracts, ConsoleHarness.CALENDAR, world.audit, clock);
        console = new ConsoleHarness(vertx, world.database, new CorrectionsDesk(corrections));
        desk = new DeskCaller(console, "desk");
        batch = world.read("20241101", BatchWorld.list(1, 10));
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void what_the_desk_opens_the_agency_sees_without_us_and_answers_under_its_own_name() {
        long id = open(5, "category");
        JsonObject seen = listed("?state=OPEN").getFirst();
        assertThat(seen.getInteger("line")).isEqualTo(5);
        assertThat(seen.getLong("batch")).isEqualTo(batch);
        assertThat(seen.getString("header")).isEqualTo("救助类型");
        assertThat(seen.encode()).doesNotContain("desk", "受助人", BatchWorld.number(4));
        HttpResponse<String> answered = answer(id, "WILL_CORRECT", "核查中");
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        assertThat(said(id)).containsExactly("staff OPENED", "agency WILL_CORRECT");
        assertThat(desk.get("/corrections/" + id).encode())
                .contains("staff:desk", "agency:civil-affairs/civil-1", "核查中");
    }

    @Test
    void an_answer_counts_only_whole_signed_and_once() {
        long id = open(5, "category");
        byte[] body = body("UPHELD", "属实");
        String ofAnother = SignedCall.sm3("{}".getBytes(StandardCharsets.UTF_8));
        refused(console.send(post(FEED, id, body).with("X-Canbao-Digest", ofAnother)), 422, "DIGEST_MISMATCH");
        HttpRequest signed = post(FEED, id, body).request(console.uri(path(FEED, id)));
        byte[] changed = body("UPHELD", "不属实");
        HttpRequest underTheSameSignature = HttpRequest.newBuilder(
                        signed, (name, value) -> !name.equalsIgnoreCase("X-Canbao-Digest"))
                .header("X-Canbao-Digest", SignedCall.sm3(changed))
                .POST(HttpRequest.BodyPublishers.ofByteArray(changed))
                .build();
        refused(console.send(underTheSameSignature), 401, "WRONG_SIGNATURE");
        refused(console.send(post(FEED, id, body).secret("another secret")), 401, "WRONG_SIGNATURE");
        assertThat(said(id)).containsExactly("staff OPENED");
        assertThat(console.send(signed).statusCode()).isEqualTo(200);
        refused(console.send(signed), 409, "REUSED_NONCE");
        assertThat(answer(id, "UPHELD", "属实").statusCode()).as("the same again").isEqualTo(200);
        refused(answer(id, "WILL_CORRECT", "再查"), 409, "CORRECTION_SETTLED");
        assertThat(said(id)).containsExactly("staff OPENED", "agency UPHELD");
    }

    @Test
    void an_answer_has_a_size_a_form_and_no_number_of_a_person() {
        long id = open(5, "category");
        refused(console.send(post(FEED, id, blank(1 << 14))), 422, "ANSWER_MALFORMED");
        refused(console.send(post(FEED, id, blank((1 << 14) + 1))), 413, "TOO_LARGE");
        for (String malformed : List.of("[]", "{}", "no json", """
                {"answer":"MAYBE","reason":"x"}""", """
                {"answer":"UPHELD"}""", """
                {"answer":"UPHELD","reason":7}""")) {
            refused(console.send(post(FEED, id, malformed.getBytes(StandardCharsets.UTF_8))), 422, "ANSWER_MALFORMED");
        }
        refused(answer(id, "UPHELD", "电话 13900001004"), 422, "REASON");
        refused(answer(id, "UPHELD", BatchWorld.number(4)), 422, "REASON");
        refused(answer(id, "UPHELD", "长".repeat(301)), 422, "REASON");
        assertThat(said(id)).containsExactly("staff OPENED");
    }

    @Test
    void another_agency_neither_sees_nor_answers_nor_reads_outcomes() {
        long id = open(5, "category");
        for (String path : List.of(FEED + "/corrections", FEED + "/outcomes")) {
            refused(console.send(get(path).with("X-Canbao-Key", "tax-1")), 403, "FOREIGN_FEED");
            refused(console.get(path), 401, "HEADER_MISSING");
        }
        byte[] body = body("UPHELD", "属实");
        refused(console.send(post(FEED, id, body).with("X-Canbao-Key", "tax-1")), 403, "FOREIGN_FEED");
        refused(console.send(post(FOREIGN, id, body).with("X-Canbao-Key", "tax-1")), 404, "NO_SUCH_CORRECTION");
        HttpResponse<String> own = console.send(get(FOREIGN + "/corrections").with("X-Canbao-Key", "tax-1"));
        assertThat(new JsonObject(own.body()).getJsonArray("corrections")).isEmpty();
        assertThat(said(id)).containsExactly("staff OPENED");
    }

    @Test
    void the_desk_lists_by_feed_and_state_and_takes_back() {
        long one = open(5, "category");
        long two = open(6, "name");
        assertThat(rule(wrong(5, "category"))).isEqualTo("OPEN_ALREADY");
        assertThat(rule(wrong(99, "category"))).isEqualTo("NO_SUCH_ROW");
        assertThat(rule(wrong(5, "amount").put("feed", "tax/payments"))).isEqualTo("NO_SUCH_ROW");
        assertThat(rule(wrong(5, "colour"))).isEqualTo("NO_SUCH_FIELD");
        assertThat(rule(wrong(5, "phone").put("workdays", 61))).isEqualTo("WORKDAYS");
        assertThat(rule(wrong(5, "phone").put("reason", "见 13900001004"))).isIn("REASON", "MALFORMED");
        JsonObject taken = new JsonObject().put("reason", "我方误判");
        assertThat(desk.post("/corrections/" + one + "/cancel", taken).getString("state"))
                .isEqualTo("CANCELLED");
        assertThat(desk.post("/corrections/" + one + "/cancel", taken).getString("rule"))
                .isEqualTo("CORRECTION_SETTLED");
        assertThat(ids("?state=open")).containsExactly(two);
        assertThat(ids("?state=CANCELLED")).containsExactly(one);
        assertThat(ids("?feed=tax/payments")).isEmpty();
        assertThat(ids("?limit=1")).containsExactly(one);
        assertThat(ids("?after=" + one)).containsExactly(two);
        assertThat(desk.refused("/corrections/9999").getString("rule")).isNotEmpty();
        assertThat(items(FEED + "/outcomes", "outcomes")).singleElement().satisfies(told -> {
            assertThat(told.getString("kind")).isEqualTo("CORRECTION");
            assertThat(told.getString("state")).isEqualTo("CANCELLED");
            assertThat(told.getInteger("line")).isEqualTo(5);
        });
    }

    @Test
    void a_request_whose_time_is_up_says_so_to_both_sides() {
        long id = open(5, "category");
        assertThat(listed("").getFirst().getBoolean("overdue")).isFalse();
        console.clock.forward(Duration.ofDays(8));
        clock.forward(Duration.ofDays(8));
        assertThat(listed("").getFirst().getBoolean("overdue")).isTrue();
        JsonObject shown = new DeskCaller(console, "desk").get("/corrections/" + id);
        assertThat(shown.getBoolean("overdue")).isTrue();
        assertThat(shown.getString("deadline")).isEqualTo("2024-11-08");
    }

    private long open(int line, String field) {
        JsonObject opened = desk.post("/corrections", wrong(line, field));
        assertThat(opened.containsKey("corrections")).as(opened.encode()).isTrue();
        return opened.getJsonArray("corrections").getLong(0);
    }

    private String rule(JsonObject wrong) {
        return desk.post("/corrections", wrong).getString("rule");
    }

    private JsonObject wrong(int line, String field) {
        return new JsonObject()
                .put("feed", "civil-affairs/hardship")
                .put("batch", batch)
                .put("line", line)
                .put("field", field)
                .put("reason", "与核对不符");
    }

    private List<Long> ids(String query) {
        return desk.get("/corrections" + query).getJsonArray("corrections").stream()
                .map(one -> ((JsonObject) one).getLong("id"))
                .toList();
    }

    private List<String> said(long id) {
        return desk.get("/corrections/" + id).getJsonArray("words").stream()
                .map(JsonObject.class::cast)
                .map(word -> word.getString("side") + " " + word.getString("said"))
                .toList();
    }

    private List<JsonObject> listed(String query) {
        return items(FEED + "/corrections" + query, "corrections");
    }

    private List<JsonObject> items(String path, String name) {
        HttpResponse<String> answer = console.send(get(path));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body())
                .getJsonArray(name).stream().map(JsonObject.class::cast).toList();
    }

    private HttpResponse<String> answer(long id, String answer, String reason) {
        return console.send(post(FEED, id, body(answer, reason)));
    }

    private static byte[] body(String answer, String reason) {
        return new JsonObject()
                .put("answer", answer)
                .put("reason", reason)
                .encode()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] blank(int size) {
        return " ".repeat(size).getBytes(StandardCharsets.UTF_8);
    }

    private SignedCall get(String path) {
        return SignedCall.get(path, console.clock.instant()).with("X-Canbao-Key", "civil-1");
    }

    private SignedCall post(String feed, long id, byte[] body) {
        return new SignedCall("POST", path(feed, id), body, console.clock.instant())
                .with("X-Canbao-Key", "civil-1")
                .with("Content-Type", "application/json");
    }

    private static String path(String feed, long id) {
        return feed + "/corrections/" + id;
    }
}
