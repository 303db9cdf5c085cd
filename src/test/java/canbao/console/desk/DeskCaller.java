package canbao.console.desk;

import canbao.console.ConsoleHarness;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** One of the hub's people, signed in to the desk of a {@link ConsoleHarness}. */
public final class DeskCaller {
    private final ConsoleHarness console;
    private final String cookie;
    private final String csrf;

    public DeskCaller(ConsoleHarness console, String user) {
        this.console = console;
        JsonObject account = new JsonObject().put("user", user).put("password", ConsoleHarness.PASSWORD);
        HttpResponse<String> answer = console.send(HttpRequest.newBuilder(console.uri("/api/sign-in"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(account.encode()))
                .build());
        if (answer.statusCode() != 200) {
            throw new AssertionError("not let in: " + answer.statusCode());
        }
        this.cookie = answer.headers().firstValue("set-cookie").orElseThrow().split(";")[0];
        this.csrf = new JsonObject(answer.body()).getString("csrf");
    }

    /** @param path below {@code /api/desk} */
    public JsonObject get(String path) {
        HttpResponse<String> answer = console.get("/api/desk" + path, "Cookie", cookie);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return new JsonObject(answer.body());
    }

    /** What the desk says no with. */
    public JsonObject refused(String path) {
        HttpResponse<String> answer = console.get("/api/desk" + path, "Cookie", cookie);
        if (answer.statusCode() == 200) {
            throw new AssertionError(path + " was not refused");
        }
        return new JsonObject(answer.body());
    }

    /** What the desk says to a post, yes or no. */
    public JsonObject post(String path, JsonObject body) {
        return new JsonObject(console.send(HttpRequest.newBuilder(console.uri("/api/desk" + path))
                        .header("Cookie", cookie)
                        .header("X-CSRF-Token", csrf)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.encode()))
                        .build())
                .body());
    }

    HttpResponse<String> withoutToken(String path) {
        return console.send(HttpRequest.newBuilder(console.uri("/api/desk" + path))
                .header("Cookie", cookie)
                .POST(BodyPublishers.noBody())
                .build());
    }
}
