package canbao.feed.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import canbao.feed.receipt.back.Letter;
import canbao.feed.receipt.back.OwedStore;
import canbao.feed.receipt.back.ReceiptLoop;
import canbao.feed.receipt.back.WayBack;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.testing.Platform;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiptLoopTest {
    private static final Instant NOON = Instant.parse("2024-11-01T04:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Database database = Platform.database();
    private final ReceiptOffice office = new ReceiptOffice(database, new TryKeys().ring(), InstantSource.fixed(NOON));
    private final Queue<String> arrived = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void one_letter_that_can_never_be_delivered_holds_up_none_behind_it() {
        for (int i = 0; i < 3; i++) {
            store("a", "STORED");
        }
        try (ReceiptLoop loop = loop("one", Map.of("a", letter -> {
            if (letter.batch() == 1) {
                throw new IOException("a name that this server refuses");
            }
            arrived.add(letter.batch() + letter.content().ending());
        }))) {
            await().atMost(PATIENCE).until(() -> {
                assertThat(loop.step()).isFalse();
                return arrived.size() == 2;
            });
        }
        assertThat(arrived).containsExactly("2.receipt.json", "3.receipt.json");
        assertThat(told()).isEqualTo("||STORED|STORED");
    }

    @Test
    void an_agency_that_never_answers_stops_neither_others_nor_the_loop() throws InterruptedException {
        store("stuck", "STORED");
        store("quick", "STORED");
        CountDownLatch never = new CountDownLatch(1);
        WayBack stuck = letter -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        ReceiptLoop loop = loop("one", Map.of("stuck", stuck, "quick", this::arrive));
        assertThat(loop.step()).isFalse();
        await().atMost(PATIENCE).until(() -> arrived.contains("2.receipt.json"));
        store("quick", "STORED");
        assertThat(loop.step()).isFalse();
        await().atMost(PATIENCE).until(() -> arrived.contains("3.receipt.json"));
        never.countDown();
        loop.close();
    }

    @Test
    void a_held_batch_is_told_of_and_told_of_again_when_it_is_applied() {
        store("a", "HELD");
        try (ReceiptLoop loop = loop("one", Map.of("a", this::arrive))) {
            tellUntil(loop, "|HELD");
            assertThat(arrived).containsExactly("1.receipt.json", "1.result.json", "1.result.xlsx");
            database.run("UPDATE batch SET state = 'APPLIED'");
        }
        try (ReceiptLoop loop = loop("one", Map.of("a", this::arrive))) {
            tellUntil(loop, "|APPLIED");
        }
        assertThat(arrived)
                .containsExactly("1.receipt.json", "1.result.json", "1.result.xlsx", "1.result.json", "1.result.xlsx");
        assertThat(database.run("SELECT count(*) FROM result_receipt")
                        .iterator()
                        .next()
                        .getLong(0))
                .isEqualTo(2);
    }

    @Test
    void only_the_instance_with_the_lease_sends() {
        store("a", "STORED");
        try (ReceiptLoop first = loop("one", Map.of("a", this::arrive));
                ReceiptLoop second = loop("two", Map.of("a", letter -> arrived.add("by another")))) {
            tellUntil(first, "|STORED");
            store("a", "STORED");
            assertThat(second.step()).isFalse();
            tellUntil(first, "|STORED|STORED");
        }
        assertThat(arrived).containsExactly("1.receipt.json", "2.receipt.json");
    }

    @Test
    void what_is_a_month_old_or_of_a_route_without_a_way_is_left_alone() {
        store("a", "STORED");
        database.run("UPDATE batch SET received_at = received_at - interval '31 days'");
        store("elsewhere", "STORED");
        try (ReceiptLoop loop = loop("one", Map.of("a", this::arrive))) {
            assertThat(loop.step()).isFalse();
        }
        assertThat(arrived).isEmpty();
    }

    private void arrive(Letter letter) {
        arrived.add(letter.batch() + letter.content().ending());
    }

    private void tellUntil(ReceiptLoop loop, String told) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            assertThat(loop.step()).isFalse();
            return told().equals(told);
        });
    }

    private ReceiptLoop loop(String instance, Map<String, WayBack> ways) {
        LeaseStore leases = new LeaseStore(database, instance, Duration.ofSeconds(30));
        return new ReceiptLoop(
                new Lease(leases, "receipts"), new OwedStore(database), office, ways, InstantSource.fixed(NOON));
    }

    private void store(String route, String state) {
        database.run("""
                INSERT INTO batch (feed, name, lane, identity, as_of, digest, bytes, actor, received_at, state, done_at,
                    receipt, route, told, rows, rejected)
                VALUES ('tax/payments', 'a.csv', '', '', $1, '\\x00', 1, 'agency:tax', $1, $3,
                    CASE WHEN $3 = 'STORED' THEN NULL ELSE $1 END, '{}', $2, '', 1, 0)
                """, Tuple.of(NOON.atOffset(java.time.ZoneOffset.UTC), route, state));
    }

    /** What has been told of every batch, in their order. */
    private String told() {
        StringBuilder told = new StringBuilder();
        for (Row row : database.run("SELECT told FROM batch ORDER BY id")) {
            told.append('|').append(row.getString(0));
        }
        return told.toString();
    }
}
