package canbao.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Civil affairs, seen from a hub that tells the same lead twice. */
class CivilAffairsSimulatorTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-01-08T07:00:00Z"), ZoneId.of("Asia/Shanghai"));
    private static final String WHO = "33030219800101001X";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ListeningHub hub = new ListeningHub(vertx);
    private final SignedPush push = new SignedPush(hub.uri(), "civil-affairs-1", ListeningHub.SECRET, CLOCK);

    @AfterEach
    void stop() {
        push.close();
        client.close();
        hub.close();
        vertx.close().await();
    }

    @Test
    void a_lead_is_known_once_even_after_a_restart_and_a_visit_answers_it_by_its_number() {
        CivilAffairsSimulator office = office();
        assertThat(post(office, lead(7, "HIGH_COST"))).isEqualTo(202);
        assertThat(post(office, lead(7, "HIGH_COST"))).isEqualTo(202);
        office.stop();

        CivilAffairsSimulator again = office();
        assertThat(again.leads()).isEqualTo(1);
        assertThat(again.reasons(WHO)).containsExactly("HIGH_COST");
        again.visit(WHO, "IDENTIFIED");
        await().until(() -> again.pending() == 0);
        assertThat(hub.taken("civil-affairs/visits"))
                .singleElement()
                .satisfies(line -> assertThat(new JsonObject(line).getMap())
                        .containsEntry("lead", 7)
                        .containsEntry("reason", "HIGH_COST")
                        .containsEntry("date", "20250108"));
        again.stop();
    }

    @Test
    void what_is_no_lead_is_refused_whole() {
        CivilAffairsSimulator office = office();
        assertThat(post(office, new JsonObject().put("certno", WHO))).isEqualTo(400);
        assertThat(office.leads()).isZero();
        office.stop();
    }

    private CivilAffairsSimulator office() {
        CivilAffairsSimulator office =
                new CivilAffairsSimulator(vertx, push, Journal.at(folder.resolve("leads.jsonl")), CLOCK);
        office.start(0);
        return office;
    }

    private static JsonObject lead(int number, String reason) {
        return new JsonObject()
                .put("lead", number)
                .put("reason", reason)
                .put("certno", WHO)
                .put("psn_name", "李四");
    }

    private int post(CivilAffairsSimulator office, JsonObject lead) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + office.port() + "/leads"))
                                    .POST(BodyPublishers.ofString(
                                            new JsonArray().add(lead).encode()))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("civil affairs does not answer", e);
        }
    }
}
