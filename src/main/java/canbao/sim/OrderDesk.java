package canbao.sim;

import canbao.io.LoopVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an agency takes the hub's orders over HTTP: a posted array of orders is written down, then answered 202 (400 when it
 * is no such array), and its answers are pushed to the hub a little later.
 */
final class OrderDesk {
    private static final Duration DELAY = Duration.ofMillis(100);
    private static final int LONGEST_BODY = 32 << 20;

    private final Vertx vertx;
    private final String path;
    private final String feed;
    private final Book book;
    private final Courier courier;
    private volatile int port;
    private @Nullable HttpServer server;
    private @Nullable String loop;

    /** What takes orders in and knows what has yet to be said of them. */
    interface Book {
        /** Writes orders down; throws {@link IllegalArgumentException} when the array holds something else. */
        List<String> answers(JsonArray orders);

        /** Answers that the hub had not taken when this book was opened. */
        List<String> undelivered();

        /** The hub has taken these lines. */
        void delivered(List<String> lines);
    }

    /**
     * A desk that does not listen yet.
     *
     * @param path where orders are posted
     * @param feed where answers go
     */
    OrderDesk(Vertx vertx, String path, String feed, Book book, SignedPush push) {
        this.vertx = vertx;
        this.path = path;
        this.feed = feed;
        this.book = book;
        this.courier = new Courier(push, book::delivered);
        courier.enqueue(feed, book.undelivered());
    }

    synchronized void start(int wantedPort) {
        HttpServer fresh = vertx.createHttpServer().requestHandler(this::handle);
        fresh.listen(port == 0 ? wantedPort : port, "127.0.0.1").await();
        server = fresh;
        port = fresh.actualPort();
        loop = vertx.deployVerticle(
                        new LoopVerticle(feed, DELAY, courier::step),
                        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
    }

    synchronized void stop() {
        if (server != null) {
            server.close().await();
            server = null;
        }
        if (loop != null) {
            vertx.undeploy(loop).await();
            loop = null;
        }
    }

    int port() {
        return port;
    }

    /** Sends lines that are no answers, behind what already waits. */
    void push(String otherFeed, List<String> lines) {
        courier.enqueue(otherFeed, lines);
    }

    int pending() {
        return courier.pending();
    }

    private void handle(HttpServerRequest request) {
        if (!request.path().equals(path) || !request.method().equals(HttpMethod.POST)) {
            request.response().setStatusCode(404).end("orders are posted to " + path + "\n");
            return;
        }
        request.body()
                .compose(body -> vertx.executeBlocking(() -> take(body)))
                .onSuccess(taken -> request.response()
                        .setStatusCode(202)
                        .end(new JsonObject().put("taken", taken).encode()))
                .onFailure(problem -> refuse(request, problem));
    }

    private static void refuse(HttpServerRequest request, Throwable problem) {
        boolean theirs = problem instanceof IllegalArgumentException || problem instanceof DecodeException;
        String why = problem instanceof IllegalArgumentException ? problem.getMessage() : "not a JSON array of orders";
        request.response().setStatusCode(theirs ? 400 : 500).end((theirs ? why : "not written down, try again") + "\n");
    }

    private int take(Buffer body) {
        if (body.length() > LONGEST_BODY) {
            throw new IllegalArgumentException("a batch of orders has at most " + LONGEST_BODY + " bytes");
        }
        List<String> answers = book.answers(new JsonArray(body));
        courier.enqueue(feed, answers);
        return answers.size();
    }
}
