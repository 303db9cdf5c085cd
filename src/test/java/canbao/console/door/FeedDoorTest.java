package canbao.console.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import canbao.console.ConsoleHarness;
import canbao.console.SampleStatus;
import canbao.console.SignedCall;
import canbao.crypto.Sm2;
import canbao.feed.Content;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.Wording;
import canbao.model.batch.Receipt;
import canbao.security.Verdict;
import canbao.sim.SignedPush;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class FeedDoorTest {
    private static final String PATH = "/feeds/tax/payments";
    private static final String BODY = "{\"zsuuid\":\"1\"}\n";

    private final List<Rung> rung = Collections.synchronizedList(new ArrayList<>());
    private DoorBell bell = this::ring;
    private ConsoleHarness console;

    private record Rung(FeedId feed, Actor actor, Map<String, String> headers, String body) {}

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
        assertThat(receipt.getBoolean("duplicate")).isFalse();
        assertThat(rung).singleElement().satisfies(call -> {
            assertThat(call.actor()).isEqualTo(Actor.agency("tax/tax-1"));
            assertThat(call.body()).isEqualTo(BODY);
            assertThat(call.headers())
                    .containsEntry("idempotency-key", "B-7")
                    .containsKey("content-type")
                    .doesNotContainKey("X-Canbao-Signature");
        });
    }

    @Test
    void what_the_simulated_agencies_sign_is_taken() {
        byte[] secret = ConsoleHarness.SECRET.getBytes(StandardCharsets.UTF_8);
        Clock clock = Clock.fixed(console.clock.instant(), ZoneOffset.UTC);
        try (var agency = new SignedPush(console.uri("/"), "tax-1", secret, clock)) {
            assertThat(agency.post("tax/payments", "B-1", List.of("{}")).status())
                    .isEqualTo(202);
        }
    }

    @Test
    void every_header_is_needed_and_named_when_missing() {
        for (String header : List.of("Key", "Timestamp", "Nonce", "Digest", "Signature")) {
            var answer = console.send(console.call(PATH, BODY).without("X-Canbao-" + header));
            refused(answer, 401, "HEADER_MISSING");
            assertThat(answer.body()).contains("X-Canbao-" + header);
        }
    }

    @Test
    void a_malformed_header_is_named() {
        refused(console.send(console.call(PATH, BODY).with("X-Canbao-Nonce", "short")), 401, "HEADER_MALFORMED");
        refused(console.send(console.call(PATH, BODY).with("X-Canbao-Timestamp", "now")), 401, "HEADER_MALFORMED");
        refused(
                console.send(console.call(PATH, BODY).with("X-Canbao-Signature", "F".repeat(64))),
                401,
                "HEADER_MALFORMED");
    }

    @Test
    void an_unknown_or_expired_key_is_refused() {
        refused(console.send(console.call(PATH, BODY).with("X-Canbao-Key", "tax-9")), 401, "UNKNOWN_KEY");
        refused(console.send(console.call(PATH, BODY).with("X-Canbao-Key", "tax-old")), 401, "KEY_NOT_VALID_NOW");
        refused(console.send(console.call(PATH, BODY).with("X-Canbao-Key", "tax-next")), 401, "KEY_NOT_VALID_NOW");
    }

    @Test
    void a_body_changed_on_the_way_is_refused() {
        String other = SignedCall.sm3("another body".getBytes(StandardCharsets.UTF_8));
        refused(console.send(console.call(PATH, BODY).with("X-Canbao-Digest", other)), 422, "DIGEST_MISMATCH");
        assertThat(rung).isEmpty();
    }

    @Test
    void every_optional_header_is_signed_too() {
        var headers = Map.of(
                "Idempotency-Key",
                "B-1",
                "X-Canbao-As-Of",
                "2024-11-01",
                "X-Canbao-Rows",
                "3",
                "X-Canbao-Sum",
                "-1.50");
        var call = console.call(PATH, BODY);
        headers.forEach(call::with);
        HttpRequest signed = call.request(console.uri(PATH));
        var taken = console.send(signed);
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        headers.forEach((name, value) -> {
            var altered = console.call(PATH, BODY);
            headers.forEach(altered::with);
            HttpRequest request = altered.request(console.uri(PATH));
            String other = value.replace('1', '2').replace('3', '4');
            refused(
                    console.send(HttpRequest.newBuilder(request, (n, v) -> !n.equalsIgnoreCase(name))
                            .header(name, other)
                            .build()),
                    401,
                    "WRONG_SIGNATURE");
            refused(
                    console.send(HttpRequest.newBuilder(request, (n, v) -> !n.equalsIgnoreCase(name))
                            .build()),
                    401,
                    "WRONG_SIGNATURE");
        });
        assertThat(rung)
                .singleElement()
                .satisfies(call1 -> assertThat(call1.headers())
                        .containsEntry("x-canbao-rows", "3")
                        .containsEntry("x-canbao-sum", "-1.50")
                        .containsEntry("x-canbao-as-of", "2024-11-01"));
    }

    @Test
    void an_sm2_signature_is_taken_in_der_and_in_raw_form() throws Exception {
        SecureRandom random = new SecureRandom();
        var der = console.call(PATH, BODY)
                .signedBy("tax-sm2", text -> ConsoleHarness.SM2.privateKey().sign(text, random));
        assertThat(console.send(der).statusCode()).isEqualTo(202);
        var raw = console.call(PATH, BODY)
                .signedBy("tax-sm2", text -> raw(ConsoleHarness.SM2.privateKey().sign(text, random)));
        assertThat(console.send(raw).statusCode()).isEqualTo(202);
    }

    @Test
    void an_sm2_key_takes_neither_another_keys_signature_nor_anything_else() {
        SecureRandom random = new SecureRandom();
        var stranger = Sm2.generate(random).privateKey();
        refused(
                console.send(console.call(PATH, BODY).signedBy("tax-sm2", text -> stranger.sign(text, random))),
                401,
                "WRONG_SIGNATURE");
        for (int length : new int[] {32, 64, 72}) {
            refused(
                    console.send(console.call(PATH, BODY).signedBy("tax-sm2", text -> new byte[length])),
                    401,
                    "WRONG_SIGNATURE");
        }
    }

    @Test
    void a_revoked_key_is_refused_by_its_own_rule_from_that_moment_on() {
        refused(console.send(console.call(PATH, BODY).with("X-Canbao-Key", "tax-lost")), 401, "KEY_REVOKED");
        assertThat(console.send(console.call(PATH, BODY).with("X-Canbao-Key", "tax-late"))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void a_nonce_spent_on_one_instance_is_spent_on_all(Vertx vertx) {
        try (Database same = new Database(vertx, console.database.address(), 2)) {
            ConsoleHarness other = new ConsoleHarness(vertx, same, bell, true, SampleStatus::middle);
            SignedCall call = console.call(PATH, BODY);
            assertThat(console.send(call).statusCode()).isEqualTo(202);
            refused(console.send(call.request(other.uri(PATH))), 409, "REUSED_NONCE");
            other.client.close();
        }
        assertThat(rung).hasSize(1);
    }

    @Test
    void a_header_that_smuggles_lines_or_comes_twice_is_refused() throws Exception {
        for (String smuggled : List.of(
                "Idempotency-Key: a\tb",
                "Idempotency-Key: \u00e9",
                "X-Canbao-Rows: 1,000",
                "X-Canbao-Rows: -1",
                "X-Canbao-As-Of: yesterday",
                "X-Canbao-Sum: 1e9",
                "Idempotency-Key: " + "x".repeat(101))) {
            String[] header = smuggled.split(": ", 2);
            String answer = raw(console.call(PATH, BODY).with(header[0], header[1]), "", BODY);
            assertThat(answer).as(smuggled).contains(" 401 ", "HEADER_MALFORMED", header[0]);
        }
        SignedCall call = console.call(PATH, BODY).with("Idempotency-Key", "B-1");
        assertThat(raw(call, "Idempotency-Key: B-2\r\n", BODY)).contains(" 401 ", "HEADER_MALFORMED");
        assertThat(rung).isEmpty();
    }

    @Test
    void a_wrong_signature_is_refused_and_spends_no_nonce() {
        var forged = console.call(PATH, BODY)
                .secret("not the secret, but as long as it")
                .with("X-Canbao-Nonce", "nonce-000001");
        refused(console.send(forged), 401, "WRONG_SIGNATURE");
        var genuine = console.call(PATH, BODY).with("X-Canbao-Nonce", "nonce-000001");
        assertThat(console.send(genuine).statusCode()).isEqualTo(202);
    }

    @Test
    void a_signature_for_another_path_is_refused() {
        HttpRequest elsewhere = console.call(PATH, BODY).request(console.uri("/feeds/tax/answers"));
        refused(console.send(elsewhere), 401, "WRONG_SIGNATURE");
    }

    @Test
    void a_timestamp_more_than_five_minutes_off_is_refused_either_way() {
        for (int seconds : new int[] {-301, 301}) {
            Instant then = console.clock.instant().plusSeconds(seconds);
            refused(console.send(new SignedCall(PATH, BODY, then)), 401, "OLD_TIMESTAMP");
        }
        for (int seconds : new int[] {-300, 300}) {
            Instant then = console.clock.instant().plusSeconds(seconds);
            assertThat(console.send(new SignedCall(PATH, BODY, then)).statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void a_replayed_request_is_refused_and_reaches_nobody() {
        HttpRequest request = console.call(PATH, BODY).request(console.uri(PATH));
        assertThat(console.send(request).statusCode()).isEqualTo(202);
        refused(console.send(request), 409, "REUSED_NONCE");
        assertThat(rung).hasSize(1);
    }

    @Test
    void an_agency_may_touch_its_own_feeds_only() {
        refused(console.send(console.call("/feeds/insurer/answers", BODY)), 403, "FOREIGN_FEED");
        refused(console.send(console.call("/feeds/tax/secrets", BODY)), 403, "FOREIGN_FEED");
        assertThat(console.send(console.call("/feeds/tax/answers", BODY)).statusCode())
                .isEqualTo(202);
        assertThat(rung).extracting(Rung::feed).containsExactly(FeedId.of("tax/answers"));
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
        assertThat(rung).hasSize(1);
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
        assertThat(raw(chunked, "Transfer-Encoding: chunked\r\n", "0\r\n\r\n")).contains(" 422 ", "EMPTY_BODY");
    }

    @Test
    void a_body_over_the_limit_is_refused_although_its_length_was_not_announced() throws Exception {
        String chunk = "x".repeat(1_000_000);
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            body.append("f4240\r\n").append(chunk).append("\r\n");
        }
        SignedCall call = console.call(PATH, "x".repeat(6_000_000));
        assertThat(raw(call, "Transfer-Encoding: chunked\r\n", body + "0\r\n\r\n"))
                .contains(" 413 ", "TOO_LARGE");
        assertThat(rung).isEmpty();
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
        assertThat(rung).isEmpty();
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
            return ring(feed, actor, headers, body);
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
        assertThat(rung).hasSize(1);
    }

    @Test
    void nonces_are_forgotten_when_their_timestamps_are_long_refused() {
        console.send(console.call(PATH, BODY));
        console.send(console.call(PATH, BODY));
        console.database.run("UPDATE nonce SET seen_at = seen_at - interval '21 minutes'"
                + " WHERE nonce = (SELECT min(nonce) FROM nonce)");
        assertThat(new canbao.security.NonceStore(console.database).prune()).isEqualTo(1);
        assertThat(console.database.run("SELECT 1 FROM nonce").size()).isEqualTo(1);
    }

    private Receipt ring(FeedId feed, Actor actor, Map<String, String> headers, Content content) {
        byte[] body = read(content);
        rung.add(new Rung(feed, actor, Map.copyOf(lowerCase(headers)), new String(body, StandardCharsets.UTF_8)));
        String number = headers.getOrDefault("Idempotency-Key", "");
        return new Receipt(
                rung.size(),
                feed,
                number,
                "",
                -1,
                body.length,
                SignedCall.sm3(body),
                console.clock.instant().plus(Duration.ZERO),
                false);
    }

    private static byte[] read(Content content) {
        try (var stream = content.open()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** r and s of a DER signature, 32 bytes each. */
    private static byte[] raw(byte[] der) {
        var sequence = ASN1Sequence.getInstance(der);
        byte[] raw = new byte[64];
        for (int i = 0; i < 2; i++) {
            byte[] number = BigIntegers.asUnsignedByteArray(
                    32, ASN1Integer.getInstance(sequence.getObjectAt(i)).getValue());
            System.arraycopy(number, 0, raw, 32 * i, 32);
        }
        return raw;
    }

    /** Sends the bytes as they are, and returns the whole answer. */
    private String raw(SignedCall call, String extraHeaders, String body) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), console.uri(PATH).getPort())) {
            String head = call.head(extraHeaders + "Connection: close\r\n"
                    + (extraHeaders.contains("chunked") ? "" : "Content-Length: " + body.length() + "\r\n"));
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lower = new java.util.TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(java.util.Locale.ROOT), value));
        return lower;
    }

    private static void refused(HttpResponse<String> answer, int status, String rule) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonObject body = new JsonObject(answer.body());
        assertThat(body.getString("rule")).isEqualTo(rule);
        for (String text : List.of("message", "fix")) {
            assertThat(body.getJsonObject(text).getString("zh")).isNotBlank();
            assertThat(body.getJsonObject(text).getString("en")).isNotBlank();
            assertThat(body.getJsonObject(text).encode()).doesNotContain("%s");
        }
    }
}
