package canbao.feed.receipt.back;

import canbao.feed.receipt.ReceiptOffice;
import canbao.feed.receipt.ReceiptOffice.FullResult;
import canbao.feed.receipt.back.Letter.Content;
import canbao.feed.receipt.back.OwedStore.Owed;
import canbao.io.Lease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends receipts back through the routes by which their batches came: the first at once, the second when the batch has been
 * read. What is owed stands in the database, so that a restart forgets none; a route whose agency does not answer waits,
 * longer each time, and holds up no other.
 */
public final class ReceiptLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptLoop.class);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int ROUND = 100;

    private final Lease lease;
    private final OwedStore store;
    private final ReceiptOffice office;
    private final InstantSource clock;
    private final Map<String, Desk> desks = new HashMap<>();
    private volatile boolean stopping;

    /** @param ways by the names of routes */
    public ReceiptLoop(
            Lease lease, OwedStore store, ReceiptOffice office, Map<String, WayBack> ways, InstantSource clock) {
        this.lease = lease;
        this.store = store;
        this.office = office;
        this.clock = clock;
        ways.forEach((route, way) -> desks.put(route, new Desk(route, way)));
    }

    /** Begins to send wherever something is owed and nobody is sending yet; false: come back after a pause. */
    public boolean step() {
        if (desks.isEmpty() || lease.hold().isEmpty()) {
            return false;
        }
        Instant since = clock.instant().minus(KEPT);
        for (String route : store.routes(desks.keySet(), since)) {
            Desk desk = desks.get(route);
            if (desk != null) {
                desk.begin(since);
            }
        }
        return false;
    }

    /** Begins nothing more, and waits a little for what is being sent. */
    @Override
    public void close() {
        stopping = true;
        desks.values().forEach(Desk::end);
    }

    /** One route's letters, on a thread of their own while there are any. */
    private final class Desk {
        private final String route;
        private final WayBack way;
        private volatile @Nullable Thread working;
        private volatile long notBefore = System.nanoTime();
        private Duration pause = Duration.ZERO;

        Desk(String route, WayBack way) {
            this.route = route;
            this.way = way;
        }

        void begin(Instant since) {
            Thread before = working;
            if ((before != null && before.isAlive()) || System.nanoTime() - notBefore < 0 || stopping) {
                return;
            }
            working = Thread.ofVirtual().name("receipts-" + route).start(() -> work(since));
        }

        void end() {
            Thread last = working;
            try {
                if (last != null && !last.join(PATIENCE)) {
                    last.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            way.close();
        }

        private void work(Instant since) {
            try {
                List<Owed> owed = store.owed(route, since, ROUND);
                while (!owed.isEmpty() && !stopping) {
                    for (Owed each : owed) {
                        if (stopping || !send(each)) {
                            return;
                        }
                    }
                    owed = store.owed(route, since, ROUND);
                }
            } catch (RuntimeException e) {
                wait(e);
            } finally {
                way.rest();
            }
        }

        /** False when the route has to wait. */
        private boolean send(Owed owed) {
            try {
                if (owed.told().isEmpty()) {
                    send(owed, Content.RECEIPT, out -> out.write(owed.receipt().getBytes(StandardCharsets.UTF_8)));
                    store.told(owed.batch(), "STORED");
                }
                if (!owed.state().equals("STORED")) {
                    FullResult result = office.full(owed.feed(), owed.batch())
                            .orElseThrow(() -> new IllegalStateException("batch " + owed.batch() + " is read again"));
                    send(owed, Content.RESULT, result::writeJson);
                    send(owed, Content.SHEET, result::writeSheet);
                    store.told(owed.batch(), result.state());
                }
                recovered();
                return true;
            } catch (IOException | RuntimeException e) {
                wait(e);
                store.failed(owed.batch());
                return false;
            }
        }

        private void send(Owed owed, Content content, Letter.Writing writing) throws IOException {
            way.send(new Letter(owed.batch(), owed.feed(), owed.name(), content, writing));
        }

        /** The same trouble is told once, not at every try. */
        private void wait(Exception e) {
            if (pause.isZero() && !stopping) {
                LOG.atWarn()
                        .addKeyValue("route", route)
                        .setCause(e)
                        .log("receipts cannot be sent back; they wait and are tried again");
            }
            Duration longer = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
            notBefore = System.nanoTime() + pause.toNanos();
        }

        private void recovered() {
            if (!pause.isZero()) {
                LOG.atInfo().addKeyValue("route", route).log("receipts are sent back again");
                pause = Duration.ZERO;
            }
        }
    }
}
