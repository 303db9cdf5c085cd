package canbao.feed.rhythm;

import java.time.Duration;
import java.time.LocalTime;
import java.time.MonthDay;
import org.jspecify.annotations.Nullable;

/**
 * How often batches are agreed to come, and whom to ask when none does. Written as {@code rhythm:} in a contract.
 *
 * @param by the last day of the period on which it may come; null for the period's last day
 * @param at the time of that day, in Asia/Shanghai; null for its end
 */
public record Rhythm(Every every, @Nullable By by, @Nullable LocalTime at, Leeway leeway, String owner) {
    /** How often. What comes as it happens is never late. */
    public enum Every {
        EVENT("事件发生即报", "as it happens"),
        HOUR("每小时", "every hour"),
        DAY("每天", "every day"),
        WORKING_DAY("每个工作日", "every working day"),
        WEEK("每周", "every week"),
        MONTH("每月", "every month"),
        QUARTER("每季度", "every quarter"),
        YEAR("每年", "every year"),
        TERM("每学期", "every school term");

        private final String zh;
        private final String en;

        Every(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        /** Whether it names a day of a period, which moves to the next working day when it is a day off. */
        boolean hasDays() {
            return compareTo(WEEK) >= 0;
        }
    }

    /** A day of a period. */
    public sealed interface By {
        /** The n-th day of the week (Monday is 1), month, quarter, year or term; the last one where there are fewer. */
        record Day(int n) implements By {}

        /** The n-th working day. */
        record Workday(int n) implements By {}

        /** A day of the year. */
        record Date(MonthDay day) implements By {}
    }

    /**
     * What is passed over in silence.
     *
     * @param workdays and then {@code time}: how long after the agreed moment nobody asks yet
     * @param early how many working days before its period a batch already counts for it
     */
    public record Leeway(int workdays, Duration time, int early) {
        public static final Leeway NONE = new Leeway(0, Duration.ZERO, 0);
    }

    /** For people, Chinese and English. */
    public String words() {
        By agreed = by;
        String until = agreed == null ? "" : zh(agreed);
        until += at == null ? "" : at.toString();
        return every.zh + (until.isEmpty() ? "" : until + "前") + " / " + every.en
                + (agreed == null ? "" : " by " + en(agreed))
                + (at == null ? "" : " before " + at);
    }

    private String zh(By agreed) {
        return switch (agreed) {
            case By.Day day ->
                every == Every.WEEK ? "星期" + day.n() : every == Every.MONTH ? day.n() + "日" : "第" + day.n() + "天";
            case By.Workday workday -> "第" + workday.n() + "个工作日";
            case By.Date date -> date.day().getMonthValue() + "月" + date.day().getDayOfMonth() + "日";
        };
    }

    private static String en(By agreed) {
        return switch (agreed) {
            case By.Day day -> "day " + day.n();
            case By.Workday workday -> "working day " + workday.n();
            case By.Date date -> date.day().toString().substring(2);
        };
    }
}
