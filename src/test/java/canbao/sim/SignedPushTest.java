package canbao.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignedPushTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_731_900_000_000L), ZoneOffset.UTC);

    /** The expected values come from {@code openssl dgst -sm3} and {@code openssl dgst -sm3 -hmac}. */
    @Test
    void the_signature_is_the_one_that_openssl_computes() {
        try (SignedPush push =
                new SignedPush(URI.create("http://127.0.0.1:1"), "tax-2024", ListeningHub.SECRET, CLOCK)) {
            byte[] body = "{\"zsuuid\":\"1\"}\n".getBytes(StandardCharsets.UTF_8);
            Map<String, String> optional = Map.of(
                    "X-Canbao-Nonce", "0123456789abcdef",
                    "Idempotency-Key", "2024-11-01-1",
                    "X-Canbao-As-Of", "2024-11-01",
                    "X-Canbao-Rows", "1",
                    "X-Canbao-Sum", "660.00");
            assertThat(push.headers("/feeds/tax/payments", body, optional))
                    .containsEntry(
                            "X-Canbao-Digest", "1b1e20126ef3709c3bfe8569ba6dc449d2d47cac19beb44c769236a98431e3a1")
                    .containsEntry(
                            "X-Canbao-Signature", "766c3362a8aba54cc04f83601d2aecfb744947c452a976f34c60cf8921715098")
                    .containsEntry("X-Canbao-Timestamp", "1731900000000");
        }
    }

    @Test
    void each_post_is_signed_with_a_fresh_nonce_and_a_changed_body_is_noticed() {
        Vertx vertx = Vertx.vertx();
        try (ListeningHub hub = new ListeningHub(vertx);
                SignedPush push = new SignedPush(hub.uri(), "tax-2024", ListeningHub.SECRET, CLOCK)) {
            assertThat(push.post("tax/payments", "7", List.of("{\"a\":\"征收\"}")).accepted())
                    .isTrue();
            assertThat(push.post("tax/payments", "7", List.of("{\"a\":\"征收\"}")).status())
                    .isEqualTo(202);
            assertThat(push.post("tax/payments", new byte[] {1}, Map.of("X-Canbao-Digest", "00"))
                            .status())
                    .isEqualTo(401);
            assertThat(hub.posts().getFirst().lines()).containsExactly("{\"a\":\"征收\"}");
            assertThat(hub.posts().getFirst().batch()).isEqualTo("7");
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void no_answer_is_an_error_of_its_own() {
        try (SignedPush push =
                new SignedPush(URI.create("http://127.0.0.1:1"), "tax-2024", ListeningHub.SECRET, CLOCK)) {
            assertThatThrownBy(() -> push.post("tax/payments", "7", List.of("{}")))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("no answer");
        }
    }
}
