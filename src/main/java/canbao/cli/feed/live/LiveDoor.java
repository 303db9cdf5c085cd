package canbao.cli.feed.live;

import canbao.crypto.Sm3;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A hub's HTTP doors as one agency's key sees them: every request is signed anew, with a new timestamp and nonce. Blocks. */
public final class LiveDoor implements AutoCloseable {
    private static final List<String> SIGNED = List.of(
            "X-Canbao-Key",
            "X-Canbao-Timestamp",
            "X-Canbao-Nonce",
            "X-Canbao-Digest",
            "Idempotency-Key",
            "X-Canbao-As-Of",
            "X-Canbao-Rows",
            "X-Canbao-Sum");
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration QUESTION = Duration.ofMinutes(1);
    private static final Duration BATCH = Duration.ofMinutes(30);

    private final URI hub;
    private final RequestKey key;
    private final Clock clock;
    private final HttpClient client;

    /**
     * @param hub scheme, host and port, such as {@code https://hub.example:8443}
     * @param tls null for the machine's own trust
     */
    LiveDoor(URI hub, RequestKey key, Clock clock, @Nullable SSLContext tls) {
        this.hub = hub;
        this.key = key;
        this.clock = clock;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        this.client = tls == null ? builder.build() : builder.sslContext(tls).build();
    }

    /**
     * What the hub said.
     *
     * @param json an empty object when it said no JSON object
     * @param text what it said, as it came
     * @param duplicate whether it said that it had stored the batch before
     * @param tls the TLS version, or an empty text over plain HTTP
     */
    record Answer(int status, JsonObject json, String text, boolean duplicate, String tls) {
        /** The rule by which it was refused, or an empty text. */
        String rule() {
            return json.getString("rule", "");
        }
    }

    /** A request before it is signed; headers given here are not replaced, even when they are wrong. */
    record Call(String method, String path, Map<String, String> headers, String digest, BodyPublisher body) {
        static Call post(String path, Map<String, String> headers, byte[] body) {
            return new Call("POST", path, headers, Sm3.hex(body), HttpRequest.BodyPublishers.ofByteArray(body));
        }

        static Call get(String path) {
            return new Call("GET", path, Map.of(), Sm3.hex(new byte[0]), HttpRequest.BodyPublishers.noBody());
        }

        Call with(String header, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(header, value);
            return new Call(method, path, more, digest, body);
        }

        /** Another body under the same digest. */
        Call carrying(byte[] other) {
            return new Call(method, path, headers, digest, HttpRequest.BodyPublishers.ofByteArray(other));
        }
    }

    /** Signs and sends. */
    Answer send(Call call) throws NoAnswer {
        return send(call, key, false);
    }

    /**
     * As {@link #send(Call)}, signed by another key or with a body that is only sent when the head has been taken.
     *
     * @param headFirst whether the hub is asked by {@code Expect: 100-continue}
     */
    Answer send(Call call, RequestKey signer, boolean headFirst) throws NoAnswer {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.resolve(call.path()))
                .timeout(call.method().equals("GET") ? QUESTION : BATCH)
                .method(call.method(), call.body())
                .expectContinue(headFirst);
        signed(call, signer).forEach(request::setHeader);
        return ask(request.build());
    }

    /** An unsigned question, such as for the interface's document. */
    Answer open(String path) throws NoAnswer {
        return ask(HttpRequest.newBuilder(hub.resolve(path)).timeout(QUESTION).build());
    }

    String address() {
        return hub.toString();
    }

    RequestKey key() {
        return key;
    }

    Clock clock() {
        return clock;
    }

    private Map<String, String> signed(Call call, RequestKey signer) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("X-Canbao-Key", signer.id());
        headers.put("X-Canbao-Timestamp", Long.toString(clock.millis()));
        headers.put("X-Canbao-Nonce", UUID.randomUUID().toString());
        headers.put("X-Canbao-Digest", call.digest());
        headers.putAll(call.headers());
        StringBuilder text = new StringBuilder(call.method()).append('\n').append(call.path());
        SIGNED.forEach(name -> text.append('\n').append(headers.getOrDefault(name, "")));
        headers.putIfAbsent("X-Canbao-Signature", signer.sign(text.toString()));
        return headers;
    }

    private Answer ask(HttpRequest request) throws NoAnswer {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            String tls = response.sslSession().map(SSLSession::getProtocol).orElse("");
            boolean duplicate = response.headers()
                    .firstValue("X-Canbao-Duplicate")
                    .filter("true"::equals)
                    .isPresent();
            return new Answer(response.statusCode(), json(response.body()), response.body(), duplicate, tls);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + hub + " was asked", e);
        } catch (IOException e) {
            throw new NoAnswer(hub.toString(), e);
        }
    }

    private static JsonObject json(String text) {
        try {
            return text.stripLeading().startsWith("{") ? new JsonObject(text) : new JsonObject();
        } catch (DecodeException e) {
            // A proxy's page is no answer of the hub's.
            return new JsonObject();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
