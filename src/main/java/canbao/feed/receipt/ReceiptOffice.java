package canbao.feed.receipt;

import canbao.crypto.Sm3;
import canbao.crypto.Sm3Stream;
import canbao.feed.ReceiptStore;
import canbao.feed.ReceiptStore.BatchResult;
import canbao.feed.ReceiptStore.RejectedRow;
import canbao.feed.receipt.ResultStore.Signed;
import canbao.io.Database;
import canbao.model.FeedId;
import canbao.model.batch.Receipt;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes receipts out: signs what the inbox stored, and what became of it once it was read. */
public final class ReceiptOffice {
    /** More rejected rows than this are counted, not listed; a sheet holds a million, and nobody corrects these by hand. */
    static final int MOST_LISTED = 100_000;

    private static final int PAGE = 1_000;

    private final ReceiptStore batches;
    private final ResultStore results;
    private final ReceiptKeyring keys;
    private final InstantSource clock;

    public ReceiptOffice(Database database, ReceiptKeyring keys, InstantSource clock) {
        this.batches = new ReceiptStore(database);
        this.results = new ResultStore(database);
        this.keys = keys;
        this.clock = clock;
    }

    /** What became of batches, as it is known. */
    public ReceiptStore batches() {
        return batches;
    }

    /** The keys by which receipts are verified, as they are published. */
    public JsonObject publishedKeys() {
        return keys.keys().json();
    }

    /** The first receipt as a signed JSON document; without a signature when the hub has no valid key. */
    public String first(Receipt receipt) {
        Statement statement = new Statement(
                Kind.RECEIPT,
                Arrays.asList(
                        receipt.batch(),
                        receipt.feed().toString(),
                        receipt.number(),
                        receipt.name(),
                        receipt.rows() < 0 ? null : receipt.rows(),
                        receipt.bytes(),
                        receipt.sm3(),
                        ReceiptKeyring.time(receipt.receivedAt())));
        return statement.json(keys.sign(statement, clock.instant()).orElse(null));
    }

    /**
     * What became of a batch, as a JSON document without the list of rejected rows: signed once it has been read, and the
     * same again as long as nothing has changed. Another feed's batch is not found.
     */
    public Optional<String> result(FeedId feed, long batch) {
        return batches.find(feed, batch)
                .map(result -> result.doneAt() == null
                        ? statement(result, null, null).json(null)
                        : known(result).orElseGet(() -> signed(result)).document());
    }

    /** The second receipt with its list; empty until the batch has been read. */
    public Optional<FullResult> full(FeedId feed, long batch) {
        return batches.find(feed, batch)
                .filter(result -> result.doneAt() != null && !result.state().equals("STORED"))
                .map(result -> new FullResult(result.state(), batch, signed(result)));
    }

    /** A signed result and the rows that were rejected, which are read as they are written. */
    public final class FullResult {
        private final String state;
        private final long batch;
        private final Signed signed;

        private FullResult(String state, long batch, Signed signed) {
            this.state = state;
            this.batch = batch;
            this.signed = signed;
        }

        /** The batch's state that it tells of. */
        public String state() {
            return state;
        }

        /** The signed document without its list. */
        public String head() {
            return signed.document();
        }

        /** JSON, one rejected row to a line. */
        public void writeJson(OutputStream out) {
            String closed = signed.document();
            ListWriting writing = new ListWriting(out, closed.substring(0, closed.lastIndexOf("\n}")));
            each(batch, signed.listed(), writing::row);
            writing.end();
        }

        /** The same as a workbook. */
        public void writeSheet(OutputStream out) throws IOException {
            Shown shown = Shown.read(signed.document().getBytes(StandardCharsets.UTF_8))
                    .orElseThrow(() -> new IllegalStateException("a result of our own cannot be read"));
            try (ReceiptSheet sheet = new ReceiptSheet(out, shown.statement(), shown.signature())) {
                each(batch, signed.listed(), sheet::row);
            }
        }
    }

    /** The receipt that was signed for this very result, if there is one. */
    private Optional<Signed> known(BatchResult result) {
        return results.latest(result.batch()).filter(signed -> signed.said().equals(said(result)));
    }

    /** Signs unless the same was signed already: the list is read to its end. */
    private Signed signed(BatchResult result) {
        Sm3Stream digest = new Sm3Stream();
        int[] count = {0};
        each(result.batch(), MOST_LISTED, row -> {
            digest.update(row.signed());
            count[0]++;
        });
        String list = digest.hex();
        while (true) {
            Optional<Signed> latest = results.latest(result.batch());
            if (latest.isPresent()
                    && latest.get().said().equals(said(result))
                    && latest.get().listSm3().equals(list)) {
                return latest.get();
            }
            Statement statement = statement(result, count[0], list);
            @Nullable
            Signature signature = keys.sign(statement, clock.instant()).orElse(null);
            int n = latest.map(Signed::n).orElse(0) + 1;
            Signed fresh = new Signed(n, said(result), count[0], list, statement.json(signature));
            if (signature == null || results.add(result.batch(), fresh)) {
                return fresh;
            }
        }
    }

    private void each(long batch, int most, Consumer<Listed> sink) {
        int after = 0;
        int left = most;
        while (left > 0) {
            List<RejectedRow> page = batches.rejections(batch, after, Math.min(PAGE, left));
            page.forEach(row -> sink.accept(Listed.of(row)));
            if (page.size() < PAGE) {
                return;
            }
            after = page.getLast().n();
            left -= page.size();
        }
    }

    /** Of everything but the list, which is the last two fields. */
    private static String said(BatchResult result) {
        Statement statement = statement(result, null, null);
        return Sm3.hex(
                statement.text(0, statement.values().size() - 2).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Statement statement(BatchResult result, @Nullable Integer listed, @Nullable String listSm3) {
        return new Statement(
                Kind.RESULT,
                Arrays.asList(
                        result.batch(),
                        result.feed().toString(),
                        result.number(),
                        result.name(),
                        result.state(),
                        result.rows(),
                        result.bytes(),
                        result.digest(),
                        result.contractVersion(),
                        result.accepted(),
                        result.rejected(),
                        result.added(),
                        result.changed(),
                        result.withdrawn(),
                        result.unchanged(),
                        result.stale(),
                        result.held(),
                        result.reason(),
                        ReceiptKeyring.time(result.receivedAt()),
                        result.doneAt() == null ? null : ReceiptKeyring.time(result.doneAt()),
                        listed,
                        listSm3));
    }
}
