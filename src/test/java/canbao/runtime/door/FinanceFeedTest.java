package canbao.runtime.door;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.crypto.Seal;
import canbao.feed.Delivery;
import canbao.feed.Inbox;
import canbao.feed.InboxStore;
import canbao.feed.batch.BatchLoop;
import canbao.feed.contract.ContractCatalogue;
import canbao.identity.CertificateKeys;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.io.yaml.Problems;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.batch.Receipt;
import canbao.runtime.desk.MoneyParts;
import canbao.testing.Platform;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Finance's rows, which speak of nobody, on the way of every other feed: inbox, contract, reader, quarantine. */
class FinanceFeedTest {
    private static final Database DATABASE = Platform.database();
    private static final Clock MARCH = Clock.fixed(Instant.parse("2025-03-01T02:00:00Z"), ZoneId.of("Asia/Shanghai"));
    private static final Seal SEAL = new Seal("sixteen-bytes-01".getBytes(StandardCharsets.US_ASCII));
    private static final FeedId FEED = FeedId.of("finance/appropriations");

    private final ContractCatalogue contracts = ContractCatalogue.load(Path.of("config"), new Problems());
    private final Inbox inbox = new Inbox(contracts, new InboxStore(DATABASE, SEAL), MARCH, () -> {});
    private final BatchLoop loop = new BatchLoop(
            DATABASE,
            contracts,
            new CertificateKeys("only-for-tests-0".getBytes(StandardCharsets.US_ASCII)),
            SEAL,
            new Lease(new LeaseStore(DATABASE, "one", Duration.ofMinutes(5)), "reader"),
            MoneyParts.applier((transaction, header, observer) -> {
                throw new AssertionError("the registry keeps rows about persons only");
            }));

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void e22_what_finance_answers_is_stored_once_corrected_by_a_newer_row_and_rejected_with_line_and_fix() {
        Receipt first = accept("B1", row("V1", "3", "1000.00", "0900") + row("V2", "", "两千", "0900"));
        loop.step();
        assertThat(texts("SELECT state || ' ' || added || ' ' || rejected FROM batch ORDER BY id"))
                .containsExactly("APPLIED 1 1");
        assertThat(texts("SELECT line || ' ' || field || ' ' || (fix <> '') FROM quarantine"))
                .containsExactly("2 amount true");
        assertThat(accept("B1", row("V1", "3", "1000.00", "0900") + row("V2", "", "两千", "0900")))
                .satisfies(again -> {
                    assertThat(again.duplicate()).isTrue();
                    assertThat(again.batch()).isEqualTo(first.batch());
                });
        accept("B2", row("V1", "3", "900.00", "1000") + row("V2", "", "2000.00", "1000"));
        accept("B3", row("V1", "3", "1000.00", "0900") + row("V2", "", "2000.00", "1000"));
        while (loop.step()) {
            // reads what there is
        }
        assertThat(texts("SELECT voucher || ' ' || coalesce(claim::text, '-') || ' ' || amount_fen FROM appropriation"))
                .containsExactlyInAnyOrder("V1 3 90000", "V2 - 200000");
        assertThat(texts("SELECT added || '/' || changed || '/' || unchanged || '/' || stale FROM batch ORDER BY id"))
                .containsExactly("1/0/0/0", "1/1/0/0", "0/0/1/1");
        assertThat(texts("SELECT voucher || ' ' || amount_fen FROM appropriation_history"))
                .containsExactly("V1 100000");
        assertThat(texts("SELECT state FROM quarantine"))
                .as("the row has come corrected")
                .containsExactly("SETTLED");
        assertThat(texts("SELECT feed FROM scope")).isEmpty();
    }

    private Receipt accept(String number, String rows) {
        return inbox.accept(new Delivery(FEED, Actor.agency("finance"), "", number, null, Buffer.buffer(rows)));
    }

    private static String row(String voucher, String claim, String yuan, String time) {
        return """
                {"pzh":"%s","qkdh":"%s","zjly":"资助资金","bkje":"%s","bkrq":"20250201","time":"20250201%s00"}
                """.formatted(voucher, claim, yuan, time);
    }

    private static List<String> texts(String sql) {
        return DATABASE.run(sql).stream().map(row -> row.getString(0)).toList();
    }
}
