package canbao.console.desk;

import canbao.feed.quarantine.QuarantineStore;
import canbao.feed.quarantine.Repairs;
import canbao.feed.quarantine.Repairs.Alike;
import canbao.feed.quarantine.Repairs.Outcome;
import canbao.feed.quarantine.Returns;
import canbao.model.FeedId;
import canbao.model.Wording;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows in quarantine at the desk: {@code /quarantine}, {@code /quarantine/groups}, {@code /quarantine/:batch/:n}, fixing one
 * or all alike, returning a batch's rows and the file of them. Values come in bodies only.
 */
public final class QuarantineDesk implements Desk.Part {
    private static final int MOST = 500;
    private static final String SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final QuarantineStore store;
    private final Repairs repairs;
    private final Returns returns;

    public QuarantineDesk(QuarantineStore store, Repairs repairs, Returns returns) {
        this.store = store;
        this.repairs = repairs;
        this.returns = returns;
    }

    @Override
    public void mount(Desk desk) {
        desk.get("/quarantine", this::list);
        desk.get(
                "/quarantine/groups",
                call -> Reply.of(Desk.list("groups", store.groups(feed(call), call.query("limit", 100, MOST)))));
        desk.post("/quarantine/fix-all", this::fixAll);
        desk.get("/quarantine/:batch/returned.xlsx", this::file);
        desk.post("/quarantine/:batch/return", this::giveBack);
        desk.get("/quarantine/:batch/:n", this::show);
        desk.post("/quarantine/:batch/:n/fix", this::fix);
    }

    private static @Nullable FeedId feed(Call call) {
        return call.query("feed").map(QuarantineDesk::feed).orElse(null);
    }

    private static FeedId feed(String name) {
        try {
            return FeedId.of(name);
        } catch (IllegalArgumentException e) {
            throw new Call.Malformed("feed", "应为 机构/数据", "must be agency/feed");
        }
    }

    private Reply list(Call call) {
        Long batch = call.query("batch").isPresent() ? (long) call.query("batch", 0, Integer.MAX_VALUE) : null;
        String state = call.query("state").orElse("OPEN");
        return Reply.of(Desk.list(
                "rows",
                store.list(
                        feed(call),
                        batch,
                        state.equals("ALL") ? null : state,
                        call.query("afterBatch", 0, Integer.MAX_VALUE),
                        call.query("after", 0, Integer.MAX_VALUE),
                        call.query("limit", 50, MOST))));
    }

    private Reply show(Call call) {
        return returns.show(call.id("batch"), (int) call.id("n"))
                .map(Reply::of)
                .orElseGet(() -> Reply.missing("没有这一行。", "There is no such row."));
    }

    private Reply fix(Call call) {
        Map<String, String> values = new TreeMap<>();
        if (call.body().getValue("set") instanceof JsonObject set) {
            set.forEach(entry -> values.put(entry.getKey(), String.valueOf(entry.getValue())));
        } else {
            throw new Call.Malformed("set", "应为 列名到值的对象", "must be an object of columns and values");
        }
        return reply(repairs.fix(call.actor(), call.id("batch"), (int) call.id("n"), values, call.text("reason")));
    }

    private Reply fixAll(Call call) {
        JsonObject body = call.body();
        String masked = body.getValue("masked") instanceof String text ? text : null;
        String from = body.getValue("from") instanceof String text ? text : null;
        String to = body.getValue("to") instanceof String text ? text : null;
        if (to == null) {
            throw new Call.Malformed("to", "应为新值", "must be the new value");
        }
        Alike alike = new Alike(feed(call.text("feed")), call.text("field"), call.text("rule"), masked);
        return reply(repairs.fixAll(call.actor(), alike, from, to, call.text("reason")));
    }

    private static Reply reply(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> Reply.of(done);
            case Outcome.Refused no ->
                Reply.refused(
                        no.rule().equals("NOT_FOUND") ? 404 : 409,
                        no.rule(),
                        new Wording(
                                "没有改：" + zh(no.rule()) + "（" + no.about() + "）。",
                                "Not fixed: " + en(no.rule()) + " (" + no.about() + ")."),
                        new Wording("用 quarantine list 查看现状。", "See quarantine list."));
        };
    }

    private static String zh(String rule) {
        return switch (rule) {
            case "NOT_FOUND" -> "没有这样的行";
            case "NOT_OPEN" -> "该行已处理";
            case "NOT_KEPT" -> "该行原文没有保留，请退回机构";
            case "UNKNOWN_COLUMN" -> "合约没有这一列";
            default -> "其间有变化";
        };
    }

    private static String en(String rule) {
        return switch (rule) {
            case "NOT_FOUND" -> "no such row";
            case "NOT_OPEN" -> "the row is no longer open";
            case "NOT_KEPT" -> "what was sent is not kept: return it to its agency";
            case "UNKNOWN_COLUMN" -> "the contract has no such column";
            default -> "it changed meanwhile";
        };
    }

    private Reply giveBack(Call call) {
        int rows = returns.giveBack(call.actor(), call.id("batch"), call.text("reason"));
        return Reply.of(new JsonObject().put("batch", call.id("batch")).put("returned", rows));
    }

    private Reply file(Call call) {
        long batch = call.id("batch");
        return returns.file(call.actor(), batch)
                .<Reply>map(bytes -> new Reply.File("returned-" + batch + ".xlsx", SHEET, bytes))
                .orElseGet(() -> Reply.missing("该批次没有退回的行。", "No row of this batch was returned."));
    }
}
