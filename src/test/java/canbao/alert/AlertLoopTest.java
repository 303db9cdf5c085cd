package canbao.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.model.Wording;
import canbao.testing.HandClock;
import canbao.testing.Platform;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AlertLoopTest {
    private static final Database DATABASE = Platform.database();
    private static final Instant NOW = Instant.parse("2025-03-03T10:00:00Z");
    private static final Wording LATE = new Wording("迟报", "is late");

    private final HandClock clock = new HandClock(NOW);
    private final AlertStore store = new AlertStore(DATABASE, true);
    private final Script script = new Script();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /** A watch that sees what it is told to see. */
    private static final class Script implements Watch {
        private final List<Finding> wrong = new ArrayList<>();
        private Set<Finding.Key> unsure = Set.of();
        private boolean blind;

        @Override
        public Set<AlertKind> kinds() {
            return Set.of(AlertKind.LATE_FEED);
        }

        @Override
        public Optional<View> look(Instant now) {
            return blind ? Optional.empty() : Optional.of(new View(wrong, unsure));
        }
    }

    @BeforeEach
    void empty() {
        DATABASE.run("TRUNCATE alert, alert_notice, lease RESTART IDENTITY");
        log.start();
        ((Logger) LoggerFactory.getLogger(Alerts.class)).addAppender(log);
    }

    @AfterEach
    void quiet() {
        ((Logger) LoggerFactory.getLogger(Alerts.class)).detachAppender(log);
    }

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void looking_again_and_again_opens_once_and_closes_once_each_with_one_line_in_the_log() {
        AlertLoop loop = loop("one");
        script.wrong.add(late("health/deaths", 0));
        for (int i = 0; i < 5; i++) {
            loop.step();
            clock.forward(Duration.ofMinutes(1));
        }
        script.wrong.clear();
        loop.step();
        loop.step();
        assertThat(store.history(0, 10)).singleElement().satisfies(alert -> {
            assertThat(alert.openedAt()).isEqualTo(NOW);
            assertThat(alert.since()).isEqualTo(NOW.minusSeconds(60));
            assertThat(alert.closedAt()).isEqualTo(NOW.plusSeconds(300));
        });
        assertThat(notices()).containsExactly("OPENED", "CLOSED");
        assertThat(log.list).hasSize(2);
        assertThat(log.list.getFirst().getKeyValuePairs())
                .extracting(pair -> pair.key + "=" + pair.value)
                .contains("kind=LATE_FEED", "subject=health/deaths", "owner=区疾控中心");
    }

    @Test
    void the_same_thing_going_wrong_again_is_another_alert() {
        AlertLoop loop = loop("one");
        for (int i = 0; i < 2; i++) {
            script.wrong.add(late("health/deaths", 0));
            loop.step();
            script.wrong.clear();
            loop.step();
            clock.forward(Duration.ofMinutes(1));
        }
        assertThat(store.history(0, 10)).hasSize(2).allMatch(alert -> alert.closedAt() != null);
        assertThat(DATABASE.run("SELECT DISTINCT id FROM alert_notice").size()).isEqualTo(4);
    }

    @Test
    void a_watch_that_is_blind_or_unsure_changes_nothing() {
        AlertLoop loop = loop("one");
        script.unsure = Set.of(late("tax/payments", 0).key());
        loop.step();
        assertThat(store.open(0, 10)).isEmpty();
        script.wrong.add(late("health/deaths", 0));
        loop.step();
        script.wrong.clear();
        script.unsure = Set.of(late("health/deaths", 0).key());
        loop.step();
        script.blind = true;
        script.unsure = Set.of();
        loop.step();
        assertThat(store.open(0, 10)).hasSize(1);
        assertThat(log.list).hasSize(1);
    }

    @Test
    void a_higher_stage_reminds_once_and_better_words_are_only_written_down() {
        AlertLoop loop = loop("one");
        script.wrong.add(late("health/deaths", 0));
        loop.step();
        script.wrong.set(0, late("health/deaths", 1));
        loop.step();
        loop.step();
        script.wrong.set(0, late("health/deaths", 0));
        loop.step();
        Finding words = late("health/deaths", 0);
        Wording better = new Wording("迟报两所", "two are late");
        script.wrong.set(0, new Finding(words.kind(), words.subject(), words.owner(), better, words.since()));
        loop.step();
        assertThat(notices()).containsExactly("OPENED", "REMINDED");
        assertThat(store.open(0, 10)).singleElement().satisfies(alert -> {
            assertThat(alert.what()).isEqualTo(better);
            assertThat(alert.stage()).isEqualTo(1);
        });
    }

    @Test
    void many_at_once_open_it_once_and_close_it_once() throws InterruptedException {
        ConcurrentLinkedQueue<Boolean> opened = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Boolean> closed = new ConcurrentLinkedQueue<>();
        Alerts alerts = new Alerts(store, clock);
        together(() -> opened.add(alerts.open(AlertKind.HELD_BATCH, "tax/payments 7", "desk", LATE)));
        together(() -> closed.add(alerts.close(AlertKind.HELD_BATCH, "tax/payments 7")));
        assertThat(opened).hasSize(8).containsOnlyOnce(true);
        assertThat(closed).hasSize(8).containsOnlyOnce(true);
        assertThat(store.history(0, 10)).hasSize(1);
        assertThat(notices()).containsExactly("OPENED", "CLOSED");
    }

    @Test
    void who_does_not_hold_the_lease_says_nothing_and_who_lost_it_writes_nothing() {
        AlertLoop one = loop("one");
        script.blind = true;
        one.step();
        script.blind = false;
        script.wrong.add(late("health/deaths", 0));
        loop("two").step();
        assertThat(store.open(0, 10)).isEmpty();
        DATABASE.run("UPDATE lease SET epoch = epoch + 1, owner = 'two'");
        one.step();
        assertThat(store.open(0, 10)).isEmpty();
    }

    @Test
    void personal_data_is_never_an_alert() {
        Alerts alerts = new Alerts(store, clock);
        for (String number : List.of("11010519491231002X", "13800138000")) {
            Wording what = new Wording("证件 " + number, "number " + number);
            assertThatThrownBy(() -> alerts.open(AlertKind.LATE_FEED, "tax/payments", "desk", what))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(number);
        }
        assertThat(store.history(0, 10)).isEmpty();
    }

    private static void together(Runnable act) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(act));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static List<String> notices() {
        return DATABASE.run("SELECT body::json ->> 'event' FROM alert_notice ORDER BY n").stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static Finding late(String feed, int stage) {
        return new Finding(AlertKind.LATE_FEED, feed, "区疾控中心", LATE, NOW.minusSeconds(60), stage);
    }

    private AlertLoop loop(String owner) {
        LeaseStore leases = new LeaseStore(DATABASE, owner, Duration.ofSeconds(30));
        return new AlertLoop(store, List.of(script), new Lease(leases, "alerts"), clock);
    }
}
