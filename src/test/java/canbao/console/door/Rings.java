package canbao.console.door;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.console.ConsoleHarness;
import canbao.console.SignedCall;
import canbao.feed.Content;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.batch.Receipt;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A bell that keeps what it was rung with and gives a receipt for it; and what doors' tests say of answers. */
final class Rings implements DoorBell {
    final List<Rung> rung = Collections.synchronizedList(new ArrayList<>());

    record Rung(FeedId feed, Actor actor, Map<String, String> headers, String body) {}

    @Override
    public Receipt ring(FeedId feed, Actor actor, Map<String, String> headers, Content content) {
        byte[] body = read(content);
        rung.add(new Rung(feed, actor, Map.copyOf(lowerCase(headers)), new String(body, StandardCharsets.UTF_8)));
        String number = headers.getOrDefault("Idempotency-Key", "");
        return new Receipt(
                rung.size(), feed, number, "", -1, body.length, SignedCall.sm3(body), ConsoleHarness.START, false);
    }

    private static byte[] read(Content content) {
        try (var stream = content.open()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    /** Sends the bytes as they are, and returns the whole answer. */
    static String raw(ConsoleHarness console, SignedCall call, String extraHeaders, String body) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), console.uri("/").getPort())) {
            String head = call.head(extraHeaders + "Connection: close\r\n"
                    + (extraHeaders.contains("chunked") ? "" : "Content-Length: " + body.length() + "\r\n"));
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static void refused(HttpResponse<String> answer, int status, String rule) {
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
