package canbao.feed.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.Database;
import canbao.model.FeedId;
import canbao.testing.Platform;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiptOfficeTest {
    private static final Instant NOON = Instant.parse("2024-11-01T04:00:00Z");
    private static final FeedId FEED = FeedId.of("tax/payments");

    private final Database database = Platform.database();
    private final TryKeys keys = new TryKeys();
    private final ReceiptOffice office = new ReceiptOffice(database, keys.ring(), InstantSource.fixed(NOON));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void of_more_rejections_than_anybody_corrects_by_hand_the_first_hundred_thousand_are_listed() throws IOException {
        read(100_005);
        ReceiptOffice.FullResult result = office.full(FEED, 1).orElseThrow();
        ByteArrayOutputStream sheet = new ByteArrayOutputStream();
        result.writeSheet(sheet);
        ReceiptCheck.Outcome outcome = look(sheet.toByteArray());
        assertThat(outcome.good()).as("%s", outcome.findings()).isTrue();
        assertThat(outcome.says())
                .contains("退回行 / rows rejected: 100005", "明细列出的退回行 / rejected rows in the list: 100000");
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        result.writeJson(json);
        assertThat(look(json.toByteArray()).good()).isTrue();
        assertThat(sheet.size()).isLessThan(json.size() / 2);
    }

    @Test
    void what_no_workbook_can_hold_is_the_same_in_both() throws IOException {
        read(1);
        database.run("UPDATE quarantine SET masked = E' \\x01a\\tb\\r\\nc< &\"\\uFFFE ', fix = 'one language'");
        ReceiptOffice.FullResult result = office.full(FEED, 1).orElseThrow();
        ByteArrayOutputStream sheet = new ByteArrayOutputStream();
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        result.writeSheet(sheet);
        result.writeJson(json);
        assertThat(look(sheet.toByteArray()).good()).isTrue();
        assertThat(look(json.toByteArray()).good()).isTrue();
    }

    @Test
    void the_list_is_signed_anew_when_it_has_changed_and_not_otherwise() {
        read(3);
        String first = office.full(FEED, 1).orElseThrow().head();
        assertThat(office.full(FEED, 1).orElseThrow().head()).isEqualTo(first);
        assertThat(office.result(FEED, 1)).contains(first);
        database.run("UPDATE quarantine SET fix = 'something else' WHERE n = 2");
        assertThat(office.full(FEED, 1).orElseThrow().head()).isNotEqualTo(first);
    }

    private ReceiptCheck.Outcome look(byte[] file) {
        return ReceiptCheck.of(file, keys.keys(), Optional.empty());
    }

    private void read(int rejections) {
        database.run("""
                INSERT INTO batch (feed, name, lane, identity, as_of, digest, bytes, actor, received_at, state, done_at, rows, rejected)
                VALUES ('tax/payments', 'a.csv', '', '', $1, '\\x00', 1, 'agency:tax', $1, 'APPLIED', $1, 200000, $2)
                """, Tuple.of(NOON.atOffset(ZoneOffset.UTC), rejections));
        database.run("""
                INSERT INTO quarantine (batch, n, part, line, field, masked, rule, fix, sealed)
                SELECT 1, n, 1, n + 1, '证件号', '3303**' || n || '**', 'CHECK_DIGIT', '请核对证件号 / check the number', '\\x00'
                FROM generate_series(1, $1::int) AS n
                """, Tuple.of(rejections));
    }
}
