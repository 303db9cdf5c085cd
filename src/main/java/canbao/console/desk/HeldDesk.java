package canbao.console.desk;

import canbao.feed.batch.Changes.Page;
import canbao.feed.held.HeldBatches;
import canbao.feed.held.HeldBatches.Held;
import canbao.feed.held.HeldBatches.Outcome;
import canbao.model.batch.ChangeObserver.Kind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Held batches at the desk: {@code /held}, {@code /held/:batch}, and {@code ask}, {@code approve}, {@code refuse} below it. */
public final class HeldDesk implements Desk.Part {
    private static final int MOST = 500;

    private final HeldBatches held;

    public HeldDesk(HeldBatches held) {
        this.held = held;
    }

    @Override
    public void mount(Desk desk) {
        desk.get("/held", this::list);
        desk.get("/held/:batch", this::show);
        desk.post(
                "/held/:batch/ask",
                call -> reply(held.ask(call.actor(), call.id("batch"), call.text("digest"), call.text("reason"))));
        desk.post("/held/:batch/approve", call -> decide(call, true));
        desk.post("/held/:batch/refuse", call -> decide(call, false));
    }

    private Reply list(Call call) {
        List<Held> list = held.list(call.query("after", 0, Integer.MAX_VALUE), call.query("limit", 50, MOST));
        return Reply.of(Desk.list("held", list));
    }

    private Reply show(Call call) {
        Page page = new Page(kind(call), call.query("after", 0, Integer.MAX_VALUE), call.query("limit", 50, MOST));
        return held.show(call.id("batch"), page)
                .map(Reply::of)
                .orElseGet(() -> Reply.missing("没有这个批次。", "There is no such batch."));
    }

    private static @Nullable Kind kind(Call call) {
        String name = call.query("kind").orElse("");
        try {
            return name.isEmpty() ? null : Kind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Call.Malformed("kind", "应为 added、changed 或 withdrawn", "must be added, changed or withdrawn");
        }
    }

    private Reply decide(Call call, boolean approve) {
        return reply(held.decide(call.actor(), call.id("batch"), approve, call.text("reason")));
    }

    private static Reply reply(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> Reply.of(done);
            case Outcome.Refused no -> Reply.refused(409, no.rule(), no.message(), no.fix());
        };
    }
}
