package canbao.console.desk.money;

import canbao.console.desk.Call;
import canbao.console.desk.Desk;
import canbao.console.desk.Masked;
import canbao.console.desk.Reply;
import canbao.console.web.Json;
import canbao.identity.VaultStore;
import canbao.recon.Difference;
import canbao.recon.DifferenceStore.Filter;
import canbao.recon.Reconciling;
import canbao.recon.Reconciling.Outcome;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Differences at the desk: {@code POST /recon/runs {year, graceDays}}, {@code GET /recon?state&kind&assignee&after&limit},
 * {@code GET /recon/<n>}, {@code POST /recon/<n>/assign {to}} and {@code …/close {reason}}. People are masked.
 */
public final class ReconDesk implements Desk.Part {
    private static final int PAGE = 100;
    private static final int MOST = 500;
    private static final int GRACE_DAYS = 3;
    private static final int MOST_GRACE_DAYS = 90;

    private final Reconciling reconciling;
    private final VaultStore vault;

    public ReconDesk(Reconciling reconciling, VaultStore vault) {
        this.reconciling = reconciling;
        this.vault = vault;
    }

    @Override
    public void mount(Desk desk) {
        desk.post("/recon/runs", call -> reply(reconciling.run(call.actor(), Asked.year(call), graceDays(call))));
        desk.get("/recon", this::list);
        desk.get("/recon/:difference", this::show);
        desk.post(
                "/recon/:difference/assign",
                call -> reply(reconciling.assign(call.actor(), call.id("difference"), call.text("to"))));
        desk.post(
                "/recon/:difference/close",
                call -> reply(reconciling.close(call.actor(), call.id("difference"), call.text("reason"))));
    }

    private static int graceDays(Call call) {
        Object given = call.body().getValue("graceDays");
        if (given == null) {
            return GRACE_DAYS;
        }
        if (given instanceof Integer days && days >= 0 && days <= MOST_GRACE_DAYS) {
            return days;
        }
        throw new Call.Malformed("graceDays", "应为 0 到 90 的整数", "must be a whole number from 0 to 90");
    }

    private Reply list(Call call) {
        Filter filter = new Filter(
                call.query("state").orElse("").toUpperCase(Locale.ROOT),
                call.query("kind").orElse("").toUpperCase(Locale.ROOT),
                call.query("assignee").orElse(""));
        List<Difference> found = reconciling
                .store()
                .list(filter, call.query("after", 0, Integer.MAX_VALUE), Math.max(1, call.query("limit", PAGE, MOST)));
        JsonObject body = new JsonObject().put("differences", shown(found));
        return Reply.of(
                found.isEmpty() ? body : body.put("after", found.getLast().difference()));
    }

    private Reply show(Call call) {
        Optional<Difference> found = reconciling.store().find(call.id("difference"));
        return found.isEmpty()
                ? Reply.missing("没有这条差异。", "There is no such difference.")
                : Reply.of(shown(List.of(found.get())).getJsonObject(0));
    }

    private JsonArray shown(List<Difference> found) {
        Masked people = new Masked(vault, found.stream().map(Difference::person).toList());
        JsonArray items = new JsonArray();
        for (Difference one : found) {
            JsonObject item = people.put(Json.of(one), one.person());
            items.add(item.put("why", Json.of(one.kind().words())));
        }
        return items;
    }

    private static Reply reply(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ran ran -> Reply.of(ran);
            case Outcome.Done done -> Reply.of(done);
            case Outcome.Refused no -> Reply.refused(409, no.rule(), no.message(), no.fix());
        };
    }
}
