package canbao.io;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one step after the other on a virtual thread, forever: at once while there is work, after a pause when there is
 * none, after a longer pause when a step failed. Deploy it with {@code ThreadingModel.VIRTUAL_THREAD}; stopping waits for
 * the running step.
 */
public final class LoopVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(LoopVerticle.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String name;
    private final Duration idle;
    private final BooleanSupplier step;
    private final Promise<Void> ended = Promise.promise();
    private volatile boolean stopping;
    private volatile @Nullable String trouble;
    private @Nullable Promise<Void> pause;

    /**
     * @param step one unit of work; returns whether there may be more at once
     * @param idle how long to wait when there was none
     */
    public LoopVerticle(String name, Duration idle, BooleanSupplier step) {
        this.name = name;
        this.idle = idle;
        this.step = step;
    }

    /** Why the last step failed, while it fails. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    public String name() {
        return name;
    }

    /** Ends the current pause: there is work. From any thread. */
    public void wake() {
        Promise<Void> current = pause;
        if (current != null) {
            current.tryComplete();
        }
    }

    @Override
    public Future<?> start() {
        context.runOnContext(start -> loop());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        wake();
        return ended.future();
    }

    private void loop() {
        Duration failurePause = idle;
        try {
            while (!stopping) {
                try {
                    boolean more = step.getAsBoolean();
                    recovered();
                    failurePause = idle;
                    if (!more) {
                        pause(idle);
                    }
                } catch (Exception e) {
                    // Not only unchecked ones: await() throws whatever a future failed with.
                    failed(e);
                    failurePause = longer(failurePause);
                    pause(failurePause);
                }
            }
        } finally {
            ended.tryComplete();
        }
    }

    private void pause(Duration length) {
        if (stopping) {
            return;
        }
        Promise<Void> current = Promise.promise();
        pause = current;
        long timer = vertx.setTimer(Math.max(1, length.toMillis()), fired -> current.tryComplete());
        current.future().await();
        vertx.cancelTimer(timer);
        pause = null;
    }

    private void failed(Exception e) {
        String reason = e.getClass().getSimpleName() + ": " + e.getMessage();
        if (!reason.equals(trouble)) {
            LOG.atWarn().addKeyValue("loop", name).setCause(e).log("step failed, trying again");
        }
        trouble = reason;
    }

    private void recovered() {
        if (trouble != null) {
            LOG.atInfo().addKeyValue("loop", name).log("recovered");
            trouble = null;
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2).plusMillis(50);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
