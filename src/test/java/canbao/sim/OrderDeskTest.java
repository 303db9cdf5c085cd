package canbao.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The insurer and the tax bureau, seen from a hub that forgets, repeats and goes away. */
class OrderDeskTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-11-18T03:00:00Z"), ZoneOffset.UTC);
    private static final String LI = "33030219800101001X";
    private static final String WU = "330302198001010028";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ListeningHub hub = new ListeningHub(vertx);
    private final SignedPush push = new SignedPush(hub.uri(), "insurer-1", ListeningHub.SECRET, CLOCK);

    @SuppressWarnings("NullAway.Init")
    private InsurerSimulator insurer;

    @BeforeEach
    void start() {
        insurer = insurer();
        insurer.start(0);
    }

    @AfterEach
    void stop() {
        insurer.stop();
        push.close();
        client.close();
        hub.close();
        vertx.close().await();
    }

    @Test
    void the_same_order_again_gets_the_same_answer_and_no_second_registration() {
        post("/orders", enrol("case-1/1", LI, "李四"));
        post("/orders", enrol("case-1/1", LI, "李四"));
        List<String> answers = answers(2);
        assertThat(answers.get(0)).isEqualTo(answers.get(1));
        assertThat(new JsonObject(answers.get(0)).getMap())
                .containsEntry("order", "case-1/1")
                .containsEntry("result", "OK")
                .containsEntry("time", "20241118110000");
        InsurerSimulator.Books books = insurer.books();
        assertThat(books.registrations())
                .containsOnly(Map.entry(
                        new PersonYear(LI, 2025),
                        new InsurerSimulator.Books.Registration("case-1/1", "低保对象", 0, 66000, 132000)));
        assertThat(books.repeats()).isEqualTo(1);
        assertThat(books.conflicts()).isZero();
        assertThat(books.duplicateEnrolments()).isEmpty();
    }

    @Test
    void a_key_used_again_for_somebody_else_is_written_down_as_a_conflict() {
        post("/orders", enrol("case-1/1", LI, "李四"));
        post("/orders", enrol("case-1/1", WU, "吴六"));
        assertThat(answers(2)).allMatch(answer -> answer.contains(LI));
        assertThat(insurer.books().conflicts()).isEqualTo(1);
        assertThat(insurer.books().registrations()).hasSize(1);
    }

    @Test
    void a_second_enrolment_under_another_order_is_refused_and_written_down() {
        post("/orders", enrol("case-1/1", LI, "李四"), enrol("case-1/2", LI, "李四"));
        assertThat(codes(2)).containsExactly("OK", "DUPLICATE");
        assertThat(insurer.books().duplicateEnrolments()).containsExactly(new PersonYear(LI, 2025));
    }

    @Test
    void while_a_claim_is_under_way_the_first_cancellation_is_refused_and_the_second_one_done_even_after_a_restart() {
        post("/orders", enrol("case-1/1", WU, "吴六"));
        post("/orders", cancel("case-1/2", WU, "吴六"));
        assertThat(codes(2)).containsExactly("OK", "CLAIM_UNDER_WAY");
        insurer.stop();
        insurer = insurer();
        insurer.start(0);
        assertThat(insurer.books().registrations()).hasSize(1);
        post("/orders", cancel("case-1/3", WU, "吴六"));
        assertThat(codes(3)).endsWith("OK");
        assertThat(insurer.books().registrations()).isEmpty();
    }

    @Test
    void add_cancel_add_again_are_three_orders() {
        post("/orders", enrol("case-1/1", LI, "李四"));
        post("/orders", cancel("case-1/2", LI, "李四"), cancel("case-1/3", LI, "李四"));
        post("/orders", enrol("case-1/4", LI, "李四"));
        assertThat(codes(4)).containsExactly("OK", "OK", "NOT_REGISTERED", "OK");
        assertThat(insurer.books().cancellations()).isEqualTo(1);
        assertThat(insurer.books().registrations()).hasSize(1);
    }

    @Test
    void a_wrong_name_fails_and_the_right_one_passes_under_a_new_order() {
        post("/orders", enrol("case-2/1", WU, "吴五"));
        post("/orders", enrol("case-2/2", WU, "吴六"));
        assertThat(codes(2)).containsExactly("NAME_MISMATCH", "OK");
        assertThat(insurer.books().nameMismatches()).isEqualTo(1);
        assertThat(insurer.books().registrations()).containsOnlyKeys(new PersonYear(WU, 2025));
    }

    @Test
    void answers_wait_for_a_hub_that_is_away_and_keep_their_number() {
        hub.answer(503);
        post("/orders", enrol("case-1/1", LI, "李四"));
        await().until(() -> hub.posts().size() >= 2);
        post("/orders", enrol("case-2/1", WU, "吴六"));
        assertThat(insurer.pending()).isEqualTo(2);
        hub.answer(202);
        assertThat(answers(2).getFirst()).contains("case-1/1");
        await().until(() -> insurer.pending() == 0);
        assertThat(hub.posts().stream().map(ListeningHub.Post::batch).distinct())
                .hasSize(2);
        assertThat(hub.posts()).noneMatch(post -> post.answered() == 401);
    }

    @Test
    void stopped_and_started_again_it_listens_where_it_did_and_knows_its_orders() {
        post("/orders", enrol("case-1/1", LI, "李四"));
        int port = insurer.port();
        insurer.stop();
        insurer.start(0);
        assertThat(insurer.port()).isEqualTo(port);
        post("/orders", enrol("case-1/1", LI, "李四"));
        assertThat(insurer.books().repeats()).isEqualTo(1);
    }

    @Test
    void after_a_kill_the_journal_gives_back_books_and_unheard_answers() throws IOException {
        post("/orders", enrol("case-1/1", LI, "李四"));
        answers(1);
        await().until(() -> insurer.pending() == 0);
        hub.answer(503);
        post("/orders", enrol("case-2/1", WU, "吴五"), enrol("case-2/2", WU, "吴六"));
        InsurerSimulator.Books before = insurer.books();
        await().until(() -> hub.posts().getLast().answered() == 503);
        insurer.stop();
        Files.writeString(folder.resolve("insurer.jsonl"), "{\"order\":{\"ord", StandardOpenOption.APPEND);
        insurer = insurer();
        assertThat(insurer.books()).isEqualTo(before);
        assertThat(insurer.pending()).isEqualTo(2);
        hub.answer(202);
        insurer.start(0);
        assertThat(codes(3)).containsExactly("OK", "NAME_MISMATCH", "OK");
        assertThat(hub.posts().stream().skip(1).map(ListeningHub.Post::batch).distinct())
                .as("the restarted insurer's number for the same answers")
                .hasSize(1);
        await().until(() -> insurer.pending() == 0);
        insurer.stop();
        assertThat(insurer().pending()).isZero();
    }

    @Test
    void what_is_no_order_is_refused_as_a_whole() {
        String half = enrol("case-1/1", LI, "李四").encode();
        assertThat(post("/orders", "[" + half + ",{\"order\":\"case-1/2\"}]")).isEqualTo(400);
        assertThat(post("/orders", "not json")).isEqualTo(400);
        assertThat(post("/elsewhere", "[" + half + "]")).isEqualTo(404);
        assertThat(insurer.books().orders()).isZero();
    }

    @Test
    void many_orders_at_once_are_each_answered_once() {
        List<JsonObject> orders = IntStream.range(0, 2000)
                .mapToObj(i -> enrol("case-%d/1".formatted(i), "3303021980%08d".formatted(i), "某"))
                .toList();
        orders.parallelStream().forEach(order -> post("/orders", order));
        assertThat(answers(2000)).doesNotHaveDuplicates();
        assertThat(insurer.books().registrations()).hasSize(2000);
    }

    @Test
    void the_tax_bureau_keeps_levies_and_sends_payments_after_answers() {
        TaxSimulator tax = new TaxSimulator(vertx, push, Journal.none(), CLOCK);
        tax.start(0);
        try {
            JsonObject levy = order("case-1/1", "LEVY", LI, "李四");
            post(tax.port(), "/levies", new JsonArray().add(levy).encode());
            post(tax.port(), "/levies", new JsonArray().add(levy).encode());
            post(tax.port(), "/levies", "[" + order("case-1/9", "LEVY", LI, "李四") + "]");
            tax.pushPayments(List.of("{\"zsuuid\":\"1\"}"));
            await().until(() -> tax.pending() == 0);
            assertThat(hub.taken("tax/answers")).hasSize(3);
            assertThat(hub.taken("tax/payments")).containsExactly("{\"zsuuid\":\"1\"}");
            assertThat(tax.books().levies())
                    .containsOnly(
                            Map.entry(new PersonYear(LI, 2025), new TaxSimulator.Books.Levy("case-1/1", 0, 66000)));
            assertThat(tax.books().duplicateLevies()).containsExactly(new PersonYear(LI, 2025));
            assertThat(tax.books().repeats()).isEqualTo(1);
        } finally {
            tax.stop();
        }
    }

    @Test
    void books_do_not_print_certificates() {
        post("/orders", enrol("case-1/1", LI, "李四"), enrol("case-1/2", LI, "李四"));
        assertThat(insurer.books().toString()).doesNotContain(LI, "李四");
        assertThat(new PersonYear(LI, 2025).toString()).doesNotContain(LI);
    }

    private InsurerSimulator insurer() {
        Journal journal = Journal.at(folder.resolve("insurer.jsonl"));
        return new InsurerSimulator(
                vertx, push, new InsurerSimulator.Register(Map.of(WU, "吴六"), Set.of(WU)), journal, CLOCK);
    }

    private static JsonObject enrol(String order, String certno, String name) {
        return order(order, "ENROL", certno, name).put("category", "低保对象").put("fiscalFen", 132000);
    }

    private static JsonObject cancel(String order, String certno, String name) {
        return order(order, "CANCEL", certno, name);
    }

    private static JsonObject order(String order, String action, String certno, String name) {
        return new JsonObject()
                .put("order", order)
                .put("action", action)
                .put("year", 2025)
                .put("certno", certno)
                .put("psn_name", name)
                .put("personalFen", 0)
                .put("subsidyFen", 66000);
    }

    private void post(String path, JsonObject... orders) {
        assertThat(post(path, new JsonArray(List.of(orders)).encode())).isEqualTo(202);
    }

    private int post(String path, String body) {
        return post(insurer.port(), path, body);
    }

    private int post(int port, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> answers(int count) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hub.taken("insurer/answers").size() >= count);
        assertThat(hub.taken("insurer/answers")).hasSize(count);
        return hub.taken("insurer/answers");
    }

    private List<String> codes(int count) {
        return answers(count).stream()
                .map(answer -> new JsonObject(answer).getString("code"))
                .toList();
    }
}
