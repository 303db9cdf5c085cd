package canbao.console.desk;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.console.ConsoleHarness;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class DeskTest {
    private static final Desk.Part ECHO = desk -> {
        desk.get("/echo/:n", call -> Reply.of(new JsonObject().put("n", call.id("n"))));
        desk.post(
                "/echo",
                call -> Reply.of(
                        new JsonObject().put("who", call.actor().toString()).put("word", call.text("word"))));
        desk.get("/broken", call -> {
            throw new IllegalStateException("110105194912310" + "02X");
        });
    };

    @Test
    void nothing_is_done_for_somebody_who_is_not_signed_in(Vertx vertx) {
        try (ConsoleHarness console = console(vertx)) {
            assertThat(console.get("/api/desk/echo/1").statusCode()).isEqualTo(401);
            assertThat(post(console, "/api/sign-in", "{\"user\":\"desk\",\"password\":\"wrong password\"}")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(post(console, "/api/sign-in", "[]").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void an_act_carries_the_name_of_its_actor_and_the_token_of_the_session(Vertx vertx) {
        try (ConsoleHarness console = console(vertx)) {
            DeskCaller desk = new DeskCaller(console, "desk");
            assertThat(desk.get("/echo/7").getInteger("n")).isEqualTo(7);
            assertThat(desk.post("/echo", new JsonObject().put("word", "马")))
                    .isEqualTo(new JsonObject().put("who", "staff:desk").put("word", "马"));
            assertThat(desk.withoutToken("/echo").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void what_is_malformed_is_named_and_a_broken_answer_tells_nothing(Vertx vertx) {
        try (ConsoleHarness console = console(vertx)) {
            DeskCaller desk = new DeskCaller(console, "admin");
            assertThat(desk.refused("/echo/x").getJsonObject("message").getString("en"))
                    .isEqualTo("n must be a whole number.");
            assertThat(desk.post("/echo", new JsonObject()).getString("rule")).isEqualTo("MALFORMED");
            assertThat(desk.refused("/broken").encode()).contains("UNAVAILABLE").doesNotContain("1101051949");
        }
    }

    private static HttpResponse<String> post(ConsoleHarness console, String path, String body) {
        return console.send(HttpRequest.newBuilder(console.uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static ConsoleHarness console(Vertx vertx) {
        return new ConsoleHarness(vertx, Platform.database(), ECHO);
    }
}
