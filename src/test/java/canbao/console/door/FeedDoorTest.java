package canbao.console.door;

import static canbao.console.door.Rings.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import canbao.console.ConsoleHarness;
import canbao.console.SampleStatus;
import canbao.console.SignedCall;
import canbao.model.Actor;
import canbao.model.Wording;
import canbao.security.Verdict;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class FeedDoorTest {
    private static final String PATH = "/feeds/tax/payments";
    private static final String BODY = "{\"zsuuid\":\"1\"}\n";

    private final Rings rings = new Rings();
    private DoorBell bell = rings;
    private ConsoleHarness console;

    @BeforeEach
    void start(Vertx vertx) {
        console = new ConsoleHarness(
                vertx,
                Platform.database(),
                (feed, actor, headers, body) -> bell.ring(feed, actor, headers, body),
                true,
                SampleStatus::middle);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void a_signed_batch_is_taken_and_gets_its_receipt() {
        var answer = console.send(console.call(PATH, BODY).with("Idempotency-Key", "B-7"));
        assertThat(answer.statusCode()).isEqualTo(202);
        JsonObject receipt = new JsonObject(answer.body());
        assertThat(receipt.getLong("batch")).isEqualTo(1);
        assertThat(receipt.getString("feed")).isEqualTo("tax/payments");
        assertThat(receipt.getString("number")).isEqualTo("B-7");
        assertThat(receipt.containsKey("rows")).isTrue();
        assertThat(receipt.getInteger("rows")).isNull();
        assertThat(receipt.getString("sm3")).isEqualTo(SignedCall.sm3(BODY.getBytes(StandardCharsets.UTF_8)));
        assertThat(receipt.getString("receivedAt")).isEqualTo("2024-11-01T10:00+08:00");
        assertThat(answer.headers().firstValue("X-Canbao-Duplicate")).contains("false");
        assertThat(rings.rung).singleElement().satisfies(call -> {
            assertThat(call.actor()).isEqualTo(Actor.agency("tax/tax-1"));
            assertThat(call.body()).isEqualTo(BODY);
            assertThat(call.headers())
                    .containsEntry("idempotency-key", "B-7")
                    .containsKey("content-type")
                    .doesNotContainKey("X-Canbao-Signature");
        });
    }

    @Test
    void what_cannot_be_a_feed_is_not_found() {
        refused(console.send(console.call("/feeds/Tax/payments", BODY)), 404, "NO_SUCH_FEED");
        assertThat(console.send(console.call("/feeds/tax", BODY)).statusCode()).isEqualTo(404);
    }

    @Test
    void a_body_over_the_limit_is_refused_and_one_at_the_limit_is_taken() {
        refused(console.send(console.call(PATH, "x".repeat((int) ConsoleHarness.LIMIT + 1))), 413, "TOO_LARGE");
        assertThat(console.send(console.call(PATH, "x".repeat((int) ConsoleHarness.LIMIT)))
                        .statusCode())
                .isEqualTo(202);
        assertThat(rings.rung).hasSize(1);
    }

    @Test
    void forms_and_compressed_bodies_are_refused() {
        refused(
                console.send(console.call(PATH, BODY).with("Content-Type", "multipart/form-data; boundary=x")),
                415,
                "UNSUPPORTED_FORM");
        refused(console.send(console.call(PATH, BODY).with("Content-Encoding", "gzip")), 415, "UNSUPPORTED_FORM");
    }

    @Test
    void an_empty_body_is_refused_whether_announced_or_found_out() throws Exception {
        refused(console.send(console.call(PATH, "")), 422, "EMPTY_BODY");
        SignedCall chunked = console.call(PATH, "");
        assertThat(Rings.raw(console, chunked, "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"))
                .contains(" 422 ", "EMPTY_BODY");
    }

    @Test
    void a_body_over_the_limit_is_refused_although_its_length_was_not_announced() throws Exception {
        String chunk = "x".repeat(1_000_000);
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            body.append("f4240\r\n").append(chunk).append("\r\n");
        }
        SignedCall call = console.call(PATH, "x".repeat(6_000_000));
        assertThat(Rings.raw(console, call, "Transfer-Encoding: chunked\r\n", body + "0\r\n\r\n"))
                .contains(" 413 ", "TOO_LARGE");
        assertThat(rings.rung).isEmpty();
    }

    @Test
    void a_sender_that_asks_first_is_told_before_it_sends() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), console.uri(PATH).getPort())) {
            String expect = "Expect: 100-continue\r\nContent-Length: " + BODY.length() + "\r\n";
            var in = socket.getInputStream();
            socket.getOutputStream().write(console.call(PATH, BODY).head(expect).getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(in.readNBytes(25), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            socket.getOutputStream().write(BODY.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 202");
        }
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), console.uri(PATH).getPort())) {
            String expect = "Expect: 100-continue\r\nContent-Length: 900000000\r\n";
            socket.getOutputStream().write(console.call(PATH, BODY).head(expect).getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413")
                    .contains("TOO_LARGE");
        }
    }

    @Test
    void what_the_inbox_refuses_reaches_the_sender() {
        bell = (feed, actor, headers, body) -> {
            throw new DoorBell.Refused(
                    new Verdict.Denied("NUMBER_REUSED", new Wording("批次号用过", "used"), new Wording("换号", "renew"), 409));
        };
        var answer = console.send(console.call(PATH, BODY));
        refused(answer, 409, "NUMBER_REUSED");
        assertThat(new JsonObject(answer.body()).getJsonObject("fix"))
                .isEqualTo(new JsonObject().put("zh", "换号").put("en", "renew"));
    }

    @Test
    void a_failing_inbox_means_try_again_and_tells_nothing_else() {
        bell = (feed, actor, headers, body) -> {
            throw new IllegalStateException("secret detail");
        };
        var answer = console.send(console.call(PATH, BODY));
        refused(answer, 503, "UNAVAILABLE");
        assertThat(answer.body()).doesNotContain("secret detail");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void a_lost_database_means_try_again() {
        console.database.close();
        refused(console.send(console.call(PATH, BODY)), 503, "UNAVAILABLE");
        assertThat(rings.rung).isEmpty();
    }

    @Test
    void a_slow_inbox_holds_up_neither_others_nor_the_page_and_a_fifth_batch_is_told_to_wait() throws Exception {
        CountDownLatch arrived = new CountDownLatch(4);
        CountDownLatch go = new CountDownLatch(1);
        bell = (feed, actor, headers, body) -> {
            arrived.countDown();
            try {
                go.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return rings.ring(feed, actor, headers, body);
        };
        var four = new ArrayList<java.util.concurrent.CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 4; i++) {
            four.add(console.client.sendAsync(
                    console.call(PATH, BODY).request(console.uri(PATH)), HttpResponse.BodyHandlers.ofString()));
        }
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(console.get("/healthz").statusCode()).isEqualTo(200);
        refused(console.send(console.call(PATH, BODY)), 503, "BUSY");
        go.countDown();
        for (var answer : four) {
            assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        }
        assertThat(console.send(console.call(PATH, BODY)).statusCode()).isEqualTo(202);
    }

    @Test
    void senders_that_go_away_halfway_leave_their_places_to_others() throws Exception {
        for (int i = 0; i < 6; i++) {
            String head = console.call(PATH, BODY).head("Content-Length: 1000\r\n");
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), console.uri(PATH).getPort())) {
                socket.getOutputStream().write((head + "half").getBytes(StandardCharsets.UTF_8));
                Thread.sleep(50);
            }
        }
        await().untilAsserted(() ->
                assertThat(console.send(console.call(PATH, BODY)).statusCode()).isEqualTo(202));
        assertThat(rings.rung).hasSize(1);
    }
}
