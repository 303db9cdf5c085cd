package canbao.console.desk;

import canbao.console.web.Json;
import canbao.identity.VaultStore;
import canbao.lead.Lead;
import canbao.lead.Leads;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Leads to civil affairs: {@code GET /leads?state&reason&after&limit}, {@code GET /leads/<n>}; {@code POST
 * /leads/<n>/close} with a reason. People are masked.
 */
public final class LeadDesk implements Desk.Part {
    private static final int PAGE = 100;
    private static final int MOST = 500;

    private final Leads leads;
    private final VaultStore vault;

    public LeadDesk(Leads leads, VaultStore vault) {
        this.leads = leads;
        this.vault = vault;
    }

    @Override
    public void mount(Desk desk) {
        desk.get("/leads", this::list);
        desk.get("/leads/:lead", this::show);
        desk.post("/leads/:lead/close", this::close);
    }

    private Reply list(Call call) {
        List<Lead> found = leads.store()
                .list(
                        call.query("state").orElse("").toUpperCase(Locale.ROOT),
                        call.query("reason").orElse("").toUpperCase(Locale.ROOT),
                        call.query("after", 0, Integer.MAX_VALUE),
                        Math.max(1, call.query("limit", PAGE, MOST)));
        JsonObject body = new JsonObject().put("leads", shown(found));
        return Reply.of(
                found.isEmpty() ? body : body.put("after", found.getLast().id()));
    }

    private Reply show(Call call) {
        Optional<Lead> found = leads.store().find(call.id("lead"));
        return found.isEmpty()
                ? Reply.missing("没有这条线索。", "There is no such lead.")
                : Reply.of(shown(List.of(found.get())).getJsonObject(0));
    }

    private JsonArray shown(List<Lead> found) {
        Masked people = new Masked(vault, found.stream().map(Lead::person).toList());
        JsonArray items = new JsonArray();
        for (Lead lead : found) {
            JsonObject item = people.put(Json.of(lead), lead.person());
            items.add(item.put("why", Json.of(lead.reason().words())));
        }
        return items;
    }

    private Reply close(Call call) {
        return switch (leads.dismiss(call.actor(), call.id("lead"), call.text("reason"))) {
            case Leads.Outcome.Closed closed -> Reply.of(closed);
            case Leads.Outcome.Refused no -> Reply.refused(409, no.rule(), no.message(), no.fix());
        };
    }
}
