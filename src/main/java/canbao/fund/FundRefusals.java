package canbao.fund;

import canbao.fund.Funding.Outcome.Refused;
import canbao.model.Wording;
import java.time.LocalDate;

/** Why nothing was claimed or decided, and what to do. */
final class FundRefusals {
    static final Refused NOTHING = refused(
            "NOTHING_TO_CLAIM",
            new Wording("账上的资助都已请款。", "Everything that the ledger has subsidised is claimed."),
            new Wording("有新的资助或退费后再请。", "Claim again when there are new subsidies or refunds."));
    static final Refused REASON = refused(
            "REASON",
            new Wording("理由过长，或含有像证件号、电话的数字。", "The reason is too long or holds what looks like a personal number."),
            new Wording("至多 200 字，不写个人信息。", "At most 200 characters, no personal data."));
    static final Refused NOT_ASKED = refused(
            "NOT_ASKED",
            new Wording("没有等待审批的这份请款单。", "There is no such claim that waits for a decision."),
            new Wording("用 fund list 查看。", "See fund list."));
    static final Refused SAME_PERSON = refused(
            "SAME_PERSON",
            new Wording("请款人不能审批自己的请款单。", "Whoever asks does not decide."),
            new Wording("由另一账号审批。", "Let another account decide."));

    private FundRefusals() {}

    static Refused policy(String area, int coverageYear) {
        return refused(
                "NO_POLICY",
                new Wording(
                        "本枢纽没有 " + area + " " + coverageYear + " 年度的政策。",
                        "This hub has no policy of " + area + " for " + coverageYear + "."),
                new Wording("核对 --area 和 --year。", "Check --area and --year."));
    }

    static Refused due(LocalDate due, LocalDate today) {
        return refused(
                "DUE_PAST",
                new Wording("到账期限 " + due + " 已过。", "The due date " + due + " has gone by."),
                new Wording("写 " + today + " 或之后的日期。", "Write " + today + " or later."));
    }

    static Refused waits(long claim) {
        return refused(
                "WAITS",
                new Wording("请款单 " + claim + " 还没有审批。", "Claim " + claim + " has not been decided yet."),
                new Wording("先批准或驳回它。", "Approve or refuse it first."));
    }

    private static Refused refused(String rule, Wording message, Wording fix) {
        return new Refused(rule, message, fix);
    }
}
