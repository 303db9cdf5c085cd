package canbao.io.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.testing.Platform;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicLoopTest {
    private static final Database DATABASE = Platform.database();
    private static final Kafka KAFKA =
            new Kafka(Platform.vertx(), Platform.kafka().address());
    private static final OutboxRelay RELAY = new OutboxRelay(DATABASE, KAFKA);
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static final String HANDLED = "INSERT INTO handled (topic, word) VALUES (?, ?)";

    static {
        DATABASE.run("CREATE TABLE handled (topic text NOT NULL, word text NOT NULL)");
    }

    private final String topic = "test." + TOPICS.incrementAndGet();
    private final AtomicInteger republished = new AtomicInteger();
    private final TopicLoop loop = loop("one");

    @AfterEach
    void leave() {
        loop.close();
    }

    @AfterAll
    static void disconnect() {
        RELAY.close();
        DATABASE.close();
    }

    @Test
    void what_is_published_once_is_handled_once() {
        publish("a", "b", "c");
        run(loop, () -> handled().size() >= 3);
        assertThat(RELAY.step()).isFalse();
        publish("d");
        run(loop, () -> handled().size() >= 4);
        loop.step();
        assertThat(handled()).containsExactly("a", "b", "c", "d");
        assertThat(republished).hasValue(0);
    }

    @Test
    void a_restart_goes_on_where_the_last_commit_was() {
        publish("a", "b");
        run(loop, () -> handled().size() >= 2);
        loop.close();
        publish("c");
        TopicLoop restarted = loop("one");
        run(restarted, () -> handled().size() >= 3);
        restarted.close();
        assertThat(handled()).containsExactly("a", "b", "c");
    }

    @Test
    void who_reads_from_a_stale_position_commits_nothing() {
        publish("a");
        run(loop, () -> handled().size() >= 1);
        // The other believes that it has the duty too, and was slower.
        TopicLoop other = new TopicLoop(
                KAFKA,
                new TopicLoop.Topic(topic, 1, 0, republished::incrementAndGet),
                new PositionStore(DATABASE),
                lease("other", topic + "/other"),
                this::handle);
        other.step();
        publish("b");
        run(loop, () -> handled().size() >= 2);
        assertThatThrownBy(() -> run(other, () -> false)).isInstanceOf(PositionStore.LostPosition.class);
        assertThat(handled()).containsExactly("a", "b");
        publish("c");
        run(other, () -> handled().size() >= 3);
        other.close();
        assertThat(handled()).containsExactly("a", "b", "c");
    }

    @Test
    void a_failed_effect_is_tried_again_from_the_same_position() {
        AtomicInteger failures = new AtomicInteger(1);
        TopicLoop flaky = loop("one", (payloads, from, to) -> {
            handle(payloads, from, to);
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("after the commit of another");
            }
        });
        TopicLoop failing = loop("one", (payloads, from, to) -> {
            throw new IllegalStateException("before the commit");
        });
        publish("a");
        assertThatThrownBy(() -> run(failing, () -> false)).hasMessage("before the commit");
        failing.close();
        assertThatThrownBy(() -> run(flaky, () -> false)).hasMessage("after the commit of another");
        publish("b");
        run(flaky, () -> handled().size() >= 2);
        flaky.close();
        assertThat(handled()).containsExactly("a", "b");
    }

    @Test
    void a_topic_made_again_while_nobody_reads_is_published_again_and_nothing_is_skipped() throws Exception {
        publish("a", "b", "c");
        run(loop, () -> handled().size() >= 3);
        loop.close();
        makeTopicAgain();
        publish("d", "e", "f", "g", "h");
        run(loop, () -> handled().contains("h"));
        assertThat(republished).hasValue(1);
        assertThat(handled()).containsSubsequence("a", "b", "c", "d", "e", "f", "g", "h");
    }

    @Test
    void a_topic_made_again_under_an_open_reader_is_published_again_and_nothing_is_skipped() throws Exception {
        publish("a", "b", "c");
        run(loop, () -> handled().size() >= 3);
        makeTopicAgain();
        publish("d", "e", "f", "g", "h");
        run(loop, () -> handled().contains("h"));
        assertThat(handled()).containsSubsequence("a", "b", "c", "d", "e", "f", "g", "h");
        assertThat(republished.get()).isPositive();
    }

    @Test
    void a_row_that_commits_late_under_a_lower_number_is_still_sent() throws Exception {
        CountDownLatch numbered = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        Thread late = Thread.ofPlatform()
                .start(() -> DATABASE.inTransactionDo(transaction -> {
                    Database.run(
                            transaction, "INSERT INTO outbox (topic, part, payload) VALUES ($1, 0, $2)", row("late"));
                    numbered.countDown();
                    waitFor(commit);
                }));
        waitFor(numbered);
        publish("early");
        run(loop, () -> handled().contains("early"));
        commit.countDown();
        late.join();
        RELAY.step();
        run(loop, () -> handled().contains("late"));
        assertThat(handled()).containsExactly("early", "late");
    }

    private TopicLoop loop(String owner) {
        return loop(owner, this::handle);
    }

    private TopicLoop loop(String owner, TopicLoop.Handler handler) {
        return new TopicLoop(
                KAFKA,
                new TopicLoop.Topic(topic, 1, 0, republished::incrementAndGet),
                new PositionStore(DATABASE),
                lease(owner, topic),
                handler);
    }

    private static Lease lease(String owner, String name) {
        return new Lease(new LeaseStore(DATABASE, owner, Duration.ofMinutes(1)), name);
    }

    private void handle(List<Buffer> payloads, Position from, Position to) {
        DATABASE.inBulkDo(transaction -> {
            for (Buffer payload : payloads) {
                transaction.run(HANDLED, topic, payload.toString(StandardCharsets.UTF_8));
            }
            PositionStore.advance(transaction, from, to);
        });
    }

    private void publish(String... words) {
        KAFKA.topic(topic, 1);
        for (String word : words) {
            DATABASE.run("INSERT INTO outbox (topic, part, payload) VALUES ($1, 0, $2)", row(word));
        }
        RELAY.step();
    }

    private Tuple row(String word) {
        return Tuple.of(topic, Buffer.buffer(word));
    }

    private List<String> handled() {
        return DATABASE.run("SELECT word FROM handled WHERE topic = $1 ORDER BY ctid", Tuple.of(topic)).stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private void makeTopicAgain() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.servers()))) {
            admin.deleteTopics(List.of(topic)).all().get(10, TimeUnit.SECONDS);
            while (admin.listTopics().names().get(10, TimeUnit.SECONDS).contains(topic)) {
                Thread.sleep(50);
            }
        }
        KAFKA.topic(topic, 1);
    }

    private static void run(TopicLoop loop, BooleanSupplier done) {
        for (int steps = 0; steps < 60 && !done.getAsBoolean(); steps++) {
            loop.step();
        }
        assertThat(done.getAsBoolean()).as("done within 60 polls").isTrue();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
