package canbao.console.desk;

import canbao.console.web.Json;
import canbao.identity.VaultStore;
import canbao.ledger.show.WorkStore;
import canbao.ledger.show.WorkStore.Item;
import canbao.ledger.show.WorkStore.Owing;
import canbao.model.Outcome.Unpaid;
import canbao.model.Wording;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Cases that wait for staff: {@code GET /work?after&limit} what an office refused, {@code GET /work/unanswered?days} what
 * nobody has answered for so many days, {@code GET /work/unpaid?reason} who owes, and why he does not pay. People are masked.
 */
public final class WorkDesk implements Desk.Part {
    private static final int PAGE = 100;
    private static final int MOST = 500;
    private static final int DAYS = 3;
    private static final String NOBODY_SAYS = "NONE";
    private static final String DEBIT_FAILED = "DEBIT_FAILED";

    private final WorkStore work;
    private final VaultStore vault;
    private final Clock clock;

    public WorkDesk(WorkStore work, VaultStore vault, Clock clock) {
        this.work = work;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public void mount(Desk desk) {
        desk.get("/work", call -> reply(work.refused(after(call), limit(call))));
        desk.get(
                "/work/unanswered",
                call -> reply(work.unanswered(
                        clock.instant().minus(Duration.ofDays(call.query("days", DAYS, 1_000))),
                        after(call),
                        limit(call))));
        desk.get("/work/unpaid", this::unpaid);
    }

    private Reply unpaid(Call call) {
        List<Owing> found = work.unpaid(reason(call), after(call), limit(call));
        Masked people = new Masked(vault, found.stream().map(Owing::person).toList());
        JsonArray owing = new JsonArray();
        for (Owing one : found) {
            JsonObject shown = people.put(Json.of(one), one.person());
            owing.add(shown.put("why", Json.of(words(one.reason()))));
        }
        // Counted over everybody: once, with the first page.
        JsonArray reasons = call.query("after").isPresent() ? new JsonArray() : reasons();
        JsonObject body = new JsonObject().put("unpaid", owing).put("reasons", reasons);
        return Reply.of(
                found.isEmpty()
                        ? body
                        : body.put("after", found.getLast().person().toString()));
    }

    private JsonArray reasons() {
        JsonArray reasons = new JsonArray();
        work.unpaidByReason()
                .forEach((reason, count) -> reasons.add(new JsonObject()
                        .put("reason", reason)
                        .put("why", Json.of(words(reason.equals(NOBODY_SAYS) ? null : Unpaid.of(reason))))
                        .put("cases", count)));
        return reasons;
    }

    private static Wording words(@Nullable Unpaid reason) {
        return reason == null ? new Wording("未说明，继续提醒", "nobody says why: is reminded") : reason.words();
    }

    private static String reason(Call call) {
        String reason = call.query("reason").orElse("");
        boolean known = reason.isEmpty()
                || reason.equals(NOBODY_SAYS)
                || reason.equals(DEBIT_FAILED)
                || Arrays.stream(Unpaid.values()).anyMatch(each -> each.name().equals(reason));
        if (!known) {
            String all = Arrays.toString(Unpaid.values());
            throw new Call.Malformed(
                    "reason", "应为 NONE、DEBIT_FAILED 或 " + all, "must be NONE, DEBIT_FAILED or one of " + all);
        }
        return reason;
    }

    private Reply reply(List<Item> found) {
        Masked people = new Masked(vault, found.stream().map(Item::person).toList());
        JsonArray items = new JsonArray();
        for (Item item : found) {
            JsonObject shown = people.put(Json.of(item), item.person());
            items.add(shown.put("stands", Json.of(item.state().words())));
        }
        JsonObject body = new JsonObject().put("work", items);
        return Reply.of(
                found.isEmpty()
                        ? body
                        : body.put("after", found.getLast().person().toString()));
    }

    private static UUID after(Call call) {
        try {
            return UUID.fromString(call.query("after").orElse("00000000-0000-0000-0000-000000000000"));
        } catch (IllegalArgumentException e) {
            throw new Call.Malformed("after", "应为人员编号（UUID）", "must be a person's key (UUID)");
        }
    }

    private static int limit(Call call) {
        return Math.max(1, call.query("limit", PAGE, MOST));
    }
}
