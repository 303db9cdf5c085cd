package canbao.routes.table;

import canbao.model.batch.Control;
import canbao.routes.door.Door;
import canbao.routes.door.HandOver;
import canbao.routes.door.Parcel;
import canbao.routes.table.TakingStore.Taking;
import canbao.routes.table.agency.ExchangeStore;
import canbao.routes.table.agency.TableDatabase;
import canbao.routes.table.agency.WatchStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table that we can only read: by the time of each row's last change, and again over an overlap, in which rows that are
 * known by key and content are passed over. So a transaction that commits late with an older time, and a row of the same
 * second, are found as long as they come within the overlap; and none is read twice.
 */
final class WatchDoor implements Door {
    private static final int BATCHES = 20;

    private final TableDatabase address;
    private final WatchStore table;
    private final Reach reach;
    private final String place;
    private final TableHub hub;
    private @Nullable Known known;

    /** How far back, and how many rows a batch. */
    record Reach(Duration overlap, int most) {}

    WatchDoor(TableDatabase address, WatchStore table, Reach reach, String place, TableHub hub) {
        this.address = address;
        this.table = table;
        this.reach = reach;
        this.place = place;
        this.hub = hub;
    }

    /** What is known of the table; in step with our database, or thrown away. */
    private static final class Known {
        final Map<ByteBuffer, Print> rows = new HashMap<>();
        /** The smallest number: nothing has been read. */
        long watermark = Long.MIN_VALUE;
    }

    @Override
    public void look(HandOver inbox) {
        TakingStore memory = hub.store().get();
        try (ExchangeStore database = ExchangeStore.open(address)) {
            Known state = known == null ? load(memory, micros(table.now(database))) : known;
            known = null;
            boolean more = true;
            for (int i = 0; more && i < BATCHES; i++) {
                more = take(database, memory, state, inbox);
            }
            known = state;
        }
    }

    @Override
    public void close() {
        known = null;
    }

    private Known load(TakingStore memory, long now) {
        Known state = new Known();
        state.watermark = memory.watermark(place).orElse(Long.MIN_VALUE);
        memory.seen(place).forEach(print -> state.rows.put(print.key(), print));
        for (Taking taking : memory.open(place)) {
            if (hub.batchOf().apply(taking.number()).isPresent()) {
                advance(memory, state, taking.number(), memory.rows(place, taking.number()), now);
            } else {
                memory.forget(place, taking.number());
            }
        }
        return state;
    }

    private boolean take(ExchangeStore database, TakingStore memory, Known state, HandOver inbox) {
        long now = micros(table.now(database));
        Gathering rows = new Gathering(reach.most());
        String from = state.watermark == Long.MIN_VALUE ? "" : text(reachFrom(state.watermark));
        table.since(database, from, row -> {
            Print print = Print.of(hub.hash(), place, row, row.json(), micros(row.stamp()));
            Print before = state.rows.get(print.key());
            return (before != null && before.row().equals(print.row())) || rows.add(row, print);
        });
        database.commit();
        if (rows.isEmpty()) {
            return false;
        }
        memory.begin(place, rows.number(), rows.prints());
        HandOver.Handed handed = inbox.deliver(new Parcel(rows.bytes(), "", rows.number(), null, Control.NONE));
        if (handed instanceof HandOver.Refused refused) {
            memory.forget(place, rows.number());
            throw new IllegalStateException("the table's rows are refused, and looked at again: "
                    + refused.refusal().rule() + " at " + refused.refusal().place() + ": "
                    + refused.refusal().fix());
        }
        advance(memory, state, rows.number(), rows.prints(), now);
        return rows.rows().size() == reach.most();
    }

    /** Up to the last row that was handed over, but never past the agency's own clock: a time in the future would hide rows. */
    private void advance(TakingStore memory, Known state, String number, List<Print> rows, long now) {
        long last = state.watermark;
        for (Print print : rows) {
            if (print.micros() != Long.MAX_VALUE) {
                last = Math.max(last, Math.min(print.micros(), now));
            }
        }
        long oldest = reachFrom(last);
        memory.see(place, number, rows, last, oldest);
        rows.forEach(print -> state.rows.put(print.key(), print));
        state.rows.values().removeIf(print -> print.micros() < oldest);
        state.watermark = last;
    }

    private long reachFrom(long watermark) {
        return watermark == Long.MIN_VALUE
                ? watermark
                : watermark - reach.overlap().toNanos() / 1000;
    }

    private static long micros(String stamp) {
        return stamp.isEmpty()
                ? Long.MAX_VALUE
                : ChronoUnit.MICROS.between(
                        LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), LocalDateTime.parse(stamp));
    }

    private static String text(long micros) {
        return LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC)
                .plus(micros, ChronoUnit.MICROS)
                .toString();
    }
}
