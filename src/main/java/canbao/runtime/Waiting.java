package canbao.runtime;

import canbao.model.Wording;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for something the hub cannot do without, and says so: once in the log, all the time on the page. */
final class Waiting {
    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);
    private static final long PAUSE_MILLIS = 1_000;

    private volatile @Nullable Wording reason;
    private volatile boolean stopped;

    /** Tries until it works; a server that is unfit is no reason to wait. */
    void until(String what, Object where, Runnable attempt) {
        while (true) {
            try {
                attempt.run();
                if (reason != null) {
                    LOG.atInfo().addKeyValue("what", what).log("answers now");
                }
                reason = null;
                return;
            } catch (Migrations.Unfit e) {
                throw e;
            } catch (RuntimeException e) {
                if (reason == null) {
                    LOG.atWarn()
                            .addKeyValue("what", what)
                            .addKeyValue("where", where)
                            .addKeyValue("reason", e.getMessage())
                            .log("does not answer; waiting for it");
                }
                reason = new Wording("正在等待 " + what, "waiting for " + what);
                pause(what);
            }
        }
    }

    Optional<Wording> reason() {
        return Optional.ofNullable(reason);
    }

    void stop() {
        stopped = true;
    }

    private void pause(String what) {
        if (stopped) {
            throw new IllegalStateException("stopped while waiting for " + what);
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + what, e);
        }
    }
}
