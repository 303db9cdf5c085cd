package canbao.console.desk;

import canbao.console.web.Json;
import canbao.identity.VaultStore;
import canbao.ledger.show.WorkStore;
import canbao.ledger.show.WorkStore.Item;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Cases that wait for staff: {@code GET /work?after&limit} what an office refused, {@code GET /work/unanswered?days} what
 * nobody has answered for so many days. People are masked.
 */
public final class WorkDesk implements Desk.Part {
    private static final int PAGE = 100;
    private static final int MOST = 500;
    private static final int DAYS = 3;

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
