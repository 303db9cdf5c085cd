package canbao.alert;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.model.Wording;
import canbao.testing.HandClock;
import canbao.testing.Platform;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A receiver on a real socket, which is sometimes away, sometimes cross, and sometimes forgets to answer. */
class WebhookLoopTest {
    private static final String SECRET = "5f0c2b1e7a9d4c38";

    private final Database database = Platform.database();
    private final HandClock clock = new HandClock(Instant.parse("2025-03-03T10:00:00Z"));
    private final Alerts alerts = new Alerts(new AlertStore(database, true), clock);
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final List<WebhookLoop> loops = new ArrayList<>();
    private HttpServer receiver;
    private volatile int answer = 200;

    private record Heard(String id, String timestamp, String signature, String body) {
        JsonObject json() {
            return new JsonObject(body);
        }
    }

    @BeforeEach
    void start() throws IOException {
        receiver = open(0);
    }

    @AfterEach
    void stop() {
        loops.forEach(WebhookLoop::close);
        receiver.stop(0);
        database.close();
    }

    @Test
    void a_notice_says_what_happened_and_is_signed() {
        WebhookLoop loop = loop();
        open("health/deaths");
        assertThat(loop.step()).isTrue();
        assertThat(loop.step()).isFalse();
        Heard first = heard.getFirst();
        assertThat(first.signature()).isEqualTo(mac(first.id() + "\n" + first.timestamp() + "\n" + first.body()));
        assertThat(first.timestamp()).isEqualTo(String.valueOf(clock.instant().toEpochMilli()));
        JsonObject json = first.json();
        assertThat(json.getString("id")).isEqualTo(first.id());
        assertThat(json.getString("event")).isEqualTo("OPENED");
        assertThat(json.getString("kind")).isEqualTo("LATE_FEED");
        assertThat(json.getString("subject")).isEqualTo("health/deaths");
        assertThat(json.getString("owner")).isEqualTo("区疾控中心");
        assertThat(json.getString("openedAt")).isEqualTo("2025-03-03T18:00+08:00");
        assertThat(json.getJsonObject("message").getString("zh")).isEqualTo("迟报");
    }

    @Test
    void what_happens_while_the_receiver_is_away_is_told_when_it_is_back_in_order() throws IOException {
        int port = receiver.getAddress().getPort();
        receiver.stop(0);
        WebhookLoop loop = loop();
        open("health/deaths");
        open("police/floating");
        loop.step();
        for (int i = 0; i < 40; i++) {
            clock.forward(Duration.ofMinutes(5));
            loop.step();
        }
        assertThat(heard).isEmpty();
        // What is new is due at once, what it follows is not yet: it waits all the same.
        alerts.close(AlertKind.LATE_FEED, "health/deaths");
        // Another instance, after a restart, with nothing but the database.
        loop.close();
        receiver = open(port);
        WebhookLoop next = loop();
        for (int i = 0; i < 70; i++) {
            next.step();
            clock.forward(Duration.ofSeconds(10));
        }
        assertThat(heard)
                .extracting(each ->
                        each.json().getString("event") + " " + each.json().getString("subject"))
                .containsExactlyInAnyOrder("OPENED health/deaths", "OPENED police/floating", "CLOSED health/deaths");
        assertThat(heard)
                .filteredOn(each -> each.json().getString("subject").equals("health/deaths"))
                .extracting(each -> each.json().getString("event"))
                .containsExactly("OPENED", "CLOSED");
    }

    @Test
    void a_receiver_that_says_no_is_asked_again_after_growing_pauses() {
        answer = 503;
        WebhookLoop loop = loop();
        open("health/deaths");
        int[] tries = new int[3];
        for (int minute = 0; minute < 3; minute++) {
            int before = heard.size();
            for (int second = 0; second < 60; second++) {
                loop.step();
                clock.forward(Duration.ofSeconds(1));
            }
            tries[minute] = heard.size() - before;
        }
        assertThat(tries[0]).isBetween(4, 6);
        assertThat(tries[1] + tries[2]).isBetween(1, 2);
        answer = 204;
        clock.forward(Duration.ofMinutes(10));
        loop.step();
        loop.step();
        assertThat(heard.stream().map(Heard::id).distinct()).hasSize(1);
        assertThat(database.run("SELECT 1 FROM alert_notice WHERE sent_at IS NULL")
                        .size())
                .isZero();
    }

    @Test
    void an_answer_that_is_lost_brings_the_same_notice_again_under_the_same_id() {
        answer = 0;
        WebhookLoop loop = loop();
        open("health/deaths");
        loop.step();
        answer = 200;
        clock.forward(Duration.ofMinutes(1));
        loop.step();
        assertThat(heard).hasSize(2);
        assertThat(heard.get(1).id()).isEqualTo(heard.get(0).id());
        assertThat(heard.get(1).body()).isEqualTo(heard.get(0).body());
    }

    @Test
    void a_redirect_is_not_followed() {
        answer = 302;
        WebhookLoop loop = loop();
        open("health/deaths");
        loop.step();
        assertThat(heard).hasSize(1);
        assertThat(database.run("SELECT trouble FROM alert_notice")
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("HTTP 302");
    }

    private void open(String feed) {
        assertThat(alerts.open(AlertKind.LATE_FEED, feed, "区疾控中心", new Wording("迟报", "is late")))
                .isTrue();
    }

    private WebhookLoop loop() {
        URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/alerts");
        LeaseStore leases = new LeaseStore(database, "one", Duration.ofSeconds(30));
        WebhookLoop loop = new WebhookLoop(new Webhook(url, SECRET), database, new Lease(leases, "webhook"), clock);
        loops.add(loop);
        return loop;
    }

    private HttpServer open(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/alerts", this::hear);
        server.createContext("/elsewhere", exchange -> {
            throw new AssertionError("a redirect was followed");
        });
        server.start();
        return server;
    }

    private void hear(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        var headers = exchange.getRequestHeaders();
        heard.add(new Heard(
                headers.getFirst("X-Canbao-Notice"),
                headers.getFirst("X-Canbao-Timestamp"),
                headers.getFirst("X-Canbao-Signature"),
                new String(body, StandardCharsets.UTF_8)));
        if (answer == 302) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
        }
        if (answer > 0) {
            exchange.sendResponseHeaders(answer, -1);
        }
        exchange.close();
    }

    /** By the library's own HMAC, not ours. */
    private static String mac(String message) {
        HMac mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(SECRET.getBytes(StandardCharsets.UTF_8)));
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        mac.update(bytes, 0, bytes.length);
        byte[] code = new byte[mac.getMacSize()];
        mac.doFinal(code, 0);
        return HexFormat.of().formatHex(code);
    }
}
