package canbao.runtime.desk;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.console.ConsoleHarness;
import canbao.console.SignedCall;
import canbao.feed.batch.BatchWorld;
import canbao.io.Database;
import canbao.io.DatabaseAddress;
import canbao.io.yaml.Problems;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.policy.PolicyBook;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A school asks through the real door whether it may sell commercial cover. */
@ExtendWith(VertxExtension.class)
class CommercialCoverTest {
    private static final String ROSTER = "/feeds/education/roster/commercial-cover";
    private static final DatabaseAddress ADDRESS = Platform.freshDatabase();
    private static final Database DATABASE = new Database(Platform.vertx(), ADDRESS, 8);

    private final TryPeople world = new TryPeople(DATABASE);
    private final ConsoleHarness console;

    CommercialCoverTest(Vertx vertx) {
        PolicyBook book = PolicyBook.load(Path.of("config/policies"), new Problems());
        this.console = new ConsoleHarness(
                vertx, new Database(Platform.vertx(), ADDRESS, 2), world.people.gate(() -> book, TryPeople.NOVEMBER));
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
    void e26_only_an_insured_pupil_of_the_asking_roster_may_be_sold_commercial_cover() {
        String paid = BatchWorld.number(1);
        String owing = BatchWorld.number(2);
        String helped = BatchWorld.number(3);
        String noPupil = BatchWorld.number(4);
        String nobody = BatchWorld.number(5);
        world.say(TryPeople.pupil(paid), paid(paid), TryPeople.pupil(owing), TryPeople.pupil(helped));
        world.say(TryPeople.poor(helped), TryPeople.known(noPupil), paid(noPupil));
        world.decide();
        assertThat(reasons("2025-01-01", paid, owing, helped, noPupil, nobody, "33030220150901901X"))
                .as("a subsidy that the insurer has not confirmed is no cover yet")
                .containsExactly("INSURED", "NOT_INSURED", "NOT_INSURED", "UNKNOWN", "UNKNOWN", "UNREADABLE");
        world.settleWith(world.engine, helped);
        assertThat(reasons("2025-01-01", helped)).containsExactly("INSURED");
        assertThat(reasons(null, paid)).as("November 2024 is not of this year").containsExactly("NO_YEAR");
        JsonObject all = answer(ask("2025-01-01", paid, noPupil));
        assertThat(all.getJsonArray("coverageYears")).containsExactly(2025);
        assertThat(all.getJsonArray("answers").getJsonObject(0).getBoolean("allowed"))
                .isTrue();
        assertThat(all.getJsonArray("answers").getJsonObject(1).getBoolean("allowed"))
                .isFalse();
        assertThat(all.encode()).contains("已参加基本医保", "not on the roster").doesNotContain(paid, noPupil);
    }

    @Test
    void e26_the_question_is_signed_small_and_written_down_without_anybody() {
        String pupil = BatchWorld.number(11);
        world.say(TryPeople.pupil(pupil));
        world.decide();
        ask("2025-01-01", pupil);
        List<String> trail = DATABASE
                .run("SELECT actor_name || ' ' || object || ' ' || detail AS said FROM audit"
                        + " WHERE action = 'commercial-cover.ask' ORDER BY seq")
                .stream()
                .map(row -> row.getString("said"))
                .toList();
        assertThat(trail.getLast()).contains("education/education-1 education/roster", "\"asked\"", "NOT_INSURED");
        assertThat(String.join("", trail))
                .doesNotContain(pupil, TryPeople.person(pupil).toString());
        assertThat(rule(call(ROSTER, body("2025-01-01", pupil)).secret("another")))
                .isEqualTo("401 WRONG_SIGNATURE");
        assertThat(rule(call(ROSTER, body("2025-01-01", pupil)).with("X-Canbao-Key", "tax-1")))
                .isEqualTo("403 FOREIGN_FEED");
        assertThat(rule(call("/feeds/tax/payments/commercial-cover", body(null, pupil))
                        .with("X-Canbao-Key", "tax-1")))
                .isEqualTo("404 NO_ROSTER");
        String[] many = Collections.nCopies(201, pupil).toArray(String[]::new);
        assertThat(rule(call(ROSTER, body(null, many)))).isEqualTo("422 QUESTION_MALFORMED");
        assertThat(rule(call(ROSTER, body("2024-11-14", pupil)))).isEqualTo("422 QUESTION_MALFORMED");
        for (String wrong : List.of("", "[]", "{}", "{\"pupils\":[]}", "{\"pupils\":[7]}", "{\"pupils\":[null]}")) {
            assertThat(rule(call(ROSTER, wrong))).as(wrong).isEqualTo("422 QUESTION_MALFORMED");
        }
    }

    private static TryPeople.Said paid(String number) {
        Map<String, String> says = Map.of("event", "PAID", "year", "2025", "amount", "66000", "date", "2024-11-10");
        return TryPeople.Said.of(FeedId.of("tax/payments"), FactKind.PAYMENT, number, says);
    }

    private List<String> reasons(@Nullable String on, String... numbers) {
        return answer(ask(on, numbers)).getJsonArray("answers").stream()
                .map(line -> ((JsonObject) line).getString("reason"))
                .toList();
    }

    private HttpResponse<String> ask(@Nullable String on, String... numbers) {
        return console.send(call(ROSTER, body(on, numbers)));
    }

    private static JsonObject answer(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private String rule(SignedCall call) {
        HttpResponse<String> response = console.send(call);
        return response.statusCode() + " " + new JsonObject(response.body()).getString("rule");
    }

    private static String body(@Nullable String on, String... numbers) {
        JsonArray pupils = new JsonArray();
        for (String number : numbers) {
            pupils.add(new JsonObject().put("certificate", number));
        }
        return new JsonObject().put("on", on).put("pupils", pupils).encode();
    }

    private SignedCall call(String path, String body) {
        return new SignedCall("POST", path, body.getBytes(StandardCharsets.UTF_8), console.clock.instant())
                .with("X-Canbao-Key", "education-1");
    }
}
