package canbao.console.door;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.console.SignedCall;
import canbao.console.door.BodyStream.Expected;
import canbao.console.door.BodyStream.Pace;
import canbao.console.web.Aside;
import canbao.security.Verdict;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class BodyStreamTest {
    private static final Pace QUICK = new Pace(Duration.ofMillis(400), 1 << 20);

    private final AtomicInteger port = new AtomicInteger();
    private final AtomicLong read = new AtomicLong();
    private final CountDownLatch go = new CountDownLatch(1);

    /** Answers how reading the body ended: with its length, or with the rule that was broken. */
    private final class Reader extends VerticleBase {
        @Override
        public Future<?> start() {
            return vertx.createHttpServer()
                    .requestHandler(this::read)
                    .listen(0, "127.0.0.1")
                    .onSuccess((HttpServer server) -> port.set(server.actualPort()));
        }

        private void read(HttpServerRequest request) {
            request.pause();
            String digest = String.valueOf(request.getHeader("X-Canbao-Digest"));
            BodyStream body =
                    new BodyStream(context, request, new Expected("tax/payments", digest, 300_000_000, QUICK, false));
            String answer = Aside.run(() -> drain(body, request.path().equals("/later")));
            BodyStream.discard(vertx, request);
            if (!request.response().closed()) {
                request.response().end(answer);
            }
        }
    }

    private String drain(BodyStream body, boolean later) {
        try {
            if (later) {
                go.await(20, TimeUnit.SECONDS);
            }
            byte[] piece = new byte[10_000];
            for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
                read.addAndGet(n);
            }
            return "all " + read.get();
        } catch (IOException e) {
            return body.fault().map(Verdict.Denied::rule).orElse("no rule");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start(Vertx vertx) {
        vertx.deployVerticle(new Reader(), new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
    }

    @Test
    void a_body_is_read_to_its_last_byte_and_its_digest_compared_there() throws Exception {
        byte[] body = "行".repeat(500_000).getBytes(StandardCharsets.UTF_8);
        assertThat(send("/", SignedCall.sm3(body), body)).endsWith("all 1500000");
        read.set(0);
        assertThat(send("/", SignedCall.sm3("other".getBytes(StandardCharsets.UTF_8)), body))
                .endsWith("DIGEST_MISMATCH");
    }

    @Test
    void a_sender_that_dribbles_is_cut_off_and_one_that_is_only_slow_is_not() throws Exception {
        try (Socket socket = open("/", "0".repeat(64), 1_000)) {
            OutputStream out = socket.getOutputStream();
            long start = System.nanoTime();
            Thread.ofVirtual().start(() -> dribble(out));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(300), Duration.ofSeconds(6));
            assertThat(read.get()).isLessThan(100);
        }
    }

    private static void dribble(OutputStream out) {
        try {
            for (int i = 0; i < 1_000; i++) {
                out.write('x');
                // The rest follows at once after the refusal, so that the answer can be read.
                Thread.sleep(i < 30 ? 50 : 0);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_sender_waits_while_the_reader_is_behind() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (Socket socket = open("/later", "0".repeat(64), 200_000_000)) {
            Thread sender = Thread.ofVirtual().start(() -> flood(socket, sent));
            Thread.sleep(1_500);
            // What fits into the queue and both ends' socket buffers, and no more.
            assertThat(sent.get()).isLessThan(40_000_000);
            go.countDown();
            sender.join();
            assertThat(sent.get()).isEqualTo(200_000_000);
        }
    }

    private static void flood(Socket socket, AtomicLong sent) {
        byte[] piece = new byte[1_000_000];
        try {
            while (sent.get() < 200_000_000) {
                socket.getOutputStream().write(piece);
                sent.addAndGet(piece.length);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_sender_that_goes_away_leaves_no_whole_body() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (Socket socket = open("/", "0".repeat(64), 1_000)) {
            socket.getOutputStream().write(new byte[500]);
            while (read.get() < 500) {
                gone.await(10, TimeUnit.MILLISECONDS);
            }
        }
        assertThat(read.get()).isEqualTo(500);
    }

    private String send(String path, String digest, byte[] body) throws IOException {
        try (Socket socket = open(path, digest, body.length)) {
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private Socket open(String path, String digest, long length) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.get());
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + "X-Canbao-Digest: "
                                + digest + "\r\nContent-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
