package canbao.feed.held;

import canbao.feed.held.HeldBatches.Outcome.Refused;
import canbao.model.Wording;

/** Why something cannot be asked or decided, and what to do. */
final class Refusals {
    static final Refused NOT_HELD = new Refused(
            "NOT_HELD",
            new Wording(
                    "该批次不在待核之列：已处理、被更新的名单取代，或不存在。",
                    "The batch does not wait for a person: decided, superseded by a newer list, or unknown."),
            new Wording("用 held list 查看待核批次。", "See held list."));
    static final Refused CHANGED = new Refused(
            "CHANGED_SINCE_SHOWN",
            new Wording("批次的影响与所示不同了。", "The batch would no longer do what was shown."),
            new Wording("用 held show 重新查看，再用新的摘要申请。", "Look again with held show, and ask with the new digest."));
    static final Refused UNREADABLE = new Refused(
            "UNREADABLE",
            new Wording("该批次现在读不了。", "The batch cannot be read now."),
            new Wording("用 held show 查看原因；请机构重报。", "held show says why; let the agency send it again."));
    static final Refused NOT_ASKED = new Refused(
            "NOT_ASKED",
            new Wording("还没有人申请，或申请后批次已变化。", "Nobody has asked for it, or it has changed since."),
            new Wording("先由一人用 held ask 申请，再由另一人决定。", "One person asks with held ask, another one decides."));
    static final Refused SAME_PERSON = new Refused(
            "SAME_PERSON",
            new Wording("申请人不能自己批准或驳回。", "Who has asked cannot decide."),
            new Wording("请另一位工作人员决定。", "Let somebody else decide."));

    private Refusals() {}
}
