package canbao.cli.desk;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A signed-in conversation with a hub's desk. Blocks. What the desk refuses is {@link Refused}, with the reason to print. */
public final class DeskClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final URI hub;
    private final HttpClient client;
    private final String csrf;

    private DeskClient(URI hub, HttpClient client, String csrf) {
        this.hub = hub;
        this.client = client;
        this.csrf = csrf;
    }

    /** @param hub scheme, host and port, such as {@code http://localhost:8080} */
    public static DeskClient signIn(URI hub, String user, String password) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .cookieHandler(new CookieManager())
                .build();
        JsonObject account = new JsonObject().put("user", user).put("password", password);
        JsonObject session = json(send(client, request(hub, "/api/sign-in", "").POST(body(account))));
        return new DeskClient(hub, client, session.getString("csrf"));
    }

    /** @param path below {@code /api/desk}, with its query */
    public JsonObject get(String path) {
        return json(send(client, request(hub, "/api/desk" + path, csrf)));
    }

    /** The bytes of a file. */
    public byte[] file(String path) {
        return send(client, request(hub, "/api/desk" + path, csrf)).body();
    }

    public JsonObject post(String path, JsonObject body) {
        return json(send(client, request(hub, "/api/desk" + path, csrf).POST(body(body))));
    }

    private static HttpRequest.Builder request(URI hub, String path, String csrf) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(hub.resolve(path)).timeout(LONGEST).header("Content-Type", "application/json");
        return csrf.isEmpty() ? request : request.header("X-CSRF-Token", csrf);
    }

    private static HttpRequest.BodyPublisher body(JsonObject body) {
        return BodyPublishers.ofString(body.encode());
    }

    private static HttpResponse<byte[]> send(HttpClient client, HttpRequest.Builder request) {
        HttpResponse<byte[]> answer;
        try {
            answer = client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            URI asked = request.build().uri();
            throw new Refused(
                    "枢纽 %1$s 没有应答：请确认它在运行，或用 --hub 指定地址 / no answer from the hub at %1$s: start it, or name its address with --hub"
                            .formatted(asked.getScheme() + "://" + asked.getAuthority()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("被中断 / interrupted");
        }
        if (answer.statusCode() != 200) {
            throw refused(answer);
        }
        return answer;
    }

    private static Refused refused(HttpResponse<byte[]> answer) {
        JsonObject json = json(answer);
        JsonObject message = json.getJsonObject("message", new JsonObject());
        JsonObject fix = json.getJsonObject("fix", new JsonObject());
        return new Refused(
                json.getString("rule", "HTTP " + answer.statusCode()) + ": " + both(message) + " " + both(fix));
    }

    private static String both(JsonObject wording) {
        return wording.getString("zh", "") + " / " + wording.getString("en", "");
    }

    private static JsonObject json(HttpResponse<byte[]> answer) {
        try {
            return new JsonObject(new String(answer.body(), StandardCharsets.UTF_8));
        } catch (DecodeException e) {
            throw new Refused("HTTP " + answer.statusCode() + ": 不是 JSON / no JSON");
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** What the hub did not do, and why, as one line to print. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String line) {
            super(line);
        }
    }
}
