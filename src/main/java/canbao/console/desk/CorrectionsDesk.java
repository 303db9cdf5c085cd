package canbao.console.desk;

import canbao.console.web.Json;
import canbao.feed.correction.Correction;
import canbao.feed.correction.Corrections;
import canbao.feed.correction.Corrections.Wrong;
import canbao.model.FeedId;
import canbao.model.PersonKey;
import canbao.model.Wording;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Corrections: {@code GET /corrections?feed&state&after&limit}, {@code GET /corrections/<n>} with everything that was said;
 * {@code POST /corrections} with feed, batch, line, field and reason, or with a review; {@code POST
 * /corrections/<n>/cancel} with a reason.
 */
public final class CorrectionsDesk implements Desk.Part {
    private static final int PAGE = 100;
    private static final int MOST = 500;

    private final Corrections corrections;

    public CorrectionsDesk(Corrections corrections) {
        this.corrections = corrections;
    }

    @Override
    public void mount(Desk desk) {
        desk.get("/corrections", this::list);
        desk.get("/corrections/:correction", this::show);
        desk.post("/corrections", this::open);
        desk.post(
                "/corrections/:correction/cancel",
                call -> reply(corrections.cancel(call.actor(), call.id("correction"), call.text("reason"))));
    }

    private Reply list(Call call) {
        String state = call.query("state").orElse("").toUpperCase(Locale.ROOT);
        int limit = Math.max(1, call.query("limit", PAGE, MOST));
        List<Correction> found = corrections
                .store()
                .list(call.query("feed").orElse(""), state, call.query("after", 0, Integer.MAX_VALUE), limit);
        JsonArray items = new JsonArray();
        found.forEach(correction -> items.add(shown(correction)));
        JsonObject body = new JsonObject().put("corrections", items);
        return Reply.of(
                found.isEmpty() ? body : body.put("after", found.getLast().id()));
    }

    private Reply show(Call call) {
        Optional<Correction> found = corrections.store().find(call.id("correction"));
        if (found.isEmpty()) {
            return Reply.missing("没有这条校核。", "There is no such correction.");
        }
        JsonObject words =
                Desk.list("words", corrections.store().words(found.get().id()));
        return Reply.of(shown(found.get()).mergeIn(words));
    }

    private JsonObject shown(Correction correction) {
        return Json.of(correction).put("overdue", correction.isOverdue(corrections.now()));
    }

    private Reply open(Call call) {
        int workdays = number(call, "workdays", Corrections.WORKDAYS);
        if (call.body().containsKey("review")) {
            return reply(corrections.openOfReview(call.actor(), number(call, "review", 0), workdays));
        }
        String zh = call.text("reason");
        String en = call.body().containsKey("reasonEn") ? call.text("reasonEn") : zh;
        int part = number(call, "part", 0);
        Correction.Place row =
                new Correction.Place(number(call, "batch", 0), part == 0 ? null : part, number(call, "line", 0));
        return reply(corrections.open(
                call.actor(),
                new Wrong(feed(call), row, person(call), call.text("field"), new Wording(zh, en)),
                workdays));
    }

    private static FeedId feed(Call call) {
        try {
            return FeedId.of(call.text("feed"));
        } catch (IllegalArgumentException e) {
            throw new Call.Malformed("feed", "应为 单位/数据源", "must be agency/feed");
        }
    }

    private static @Nullable PersonKey person(Call call) {
        try {
            return call.body().containsKey("person") ? PersonKey.of(call.text("person")) : null;
        } catch (IllegalArgumentException e) {
            throw new Call.Malformed("person", "应为人员编号（UUID）", "must be a person's key (UUID)");
        }
    }

    private static int number(Call call, String name, int otherwise) {
        return switch (call.body().getValue(name)) {
            case null -> otherwise;
            case Integer number -> number;
            default -> throw new Call.Malformed(name, "应为整数", "must be a whole number");
        };
    }

    private static Reply reply(Corrections.Outcome outcome) {
        return switch (outcome) {
            case Corrections.Outcome.Opened opened -> Reply.of(opened);
            case Corrections.Outcome.Done done -> Reply.of(done);
            case Corrections.Outcome.Refused no ->
                Reply.refused(no.rule().startsWith("NO_SUCH") ? 404 : 409, no.rule(), no.message(), no.fix());
        };
    }
}
