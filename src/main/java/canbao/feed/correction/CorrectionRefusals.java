package canbao.feed.correction;

import canbao.feed.correction.Corrections.Outcome.Refused;
import canbao.model.Wording;

/** Why something cannot be done with a correction request, and what to do. */
final class CorrectionRefusals {
    static final Refused NO_SUCH_FIELD = new Refused(
            "NO_SUCH_FIELD",
            new Wording("没有这个数据源，或其合约中没有这一列。", "There is no such feed, or its contract has no such column."),
            new Wording("用合约 columns 中的列名。", "Use a column's name from the contract."));
    static final Refused NO_SUCH_ROW = new Refused(
            "NO_SUCH_ROW",
            new Wording(
                    "该数据源现行数据中没有这一行：已被更新、已退出，或批次、行号有误。",
                    "No row that the feed says now stands there: it was replaced, withdrawn, or the batch or line is wrong."),
            new Wording("用 person show 查看现行数据的批次和行号。", "person show names the batch and line of what is said now."));
    static final Refused SEVERAL_ROWS = new Refused(
            "SEVERAL_ROWS",
            new Wording("这一行号对应几个人的数据。", "Rows of several persons stand on that line."),
            new Wording("另给出人员编号。", "Name the person's key as well."));
    static final Refused NO_SUCH_REVIEW = new Refused(
            "NO_SUCH_REVIEW",
            new Wording("没有判为另一人且仍有效的这条核对。", "No review of that number says OTHER_PERSON of rows that still stand."),
            new Wording("用 person reviews --state OTHER_PERSON 查看。", "See person reviews --state OTHER_PERSON."));
    static final Refused OPEN_ALREADY = new Refused(
            "OPEN_ALREADY",
            new Wording("这一行的这一列已有未办结的校核。", "A correction of that field of that row is open already."),
            new Wording("用 corrections list 查看。", "See corrections list."));
    static final Refused WORKDAYS = new Refused(
            "WORKDAYS",
            new Wording("期限应为 1 至 60 个工作日。", "The deadline must be 1 to 60 working days."),
            new Wording("改正 workdays。", "Correct workdays."));
    static final Refused REASON = new Refused(
            "REASON",
            new Wording(
                    "理由不能为空，至多 300 字，且不得含证件或电话号码。",
                    "The reason must not be empty, has at most 300 characters and no number of a person."),
            new Wording("改写理由后重试。", "Write it otherwise and try again."));
    static final Refused UNKNOWN = new Refused(
            "NO_SUCH_CORRECTION",
            new Wording("没有这条校核。", "There is no such correction."),
            new Wording("先列出有哪些。", "List what there is first."));
    static final Refused SETTLED = new Refused(
            "CORRECTION_SETTLED",
            new Wording("这条校核已办结。", "The correction is settled already."),
            new Wording("查看它的结果；有异议请与医保经办联系。", "See how it ended; if you disagree, tell the enrolment desk."));
    static final Refused TOO_MANY = new Refused(
            "TOO_MANY_ANSWERS",
            new Wording("这条校核的答复过多。", "Too much has been said of this correction."),
            new Wording("请与医保经办联系。", "Speak with the enrolment desk."));

    private CorrectionRefusals() {}
}
