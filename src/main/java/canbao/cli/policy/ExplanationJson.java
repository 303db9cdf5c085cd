package canbao.cli.policy;

import canbao.model.Decision;
import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.Premium;
import canbao.model.Wording;
import canbao.policy.Policy;
import canbao.policy.explain.Explanation;
import canbao.policy.explain.ReasonCode;
import canbao.policy.terms.Funds;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An explanation as JSON; amounts are fen, days ISO, and null stands for what does not apply. */
public final class ExplanationJson {
    private static final Premium NOTHING = new Premium(Fen.ZERO, Fen.ZERO, Fen.ZERO);

    private ExplanationJson() {}

    public static JsonObject of(Explanation explained, Policy policy) {
        JsonArray products = new JsonArray();
        explained.outcomes().forEach(outcome -> products.add(product(outcome, policy)));
        JsonArray facts = new JsonArray();
        explained
                .facts()
                .forEach(said -> facts.add(new JsonObject()
                        .put("kind", said.kind().name())
                        .put("feed", said.feed())
                        .put("batch", said.batch())
                        .put("row", said.row())
                        .put("decisive", said.decisive())));
        JsonArray rules = new JsonArray();
        explained
                .rules()
                .forEach(noted -> rules.add(new JsonObject()
                        .put("rule", noted.rule().name())
                        .put("name", wording(noted.rule().wording()))
                        .put("fired", noted.fired())
                        .put("why", wording(noted.why()))));
        return new JsonObject()
                .put("policy", explained.policyVersion())
                .put("coverageYear", policy.coverageYear())
                .put("on", explained.on().toString())
                .put("products", products)
                .put("facts", facts)
                .put("rules", rules);
    }

    static JsonObject product(Outcome outcome, Policy policy) {
        ReasonCode reason = ReasonCode.of(outcome);
        Outcome.Unpaid unpaid = outcome.notes().unpaid();
        Premium premium = premium(outcome.decision());
        JsonArray funds = new JsonArray();
        String category = outcome.category();
        if (category != null && premium.subsidy().value() > 0 && outcome.product() == Outcome.RESIDENT) {
            for (Funds.Part part : policy.fundsOf(category, premium.subsidy())) {
                funds.add(new JsonObject()
                        .put("fund", part.fund())
                        .put("fen", part.amount().value()));
            }
        }
        return new JsonObject()
                .put("product", outcome.product())
                .put("decision", word(outcome.decision()))
                .put("eligible", outcome.decision() instanceof Decision.Subsidised || category != null)
                .put("reasonCode", reason.name())
                .put("reason", wording(reason.wording()))
                .put("category", category)
                .put("personClass", outcome.personClass())
                .put("tier", outcome.tier())
                .put("personalFen", premium.personal().value())
                .put("subsidyFen", premium.subsidy().value())
                .put("fiscalFen", premium.fiscal().value())
                .put("totalFen", premium.total().value())
                .put("owedFen", outcome.owed().value())
                .put("waitingMonths", outcome.waitingMonths())
                .put("coverFrom", day(outcome.coverFrom()))
                .put("refundFen", outcome.settlement().refund().value())
                .put("postHocFen", outcome.settlement().postHoc().value())
                .put("nextYearFen", outcome.settlement().nextYear().value())
                .put("unpaidReason", unpaid == null ? null : unpaid.name())
                .put("unpaid", unpaid == null ? null : wording(unpaid.words()))
                .put("unpaidUntil", day(outcome.notes().unpaidUntil()))
                .put("treasury", day(outcome.notes().treasury()))
                .put("debit", day(outcome.notes().debit()))
                .put("debitFailed", day(outcome.notes().debitFailed()))
                .put("funds", funds)
                .put("evidence", new JsonArray(outcome.evidence()))
                .put("nextReview", day(outcome.nextReview()));
    }

    private static Premium premium(Decision decision) {
        return switch (decision) {
            case Decision.Subsidised subsidised -> subsidised.premium();
            case Decision.Owing owing -> owing.premium();
            case Decision.Covered covered -> covered.premium();
            case Decision.Ineligible ineligible -> NOTHING;
        };
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Decision.Subsidised subsidised -> "SUBSIDISED";
            case Decision.Owing owing -> "OWING";
            case Decision.Covered covered -> "COVERED";
            case Decision.Ineligible ineligible -> "INELIGIBLE";
        };
    }

    private static @Nullable String day(@Nullable LocalDate day) {
        return day == null || day.equals(LocalDate.MAX) ? null : day.toString();
    }

    private static JsonObject wording(Wording wording) {
        return new JsonObject().put("zh", wording.zh()).put("en", wording.en());
    }
}
