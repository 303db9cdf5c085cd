package canbao.runtime;

import static canbao.runtime.Board.sum;

import canbao.console.Status.Stop;
import canbao.model.Wording;
import canbao.runtime.BoardStore.Cases;
import canbao.sms.MessageState;
import java.util.List;
import java.util.Map;

/** The eight stops of the path, in the page's words. */
record Stops(
        Map<String, Long> counts, List<Cases> cases, Map<String, Long> orders, Map<MessageState, Long> sms, Rate rate) {

    /** How fast a counter grows, per second. */
    @FunctionalInterface
    interface Rate {
        double of(String name, long count);
    }

    /** What is counted, in one word; and how far the work at hand is, total 0 for none. */
    private record Counter(long count, Wording unit, long done, long total) {
        static Counter of(long count, String zh, String en) {
            return new Counter(count, new Wording(zh, en), 0, 0);
        }

        Counter progress(long done, long total) {
            return new Counter(count, unit, done, total);
        }
    }

    List<Stop> list(long undecided) {
        return List.of(route(), inbox(), reader(), registry(), policy(undecided), ledger(), effects(), reminder());
    }

    private Stop route() {
        long kilobytes = count("bytes") / 1024;
        return stop(
                "route",
                new Wording("路由", "Route"),
                Counter.of(count("feeds"), "路数据", "feeds"),
                new Wording("%,d KB 已接收".formatted(kilobytes), "%,d KB received".formatted(kilobytes)));
    }

    private Stop inbox() {
        long batches = count("batches");
        return stop(
                "inbox",
                new Wording("收件箱", "Inbox"),
                Counter.of(batches, "批次", "batches").progress(batches - count("unread"), batches),
                new Wording(
                        "退回 %d · 挂起 %d".formatted(count("refused"), count("held")),
                        "%d refused · %d held".formatted(count("refused"), count("held"))));
    }

    private Stop reader() {
        return stop(
                "reader",
                new Wording("读取", "Reader"),
                Counter.of(count("rows"), "行", "rows"),
                detail("%,d 行待更正", "%,d rows in quarantine", count("rejected")));
    }

    private Stop registry() {
        return stop(
                "registry",
                new Wording("登记", "Registry"),
                Counter.of(count("added") + count("changed") + count("withdrawn"), "变更", "changes"),
                detail("%,d 行无变化", "%,d rows unchanged", count("unchanged")),
                detail("退出 %,d 人", "%,d withdrawn", count("withdrawn")));
    }

    private Stop policy(long undecided) {
        long decided = cases.stream().mapToLong(Cases::count).sum();
        return stop(
                "policy",
                new Wording("政策", "Policy"),
                Counter.of(decided, "人已判定", "people decided")
                        .progress(count("subjects") - undecided, count("subjects")),
                detail("待缴 %,d 人", "%,d owing", state("OWING")),
                detail("已有保障 %,d 人", "%,d covered already", state("COVERED")));
    }

    private Stop ledger() {
        return stop(
                "ledger",
                new Wording("台账", "Ledger"),
                Counter.of(count("entries"), "条记录", "entries"),
                detail("已资助 %,d 人", "%,d subsidised", state("SUBSIDISED")));
    }

    private Stop effects() {
        long ordered = orders.values().stream().mapToLong(Long::longValue).sum();
        return stop(
                "effects",
                new Wording("指令", "Effects"),
                Counter.of(ordered, "条指令", "orders").progress(orders("DONE") + orders("REFUSED"), ordered),
                detail("被拒 %,d", "%,d refused", orders("REFUSED")));
    }

    private Stop reminder() {
        long planned = sms.values().stream().mapToLong(Long::longValue).sum();
        return stop(
                "reminder",
                new Wording("提醒", "Reminder"),
                Counter.of(planned, "条短信", "messages").progress(planned - sms(MessageState.PLANNED), planned),
                detail("已送达 %,d", "%,d delivered", sms(MessageState.DELIVERED)),
                detail("已取消 %,d", "%,d cancelled", sms(MessageState.CANCELLED)),
                detail("街道已说明原因，不提醒 %,d", "%,d unpaid for a reason that their town told", count("unreminded")));
    }

    private Stop stop(String id, Wording name, Counter counter, Wording... details) {
        return new Stop(
                id,
                name,
                counter.count(),
                counter.unit(),
                rate.of(id, counter.count()),
                counter.done(),
                counter.total(),
                List.of(details));
    }

    private static Wording detail(String zh, String en, long count) {
        return new Wording(zh.replace("%,d", "%,d".formatted(count)), en.replace("%,d", "%,d".formatted(count)));
    }

    private long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    private long state(String state) {
        return sum(cases, c -> c.state().equals(state));
    }

    private long orders(String state) {
        return orders.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/" + state))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private long sms(MessageState state) {
        return sms.getOrDefault(state, 0L);
    }
}
