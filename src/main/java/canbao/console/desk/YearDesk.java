package canbao.console.desk;

import canbao.console.web.Json;
import canbao.ledger.year.YearRuns;
import canbao.ledger.year.YearRuns.Kind;
import canbao.ledger.year.YearRuns.Order;
import canbao.ledger.year.YearRuns.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs that decide everybody again, at the desk: {@code /year-runs}, and what is posted to {@code /year-runs/:id/...}. */
public final class YearDesk implements Desk.Part {
    private static final int MOST = 100;

    private final YearRuns runs;

    public YearDesk(YearRuns runs) {
        this.runs = runs;
    }

    @Override
    public void mount(Desk desk) {
        desk.get("/year-runs", call -> Reply.of(Desk.list("runs", runs.list(call.query("limit", 20, MOST)))));
        desk.post("/year-runs", this::start);
        desk.get("/year-runs/:id", this::status);
        desk.post("/year-runs/:id/pause", call -> reply(runs.pause(call.actor(), call.id("id"), call.text("reason"))));
        desk.post(
                "/year-runs/:id/resume", call -> reply(runs.resume(call.actor(), call.id("id"), call.text("reason"))));
        desk.post("/year-runs/:id/stop", call -> reply(runs.stop(call.actor(), call.id("id"), call.text("reason"))));
    }

    private Reply start(Call call) {
        boolean again = call.body().getValue("again") instanceof Boolean flag && flag;
        return reply(runs.start(call.actor(), new Order(kind(call), year(call), call.text("reason"), again)));
    }

    private static Kind kind(Call call) {
        String name = call.text("kind");
        try {
            return Kind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Call.Malformed("kind", "应为 reevaluate 或 rollover", "must be reevaluate or rollover");
        }
    }

    private static @Nullable Integer year(Call call) {
        return switch (call.body().getValue("year")) {
            case null -> {
                if (kind(call) == Kind.ROLLOVER) {
                    throw new Call.Malformed("year", "不能为空", "must be given");
                }
                yield null;
            }
            case Integer year -> year;
            default -> throw new Call.Malformed("year", "应为整数", "must be a whole number");
        };
    }

    private Reply status(Call call) {
        long id = call.id("id");
        return runs.find(id)
                .map(run -> Reply.of(Json.of(run)
                        .mergeIn(Desk.list("closing", runs.figures(id)))
                        .mergeIn(Desk.list("opened", runs.openedFigures(id)))
                        .put("figuresHold", run.figures() == null || runs.figuresHold(id))))
                .orElseGet(() -> Reply.missing("没有这次运行。", "There is no such run."));
    }

    private static Reply reply(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> Reply.of(done);
            case Outcome.Refused no -> Reply.refused(409, no.rule(), no.message(), no.fix());
        };
    }
}
