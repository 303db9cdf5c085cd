package canbao.ledger.year;

import canbao.ledger.year.YearRuns.Outcome.Refused;
import canbao.model.Wording;
import canbao.policy.PolicyBook;

/** Why a run is not started or moved, and what to do about it. */
final class Refusals {
    static final Refused REASON = new Refused(
            "REASON",
            new Wording("理由为空、过长，或含有证件号码、电话。", "The reason is empty, too long, or holds a number of a person."),
            new Wording("用不含个人信息的一句话说明。", "Say it in one sentence without personal data."));
    static final Refused NOT_SO = new Refused(
            "NOT_SO",
            new Wording("没有这次运行，或它现在不能这样变更。", "There is no such run, or it cannot change in that way now."),
            new Wording("先用 ./hub policy runs list 查看状态。", "See its state with ./hub policy runs list first."));

    private Refusals() {}

    static Refused noPolicy(String year, PolicyBook book) {
        String known = book.policies().isEmpty()
                ? "330302-2025"
                : book.policies().getFirst().area() + "-"
                        + book.policies().getFirst().coverageYear();
        String clone = "./hub policy clone " + known + " " + year;
        return new Refused(
                "NO_POLICY",
                new Wording(
                        "config/policies 中没有 " + year + " 年度的政策。",
                        "config/policies holds no policy for the coverage year " + year + "."),
                new Wording(
                        "先用 " + clone + " 起草，核对后以 ./hub policy submit 提交审批，或放入后重启枢纽。",
                        "Draft one with " + clone
                                + ", check it, and ./hub policy submit it for approval, or put it there and restart the hub."));
    }

    static Refused begun(int year) {
        return new Refused(
                "BEGUN",
                new Wording(year + " 年度的待遇期已经开始。", "The cover of " + year + " has begun already."),
                new Wording(
                        "年度结转只用于新年度；重新判定用 ./hub policy reevaluate --year " + year + "。",
                        "A roll-over opens a new year; to decide everybody again: ./hub policy reevaluate --year "
                                + year + "."));
    }

    static Refused nothingToDo(String version, long run) {
        return new Refused(
                "NOTHING_TO_DO",
                new Wording(
                        "所有人已按 " + version + " 判定（第 " + run + " 次运行）。",
                        "Everybody is at version " + version + " already (run " + run + ")."),
                new Wording(
                        "改变政策并增加 version；确需重算时加 --again。",
                        "Change the policy and count up its version; --again decides all the same."));
    }

    static Refused running(int year) {
        return new Refused(
                "RUNNING",
                new Wording(year + " 年度已有一次运行尚未结束。", "A run for " + year + " has not ended yet."),
                new Wording(
                        "等待、继续或停止它：./hub policy runs --help。",
                        "Wait for it, resume it or stop it: ./hub policy runs --help."));
    }
}
