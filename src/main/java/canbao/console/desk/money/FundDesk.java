package canbao.console.desk.money;

import canbao.console.desk.Call;
import canbao.console.desk.Desk;
import canbao.console.desk.Masked;
import canbao.console.desk.Reply;
import canbao.console.web.Json;
import canbao.fund.Allocation;
import canbao.fund.FundClaim;
import canbao.fund.FundLine;
import canbao.fund.Funding;
import canbao.fund.Funding.Outcome;
import canbao.identity.VaultStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Claims to finance: {@code POST /fund/claims {area, year, due, reason}}, {@code GET /fund/claims?year&after&limit}, {@code
 * GET /fund/claims/<n>?after&limit}, {@code POST …/<n>/approve|refuse {reason}}. Amounts in fen; people are masked.
 */
public final class FundDesk implements Desk.Part {
    private static final int PAGE = 100;
    private static final int MOST = 500;

    private final Funding funding;
    private final VaultStore vault;

    public FundDesk(Funding funding, VaultStore vault) {
        this.funding = funding;
        this.vault = vault;
    }

    @Override
    public void mount(Desk desk) {
        desk.post(
                "/fund/claims",
                call -> reply(funding.ask(
                        call.actor(), call.text("area"), Asked.year(call), due(call), call.text("reason"))));
        desk.get("/fund/claims", this::list);
        desk.get("/fund/claims/:claim", this::show);
        desk.post(
                "/fund/claims/:claim/approve",
                call -> reply(funding.approve(call.actor(), call.id("claim"), call.text("reason"))));
        desk.post(
                "/fund/claims/:claim/refuse",
                call -> reply(funding.refuse(call.actor(), call.id("claim"), call.text("reason"))));
    }

    private static @Nullable LocalDate due(Call call) {
        if (!call.body().containsKey("due")) {
            return null;
        }
        try {
            return LocalDate.parse(call.text("due"));
        } catch (DateTimeException e) {
            throw new Call.Malformed("due", "应为日期，如 2025-03-31", "must be a date such as 2025-03-31");
        }
    }

    private Reply list(Call call) {
        int year = call.query("year", 0, 9999);
        List<FundClaim> found = funding.store()
                .list(call.query("after", 0, Integer.MAX_VALUE), year, Math.max(1, call.query("limit", PAGE, MOST)));
        Allocation paid = funding.allocation();
        JsonArray claims = new JsonArray();
        found.forEach(claim -> claims.add(shown(claim, paid)));
        JsonObject body = new JsonObject().put("claims", claims);
        JsonObject surplus = new JsonObject();
        paid.surplus().forEach(surplus::put);
        body.put("surplusFen", surplus).mergeIn(Desk.list("unplaced", paid.unplaced()));
        if (year != 0) {
            body.put("balance", Json.of(funding.store().balance(year)));
        }
        return Reply.of(
                found.isEmpty() ? body : body.put("after", found.getLast().claim()));
    }

    private static JsonObject shown(FundClaim claim, Allocation paid) {
        boolean approved = claim.state() == FundClaim.State.APPROVED;
        return Json.of(claim)
                .put("receivedFen", paid.received(claim.claim()))
                .put("gapFen", approved ? paid.gap(claim) : 0);
    }

    private Reply show(Call call) {
        Optional<FundClaim> found = funding.store().find(call.id("claim"));
        if (found.isEmpty()) {
            return Reply.missing("没有这份请款单。", "There is no such claim.");
        }
        Allocation paid = funding.allocation();
        long number = found.get().claim();
        UUID after = Asked.after(call);
        List<FundLine> lines = funding.store().lines(number, after, Math.max(1, call.query("limit", PAGE, MOST)));
        Masked people = new Masked(vault, lines.stream().map(FundLine::person).toList());
        JsonArray shown = new JsonArray();
        lines.forEach(line -> shown.add(people.put(Json.of(line), line.person())));
        JsonObject body = shown(found.get(), paid)
                .mergeIn(Desk.list(
                        "payments",
                        paid.parts().stream()
                                .filter(part -> part.claim() == number)
                                .toList()))
                .put("lines", shown);
        return Reply.of(
                lines.isEmpty()
                        ? body
                        : body.put("after", lines.getLast().person().toString()));
    }

    private static Reply reply(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Claimed claimed -> Reply.of(claimed);
            case Outcome.Decided decided -> Reply.of(decided);
            case Outcome.Refused no -> Reply.refused(409, no.rule(), no.message(), no.fix());
        };
    }
}
