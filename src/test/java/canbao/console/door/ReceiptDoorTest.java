package canbao.console.door;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.console.ConsoleHarness;
import canbao.console.SampleStatus;
import canbao.console.SignedCall;
import canbao.crypto.Seal;
import canbao.feed.Delivery;
import canbao.feed.Inbox;
import canbao.feed.InboxStore;
import canbao.feed.batch.BatchLoop;
import canbao.feed.contract.ContractCatalogue;
import canbao.identity.CertificateKeys;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.io.yaml.Problems;
import canbao.model.PersonKey;
import canbao.model.batch.Control;
import canbao.registry.Registry;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pushes real batches through inbox, contract and registry, and asks what became of them. */
@ExtendWith(VertxExtension.class)
class ReceiptDoorTest {
    private static final String PATH = "/feeds/tax/payments";
    private static final String GOOD = """
            {"zsuuid":"%s","jfrsbh":"11010519491231002X","jfrmc":"测试人甲","ssnd":"2025","sjje":"660.00","jylx":"缴费",\
            "jysj":"20241101093000","qd":"微信"}
            """;

    private final Database database = Platform.database();
    private ConsoleHarness console;
    private BatchLoop reader;

    @BeforeEach
    void start(Vertx vertx) {
        ContractCatalogue contracts = ContractCatalogue.load(Path.of("config"), new Problems());
        Seal seal = new Seal("sixteen-bytes-01".getBytes(StandardCharsets.US_ASCII));
        Inbox inbox = new Inbox(contracts, new InboxStore(database, seal), Clock.systemUTC(), () -> {});
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
        DoorBell bell = (feed, actor, headers, body) -> inbox.accept(new Delivery(
                feed, actor, "", headers.get("Idempotency-Key"), null, control(headers.get("X-Canbao-Rows")), body));
        console = new ConsoleHarness(vertx, database, bell, true, SampleStatus::middle);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void the_second_receipt_follows_the_first() {
        long batch = push(GOOD.formatted("1") + GOOD.formatted("2"));
        JsonObject stored = ok(get("/batches/" + batch));
        assertThat(stored.getString("state")).isEqualTo("STORED");
        assertThat(stored.getString("digest"))
                .isEqualTo(
                        SignedCall.sm3((GOOD.formatted("1") + GOOD.formatted("2")).getBytes(StandardCharsets.UTF_8)));
        assertThat(stored.getValue("accepted")).isNull();
        assertThat(stored.getString("receivedAt")).endsWith("+08:00");
        reader.step();
        JsonObject read = ok(get("/batches/" + batch));
        assertThat(read.getString("state")).isEqualTo("APPLIED");
        assertThat(
                        List.of("rows", "accepted", "rejected", "added", "changed", "withdrawn", "unchanged", "held")
                                .stream()
                                .map(read::getInteger))
                .containsExactly(2, 2, 0, 2, 0, 0, 0, 0);
        assertThat(read.getInteger("contractVersion")).isEqualTo(2);
        assertThat(read.getString("doneAt")).endsWith("+08:00");
    }

    @Test
    void rejected_rows_are_listed_page_by_page_with_place_rule_and_fix_and_nobodys_data() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            body.append(GOOD.formatted("bad-" + i).replace("660.00", "six hundred"));
        }
        for (int i = 0; i < 95; i++) {
            body.append(GOOD.formatted("good-" + i));
        }
        long batch = push(body.toString());
        reader.step();
        JsonObject first = ok(get("/batches/" + batch + "/rejections?limit=3"));
        assertThat(first.getJsonArray("rejections")).hasSize(3);
        JsonObject row = first.getJsonArray("rejections").getJsonObject(0);
        assertThat(row.getInteger("line")).isEqualTo(1);
        assertThat(row.getInteger("part")).isEqualTo(1);
        assertThat(row.getString("field")).isEqualTo("amount");
        assertThat(row.getString("rule")).isNotBlank();
        assertThat(row.getString("fix")).contains(" / ");
        JsonObject second = ok(get("/batches/" + batch + "/rejections?after=" + first.getInteger("next") + "&limit=3"));
        assertThat(second.getJsonArray("rejections")).hasSize(2);
        assertThat(second.getValue("next")).isNull();
        assertThat(first.encode() + second.encode()).doesNotContain("11010519491231002X", "测试人甲");
    }

    @Test
    void a_list_that_does_not_add_up_is_refused_and_says_so() {
        var answer = console.send(console.call(PATH, GOOD.formatted("1")).with("X-Canbao-Rows", "2"));
        long batch = new JsonObject(answer.body()).getLong("batch");
        reader.step();
        JsonObject receipt = ok(get("/batches/" + batch));
        assertThat(receipt.getString("state")).isEqualTo("REFUSED");
        assertThat(receipt.getString("reason")).contains("CONTROL");
    }

    @Test
    void another_agencys_batch_is_as_unknown_as_one_that_never_was() {
        long batch = push(GOOD.formatted("1"));
        var foreign = console.send(SignedCall.get("/feeds/insurer/answers/batches/" + batch, console.clock.instant())
                .with("X-Canbao-Key", "insurer-1"));
        var unknown =
                console.send(SignedCall.get("/feeds/insurer/answers/batches/" + (batch + 1000), console.clock.instant())
                        .with("X-Canbao-Key", "insurer-1"));
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.body().replace("" + batch, "N"))
                .isEqualTo(unknown.body().replace("" + (batch + 1000), "N"));
        var others = console.send(SignedCall.get(PATH + "/batches/" + batch, console.clock.instant())
                .with("X-Canbao-Key", "insurer-1"));
        assertThat(others.statusCode()).isEqualTo(403);
        // Its own, but under another of its feeds.
        assertThat(get("/feeds/tax/answers", "/batches/" + batch).statusCode()).isEqualTo(404);
    }

    @Test
    void a_receipt_is_not_given_to_strangers_replays_or_for_another_page_than_was_signed() {
        long batch = push(GOOD.formatted("1"));
        assertThat(console.get(PATH + "/batches/" + batch).statusCode()).isEqualTo(401);
        SignedCall call = SignedCall.get(PATH + "/batches/" + batch, console.clock.instant());
        assertThat(console.send(call).statusCode()).isEqualTo(200);
        assertThat(console.send(call).statusCode()).isEqualTo(409);
        var page = SignedCall.get(PATH + "/batches/" + batch + "/rejections?limit=1", console.clock.instant())
                .request(console.uri(PATH + "/batches/" + batch + "/rejections?limit=1000"));
        assertThat(console.send(page).statusCode()).isEqualTo(401);
    }

    @Test
    void numbers_that_are_none_are_refused() {
        assertThat(get("/batches/none").statusCode()).isEqualTo(404);
        assertThat(get("/batches/99999999999999999999").statusCode()).isEqualTo(404);
        assertThat(get("/batches/1/rejections?limit=100000").statusCode()).isEqualTo(400);
        assertThat(get("/batches/1/rejections?after=x").statusCode()).isEqualTo(400);
    }

    private long push(String body) {
        var answer = console.send(console.call(PATH, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return new JsonObject(answer.body()).getLong("batch");
    }

    private HttpResponse<String> get(String path) {
        return get(PATH, path);
    }

    private HttpResponse<String> get(String feed, String path) {
        return console.send(SignedCall.get(feed + path, console.clock.instant()));
    }

    private static JsonObject ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static Control control(@Nullable String rows) {
        return rows == null ? Control.NONE : new Control(Integer.valueOf(rows), null, null);
    }
}
