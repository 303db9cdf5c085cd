package canbao.console;

import canbao.console.Status.Alert;
import canbao.console.Status.Coverage;
import canbao.console.Status.Held;
import canbao.console.Status.Message;
import canbao.console.Status.MessageState;
import canbao.console.Status.Money;
import canbao.console.Status.OpenAlert;
import canbao.console.Status.OpenAlerts;
import canbao.console.Status.Phase;
import canbao.console.Status.Point;
import canbao.console.Status.Quarantine;
import canbao.console.Status.Row;
import canbao.console.Status.Step;
import canbao.console.Status.StepState;
import canbao.model.FeedId;
import canbao.model.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the page may have to show, invented: the demo at any point of its course. */
public final class SampleStatus {
    private static final Instant START = Instant.parse("2024-11-01T01:12:00Z");
    private static final long ENTITLED = 11_817;
    private static final String[] STEPS = {
        "start|启动|Start",
        "month1|第一月名单|Month 1 lists",
        "reminders|提醒家长|Reminders",
        "correction|更正失败|Correction",
        "resend|名单重发|Lists again",
        "month2|第二月名单|Month 2 lists",
        "check|核对账册|Compare books"
    };

    private SampleStatus() {}

    public static Status middle() {
        return at(0.6739);
    }

    /** Nothing has arrived yet. */
    static Status empty() {
        Status start = at(0);
        return new Status(
                START,
                start.place(),
                new Phase(new Wording("等待各单位送数", "Waiting for the agencies"), List.of()),
                start.stops(),
                new Coverage(start.coverage().what(), 0, 0, List.of()),
                new Money(0, 0, 0, 0),
                List.of(),
                0,
                List.of(),
                new Quarantine(0, Map.of(), List.of()),
                List.of(),
                OpenAlerts.NONE);
    }

    /** In the middle, with everything wrong that can be. */
    static Status trouble() {
        Status middle = middle();
        List<Step> steps = new ArrayList<>(middle.phase().steps());
        steps.set(3, new Step("correction", wording("更正失败", "Correction"), StepState.FAILED, 31.4));
        return new Status(
                middle.now(),
                middle.place(),
                new Phase(wording("第一月：更正登记失败的人员", "Month 1: correcting failed registrations"), steps),
                middle.stops(),
                middle.coverage(),
                middle.money(),
                middle.messages(),
                12,
                middle.held(),
                middle.quarantine(),
                List.of(
                        new Alert(
                                wording(
                                        "PostgreSQL 无响应，恢复前不收新批次",
                                        "PostgreSQL does not answer; no batch is taken until it does"),
                                middle.now().minusSeconds(42)),
                        new Alert(
                                wording("民政 SFTP 登录失败：主机密钥不符", "Civil affairs' SFTP: host key does not match"),
                                middle.now().minusSeconds(4000))),
                middle.open());
    }

    /** The database is away: alerts and nothing else. */
    static Status uncounted() {
        Status trouble = trouble();
        return new Status(
                trouble.now(),
                trouble.place(),
                trouble.phase(),
                List.of(),
                new Coverage(trouble.coverage().what(), 0, 0, List.of()),
                new Money(0, 0, 0, 0),
                List.of(),
                0,
                List.of(),
                new Quarantine(0, Map.of(), List.of()),
                trouble.alerts(),
                OpenAlerts.NONE);
    }

    static Status at(double progress) {
        long done = Math.round(ENTITLED * progress);
        Instant now = START.plusMillis(Math.round(progress * 96_000));
        return new Status(
                now,
                wording("温州市鹿城区 · 2025 年度", "Lucheng, Wenzhou · 2025"),
                new Phase(phaseName(progress), steps(progress)),
                SampleStops.at(progress),
                new Coverage(
                        wording("应资助人员已参保", "Entitled people enrolled with premium paid"),
                        done,
                        ENTITLED,
                        history(progress)),
                new Money(done * 66_000, Math.round(1_582 * progress) * 66_000, done, Math.round(1_582 * progress)),
                messages(progress),
                progress > 0.5 ? 2 : 0,
                held(progress),
                quarantine(progress),
                List.of(),
                open(progress));
    }

    private static OpenAlerts open(double progress) {
        if (progress < 0.6) {
            return OpenAlerts.NONE;
        }
        return new OpenAlerts(
                2,
                List.of(
                        new OpenAlert(
                                8,
                                wording("批次待核定", "Batch is held"),
                                "civil-affairs/hardship 41",
                                "医保经办 / enrolment desk",
                                wording(
                                        "批次 41（civil-affairs/hardship）已挂起，请核定放行或退回",
                                        "batch 41 of civil-affairs/hardship is held: approve or refuse it"),
                                START.plusSeconds(60)),
                        new OpenAlert(
                                7,
                                wording("数据迟报", "Feed is late"),
                                "health/deaths",
                                "区疾控中心",
                                wording(
                                        "应于 2024-10-31 18:00 前报送（每个工作日18:00前），至今未收到；没有变化也请报“无数据”",
                                        "was due before 2024-10-31 18:00 (every working day before 18:00) and has not come;"
                                                + " if there is nothing to report, say so"),
                                START.minusSeconds(54_720))));
    }

    private static Wording phaseName(double progress) {
        return progress >= 1
                ? wording("演示完成，各方账册一致", "Done: everybody's books agree")
                : progress > 0.3
                        ? wording("第一月：提醒未参保学生的家长", "Month 1: reminding guardians of uninsured pupils")
                        : wording("第一月：各单位名单到齐", "Month 1: the agencies' lists arrive");
    }

    private static List<Step> steps(double progress) {
        double[] seconds = {4.1, 22.6, 18.2, 6.4, 9.9, 21.7, 3.3};
        List<Step> steps = new ArrayList<>();
        double running = progress * STEPS.length;
        for (int i = 0; i < STEPS.length; i++) {
            String[] parts = STEPS[i].split("\\|");
            StepState state = running >= i + 1 ? StepState.DONE : running >= i ? StepState.RUNNING : StepState.WAITING;
            double shown =
                    state == StepState.DONE ? seconds[i] : state == StepState.RUNNING ? seconds[i] * (running - i) : 0;
            steps.add(new Step(parts[0], wording(parts[1], parts[2]), state, shown));
        }
        return steps;
    }

    private static List<Point> history(double progress) {
        List<Point> points = new ArrayList<>();
        int last = (int) Math.round(progress * 96);
        for (int second = 0; second <= last; second++) {
            double part = second / 96.0;
            double eased = part >= progress ? progress : progress * (1 - Math.pow(1 - part / progress, 2.2));
            points.add(new Point(START.plusSeconds(second), Math.round(ENTITLED * eased), ENTITLED));
        }
        return points;
    }

    private static List<Message> messages(double progress) {
        MessageState[] states = {
            MessageState.SENDING,
            MessageState.ACCEPTED,
            MessageState.DELIVERED,
            MessageState.IN_DOUBT,
            MessageState.DELIVERED,
            MessageState.FAILED,
            MessageState.DELIVERED,
            MessageState.DELIVERED
        };
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < Math.min(14, Math.round(progress * 30)); i++) {
            MessageState state = progress >= 1 ? MessageState.DELIVERED : states[i % states.length];
            String text = i % 3 == 1
                    ? "【鹿城医保】家长您好，您的两个孩子尚未参加2025年度居民医保，个人缴费每人660元，请于12月31日前在浙里办或办税服务厅缴纳。已缴请忽略。退订回T"
                    : "【鹿城医保】家长您好，孩子尚未参加2025年度居民医保，个人缴费660元，请于12月31日前在浙里办或办税服务厅缴纳。已缴请忽略。退订回T";
            messages.add(new Message(
                    "m" + (1000 - i),
                    "13" + (5 + i % 5) + "****" + (1207 + 613 * i) % 10000,
                    text,
                    state,
                    START.plusSeconds(Math.round(progress * 96) - 2L * i)));
        }
        return messages;
    }

    private static List<Held> held(double progress) {
        if (progress < 0.6) {
            return List.of();
        }
        return List.of(new Held(
                41,
                FeedId.of("civil-affairs/hardship"),
                "hardship-20241201.csv",
                wording(
                        "名单比上月少 9,612 人，超过合同允许的 2%，疑似文件被截断",
                        "9,612 people fewer than last month, more than the contract's 2 %: the file may be cut off"),
                9_612,
                11_902,
                START.plusSeconds(60)));
    }

    private static Quarantine quarantine(double progress) {
        long total = Math.round(41 * progress);
        if (total == 0) {
            return new Quarantine(0, Map.of(), List.of());
        }
        Map<String, Long> byRule = new LinkedHashMap<>();
        byRule.put("CHECK_DIGIT", total - total / 2 - total / 4);
        byRule.put("UNKNOWN_CATEGORY", total / 4);
        byRule.put("NOT_A_DATE", total / 2);
        FeedId hardship = FeedId.of("civil-affairs/hardship");
        FeedId roster = FeedId.of("education/roster");
        return new Quarantine(
                total,
                byRule,
                List.of(
                        row(
                                12,
                                hardship,
                                8_812,
                                "certificate",
                                "330302********121?",
                                "CHECK_DIGIT",
                                "核对末位校验码后重发该行 / Check the last digit and send the row again"),
                        row(
                                12,
                                hardship,
                                903,
                                "category",
                                "城市特困户",
                                "UNKNOWN_CATEGORY",
                                "改用合同所列类别之一 / Use one of the contract's categories"),
                        row(
                                19,
                                roster,
                                77,
                                "birth",
                                "2015-13-01",
                                "NOT_A_DATE",
                                "按 YYYYMMDD 填写出生日期 / Write the date of birth as YYYYMMDD"),
                        row(
                                20,
                                roster,
                                5,
                                "certificate",
                                "(空)",
                                "REQUIRED",
                                "补填身份证件号 / Fill in the certificate number"),
                        new Row(
                                33,
                                FeedId.of("police/population"),
                                1,
                                1,
                                "event",
                                "变更",
                                "UNKNOWN_EVENT",
                                "改用合同所列事件之一 / Use one of the contract's events")));
    }

    private static Row row(long batch, FeedId feed, int line, String... texts) {
        return new Row(batch, feed, 1, line, texts[0], texts[1], texts[2], texts[3]);
    }

    private static Wording wording(String zh, String en) {
        return new Wording(zh, en);
    }
}
