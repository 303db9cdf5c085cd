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

    List<Stop> list(long undecided) {
        long batches = count("batches");
        long rows = count("rows");
        long changes = count("added") + count("changed") + count("withdrawn");
        long decided = cases.stream().mapToLong(Cases::count).sum();
        long ordered = orders.values().stream().mapToLong(Long::longValue).sum();
        long answered = orders("DONE") + orders("REFUSED");
        long planned = sms.values().stream().mapToLong(Long::longValue).sum();
        long ended = planned - sms(MessageState.PLANNED);
        return List.of(
                stop(
                        "route",
                        "路由",
                        "Route",
                        count("feeds"),
                        "路数据",
                        "feeds",
                        0,
                        0,
                        List.of(new Wording(
                                "%,d KB 已接收".formatted(count("bytes") / 1024),
                                "%,d KB received".formatted(count("bytes") / 1024)))),
                stop(
                        "inbox",
                        "收件箱",
                        "Inbox",
                        batches,
                        "批次",
                        "batches",
                        batches - count("unread"),
                        batches,
                        List.of(new Wording(
                                "退回 %d · 挂起 %d".formatted(count("refused"), count("held")),
                                "%d refused · %d held".formatted(count("refused"), count("held"))))),
                stop(
                        "reader",
                        "读取",
                        "Reader",
                        rows,
                        "行",
                        "rows",
                        0,
                        0,
                        List.of(new Wording(
                                "%,d 行待更正".formatted(count("rejected")),
                                "%,d rows in quarantine".formatted(count("rejected"))))),
                stop(
                        "registry",
                        "登记",
                        "Registry",
                        changes,
                        "变更",
                        "changes",
                        0,
                        0,
                        List.of(
                                new Wording(
                                        "%,d 行无变化".formatted(count("unchanged")),
                                        "%,d rows unchanged".formatted(count("unchanged"))),
                                new Wording(
                                        "退出 %,d 人".formatted(count("withdrawn")),
                                        "%,d withdrawn".formatted(count("withdrawn"))))),
                stop(
                        "policy",
                        "政策",
                        "Policy",
                        decided,
                        "人已判定",
                        "people decided",
                        count("subjects") - undecided,
                        count("subjects"),
                        List.of(
                                new Wording(
                                        "待缴 %,d 人".formatted(state("OWING")), "%,d owing".formatted(state("OWING"))),
                                new Wording(
                                        "已有保障 %,d 人".formatted(state("COVERED")),
                                        "%,d covered already".formatted(state("COVERED"))))),
                stop(
                        "ledger",
                        "台账",
                        "Ledger",
                        count("entries"),
                        "条记录",
                        "entries",
                        0,
                        0,
                        List.of(new Wording(
                                "已资助 %,d 人".formatted(state("SUBSIDISED")),
                                "%,d subsidised".formatted(state("SUBSIDISED"))))),
                stop(
                        "effects",
                        "指令",
                        "Effects",
                        ordered,
                        "条指令",
                        "orders",
                        answered,
                        ordered,
                        List.of(new Wording(
                                "被拒 %,d".formatted(orders("REFUSED")), "%,d refused".formatted(orders("REFUSED"))))),
                stop(
                        "reminder",
                        "提醒",
                        "Reminder",
                        planned,
                        "条短信",
                        "messages",
                        ended,
                        planned,
                        List.of(
                                new Wording(
                                        "已送达 %,d".formatted(sms(MessageState.DELIVERED)),
                                        "%,d delivered".formatted(sms(MessageState.DELIVERED))),
                                new Wording(
                                        "已取消 %,d".formatted(sms(MessageState.CANCELLED)),
                                        "%,d cancelled".formatted(sms(MessageState.CANCELLED))))));
    }

    private Stop stop(
            String id,
            String zh,
            String en,
            long count,
            String unitZh,
            String unitEn,
            long done,
            long total,
            List<Wording> details) {
        return new Stop(
                id, new Wording(zh, en), count, new Wording(unitZh, unitEn), rate.of(id, count), done, total, details);
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
