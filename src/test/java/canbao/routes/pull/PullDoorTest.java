package canbao.routes.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.io.Database;
import canbao.model.FeedId;
import canbao.model.batch.Receipt;
import canbao.model.batch.Refusal;
import canbao.routes.door.Door;
import canbao.routes.door.DoorOptions;
import canbao.routes.door.HandOver;
import canbao.routes.door.Parcel;
import canbao.testing.Platform;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PullDoorTest {
    private final Database database = Platform.database();
    private final List<String> taken = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<FeedId> unchanged = new ArrayList<>();
    private final Map<String, String> given = new HashMap<>(Map.of("feed", "x/y", "path", "/rows"));
    private final Properties settings = new Properties();
    private HttpServer server = server();
    private HttpHandler handler = exchange -> answer(exchange, 200, "");

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            handler.handle(exchange);
        });
        server.start();
        settings.setProperty("x.api", "http://127.0.0.1:" + server.getAddress().getPort());
        settings.setProperty("x.api.user", "hub");
        settings.setProperty("x.api.password", "secret");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        database.close();
    }

    @Test
    void what_is_new_is_a_batch_and_the_same_content_again_is_none() {
        handler = exchange -> answer(exchange, 200, "a,b\n1,2\n");
        Door door = door();
        door.look(this::take);
        door.look(this::take);
        door().look(this::take);
        assertThat(taken).containsExactly("a,b\n1,2\n");
        assertThat(unchanged).as("yet it answered").containsExactly(FeedId.of("x/y"), FeedId.of("x/y"));
        handler = exchange -> answer(exchange, 200, "a,b\n1,3\n");
        door.look(this::take);
        assertThat(taken).hasSize(2);
        assertThat(unchanged).hasSize(2);
    }

    @Test
    void that_there_is_nothing_to_report_is_handed_over_each_time() {
        handler = exchange -> answer(exchange, 200, "{\"rows\": 0}");
        Door door = door();
        door.look(this::take);
        door.look(this::take);
        assertThat(taken).containsExactly("{\"rows\": 0}", "{\"rows\": 0}");
    }

    @Test
    void the_server_is_told_what_we_know_and_its_304_is_no_batch() {
        List<String> known = new ArrayList<>();
        handler = exchange -> {
            known.add(exchange.getRequestHeaders().getFirst("If-None-Match") + " "
                    + exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            exchange.getResponseHeaders().set("Last-Modified", "Fri, 01 Nov 2024 00:00:00 GMT");
            answer(exchange, known.size() == 1 ? 200 : 304, known.size() == 1 ? "rows" : "");
        };
        door().look(this::take);
        door().look(this::take);
        assertThat(known).containsExactly("null null", "\"v1\" Fri, 01 Nov 2024 00:00:00 GMT");
        assertThat(taken).containsExactly("rows");
    }

    @Test
    void an_answer_that_the_hub_could_not_store_is_asked_for_again() {
        handler = exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            answer(exchange, 200, "rows");
        };
        assertThatThrownBy(() -> door().look(parcel -> {
                    throw new IllegalStateException("no database");
                }))
                .hasMessage("no database");
        assertThatThrownBy(() ->
                        door().look(parcel -> new HandOver.Refused(new Refusal("TOO_LARGE", "file", "请 / please"))))
                .hasMessageContaining("TOO_LARGE");
        door().look(this::take);
        assertThat(taken).containsExactly("rows");
    }

    @Test
    void a_redirect_is_not_followed_wherever_it_leads() {
        handler = exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            answer(exchange, 302, "");
        };
        assertThatThrownBy(() -> door().look(this::take)).hasMessageContaining("redirects are not followed");
        assertThat(asked).containsExactly("/rows");
        assertThat(taken).isEmpty();
    }

    @Test
    void pages_by_number_end_with_an_empty_one_and_are_one_batch() {
        given.put("pages", "number");
        handler = exchange -> answer(
                exchange,
                200,
                Map.of("page=1", "[{\"a\":1},{\"a\":2}]", "page=2", "{\"items\":[{\"a\":3}]}")
                        .getOrDefault(exchange.getRequestURI().getQuery(), "[]"));
        door().look(this::take);
        assertThat(taken).containsExactly("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
    }

    @Test
    void a_cursor_is_a_value_and_never_an_address() {
        given.put("pages", "cursor");
        handler = exchange -> answer(
                exchange,
                200,
                exchange.getRequestURI().getRawQuery() == null
                        ? "{\"items\":[{\"a\":1}],\"next\":\"http://evil/?a=b&c#d\"}"
                        : "{\"items\":[{\"a\":2}]}");
        door().look(this::take);
        assertThat(taken).containsExactly("{\"a\":1}\n{\"a\":2}\n");
        assertThat(asked).containsExactly("/rows", "/rows?page=http%3A%2F%2Fevil%2F%3Fa%3Db%26c%23d");
    }

    @Test
    void too_many_pages_bytes_or_a_cursor_that_stands_still_take_nothing() {
        given.put("pages", "cursor");
        given.put("maxPages", "5");
        int[] page = {0};
        handler = exchange -> answer(exchange, 200, "{\"items\":[{\"a\":1}],\"next\":" + page[0]++ + "}");
        assertThatThrownBy(() -> door().look(this::take)).hasMessageContaining("more than 5 pages");
        handler = exchange -> answer(exchange, 200, "{\"items\":[{\"a\":1}],\"next\":7}");
        assertThatThrownBy(() -> door().look(this::take)).hasMessageContaining("the same again");
        given.put("pages", "none");
        given.put("maxBytes", "10");
        handler = exchange -> answer(exchange, 200, "12345678901");
        assertThatThrownBy(() -> door().look(this::take)).hasMessageContaining("more than 10 bytes");
        assertThat(taken).isEmpty();
    }

    @Test
    void an_answer_that_trickles_or_is_cut_off_is_given_up() {
        given.put("timeout", "PT0.5S");
        handler = exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            pause();
            exchange.close();
        };
        assertThatThrownBy(() -> door().look(this::take)).hasMessageContaining("does not answer");
        given.put("timeout", "PT10S");
        assertThatThrownBy(() -> door().look(this::take)).hasMessageContaining("does not answer");
        assertThat(taken).isEmpty();
    }

    @Test
    void we_sign_in_as_agreed_and_no_error_tells_the_secret() {
        List<String> logins = new ArrayList<>();
        handler = exchange -> {
            logins.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("X-Api-Key"));
            answer(exchange, 401, "");
        };
        for (String login : List.of("none", "bearer", "basic", "header")) {
            given.put("login", login);
            assertThatThrownBy(() -> door().look(this::take))
                    .hasMessageContaining("answers 401")
                    .hasMessageNotContaining("secret");
        }
        assertThat(logins)
                .containsExactly("null null", "Bearer secret null", "Basic aHViOnNlY3JldA== null", "null secret");
    }

    @Test
    void a_wrong_address_or_path_is_refused_before_anything_is_asked() {
        for (String path : List.of("rows", "/rows?x=1", "/../x", "/a/../../b", "//evil/x", "/a b", "/a#b", "/x@y")) {
            given.put("path", path);
            assertThatThrownBy(this::door).as(path).isInstanceOf(IllegalArgumentException.class);
        }
        given.put("path", "/rows");
        for (String server : List.of("127.0.0.1:80", "ftp://x", "http://x/y", "http://u@x", "file:///etc/passwd")) {
            settings.setProperty("x.api", server);
            assertThatThrownBy(this::door).as(server).hasMessageContaining("https://host");
        }
        assertThat(asked).isEmpty();
    }

    private Door door() {
        return PullDoors.kind(() -> new PulledStore(database), unchanged::add)
                .make(new DoorOptions("x.api", given, settings));
    }

    private HandOver.Handed take(Parcel parcel) {
        taken.add(new String((byte[]) parcel.body(), StandardCharsets.UTF_8));
        return new HandOver.Stored(
                new Receipt(taken.size(), FeedId.of("x/y"), "", "", -1, 1, "", Instant.EPOCH, false));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
