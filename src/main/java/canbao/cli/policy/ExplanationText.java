package canbao.cli.policy;

import canbao.model.Decision;
import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.Outcome.Settlement;
import canbao.policy.explain.Explanation;
import canbao.policy.explain.ReasonCode;
import java.io.PrintStream;
import java.time.LocalDate;

/** An explanation for people. */
final class ExplanationText {
    private ExplanationText() {}

    static void print(Explanation explained, PrintStream out) {
        out.println("政策 / policy " + explained.policyVersion() + " · " + explained.on());
        explained.outcomes().forEach(outcome -> print(outcome, out));
        out.println("事实 / facts");
        explained
                .facts()
                .forEach(said -> out.println((said.decisive() ? "  ✓ " : "    ") + said.kind() + " " + said.feed() + "@"
                        + said.batch() + ":" + said.row()));
        out.println("规则 / rules");
        explained
                .rules()
                .forEach(noted -> out.println((noted.fired() ? "  ✓ " : "  – ")
                        + noted.rule().wording().zh() + " / "
                        + noted.rule().wording().en() + "："
                        + noted.why().zh() + " / " + noted.why().en()));
    }

    private static void print(Outcome outcome, PrintStream out) {
        ReasonCode reason = ReasonCode.of(outcome);
        String category = outcome.category() == null ? "" : " · " + outcome.category();
        String tier = outcome.tier() == null ? "" : " · " + outcome.tier();
        out.println(outcome.product() + " " + reason + category + tier + "："
                + reason.wording().zh() + " / " + reason.wording().en());
        if (outcome.decision() instanceof Decision.Subsidised subsidised) {
            out.println("  个人 / personal " + subsidised.premium().personal().yuan() + "，资助 / subsidy "
                    + subsidised.premium().subsidy().yuan() + "，财政 / fiscal "
                    + subsidised.premium().fiscal().yuan());
        }
        amount("  尚欠 / still owes ", outcome.owed(), out);
        if (outcome.coverFrom() != null) {
            out.println("  待遇自 / covered from " + outcome.coverFrom());
        }
        Outcome.Unpaid unpaid = outcome.notes().unpaid();
        if (unpaid != null) {
            out.println("  未缴原因，不提醒 / unpaid, not reminded: " + unpaid.words().zh() + " / "
                    + unpaid.words().en());
        }
        Settlement settlement = outcome.settlement();
        amount("  退费 / refund ", settlement.refund(), out);
        amount("  事后资助 / paid to him afterwards ", settlement.postHoc(), out);
        amount("  下年抵扣 / credited next year ", settlement.nextYear(), out);
        if (outcome.waitingMonths() > 0) {
            out.println("  等待期 / waiting " + outcome.waitingMonths() + " 个月 / months");
        }
        if (!outcome.nextReview().equals(LocalDate.MAX)) {
            out.println("  下次复核 / next review " + outcome.nextReview());
        }
    }

    private static void amount(String what, Fen fen, PrintStream out) {
        if (fen.value() > 0) {
            out.println(what + fen.yuan());
        }
    }
}
