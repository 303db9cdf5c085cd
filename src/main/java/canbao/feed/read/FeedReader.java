package canbao.feed.read;

import canbao.feed.contract.Contract;
import canbao.feed.contract.Household;
import canbao.feed.field.Defect;
import canbao.feed.format.BatchStop;
import canbao.feed.format.LimitedStream;
import canbao.feed.format.Row;
import canbao.feed.format.RowSink;
import canbao.feed.format.file.BatchFile;
import canbao.identity.CertificateKeys;
import canbao.model.batch.Control;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stop 3: turns a batch's bytes into claims and rejections under its contract. Pure, and safe for several threads. */
public final class FeedReader {
    private final Contract contract;
    private final CertificateKeys keys;
    private final LocalDate today;

    /** @param today the day to which bounds such as {@code today-P90D} refer: the one that the batch speaks of */
    public FeedReader(Contract contract, CertificateKeys keys, LocalDate today) {
        this.contract = contract;
        this.keys = keys;
        this.today = today;
    }

    /** Reads a batch of which the sender said nothing, see {@link #read(InputStream, Control, Consumer)}. */
    public Optional<Refusal> read(InputStream bytes, Consumer<RowResult> sink) {
        return read(bytes, Control.NONE, sink);
    }

    /**
     * Reads a batch row by row. A refusal may come at any moment, even after the last row: then nothing that the sink took
     * counts. Blank rows are passed over. A household's row gives a result for each of its members, all with its line.
     *
     * @param control what the sender says that the batch adds up to
     * @throws UncheckedIOException when the bytes cannot be read to their end
     */
    public Optional<Refusal> read(InputStream bytes, Control control, Consumer<RowResult> sink) {
        try {
            ControlCheck check = new ControlCheck(contract, control);
            InputStream limited =
                    check.noting(new LimitedStream(bytes, contract.limits().maxBytes()));
            Tally tally = new Tally(contract, new RowReader(contract, keys.copy(), today), check, sink);
            BatchFile.read(limited, contract.delivery().format(), contract.layout(), null, tally);
            tally.end();
            check.end(limited);
            return Optional.empty();
        } catch (BatchStop stop) {
            return Optional.of(stop.refusal());
        } catch (IOException e) {
            throw new UncheckedIOException("the batch could not be read to its end", e);
        }
    }

    /** Counts rows against the contract's limits on their way. */
    private static final class Tally implements RowSink {
        private final Contract.Limits limits;
        private final RowReader reader;
        private final @Nullable Members members;
        private final ControlCheck control;
        private final Consumer<RowResult> sink;
        private int rows;
        private int rejected;

        Tally(Contract contract, RowReader reader, ControlCheck control, Consumer<RowResult> sink) {
            Household household = contract.checks().household();
            this.limits = contract.limits();
            this.reader = reader;
            this.members = household == null ? null : new Members(contract, household, reader);
            this.control = control;
            this.sink = sink;
        }

        @Override
        public void row(Row row) {
            if (control.isTrailer(row)) {
                return;
            }
            int before = rows;
            if (members == null) {
                take(reader.read(row));
            } else {
                members.read(row, this::take);
            }
            if (rows > before) {
                control.add(row);
            }
        }

        @Override
        public void broken(Row row, String column, Defect defect) {
            if (control.isTrailer(row)) {
                return;
            }
            if (members == null) {
                take(reader.broken(row, column, defect));
            } else {
                members.broken(row, column, defect, this::take);
            }
            control.add(row);
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
