package canbao.feed.replay;

import canbao.feed.replay.Replays.Outcome.Refused;
import canbao.model.Wording;

/** Why a replay is not started or moved, and what to do. */
final class Refusals {
    static final Refused NOTHING = new Refused(
            "NOTHING_TO_REPLAY",
            new Wording("没有符合条件的批次。", "No batch fits the filter."),
            new Wording("放宽日期或状态；待核批次不能重放。", "Widen days or states; batches that wait for a person are not replayed."));
    static final Refused RUNNING = new Refused(
            "RUNNING_ALREADY",
            new Wording("该数据已有一次重放在进行或暂停。", "The feed has a replay that runs or is paused."),
            new Wording("等它结束，或先 replay stop。", "Wait for its end, or stop it first."));
    static final Refused NOT_SO = new Refused(
            "NOT_POSSIBLE_NOW",
            new Wording("重放不存在，或不在可以这样做的状态。", "There is no such replay, or not in a state in which this is possible."),
            new Wording("用 replay status 查看。", "See replay status."));

    private Refusals() {}

    static Refused overCap(int batches, long rows) {
        return new Refused(
                "OVER_CAP",
                new Wording(
                        "共%d批、%d行，超过上限。".formatted(batches, rows),
                        "%d batches of %d rows are more than the cap.".formatted(batches, rows)),
                new Wording("缩小范围，或确认后提高上限。", "Narrow the filter, or raise the cap deliberately."));
    }
}
