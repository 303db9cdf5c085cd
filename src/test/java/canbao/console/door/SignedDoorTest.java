package canbao.console.door;

import static canbao.console.door.Rings.refused;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.console.ConsoleHarness;
import canbao.console.SampleStatus;
import canbao.console.SignedCall;
import canbao.crypto.Sm2;
import canbao.io.Database;
import canbao.model.FeedId;
import canbao.sim.SignedPush;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may come through the door: keys, signatures, nonces, times, headers. */
@ExtendWith(VertxExtension.class)
class SignedDoorTest {
    private static final String PATH = "/feeds/tax/payments";
    private static final String BODY = "{\"zsuuid\":\"1\"}\n";

    private final Rings rings = new Rings();
    private ConsoleHarness console;

    @BeforeEach
    void start(Vertx vertx) {
        console = new ConsoleHarness(vertx, Platform.database(), rings, true, SampleStatus::middle);
    }

    @AfterEach
    void stop() {
        console.close();
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
        assertThat(rings.rung).isEmpty();
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
        assertThat(rings.rung)
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
            ConsoleHarness other = new ConsoleHarness(vertx, same, rings, true, SampleStatus::middle);
            SignedCall call = console.call(PATH, BODY);
            assertThat(console.send(call).statusCode()).isEqualTo(202);
            refused(console.send(call.request(other.uri(PATH))), 409, "REUSED_NONCE");
            other.client.close();
        }
        assertThat(rings.rung).hasSize(1);
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
            String answer = Rings.raw(console, console.call(PATH, BODY).with(header[0], header[1]), "", BODY);
            assertThat(answer).as(smuggled).contains(" 401 ", "HEADER_MALFORMED", header[0]);
        }
        SignedCall call = console.call(PATH, BODY).with("Idempotency-Key", "B-1");
        assertThat(Rings.raw(console, call, "Idempotency-Key: B-2\r\n", BODY)).contains(" 401 ", "HEADER_MALFORMED");
        assertThat(rings.rung).isEmpty();
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
        assertThat(rings.rung).hasSize(1);
    }

    @Test
    void an_agency_may_touch_its_own_feeds_only() {
        refused(console.send(console.call("/feeds/insurer/answers", BODY)), 403, "FOREIGN_FEED");
        refused(console.send(console.call("/feeds/tax/secrets", BODY)), 403, "FOREIGN_FEED");
        assertThat(console.send(console.call("/feeds/tax/answers", BODY)).statusCode())
                .isEqualTo(202);
        assertThat(rings.rung).extracting(Rings.Rung::feed).containsExactly(FeedId.of("tax/answers"));
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
}
