package canbao.console.desk;

import canbao.console.web.Json;
import canbao.feed.replay.Replays;
import canbao.feed.replay.Replays.Caps;
import canbao.feed.replay.Replays.Filter;
import canbao.feed.replay.Replays.Order;
import canbao.feed.replay.Replays.Outcome;
import canbao.feed.replay.Replays.Status;
import canbao.feed.replay.Replays.Under;
import canbao.model.FeedId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replays at the desk: {@code /replays}, {@code /replays/plan}, and what is posted to {@code /replays/:id/...}. */
public final class ReplayDesk implements Desk.Part {
    private static final int MOST = 500;

    private final Replays replays;

    public ReplayDesk(Replays replays) {
        this.replays = replays;
    }

    @Override
    public void mount(Desk desk) {
        desk.get(
                "/replays",
                call -> Reply.of(Desk.list(
                        "replays",
                        replays.list(call.query("after", 0, Integer.MAX_VALUE), call.query("limit", 50, MOST)))));
        desk.post(
                "/replays/plan",
                call -> Reply.of(replays.plan(
                        filter(call), under(call), number(call, "trials", 5).intValue())));
        desk.post("/replays", this::run);
        desk.get("/replays/:id", this::status);
        desk.post("/replays/:id/pause", call -> reply(replays.pause(call.actor(), call.id("id"), call.text("reason"))));
        desk.post(
                "/replays/:id/resume", call -> reply(replays.resume(call.actor(), call.id("id"), call.text("reason"))));
        desk.post("/replays/:id/stop", call -> reply(replays.stop(call.actor(), call.id("id"), call.text("reason"))));
    }

    private Reply run(Call call) {
        Caps caps = new Caps(
                number(call, "maxBatches", 100).intValue(),
                number(call, "maxRows", 1_000_000).longValue(),
                Math.clamp(number(call, "maxChangeShare", 0.1).doubleValue(), 0, 1));
        return reply(replays.run(call.actor(), new Order(filter(call), under(call), caps, call.text("reason"))));
    }

    private Reply status(Call call) {
        long id = call.id("id");
        Optional<Status> status = replays.find(id);
        if (status.isEmpty()) {
            return Reply.missing("没有这次重放。", "There is no such replay.");
        }
        int after = call.query("after", 0, Integer.MAX_VALUE);
        JsonObject batches = Desk.list("items", replays.batches(id, after, call.query("limit", 100, MOST)));
        return Reply.of(Json.of(status.get()).mergeIn(batches));
    }

    private static Filter filter(Call call) {
        JsonObject body = call.body();
        Set<String> states = new HashSet<>();
        if (body.getValue("states") instanceof JsonArray given) {
            given.forEach(state -> states.add(String.valueOf(state)));
        }
        if (states.isEmpty()) {
            states.add("APPLIED");
        }
        if (!Filter.STATES.containsAll(states)) {
            throw new Call.Malformed("states", "应为 " + Filter.STATES + " 之中", "must be among " + Filter.STATES);
        }
        Long batch = body.getValue("batch") instanceof Number number ? number.longValue() : null;
        try {
            return new Filter(
                    FeedId.of(call.text("feed")), day(body, "from"), day(body, "to"), Set.copyOf(states), batch);
        } catch (IllegalArgumentException e) {
            throw new Call.Malformed("feed", "应为 机构/数据", "must be agency/feed");
        }
    }

    private static @Nullable LocalDate day(JsonObject body, String name) {
        try {
            return body.getValue(name) instanceof String text ? LocalDate.parse(text) : null;
        } catch (DateTimeException e) {
            throw new Call.Malformed(name, "应为 年-月-日", "must be a day such as 2025-01-31");
        }
    }

    private static Under under(Call call) {
        String name = call.body().getValue("under") instanceof String text ? text : "ORIGINAL";
        try {
            return Under.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Call.Malformed("under", "应为 original 或 current", "must be original or current");
        }
    }

    private static Number number(Call call, String name, Number otherwise) {
        return switch (call.body().getValue(name)) {
            case null -> otherwise;
            case Number number -> number;
            default -> throw new Call.Malformed(name, "应为数字", "must be a number");
        };
    }

    private static Reply reply(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> Reply.of(done);
            case Outcome.Refused no -> Reply.refused(409, no.rule(), no.message(), no.fix());
        };
    }
}
