package canbao.sim;

import canbao.crypto.Sm3;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries an agency's lines to the hub in batches, in order, until the hub says 202. A batch that nobody answered is posted
 * again as it is, under the same number: the digest of its lines, so that a restarted agency numbers it alike.
 */
final class Courier {
    private static final int LINES = 500;
    /** The hub is starting: it says so, and is asked again. */
    private static final int NOT_YET = 503;

    private final SignedPush push;
    private final Consumer<List<String>> delivered;
    private final Deque<Line> waiting = new ArrayDeque<>();
    private @Nullable Batch current;

    private record Line(String feed, String text) {}

    private record Batch(String feed, String number, List<String> lines) {
        static Batch of(String feed, List<String> lines) {
            return new Batch(feed, Sm3.hex(SignedPush.body(lines)).substring(0, 40), lines);
        }
    }

    /** @param delivered told the lines that the hub has taken */
    Courier(SignedPush push, Consumer<List<String>> delivered) {
        this.push = push;
        this.delivered = delivered;
    }

    synchronized void enqueue(String feed, List<String> lines) {
        lines.forEach(line -> waiting.add(new Line(feed, line)));
    }

    /** Lines that the hub has not taken yet. */
    synchronized int pending() {
        return waiting.size() + (current == null ? 0 : current.lines().size());
    }

    /** Posts one batch; returns whether there was one, throws when the hub did not take it. */
    boolean step() {
        Batch batch = next();
        if (batch == null) {
            return false;
        }
        SignedPush.Answer answer = push.post(batch.feed(), batch.number(), batch.lines());
        if (answer.status() == NOT_YET) {
            return false;
        }
        if (!answer.accepted()) {
            throw new IllegalStateException("the hub answered " + answer.status() + " to " + batch.feed());
        }
        delivered.accept(batch.lines());
        done();
        return true;
    }

    private synchronized @Nullable Batch next() {
        if (current == null && !waiting.isEmpty()) {
            String feed = waiting.getFirst().feed();
            List<String> lines = new ArrayList<>();
            while (!waiting.isEmpty()
                    && lines.size() < LINES
                    && waiting.getFirst().feed().equals(feed)) {
                lines.add(waiting.removeFirst().text());
            }
            current = Batch.of(feed, lines);
        }
        return current;
    }

    private synchronized void done() {
        current = null;
    }
}
