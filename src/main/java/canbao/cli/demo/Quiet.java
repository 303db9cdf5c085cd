package canbao.cli.demo;

import canbao.runtime.BoardStore;
import java.util.Map;

/** Whether anything is still under way between the agencies and the hub, asked of the doors and the database. */
final class Quiet {
    private final DemoWorld world;
    private final BoardStore board;
    private final DemoStore store;

    Quiet(DemoWorld world, BoardStore board, DemoStore store) {
        this.world = world;
        this.board = board;
        this.store = store;
    }

    /** Whether every door is empty and nothing is under way behind them. */
    boolean now() {
        return world.doorsEmpty()
                && world.insurer().pending() == 0
                && world.tax().pending() == 0
                && world.visitors().pending() == 0
                && store.policeFacts() >= world.police().sent()
                && underWay() == 0;
    }

    /** Batches unread, wake-ups unsent, people undecided and orders unanswered but for those that a difference holds, together. */
    long underWay() {
        Map<String, Long> counts = board.counts();
        long unanswered = board.orders().entrySet().stream()
                .filter(entry ->
                        entry.getKey().endsWith("/QUEUED") || entry.getKey().endsWith("/SENT"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return counts.getOrDefault("unread", 0L)
                + counts.getOrDefault("unsent", 0L)
                + (unanswered - store.frozenOrders())
                + board.undecided();
    }
}
