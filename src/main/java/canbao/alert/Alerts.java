package canbao.alert;

import canbao.alert.AlertStore.Happened;
import canbao.model.Wording;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Opens and closes alerts: one open alert for each kind and subject, however often and by however many it is said. What
 * opens or closes is written to the log as one line.
 */
public final class Alerts {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private final AlertStore store;
    private final InstantSource clock;

    public Alerts(AlertStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Opens an alert that began now; false when it is open already. Waits for the database.
     *
     * @param subject what it is about: never personal data
     * @param owner the office that is to be asked
     */
    public boolean open(AlertKind kind, String subject, String owner, Wording what) {
        Instant now = clock.instant();
        var opened = store.open(new Finding(kind, subject, owner, what, now), now);
        opened.ifPresent(Alerts::log);
        return opened.isPresent();
    }

    /** Closes an alert; false when it is not open. */
    public boolean close(AlertKind kind, String subject) {
        var closed = store.close(kind, subject, clock.instant());
        closed.ifPresent(Alerts::log);
        return closed.isPresent();
    }

    static void log(Happened happened) {
        Alert alert = happened.alert();
        boolean over = happened.event() == AlertStore.Event.CLOSED;
        LOG.atLevel(over ? Level.INFO : Level.WARN)
                .addKeyValue("alert", alert.id())
                .addKeyValue("event", happened.event())
                .addKeyValue("kind", alert.kind())
                .addKeyValue("subject", alert.subject())
                .addKeyValue("owner", alert.owner())
                .addKeyValue("since", alert.since())
                .log(
                        over
                                ? "alert closed"
                                : happened.event() == AlertStore.Event.OPENED ? "alert opened" : "alert again");
    }
}
