package canbao.console;

import canbao.crypto.Sm3Stream;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/**
 * A request's body as it arrived. It is hashed on the way; only a promising one is kept, so that strangers cannot fill the
 * memory. A body beyond the limit is read on, and thrown away, only as far as it takes to let the sender read the answer.
 */
record Body(Outcome outcome, Buffer bytes, long length, String sm3) {
    static final int SECONDS = 120;
    private static final int PATIENCE = 4;

    enum Outcome {
        COMPLETE,
        TOO_LARGE,
        TOO_SLOW
    }

    /** Waits for the body; throws when the sender goes away. Call it before anything else awaits. */
    static Body read(Vertx vertx, HttpServerRequest request, long limit, boolean keep) {
        Reading reading = new Reading(request, limit, keep);
        request.handler(reading::piece);
        request.endHandler(end -> reading.end());
        request.exceptionHandler(reading.done::tryFail);
        long timer = vertx.setTimer(
                TimeUnit.SECONDS.toMillis(SECONDS), late -> reading.done.tryComplete(reading.result(Outcome.TOO_SLOW)));
        try {
            return reading.done.future().await();
        } finally {
            vertx.cancelTimer(timer);
        }
    }

    private static final class Reading {
        private final Promise<Body> done = Promise.promise();
        private final Sm3Stream digest = new Sm3Stream();
        private final HttpServerRequest request;
        private final long limit;
        private final boolean keep;
        private Buffer kept = Buffer.buffer();
        private long length;

        Reading(HttpServerRequest request, long limit, boolean keep) {
            this.request = request;
            this.limit = limit;
            this.keep = keep;
        }

        void piece(Buffer piece) {
            length += piece.length();
            if (length <= limit) {
                digest.update(piece.getBytes());
                if (keep) {
                    kept.appendBuffer(piece);
                }
                return;
            }
            kept = Buffer.buffer();
            if (length > PATIENCE * limit) {
                request.connection().close();
            }
        }

        void end() {
            done.tryComplete(result(length > limit ? Outcome.TOO_LARGE : Outcome.COMPLETE));
        }

        Body result(Outcome outcome) {
            return new Body(outcome, kept, length, digest.hex());
        }
    }

    @Override
    public String toString() {
        return "Body[" + length + " bytes]";
    }
}
