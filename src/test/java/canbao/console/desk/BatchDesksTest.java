package canbao.console.desk;

import static canbao.feed.batch.BatchWorld.list;
import static canbao.feed.batch.BatchWorld.number;
import static canbao.feed.batch.BatchWorld.person;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.console.ConsoleHarness;
import canbao.feed.batch.BatchWorld;
import canbao.feed.read.Feeds;
import canbao.runtime.desk.BatchParts;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Held batches, quarantine and replays over HTTP, by two accounts. */
@ExtendWith(VertxExtension.class)
class BatchDesksTest {
    private final BatchWorld world = new BatchWorld();
    private ConsoleHarness console;
    private DeskCaller admin;
    private DeskCaller desk;

    @BeforeEach
    void open(Vertx vertx) {
        BatchParts.Means means = new BatchParts.Means(
                world.database, world.seal, world.contracts, Feeds.KEYS, world.vault, world.audit, Clock.systemUTC());
        console = new ConsoleHarness(
                vertx, world.database, BatchParts.of(means, world.reading).toArray(Desk.Part[]::new));
        admin = new DeskCaller(console, "admin");
        desk = new DeskCaller(console, "desk");
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void a_held_list_is_shown_asked_for_by_one_and_approved_by_another() {
        world.read("20250101", list(0, 40));
        long held = world.read("20250201", list(0, 30));
        JsonObject listed = admin.get("/held");
        assertThat(listed.getJsonArray("held")).hasSize(1);
        JsonObject shown = admin.get("/held/" + held + "?kind=withdrawn&limit=4");
        assertThat(shown.getInteger("withdrawn")).isEqualTo(10);
        assertThat(shown.getJsonArray("people")).hasSize(4);
        assertThat(shown.getInteger("next")).isEqualTo(4);
        assertThat(shown.encode()).contains("受*").doesNotContain("受助人", number(35));
        JsonObject ask = new JsonObject().put("digest", "00").put("reason", "名单属实");
        assertThat(admin.post("/held/" + held + "/ask", ask).getString("rule")).isEqualTo("CHANGED_SINCE_SHOWN");
        ask.put("digest", shown.getString("digest"));
        assertThat(admin.post("/held/" + held + "/ask", ask).getString("hold")).isEqualTo("ASKED");
        JsonObject reason = new JsonObject().put("reason", "已核对");
        assertThat(admin.post("/held/" + held + "/approve", reason).getString("rule"))
                .isEqualTo("SAME_PERSON");
        assertThat(desk.post("/held/" + held + "/approve", new JsonObject()).getString("rule"))
                .isEqualTo("MALFORMED");
        assertThat(desk.post("/held/" + held + "/approve", reason).getString("hold"))
                .isEqualTo("APPROVED");
        world.readAll();
        assertThat(world.facts()).hasSize(30);
        assertThat(admin.get("/held").getJsonArray("held")).isEmpty();
        assertThat(admin.refused("/held/999").getString("rule")).isEqualTo("NOT_FOUND");
    }

    @Test
    void rows_are_listed_by_cause_fixed_alike_and_one_by_one_and_returned() {
        long batch = world.read(
                "20250101",
                list(0, 37)
                        + person(37, "城低")
                        + person(38, "城低")
                        + person(39, "城市低保").replace("202401", "2024"));
        assertThat(admin.get("/quarantine/groups").getJsonArray("groups")).hasSize(2);
        assertThat(admin.get("/quarantine?feed=civil-affairs/hardship&limit=2").getJsonArray("rows"))
                .hasSize(2);
        JsonObject all = new JsonObject()
                .put("feed", "civil-affairs/hardship")
                .put("field", "category")
                .put("rule", "UNKNOWN_CODE")
                .put("from", "城低")
                .put("to", "城市低保")
                .put("reason", "简称");
        JsonObject sent = desk.post("/quarantine/fix-all", all);
        assertThat(sent.getJsonArray("sent").getJsonObject(0).getInteger("rows"))
                .isEqualTo(2);
        JsonObject one = admin.get("/quarantine/" + batch + "/3");
        assertThat(one.encode()).contains("begin").doesNotContain(number(39));
        JsonObject bad = new JsonObject().put("reason", "x").put("set", new JsonObject().put("begin", "2024-99"));
        assertThat(desk.post("/quarantine/" + batch + "/3/fix", bad).getJsonArray("stillBad"))
                .hasSize(1);
        JsonObject returned = desk.post("/quarantine/" + batch + "/return", new JsonObject().put("reason", "请更正"));
        assertThat(returned.getInteger("returned")).isEqualTo(1);
        world.readAll();
        assertThat(world.facts()).hasSize(39);
        assertThat(desk.post("/quarantine/" + batch + "/3/fix", bad).getString("rule"))
                .isEqualTo("NOT_OPEN");
    }

    @Test
    void a_replay_is_planned_run_and_followed() {
        world.read("20250101", list(0, 10));
        world.read("20250201", list(0, 11));
        JsonObject which =
                new JsonObject().put("feed", "civil-affairs/hardship").put("from", "2025-01-15");
        assertThat(admin.post("/replays/plan", which).getInteger("batches")).isEqualTo(1);
        assertThat(admin.post("/replays/plan", which.copy().put("from", "Januar"))
                        .getString("rule"))
                .isEqualTo("MALFORMED");
        JsonObject run = which.copy().put("reason", "演练");
        long id = admin.post("/replays", run).getLong("replay");
        assertThat(admin.post("/replays", run).getString("rule")).isEqualTo("RUNNING_ALREADY");
        JsonObject reason = new JsonObject().put("reason", "等等");
        assertThat(desk.post("/replays/" + id + "/pause", reason).getString("state"))
                .isEqualTo("PAUSED");
        assertThat(desk.post("/replays/" + id + "/resume", reason).getString("state"))
                .isEqualTo("RUNNING");
        world.replayAll();
        JsonObject status = admin.get("/replays/" + id);
        assertThat(status.getString("state")).isEqualTo("DONE");
        assertThat(status.getJsonArray("items").getJsonObject(0).getInteger("unchanged"))
                .isEqualTo(11);
        assertThat(admin.get("/replays").getJsonArray("replays")).hasSize(1);
    }
}
