package canbao.feed.read;

import canbao.feed.contract.Contract;
import canbao.feed.field.Defect;
import canbao.feed.format.BatchStop;
import canbao.feed.format.LimitedStream;
import canbao.feed.format.Row;
import canbao.feed.format.RowSink;
import canbao.feed.format.file.BatchFile;
import canbao.identity.CertificateKeys;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stop 3: turns a batch's bytes into claims and rejections under its contract. Pure, and safe for several threads. */
public final class FeedReader {
    private final Contract contract;
    private final CertificateKeys keys;

    public FeedReader(Contract contract, CertificateKeys keys) {
        this.contract = contract;
        this.keys = keys;
    }

    /**
     * Reads a batch row by row. A refusal may come at any moment, even after the last row: then nothing that the sink took
     * counts. Blank rows are passed over.
     *
     * @throws java.io.UncheckedIOException when the bytes cannot be read to their end
     */
    public Optional<Refusal> read(InputStream bytes, Consumer<RowResult> sink) {
        try {
            Tally tally = new Tally(contract.limits(), new RowReader(contract, keys.copy()), sink);
            BatchFile.read(
                    new LimitedStream(bytes, contract.limits().maxBytes()),
                    contract.delivery().format(),
                    contract.layout(),
                    null,
                    tally);
            tally.end();
            return Optional.empty();
        } catch (BatchStop stop) {
            return Optional.of(stop.refusal());
        }
    }

    /** Counts rows against the contract's limits on their way. */
    private static final class Tally implements RowSink {
        private final Contract.Limits limits;
        private final RowReader reader;
        private final Consumer<RowResult> sink;
        private int rows;
        private int rejected;

        Tally(Contract.Limits limits, RowReader reader, Consumer<RowResult> sink) {
            this.limits = limits;
            this.reader = reader;
            this.sink = sink;
        }

        @Override
        public void row(Row row) {
            take(reader.read(row));
        }

        @Override
        public void broken(Row row, String column, Defect defect) {
            take(reader.broken(row, column, defect));
        }

        private void take(@Nullable RowResult result) {
            if (result == null) {
                return;
            }
            if (++rows > limits.maxRows()) {
                throw new BatchStop(
                        "TOO_MANY_ROWS",
                        "line " + result.line(),
                        "超过约定的%d行，请分批报送 / more than the agreed %d rows: send it in parts"
                                .formatted(limits.maxRows(), limits.maxRows()));
            }
            if (result instanceof Rejection) {
                rejected++;
            }
            sink.accept(result);
        }

        void end() {
            if (rows < limits.minRows()) {
                throw new BatchStop(
                        "TOO_FEW_ROWS",
                        "file",
                        "只有%d行，少于约定的%d行，可能被截断 / only %d rows where at least %d are agreed: the file may be cut off"
                                .formatted(rows, limits.minRows(), rows, limits.minRows()));
            }
            if (rejected > limits.maxRejectShare() * rows) {
                throw new BatchStop(
                        "TOO_MANY_REJECTED",
                        "file",
                        "%d行中有%d行不合格，超过约定比例，整批退回 / %d of %d rows cannot be used, more than agreed: correct them and send all again"
                                .formatted(rows, rejected, rejected, rows));
            }
        }
    }
}
