package canbao.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class BodyTest {
    private static final int LIMIT = 200_000;

    private final AtomicInteger port = new AtomicInteger();

    /** Answers how it read the body: kept when the path says so. */
    private final class Reader extends VerticleBase {
        @Override
        public Future<?> start() {
            return vertx.createHttpServer()
                    .requestHandler(this::read)
                    .listen(0, "127.0.0.1")
                    .onSuccess((HttpServer server) -> port.set(server.actualPort()));
        }

        private void read(HttpServerRequest request) {
            Body body = Body.read(vertx, request, LIMIT, request.path().equals("/keep"));
            request.response()
                    .end(new JsonObject()
                            .put("outcome", body.outcome().name())
                            .put("kept", body.bytes().length())
                            .put("length", body.length())
                            .put("sm3", body.sm3())
                            .encode());
        }
    }

    @Test
    void a_strangers_body_is_hashed_but_not_kept(Vertx vertx) throws Exception {
        String body = "行".repeat(50_000);
        JsonObject read = read(vertx, "/", body);
        assertThat(read.getString("outcome")).isEqualTo("COMPLETE");
        assertThat(read.getInteger("kept")).isZero();
        assertThat(read.getInteger("length")).isEqualTo(150_000);
        assertThat(read.getString("sm3"))
                .isEqualTo(SignedCall.sm3(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void a_promising_body_is_kept_whole(Vertx vertx) throws Exception {
        assertThat(read(vertx, "/keep", "行".repeat(50_000)).getInteger("kept")).isEqualTo(150_000);
    }

    @Test
    void of_a_body_over_the_limit_nothing_is_kept(Vertx vertx) throws Exception {
        JsonObject read = read(vertx, "/keep", "x".repeat(LIMIT + 1));
        assertThat(read.getString("outcome")).isEqualTo("TOO_LARGE");
        assertThat(read.getInteger("kept")).isZero();
    }

    @Test
    void a_sender_without_end_is_cut_off(Vertx vertx) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> read(vertx, "/keep", "x".repeat(LIMIT * 20))))
                .isInstanceOf(IOException.class);
    }

    private JsonObject read(Vertx vertx, String path, String body) throws Exception {
        vertx.deployVerticle(new Reader(), new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.get() + path))
                    .version(HttpClient.Version.HTTP_1_1)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return new JsonObject(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }
}
