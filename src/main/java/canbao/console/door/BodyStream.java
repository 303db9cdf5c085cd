package canbao.console.door;

import canbao.crypto.Sm3Stream;
import canbao.security.Rule;
import canbao.security.Verdict;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as a stream, for a reader on another thread. The sender is held back while the reader is behind; a body
 * that is too large, too slow, empty or not what was signed fails before its end, and {@link #fault} says why.
 */
final class BodyStream extends InputStream {
    private static final int HIGH = 1 << 20;
    private static final int LOW = HIGH / 4;
    private static final long MOST_DISCARDED = 64L << 20;
    private static final Duration LONGEST_DISCARDING = Duration.ofSeconds(30);
    private static final Buffer END = Buffer.buffer("end");
    private static final Buffer GONE = Buffer.buffer("gone");

    private final Context context;
    private final HttpServerRequest request;
    private final Expected expected;
    private final BlockingQueue<Buffer> pieces = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Sm3Stream sm3 = new Sm3Stream();
    private byte[] piece = new byte[0];
    private int at;
    private long received;
    private long nanosWaited;
    private boolean ended;
    private volatile Verdict.@Nullable Denied fault;

    /**
     * What the body must be.
     *
     * @param feed for messages
     * @param digest lower-case hex SM3
     * @param maxBytes the most bytes
     * @param mayBeEmpty whether the sender says that there is nothing to report
     */
    record Expected(Object feed, String digest, long maxBytes, Pace pace, boolean mayBeEmpty) {}

    /**
     * How slow a sender may be: it may keep us waiting for the grace, and for each second once more bytes than this came.
     */
    record Pace(Duration grace, long bytesPerSecond) {
        static final Pace DEFAULT = new Pace(Duration.ofSeconds(60), 32 << 10);

        long nanosFor(long bytes) {
            return grace.toNanos() + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
        }
    }

    /** Of a paused request; call it on the request's context. */
    BodyStream(Context context, HttpServerRequest request, Expected expected) {
        this.context = context;
        this.request = request;
        this.expected = expected;
        request.exceptionHandler(gone -> pieces.add(GONE));
        request.endHandler(end -> pieces.add(END));
        request.handler(this::arrived);
        if (request.isEnded()) {
            pieces.add(END);
        }
        request.resume();
    }

    /** Why the body is refused, when it is. */
    Optional<Verdict.Denied> fault() {
        return Optional.ofNullable(fault);
    }

    boolean isRead() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        return advance() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, count);
        at += count;
        return count;
    }

    private void arrived(Buffer buffer) {
        pieces.add(buffer);
        if (waiting.addAndGet(buffer.length()) > HIGH) {
            request.pause();
        }
    }

    private boolean advance() throws IOException {
        while (at == piece.length) {
            if (ended) {
                return false;
            }
            Buffer next = await();
            if (next == GONE) {
                throw refused(Rule.CUT_OFF.of(expected.feed()));
            }
            if (next == END) {
                end();
                return false;
            }
            take(next);
        }
        return true;
    }

    private void take(Buffer next) throws IOException {
        int before = waiting.getAndAdd(-next.length());
        if (before > LOW && before - next.length() <= LOW) {
            context.runOnContext(low -> request.resume());
        }
        received += next.length();
        if (received > expected.maxBytes()) {
            throw refused(Rule.TOO_LARGE.of(expected.maxBytes()));
        }
        piece = next.getBytes();
        at = 0;
        sm3.update(piece);
    }

    private void end() throws IOException {
        ended = true;
        if (received == 0 && !expected.mayBeEmpty()) {
            throw refused(Rule.EMPTY_BODY.of(expected.feed()));
        }
        String arrived = sm3.hex();
        if (!arrived.equals(expected.digest())) {
            throw refused(Rule.DIGEST_MISMATCH.of(arrived));
        }
    }

    private Buffer await() throws IOException {
        long start = System.nanoTime();
        try {
            long left = expected.pace().nanosFor(received) - nanosWaited;
            Buffer next = left > 0 ? pieces.poll(left, TimeUnit.NANOSECONDS) : null;
            if (next == null) {
                throw refused(Rule.TOO_SLOW.of(expected.feed()));
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a body arrived", e);
        } finally {
            nanosWaited += System.nanoTime() - start;
        }
    }

    private IOException refused(Verdict.Denied denied) {
        fault = denied;
        return new IOException(denied.rule());
    }

    /**
     * Reads a refused request to its end, within bounds, and throws everything away: a sender that is still writing would
     * not read the answer. Beyond the bounds it is cut off. Call it on the request's context.
     */
    static void discard(Vertx vertx, HttpServerRequest request) {
        if (request.isEnded() || request.response().closed()) {
            return;
        }
        Promise<Void> done = Promise.promise();
        long[] thrown = {0};
        request.handler(piece -> {
            thrown[0] += piece.length();
            if (thrown[0] > MOST_DISCARDED) {
                request.connection().close();
            }
        });
        request.endHandler(end -> done.tryComplete());
        request.exceptionHandler(gone -> done.tryComplete());
        long timer = vertx.setTimer(
                LONGEST_DISCARDING.toMillis(), late -> request.connection().close());
        request.resume();
        done.future().await();
        vertx.cancelTimer(timer);
    }
}
