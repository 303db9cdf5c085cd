package canbao.sim;

import canbao.crypto.Sm3;
import canbao.crypto.Sm3Mac;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The hub's signed door as the agencies see it: checks every signature, remembers what it was sent. */
final class ListeningHub implements AutoCloseable {
    static final byte[] SECRET = "a secret of the tax bureau".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final Set<String> nonces = new HashSet<>();
    private final List<Post> posts = new ArrayList<>();
    private int answer = 202;

    record Post(String feed, String batch, String timestamp, List<String> lines, int answered) {}

    ListeningHub(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> take(request, body)));
        server.listen(0, "127.0.0.1").await();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    synchronized void answer(int status) {
        answer = status;
    }

    synchronized List<Post> posts() {
        return List.copyOf(posts);
    }

    /** All lines of a feed that were answered 202. */
    synchronized List<String> taken(String feed) {
        return posts.stream()
                .filter(post -> post.answered() == 202 && post.feed().equals(feed))
                .flatMap(post -> post.lines().stream())
                .toList();
    }

    private synchronized void take(HttpServerRequest request, Buffer body) {
        String nonce = header(request, "Nonce");
        int status = signed(request, body) && nonces.add(nonce) ? answer : 401;
        posts.add(new Post(
                request.path().substring("/feeds/".length()),
                Objects.requireNonNullElse(request.getHeader("Idempotency-Key"), ""),
                header(request, "Timestamp"),
                body.toString(StandardCharsets.UTF_8).lines().toList(),
                status));
        request.response().setStatusCode(status).end("{}");
    }

    private static boolean signed(HttpServerRequest request, Buffer body) {
        String text = "POST\n" + request.path() + "\n" + header(request, "Key") + "\n" + header(request, "Timestamp")
                + "\n" + header(request, "Nonce") + "\n" + header(request, "Digest") + "\n"
                + Objects.requireNonNullElse(request.getHeader("Idempotency-Key"), "") + "\n\n\n";
        byte[] code = new Sm3Mac(SECRET).code(text.getBytes(StandardCharsets.UTF_8));
        return header(request, "Digest").equals(Sm3.hex(body.getBytes()))
                && header(request, "Signature").equals(HexFormat.of().formatHex(code));
    }

    private static String header(HttpServerRequest request, String name) {
        return Objects.requireNonNull(request.getHeader("X-Canbao-" + name), name);
    }

    @Override
    public void close() {
        server.close().await();
    }
}
