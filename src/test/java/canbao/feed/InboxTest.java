package canbao.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.crypto.Seal;
import canbao.crypto.Sm3;
import canbao.feed.InboxStore.Stored;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.read.Feeds;
import canbao.io.Database;
import canbao.io.yaml.Problems;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.batch.Control;
import canbao.model.batch.Receipt;
import canbao.testing.Platform;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public class InboxTest {
    private static final Database DATABASE = Platform.database();
    private static final FeedId LISTS = FeedId.of("civil-affairs/hardship");
    private static final FeedId PAYMENTS = FeedId.of("tax/payments");
    private static final String FILE = "hardship-20250101.csv";
    private static final Clock NOON = Clock.fixed(Instant.parse("2025-01-02T04:00:00Z"), ZoneOffset.UTC);

    private final InboxStore store =
            new InboxStore(DATABASE, new Seal("sixteen-bytes-01".getBytes(StandardCharsets.US_ASCII)));
    private final AtomicInteger told = new AtomicInteger();
    private final Inbox inbox = new Inbox(contracts(), store, NOON, told::incrementAndGet);

    @BeforeEach
    void empty() {
        DATABASE.run("TRUNCATE batch, batch_chunk, quarantine");
    }

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void the_same_number_with_the_same_bytes_is_the_same_receipt() {
        Receipt first = inbox.accept(delivery(PAYMENTS, "", "N-1", "one"));
        Receipt again = inbox.accept(delivery(PAYMENTS, "", "N-1", "one"));
        assertThat(first.duplicate()).isFalse();
        assertThat(again.duplicate()).isTrue();
        assertThat(again.batch()).isEqualTo(first.batch());
        assertThat(again.sm3()).isEqualTo(first.sm3());
        assertThat(again.receivedAt()).isEqualTo(first.receivedAt());
        assertThat(batches()).isEqualTo(1);
    }

    @Test
    void the_same_number_with_other_bytes_is_not_accepted() {
        inbox.accept(delivery(PAYMENTS, "", "N-1", "one"));
        assertThatThrownBy(() -> inbox.accept(delivery(PAYMENTS, "", "N-1", "two")))
                .isInstanceOfSatisfying(Inbox.NotAccepted.class, refused -> {
                    assertThat(refused.refusal().rule()).isEqualTo("NUMBER_REUSED");
                    assertThat(refused.refusal().place()).isEqualTo("Idempotency-Key");
                });
        assertThat(batches()).isEqualTo(1);
        assertThat(told).hasValue(1);
    }

    @Test
    void the_same_number_of_another_feed_is_another_batch() {
        inbox.accept(delivery(PAYMENTS, "", "N-1", "one"));
        assertThat(inbox.accept(delivery(LISTS, FILE, "N-1", "two")).duplicate())
                .isFalse();
    }

    @Test
    void list_a_then_b_then_a_again_are_three_batches() {
        assertThat(List.of("A", "B", "A").stream()
                        .map(body ->
                                inbox.accept(delivery(LISTS, FILE, null, body)).duplicate()))
                .containsExactly(false, false, false);
        assertThat(batches()).isEqualTo(3);
    }

    @Test
    void the_identical_file_twice_in_a_row_is_one_batch() {
        Receipt first = inbox.accept(delivery(LISTS, FILE, null, "A"));
        Receipt again = inbox.accept(delivery(LISTS, FILE, null, "A"));
        assertThat(again.duplicate()).isTrue();
        assertThat(again.batch()).isEqualTo(first.batch());
    }

    @Test
    void the_identical_list_for_another_month_is_a_new_batch_of_that_day() {
        inbox.accept(delivery(LISTS, FILE, null, "A"));
        Receipt next = inbox.accept(delivery(LISTS, "hardship-20250201.csv", null, "A"));
        assertThat(next.duplicate()).isFalse();
        assertThat(asOf(next)).isEqualTo(Instant.parse("2025-01-31T16:00:00Z"));
    }

    @Test
    void one_schools_list_between_does_not_make_another_schools_repetition_new() {
        FeedId rosters = FeedId.of("education/roster");
        inbox.accept(delivery(rosters, "roster-3133000001-20241101.xlsx", null, "A"));
        inbox.accept(delivery(rosters, "roster-3133000002-20241101.xlsx", null, "B"));
        assertThat(inbox.accept(delivery(rosters, "roster-3133000001-20241101.xlsx", null, "A"))
                        .duplicate())
                .isTrue();
    }

    @Test
    void the_same_batch_from_many_callers_at_once_is_stored_once() throws Exception {
        ConcurrentLinkedQueue<Receipt> receipts = new ConcurrentLinkedQueue<>();
        List<Thread> callers = IntStream.range(0, 6)
                .mapToObj(n -> Thread.ofPlatform()
                        .start(() ->
                                receipts.add(inbox.accept(delivery(PAYMENTS, "", n % 2 == 0 ? "N-1" : null, "one")))))
                .toList();
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(receipts).hasSize(6);
        assertThat(receipts.stream().filter(receipt -> !receipt.duplicate())).hasSize(2);
        assertThat(batches()).isEqualTo(2);
    }

    @Test
    void a_feed_without_contract_and_a_body_above_its_limit_are_not_accepted() {
        assertThatThrownBy(() -> inbox.accept(delivery(FeedId.of("tax/unknown"), "", null, "x")))
                .hasMessageContaining("NO_CONTRACT");
        Buffer huge = Buffer.buffer(new byte[100_000_001]);
        assertThatThrownBy(() -> inbox.accept(new Delivery(PAYMENTS, Actor.agency("tax"), "", null, null, huge)))
                .hasMessageContaining("TOO_LARGE");
        assertThat(batches()).isZero();
    }

    @Test
    void a_body_of_several_chunks_is_sealed_and_reads_back_as_it_came() throws Exception {
        byte[] body = new byte[5 << 19];
        new Random(1).nextBytes(body);
        byte[] secret = "11010519491231002X 测试人甲".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(secret, 0, body, (1 << 20) + 7, secret.length);
        Receipt receipt =
                inbox.accept(new Delivery(PAYMENTS, Actor.agency("tax"), "", null, null, Buffer.buffer(body)));
        assertThat(receipt.bytes()).isEqualTo(body.length);
        Stored stored = store.next().orElseThrow();
        try (InputStream opened = store.open(stored)) {
            assertThat(opened.readAllBytes()).isEqualTo(body);
        }
        var chunks = DATABASE.run("SELECT sealed FROM batch_chunk ORDER BY n");
        assertThat(chunks.size()).isEqualTo(3);
        String needle = new String(secret, StandardCharsets.ISO_8859_1);
        String start = new String(body, 0, 16, StandardCharsets.ISO_8859_1);
        for (var chunk : chunks) {
            assertThat(new String(chunk.getBuffer(0).getBytes(), StandardCharsets.ISO_8859_1).contains(needle))
                    .isFalse();
            assertThat(new String(chunk.getBuffer(0).getBytes(), StandardCharsets.ISO_8859_1).contains(start))
                    .isFalse();
        }
    }

    @Test
    void a_chunk_moved_to_another_place_does_not_open() {
        byte[] body = new byte[(1 << 20) * 2];
        inbox.accept(new Delivery(PAYMENTS, Actor.agency("tax"), "", null, null, Buffer.buffer(body)));
        DATABASE.run("UPDATE batch_chunk SET n = CASE n WHEN 0 THEN 101 ELSE 100 END");
        DATABASE.run("UPDATE batch_chunk SET n = n - 100");
        assertThatThrownBy(() -> store.open(store.next().orElseThrow()).readAllBytes())
                .hasMessageContaining("does not open");
    }

    @Test
    void a_stream_that_breaks_off_or_is_not_what_was_announced_leaves_nothing() {
        byte[] start = new byte[3 << 20];
        Content cut = () -> new SequenceInputStream(new ByteArrayInputStream(start), new Ending(() -> {
            throw new IOException("the line went dead");
        }));
        assertThatThrownBy(() -> inbox.accept(delivery(Control.NONE, cut))).isInstanceOf(UncheckedIOException.class);
        Control announced = new Control(null, null, Sm3.hex(new byte[] {1}));
        assertThatThrownBy(() -> inbox.accept(delivery(announced, Content.of(start))))
                .isInstanceOf(Inbox.NotAccepted.class)
                .hasMessageContaining("DIGEST_MISMATCH")
                .hasMessageContaining(Sm3.hex(start));
        assertThat(batches()).isZero();
        assertThat(DATABASE.run("SELECT 1 FROM batch_chunk").size()).isZero();
        assertThat(told).hasValue(0);
    }

    @Test
    void what_the_sender_says_of_the_batch_waits_for_the_reader() {
        byte[] body = {1, 2, 3};
        Control control = new Control(3, "-1.50", Sm3.hex(body));
        inbox.accept(delivery(control, Content.of(body)));
        assertThat(store.next().orElseThrow().control()).isEqualTo(control);
        inbox.accept(delivery(PAYMENTS, "", "N-2", "x"));
        DATABASE.run("UPDATE batch SET state = 'APPLIED' WHERE number IS NULL");
        assertThat(store.next().orElseThrow().control()).isEqualTo(Control.NONE);
    }

    @Test
    void while_a_sender_is_slow_no_transaction_is_open_and_nothing_lies_in_the_clear() throws Exception {
        CountDownLatch halfway = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        byte[] secret = "11010519491231002X".repeat(200_000).getBytes(StandardCharsets.UTF_8);
        Content slow = () -> new SequenceInputStream(new ByteArrayInputStream(secret), new Ending(() -> {
            halfway.countDown();
            return go.await(20, TimeUnit.SECONDS) ? -1 : 0;
        }));
        Thread sender = Thread.ofPlatform().start(() -> inbox.accept(delivery(Control.NONE, slow)));
        halfway.await();
        assertThat(DATABASE.run("SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND state LIKE 'idle in transaction%'")
                        .size())
                .isZero();
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.filter(file -> file.toString().endsWith(".sealed")))
                    .isEmpty();
        }
        inbox.accept(delivery(PAYMENTS, "", null, "another's batch goes by"));
        assertThat(batches()).isEqualTo(1);
        go.countDown();
        sender.join();
        assertThat(batches()).isEqualTo(2);
    }

    @Test
    void the_bytes_are_read_once_however_often_the_database_is_asked() {
        AtomicInteger opened = new AtomicInteger();
        Content once = () -> {
            assertThat(opened.incrementAndGet()).isEqualTo(1);
            return new ByteArrayInputStream(new byte[2 << 20]);
        };
        AtomicInteger asked = new AtomicInteger();
        Receipt receipt = inbox.accept(delivery(Control.NONE, once), new Inbox.Asking() {
            @Override
            public <T> T ask(Supplier<T> question) {
                asked.incrementAndGet();
                assertThat(question.get()).isNotNull();
                return question.get();
            }
        });
        assertThat(asked).hasValue(2);
        assertThat(receipt.bytes()).isEqualTo(2 << 20);
        assertThat(batches()).isEqualTo(1);
    }

    @Test
    void an_empty_body_is_a_batch_too() throws Exception {
        inbox.accept(delivery(PAYMENTS, "", null, ""));
        try (InputStream opened = store.open(store.next().orElseThrow())) {
            assertThat(opened.readAllBytes()).isEmpty();
        }
    }

    public static ContractCatalogue contracts() {
        Problems problems = new Problems();
        ContractCatalogue contracts = ContractCatalogue.load(Feeds.CONFIG, problems);
        problems.throwIfAny();
        return contracts;
    }

    private static Delivery delivery(FeedId feed, String name, @Nullable String number, String body) {
        return new Delivery(feed, Actor.agency(feed.agency()), name, number, null, Buffer.buffer(body));
    }

    /** Has no bytes, but something happens before its end. */
    private static final class Ending extends InputStream {
        private final Callable<Integer> before;

        Ending(Callable<Integer> before) {
            this.before = before;
        }

        @Override
        public int read() throws IOException {
            try {
                return before.call();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return read();
        }
    }

    private static Delivery delivery(Control control, Content content) {
        return new Delivery(PAYMENTS, Actor.agency("tax"), "", null, null, control, content);
    }

    private static Instant asOf(Receipt receipt) {
        return DATABASE.run("SELECT as_of FROM batch WHERE id = $1", Tuple.of(receipt.batch()))
                .iterator()
                .next()
                .getOffsetDateTime(0)
                .toInstant();
    }

    private static int batches() {
        return DATABASE.run("SELECT 1 FROM batch").size();
    }
}
