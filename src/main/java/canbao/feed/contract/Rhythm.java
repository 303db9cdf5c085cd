package canbao.feed.contract;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * How often batches are agreed to come, and whom to ask when none does.
 *
 * @param by the day of the month (or of the week, Monday is 1) by which it comes
 * @param before the time of the day in the pool area's zone
 */
public record Rhythm(
        Every every, @Nullable Integer by, @Nullable LocalTime before, String owner) {
    /** How often. */
    public enum Every {
        EVENT("事件发生即报", "as it happens"),
        HOUR("每小时", "every hour"),
        DAY("每天", "every day"),
        WORKING_DAY("每个工作日", "every working day"),
        WEEK("每周", "every week"),
        MONTH("每月", "every month"),
        YEAR("每年", "every year");

        private final String zh;
        private final String en;

        Every(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }
    }

    /** For people, Chinese and English. */
    public String words() {
        String day = by == null ? "" : every == Every.WEEK ? "星期" + by : by + "日";
        String until = before == null ? day : day + before;
        return every.zh + (until.isEmpty() ? "" : until + "前") + " / " + every.en
                + (by == null ? "" : " by day " + by)
                + (before == null ? "" : " before " + before);
    }
}
