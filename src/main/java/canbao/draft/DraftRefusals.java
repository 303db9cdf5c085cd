package canbao.draft;

import canbao.draft.Drafts.Answer.Refused;
import canbao.io.yaml.Problem;
import canbao.model.Wording;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** Why something is not done with a draft, and what to do instead. */
final class DraftRefusals {
    static final Refused NOT_ASKED = refused(
            "NOT_ASKED",
            new Wording("没有这份待批的草稿。", "There is no such draft that waits for a decision."),
            new Wording("用 policy drafts 查看。", "See policy drafts."));
    static final Refused SAME_PERSON = refused(
            "SAME_PERSON",
            new Wording("提交人不能批准或驳回自己的草稿。", "Who proposed a draft cannot decide it."),
            new Wording("请另一人处理。", "Ask somebody else."));
    static final Refused OTHER_DIGEST = refused(
            "OTHER_DIGEST",
            new Wording("摘要与草稿不符。", "The digest is not this draft's."),
            new Wording("先用 policy show 查看，再带上它给出的摘要。", "Look at it with policy show and give the digest it shows."));
    static final Refused NO_WHAT_IF = refused(
            "NO_WHAT_IF",
            new Wording("这份草稿还没有完整的试算。", "There is no finished what-if of this very draft."),
            new Wording("先运行 policy what-if，再带上它的编号提交。", "Run policy what-if first and name its number."));
    static final Refused BUSY = refused(
            "BUSY",
            new Wording("另一份草稿正在试算。", "Another draft is being compared."),
            new Wording("等它结束后再试。", "Try again when it has ended."));
    static final Refused PERSONAL = refused(
            "REASON",
            new Wording("理由过长，或含有像证件号、电话的数字。", "The reason is too long or holds what looks like a personal number."),
            new Wording("至多 200 字，不写个人信息。", "At most 200 characters, no personal data."));

    private DraftRefusals() {}

    static Refused invalid(List<Problem> problems) {
        String all = problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
        return refused(
                "INVALID_POLICY",
                new Wording("草稿有 " + problems.size() + " 处错误。", "The draft has errors:\n" + all),
                new Wording("逐条改正后重试。", "Correct each and try again."));
    }

    static Refused area(String area, String ours) {
        return refused(
                "OTHER_AREA",
                new Wording(
                        "草稿的 area 是 " + area + "，本枢纽是 " + ours + "。",
                        "The draft's area is " + area + ", this hub's is " + ours + "."),
                new Wording("改正 area，或送到那里的枢纽。", "Correct area, or take it to that area's hub."));
    }

    static Refused past(LocalDate activateOn, LocalDate today) {
        String first = today.plusDays(1).toString();
        return refused(
                "DATE_PAST",
                new Wording("生效日期 " + activateOn + " 不晚于今天。", "The date " + activateOn + " is not after today."),
                new Wording("选 " + first + " 或之后的日期。", "Choose " + first + " or later."));
    }

    static Refused otherDay(LocalDate compared, LocalDate activateOn) {
        return refused(
                "WHAT_IF_OTHER_DAY",
                new Wording(
                        "试算的是 " + compared + "，草稿 " + activateOn + " 生效。",
                        "The what-if is for " + compared + ", the draft for " + activateOn + "."),
                new Wording(
                        "先运行 policy what-if --on " + activateOn + "，再带上它的编号提交。",
                        "Run policy what-if --on " + activateOn + " first and name its number."));
    }

    static Refused version(int number, String inForce, int next) {
        return refused(
                "VERSION_NOT_HIGHER",
                new Wording(
                        "version " + number + " 不高于届时有效的 " + inForce + "。",
                        "version " + number + " is not higher than " + inForce + ", in force by then."),
                new Wording("写 version: " + next + "。", "Write version: " + next + "."));
    }

    static Refused overtakes(String policy, LocalDate from) {
        return refused(
                "OVERTAKES",
                new Wording(
                        "已批准、" + from + " 生效的 " + policy + " 将永远不会生效。",
                        policy + ", approved for " + from + ", would never come into force."),
                new Wording("选 " + from + " 之后的日期。", "Choose a date after " + from + "."));
    }

    private static Refused refused(String rule, Wording message, Wording fix) {
        return new Refused(rule, message, fix);
    }
}
