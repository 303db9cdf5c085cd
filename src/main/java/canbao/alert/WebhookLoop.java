package canbao.alert;

import canbao.alert.NoticeStore.Notice;
import canbao.io.Database;
import canbao.io.Lease;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices by webhook, on one instance at a time: at least once, under an id by which the receiver knows a repetition,
 * again and again with growing pauses until it answers with 2xx. Redirects are not followed.
 */
public final class WebhookLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookLoop.class);
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int DOUBLINGS = 10;

    private final Webhook webhook;
    private final NoticeStore notices;
    private final Lease lease;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private boolean failing;

    public WebhookLoop(Webhook webhook, Database database, Lease lease, InstantSource clock) {
        this.webhook = webhook;
        this.notices = new NoticeStore(database);
        this.lease = lease;
        this.clock = clock;
    }

    /** Sends what is due; true when there may be more. */
    public boolean step() {
        if (lease.hold().isEmpty()) {
            return false;
        }
        List<Notice> due = notices.due(clock.instant());
        boolean sent = false;
        for (Notice notice : due) {
            if (lease.hold().isEmpty()) {
                return false;
            }
            sent |= send(notice);
        }
        return sent;
    }

    private boolean send(Notice notice) {
        Optional<String> trouble = trouble(notice);
        Instant now = clock.instant();
        if (trouble.isEmpty()) {
            notices.sent(notice, now);
            failing = false;
            return true;
        }
        notices.failed(notice, now.plus(pause(notice.tries())), trouble.get());
        if (!failing) {
            LOG.atWarn()
                    .addKeyValue("notice", notice.id())
                    .addKeyValue("reason", trouble.get())
                    .log("the webhook's receiver did not take a notice; trying again");
        }
        failing = true;
        return false;
    }

    private Optional<String> trouble(Notice notice) {
        try {
            int status = client.send(
                            webhook.request(notice.id(), notice.body(), clock.instant()), BodyHandlers.discarding())
                    .statusCode();
            return status / 100 == 2 ? Optional.empty() : Optional.of("HTTP " + status);
        } catch (IOException e) {
            return Optional.of(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while sending a notice", e);
        }
    }

    private static Duration pause(int tries) {
        Duration pause = SHORTEST.multipliedBy(1L << Math.min(tries, DOUBLINGS));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
