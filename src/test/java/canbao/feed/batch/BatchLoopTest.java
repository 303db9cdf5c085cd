package canbao.feed.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.crypto.Seal;
import canbao.feed.Delivery;
import canbao.feed.Inbox;
import canbao.feed.InboxStore;
import canbao.feed.InboxTest;
import canbao.feed.batch.BatchReading.Applier;
import canbao.feed.read.Feeds;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.PersonKey;
import canbao.registry.Registry;
import canbao.testing.Platform;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Inbox, contract, reader and registry together, with civil affairs' list. */
class BatchLoopTest {
    private static final Database DATABASE = Platform.database();
    private static final Seal SEAL = new Seal("sixteen-bytes-01".getBytes(StandardCharsets.US_ASCII));
    private static final FeedId FEED = FeedId.of("civil-affairs/hardship");
    private static final String HEADER = "身份证件号码,姓名,救助类型,残疾等级,户编号,行政区划,起始年月,终止年月,联系电话\n";

    private final Inbox inbox =
            new Inbox(InboxTest.contracts(), new InboxStore(DATABASE, SEAL), Clock.systemUTC(), () -> {});
    private final Registry registry = new Registry(
            sightings -> sightings.stream()
                    .map(from -> new PersonKey(from.sighting().certificateKey()))
                    .toList(),
            "changes",
            4);
    private final BatchLoop loop = loop("one", registry::begin);

    @BeforeEach
    void empty() {
        DATABASE.run(
                "TRUNCATE batch, batch_chunk, quarantine, scope, fact, fact_history, applied, outbox, lease, restated, held_request");
    }

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void a_list_is_read_once_and_its_result_noted() {
        long batch = accept("20250101", list(0, 40));
        assertThat(loop.step()).isTrue();
        assertThat(loop.step()).isFalse();
        assertThat(state(batch)).isEqualTo("APPLIED");
        assertThat(count("fact WHERE NOT withdrawn")).isEqualTo(40);
        assertThat(value("SELECT rows || '/' || added || '/' || rejected FROM batch WHERE id = $1", batch))
                .isEqualTo("40/40/0");
    }

    @Test
    void a_refused_list_leaves_no_fact_and_says_where_and_how_to_fix_it() {
        long batch = accept("20250101", list(0, 5) + ",无号之人,低保对象,,H1,330302,202401,,\n");
        loop.step();
        assertThat(state(batch)).isEqualTo("REFUSED");
        assertThat(value("SELECT reason FROM batch WHERE id = $1", batch))
                .contains("BLANK_KEY @ line 7, column certificate: ", " / ")
                .doesNotContain("无号之人");
        assertThat(count("fact")).isZero();
        assertThat(count("scope")).isZero();
        assertThat(count("outbox")).isZero();
        assertThat(count("quarantine")).isZero();
    }

    @Test
    void a_bad_row_waits_in_quarantine_sealed_while_the_good_ones_count() {
        String bad = person(99).replace("202401", "2024年");
        long batch = accept("20250101", list(0, 39) + bad);
        loop.step();
        assertThat(state(batch)).isEqualTo("APPLIED");
        assertThat(count("fact")).isEqualTo(39);
        assertThat(value(
                        "SELECT n || ' ' || part || ' ' || line || ' ' || field FROM quarantine WHERE batch = $1",
                        batch))
                .isEqualTo("1 1 41 begin");
        byte[] sealed = DATABASE.run("SELECT sealed FROM quarantine")
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes();
        assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain("受助人");
        assertThat(new String(SEAL.copy().open(sealed, label(batch, 1)), StandardCharsets.UTF_8))
                .contains("受助人99");
    }

    @Test
    void a_list_that_fails_five_times_is_parked_and_the_next_one_is_read() {
        List<Long> tried = new ArrayList<>();
        BatchLoop broken = loop("one", (bulk, header, observer) -> {
            tried.add(header.id());
            if (tried.getFirst() == header.id()) {
                throw new IllegalStateException("a fault of ours");
            }
            return registry.begin(bulk, header, observer);
        });
        long first = accept("20250101", list(0, 5));
        long second = accept("20250201", list(0, 6));
        for (int attempt = 1; attempt < 5; attempt++) {
            assertThatThrownBy(broken::step).hasMessage("a fault of ours");
        }
        assertThat(state(first)).isEqualTo("STORED");
        broken.step();
        assertThat(state(first)).isEqualTo("PARKED");
        assertThat(value("SELECT reason FROM batch WHERE id = $1", first)).startsWith("INTERNAL");
        broken.step();
        assertThat(state(second)).isEqualTo("APPLIED");
        assertThat(tried).hasSize(6);
    }

    @Test
    void a_list_that_would_withdraw_too_many_is_held_until_a_newer_one_takes_its_place() {
        accept("20250101", list(0, 40));
        loop.step();
        long held = accept("20250201", list(0, 30));
        loop.step();
        assertThat(state(held)).isEqualTo("HELD");
        assertThat(count("fact WHERE NOT withdrawn")).isEqualTo(40);
        assertThat(value("SELECT withdrawn || ' ' || reason FROM batch WHERE id = $1", held))
                .isEqualTo("10 TOO_MANY_WITHDRAWALS");
        long newer = accept("20250301", list(0, 39));
        loop.step();
        assertThat(state(newer)).isEqualTo("APPLIED");
        assertThat(state(held)).isEqualTo("SUPERSEDED");
        assertThat(value("SELECT reason FROM batch WHERE id = $1", held)).isEqualTo("superseded by batch " + newer);
        assertThat(count("fact WHERE NOT withdrawn")).isEqualTo(39);
    }

    @Test
    void a_held_list_is_not_superseded_by_an_older_one() {
        accept("20250101", list(0, 40));
        loop.step();
        long held = accept("20250301", list(0, 30));
        loop.step();
        accept("20250201", list(0, 40));
        loop.step();
        assertThat(state(held)).isEqualTo("HELD");
    }

    @Test
    void who_does_not_hold_the_lease_reads_nothing() {
        accept("20250101", list(0, 5));
        new LeaseStore(DATABASE, "two", Duration.ofMinutes(1)).acquire("reader");
        assertThat(loop.step()).isFalse();
        assertThat(count("fact")).isZero();
    }

    private static BatchLoop loop(String owner, Applier applier) {
        Lease lease = new Lease(new LeaseStore(DATABASE, owner, Duration.ofMinutes(1)), "reader");
        return new BatchLoop(DATABASE, InboxTest.contracts(), Feeds.KEYS, SEAL, lease, applier);
    }

    private long accept(String day, String rows) {
        Buffer body = Buffer.buffer((HEADER + rows).getBytes(Charset.forName("GB18030")));
        return inbox.accept(
                        new Delivery(FEED, Actor.agency("civil-affairs"), "hardship-" + day + ".csv", null, null, body))
                .batch();
    }

    private static String list(int from, int to) {
        StringBuilder rows = new StringBuilder();
        for (int n = from; n < to; n++) {
            rows.append(person(n));
        }
        return rows.toString();
    }

    private static String person(int n) {
        return number(n) + ",受助人" + n + ",城市低保,,H" + n + ",330302,202401,,1390000" + (1000 + n) + "\n";
    }

    /** A number that nobody has, with a valid check digit. */
    private static String number(int n) {
        String body = "33030219600101" + (100 + n);
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (body.charAt(i) - '0');
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    private static byte[] label(long batch, int n) {
        return ("quarantine " + batch + " n " + n).getBytes(StandardCharsets.US_ASCII);
    }

    private static String state(long batch) {
        return value("SELECT state FROM batch WHERE id = $1", batch);
    }

    private static String value(String sql, long batch) {
        Row row = DATABASE.run(sql, Tuple.of(batch)).iterator().next();
        return row.getString(0);
    }

    private static long count(String table) {
        return DATABASE.run("SELECT count(*) FROM " + table).iterator().next().getLong(0);
    }
}
