package canbao.console.door;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.console.ConsoleHarness;
import canbao.console.SampleStatus;
import canbao.console.SignedCall;
import canbao.crypto.Seal;
import canbao.crypto.Sm3;
import canbao.feed.Delivery;
import canbao.feed.Inbox;
import canbao.feed.InboxStore;
import canbao.feed.Receipting;
import canbao.feed.batch.BatchLoop;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.receipt.Finding;
import canbao.feed.receipt.ReceiptCheck;
import canbao.feed.receipt.ReceiptCheck.Sent;
import canbao.feed.receipt.ReceiptKeys;
import canbao.identity.CertificateKeys;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import canbao.model.PersonKey;
import canbao.model.batch.Control;
import canbao.registry.Registry;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Receipts over HTTP are signed, the same again, and verified with nothing but what the hub publishes. */
@ExtendWith(VertxExtension.class)
class SignedReceiptTest {
    private static final String PATH = "/feeds/tax/payments";
    private static final String ROW =
            "{\"zsuuid\":\"%s\",\"jfrsbh\":\"%s\",\"jfrmc\":\"测试人甲\",\"ssnd\":\"2025\",\"sjje\":\"%s\",\"jylx\":\"缴费\",\"jysj\":\"20241101093000\"}\n";
    private static final String CERTIFICATE = "11010519491231002X";

    private final Database database = Platform.database();
    private ConsoleHarness console;
    private BatchLoop reader;

    @BeforeEach
    void start(Vertx vertx) {
        ContractCatalogue contracts = ContractCatalogue.load(Path.of("config"), new Problems());
        Seal seal = new Seal("sixteen-bytes-01".getBytes(StandardCharsets.US_ASCII));
        Receipting receipting =
                new Receipting(receipt -> receipt.with(console.receipts.first(receipt)), route -> false);
        Inbox inbox = new Inbox(contracts, new InboxStore(database, seal), Clock.systemUTC(), () -> {}, receipting);
        Registry registry = new Registry(
                sightings -> sightings.stream()
                        .map(from -> new PersonKey(from.sighting().certificateKey()))
                        .toList(),
                "changes",
                4);
        reader = new BatchLoop(
                database,
                contracts,
                new CertificateKeys(new byte[32]),
                seal,
                new Lease(new LeaseStore(database, "one", Duration.ofSeconds(30)), "reader"),
                registry::begin);
        DoorBell bell = (feed, actor, headers, body) ->
                inbox.accept(new Delivery(feed, actor, "", headers.get("Idempotency-Key"), null, Control.NONE, body));
        console = new ConsoleHarness(vertx, database, bell, true, SampleStatus::middle);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void the_answer_to_a_push_is_the_signed_receipt_and_the_same_again_to_the_last_character() {
        String body = ROW.formatted("1", CERTIFICATE, "660.00");
        HttpResponse<String> first = push(body);
        console.clock.forward(Duration.ofMinutes(4));
        reader.step();
        HttpResponse<String> again = push(body);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.headers().firstValue("X-Canbao-Duplicate")).contains("false");
        assertThat(again.headers().firstValue("X-Canbao-Duplicate")).contains("true");
        byte[] sent = body.getBytes(StandardCharsets.UTF_8);
        ReceiptCheck.Outcome outcome =
                ReceiptCheck.of(bytes(first), published(), Optional.of(new Sent(sent.length, Sm3.hex(sent))));
        assertThat(outcome.good()).as("%s", outcome).isTrue();
        assertThat(outcome.findings()).extracting(Finding::rule).contains("SAME_FILE");
    }

    @Test
    void the_second_receipt_is_signed_once_it_is_read_and_then_stays_the_same() {
        long batch = batch(push(bad(2)));
        JsonObject unread = new JsonObject(get("/batches/" + batch).body());
        assertThat(unread.getString("state")).isEqualTo("STORED");
        assertThat(unread.getValue("signature")).isNull();
        assertThat(get("/batches/" + batch + "/receipt.xlsx").statusCode()).isEqualTo(404);
        reader.step();
        HttpResponse<String> read = get("/batches/" + batch);
        console.clock.forward(Duration.ofMinutes(4));
        assertThat(get("/batches/" + batch).body()).isEqualTo(read.body());
        assertThat(ReceiptCheck.of(bytes(read), published(), Optional.empty()).good())
                .isTrue();
        assertThat(new JsonObject(read.body()).getInteger("listed")).isEqualTo(2);
    }

    @Test
    void the_workbook_is_genuine_holds_all_rejections_and_nobodys_data() throws Exception {
        long batch = batch(push(bad(1_200)));
        reader.step();
        String path = PATH + "/batches/" + batch + "/receipt.xlsx";
        SignedCall call = SignedCall.get(path, console.clock.instant());
        HttpResponse<byte[]> answer =
                console.client.send(call.request(console.uri(path)), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).contains("spreadsheetml"));
        ReceiptCheck.Outcome outcome = ReceiptCheck.of(answer.body(), published(), Optional.empty());
        assertThat(outcome.good()).as("%s", outcome).isTrue();
        assertThat(outcome.findings()).extracting(Finding::rule).contains("LIST");
        assertThat(outcome.says()).contains("退回行 / rows rejected: 1200");
        assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1)).doesNotContain(CERTIFICATE);
        var foreign = console.send(
                SignedCall.get("/feeds/insurer/answers/batches/" + batch + "/receipt.xlsx", console.clock.instant())
                        .with("X-Canbao-Key", "insurer-1"));
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(console.get(PATH + "/batches/" + batch + "/receipt.xlsx").statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_result_that_changes_gets_another_receipt() {
        long batch = batch(push(bad(1)));
        reader.step();
        String held = get("/batches/" + batch).body();
        database.run("UPDATE batch SET state = 'SUPERSEDED', reason = 'superseded by batch 9'");
        HttpResponse<String> after = get("/batches/" + batch);
        assertThat(after.body()).isNotEqualTo(held);
        assertThat(new JsonObject(after.body()).getString("state")).isEqualTo("SUPERSEDED");
        assertThat(ReceiptCheck.of(bytes(after), published(), Optional.empty()).good())
                .isTrue();
    }

    @Test
    void a_workbook_of_which_a_cell_was_changed_is_not_genuine() {
        long batch = batch(push(bad(1)));
        reader.step();
        var full = console.receipts.full(FeedId.of("tax/payments"), batch).orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            full.writeSheet(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(ReceiptCheck.of(
                                Workbooks.replaced(out.toByteArray(), ">APPLIED<", ">REFUSED<"),
                                published(),
                                Optional.empty())
                        .findings())
                .extracting(Finding::rule)
                .contains("CHANGED");
        assertThat(ReceiptCheck.of(
                                Workbooks.replaced(out.toByteArray(), ">amount<", ">amounT<"),
                                published(),
                                Optional.empty())
                        .findings())
                .extracting(Finding::rule)
                .contains("LIST_CHANGED");
    }

    private static String bad(int rows) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            body.append(ROW.formatted("bad-" + i, CERTIFICATE, "six hundred"));
        }
        for (int i = 0; i < rows * 20; i++) {
            body.append(ROW.formatted("good-" + i, CERTIFICATE, "660.00"));
        }
        return body.toString();
    }

    private ReceiptKeys published() {
        HttpResponse<String> answer = console.get("/receipt-keys.json");
        assertThat(answer.statusCode()).isEqualTo(200);
        try {
            Path file = Files.writeString(Platform.folder("published").resolve("receipt-keys.json"), answer.body());
            Problems problems = new Problems();
            ReceiptKeys keys = ReceiptKeys.load(file, "receipt-keys.json", problems);
            problems.throwIfAny();
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> push(String body) {
        HttpResponse<String> answer = console.send(
                console.call(PATH, body).with("Idempotency-Key", Sm3.hex(body.getBytes(StandardCharsets.UTF_8))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer;
    }

    private HttpResponse<String> get(String path) {
        return console.send(SignedCall.get(PATH + path, console.clock.instant()));
    }

    private static long batch(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getLong("batch");
    }

    private static byte[] bytes(HttpResponse<String> answer) {
        return answer.body().getBytes(StandardCharsets.UTF_8);
    }
}
