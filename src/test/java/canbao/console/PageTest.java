package canbao.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import canbao.console.door.DoorBell;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PageTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{64})\"");

    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean failing;
    private ConsoleHarness console;

    @BeforeEach
    void start(Vertx vertx) {
        console = harness(vertx, true);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void nobody_looks_without_signing_in() {
        assertThat(console.get("/").statusCode()).isEqualTo(303);
        assertThat(console.get("/").headers().firstValue("Location")).hasValue("/login");
        for (String path : List.of("/api/status", "/api/events", "/api/session")) {
            assertThat(console.get(path).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void who_signs_in_sees_the_page_until_he_signs_out() {
        String cookie = signIn();
        assertThat(console.get("/", "Cookie", cookie).statusCode()).isEqualTo(200);
        JsonObject session =
                new JsonObject(console.get("/api/session", "Cookie", cookie).body());
        assertThat(session.getString("user")).isEqualTo("admin");
        var out = console.postForm("/logout", "csrf=" + session.getString("csrf"), "Cookie", cookie);
        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(console.get("/api/status", "Cookie", cookie).statusCode()).isEqualTo(401);
        await().untilAsserted(() -> assertThat(actions()).contains("session.open", "session.close"));
    }

    @Test
    void the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        HttpResponse<String> welcome = login("admin", ConsoleHarness.PASSWORD);
        String cookie = welcome.headers().allValues("Set-Cookie").stream()
                .filter(text -> text.startsWith("canbao-session="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Strict");
        assertThat(cookie).matches("canbao-session=[0-9a-f]{64};.*");
    }

    @Test
    void a_session_rests_half_an_hour_at_most() {
        String cookie = signIn();
        console.clock.forward(Duration.ofMinutes(29));
        assertThat(console.get("/api/status", "Cookie", cookie).statusCode()).isEqualTo(200);
        console.clock.forward(Duration.ofMinutes(30));
        assertThat(console.get("/api/status", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void five_wrong_passwords_make_everybody_wait() {
        for (int i = 0; i < 5; i++) {
            assertThat(login("admin", "wrong password").statusCode()).isEqualTo(401);
        }
        HttpResponse<String> wait = login("admin", ConsoleHarness.PASSWORD);
        assertThat(wait.statusCode()).isEqualTo(429);
        assertThat(wait.headers().firstValue("Retry-After")).hasValue("31");
        assertThat(wait.body()).contains("失败次数过多", "Too many failures");
        console.clock.forward(Duration.ofSeconds(31));
        assertThat(login("admin", ConsoleHarness.PASSWORD).statusCode()).isEqualTo(303);
        await().untilAsserted(() -> assertThat(actions()).contains("session.refuse"));
    }

    @Test
    void a_form_without_our_token_or_from_another_site_signs_nobody_in() {
        String form = "user=admin&password=" + encoded(ConsoleHarness.PASSWORD);
        assertThat(console.postForm("/login", form).statusCode()).isEqualTo(403);
        assertThat(console.postForm("/login", form + "&csrf=" + "0".repeat(64)).statusCode())
                .isEqualTo(403);
        HttpResponse<String> page = console.get("/login");
        assertThat(console.postForm(
                                "/login",
                                form + "&csrf=" + token(page),
                                "Cookie",
                                cookies(page),
                                "Origin",
                                "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_post_without_the_sessions_token_changes_nothing() {
        String cookie = signIn();
        assertThat(console.postForm("/logout", "", "Cookie", cookie).statusCode())
                .isEqualTo(403);
        assertThat(console.get("/api/status", "Cookie", cookie).statusCode()).isEqualTo(200);
    }

    @Test
    void every_answer_carries_a_strict_content_security_policy() {
        for (String path : List.of("/", "/login", "/healthz", "/api/status", "/web/style.css", "/nowhere")) {
            var headers = console.get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "http:", "*");
            assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            // With no-referrer a browser calls the origin of our own forms null, and signing in would be refused.
            assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
        }
    }

    @Test
    void the_pages_need_no_inline_script_or_style_and_load_nothing_from_elsewhere() {
        WebFiles files = new WebFiles();
        for (String name : List.of("index.html", "login.html", "style.css", "app.js", "boot.js")) {
            String text = files.get(name).orElseThrow().bytes().toString();
            assertThat(text).as(name).doesNotContain("https://", "style=\"", "onclick=", "eval(", "innerHTML");
            assertThat(Pattern.compile("<script(?![^>]*src=)").matcher(text).find())
                    .as(name)
                    .isFalse();
        }
    }

    @Test
    void only_plain_names_of_our_own_files_are_served() {
        assertThat(console.get("/web/app.js").statusCode()).isEqualTo(200);
        for (String path : List.of(
                "/web/..%2flogback.xml", "/web/%2e%2e/logback.xml", "/web/index.html", "/web/nothing.js", "/web/")) {
            assertThat(console.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void an_unchanged_file_is_not_sent_twice() {
        String tag = console.get("/web/app.js").headers().firstValue("ETag").orElseThrow();
        assertThat(console.get("/web/app.js", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
    }

    @Test
    void the_health_of_the_process_needs_no_sign_in() {
        assertThat(console.get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void the_status_is_json_with_the_names_of_its_records() {
        String cookie = signIn();
        JsonObject status =
                new JsonObject(console.get("/api/status", "Cookie", cookie).body());
        assertThat(status.getBoolean("stale")).isFalse();
        assertThat(status.getString("now")).endsWith("+08:00");
        assertThat(status.getJsonObject("phase").getJsonObject("name").getString("zh"))
                .isNotBlank();
        assertThat(status.getJsonArray("stops")).hasSize(8);
        JsonObject stop = status.getJsonArray("stops").getJsonObject(0);
        assertThat(stop.fieldNames())
                .containsExactly("id", "name", "count", "unit", "rate", "done", "total", "details");
        assertThat(status.getJsonObject("coverage").getLong("numerator")).isEqualTo(7_963);
        assertThat(status.getJsonObject("money").getLong("personalWaivedFen")).isEqualTo(7_963L * 66_000);
        assertThat(status.getJsonArray("messages").getJsonObject(0).getString("phone"))
                .contains("****");
        assertThat(status.getJsonArray("held").getJsonObject(0).getString("feed"))
                .isEqualTo("civil-affairs/hardship");
        assertThat(status.getJsonObject("quarantine").getJsonObject("byRule").isEmpty())
                .isFalse();
        assertThat(status.getJsonObject("open").getLong("total")).isEqualTo(2);
        assertThat(status.getJsonObject("open")
                        .getJsonArray("newest")
                        .getJsonObject(1)
                        .getString("subject"))
                .isEqualTo("health/deaths");
    }

    @Test
    void many_lookers_cost_one_status_a_second() {
        String cookie = signIn();
        for (int i = 0; i < 20; i++) {
            console.get("/api/status", "Cookie", cookie);
        }
        assertThat(asked.get()).isBetween(1, 4);
    }

    @Test
    void while_there_is_no_status_the_last_one_stays_and_says_that_it_is_stale() {
        String cookie = signIn();
        console.get("/api/status", "Cookie", cookie);
        failing = true;
        await().untilAsserted(() -> {
            JsonObject status =
                    new JsonObject(console.get("/api/status", "Cookie", cookie).body());
            assertThat(status.getBoolean("stale")).isTrue();
            assertThat(status.getJsonArray("stops")).hasSize(8);
        });
        failing = false;
        await().untilAsserted(() -> assertThat(new JsonObject(
                                console.get("/api/status", "Cookie", cookie).body())
                        .getBoolean("stale"))
                .isFalse());
    }

    @Test
    void events_come_every_second_and_end_with_the_session() throws Exception {
        String cookie = signIn();
        var lines = console.client.sendAsync(
                HttpRequest.newBuilder(console.uri("/api/events"))
                        .header("Cookie", cookie)
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        var response = lines.get(10, TimeUnit.SECONDS);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        AtomicInteger events = new AtomicInteger();
        List<String> names = response.body()
                .filter(line -> line.startsWith("event: "))
                .peek(line -> {
                    // Two rests that are each short enough: that the page is open must not count as use.
                    if (events.incrementAndGet() % 2 == 0) {
                        console.clock.forward(Duration.ofMinutes(20));
                    }
                })
                .limit(10)
                .toList();
        assertThat(names).startsWith("event: status", "event: status", "event: status");
        assertThat(names).endsWith("event: signed-out").hasSizeLessThan(10);
    }

    @Test
    void a_foreign_host_name_is_refused(Vertx vertx) {
        var answer = vertx.createHttpClient()
                .request(io.vertx.core.http.HttpMethod.GET, console.uri("/").getPort(), "127.0.0.1", "/login")
                .compose(request -> request.authority(io.vertx.core.net.HostAndPort.create("evil.example", 80))
                        .send())
                .await();
        assertThat(answer.statusCode()).isEqualTo(421);
    }

    @Test
    void without_an_account_the_page_is_open(Vertx vertx) {
        try (ConsoleHarness open = harness(vertx, false)) {
            assertThat(open.get("/").statusCode()).isEqualTo(200);
            assertThat(open.get("/api/status").statusCode()).isEqualTo(200);
            assertThat(open.get("/login").statusCode()).isEqualTo(303);
        }
    }

    private ConsoleHarness harness(Vertx vertx, boolean account) {
        DoorBell none = (feed, actor, headers, body) -> {
            throw new IllegalStateException("nobody rings here");
        };
        return new ConsoleHarness(vertx, Platform.database(), none, account, () -> {
            asked.incrementAndGet();
            if (failing) {
                throw new IllegalStateException("no status");
            }
            return SampleStatus.middle();
        });
    }

    private String signIn() {
        HttpResponse<String> welcome = login("admin", ConsoleHarness.PASSWORD);
        assertThat(welcome.statusCode()).isEqualTo(303);
        return cookies(welcome);
    }

    private HttpResponse<String> login(String user, String password) {
        HttpResponse<String> page = console.get("/login");
        String form = "user=" + user + "&password=" + encoded(password) + "&csrf=" + token(page);
        return console.postForm("/login", form, "Cookie", cookies(page));
    }

    private List<String> actions() {
        return console.database.run("SELECT action FROM audit ORDER BY seq").stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static String token(HttpResponse<String> page) {
        Matcher matcher = TOKEN.matcher(page.body());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String cookies(HttpResponse<String> response) {
        return String.join(
                "; ",
                response.headers().allValues("Set-Cookie").stream()
                        .map(cookie -> cookie.split(";", 2)[0])
                        .toList());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
