package canbao.feed.check;

import canbao.feed.contract.Contract;
import canbao.feed.contract.ControlTerms;
import canbao.feed.read.FeedReader;
import canbao.feed.read.VersionFit;
import canbao.identity.CertificateKeys;
import canbao.model.Mode;
import canbao.model.batch.Applied;
import canbao.model.batch.Applying;
import canbao.model.batch.Control;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a batch as the hub would, and compares it with an earlier one, without a hub. */
public final class BatchCheck {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Question question;

    private BatchCheck(Question question) {
        this.question = question;
    }

    /**
     * A file to be judged.
     *
     * @param name its name, from which the contract may take its date
     */
    public record Source(String name, VersionFit.Bytes bytes) {}

    /**
     * What is asked.
     *
     * @param versions the contract's versions in use, newest first
     * @param previous the batch sent before it, if any
     * @param control what will be said with the batch
     * @param today the day of batches without a date of their own
     */
    public record Question(
            List<Contract> versions,
            Source file,
            @Nullable Source previous,
            Control control,
            CertificateKeys keys,
            LocalDate today) {
        public Question {
            versions = List.copyOf(versions);
        }
    }

    /**
     * What the hub would make of it.
     *
     * @param contract the version under which it is written
     * @param rows as sent; a household's members are one row
     * @param accepted records that were read: 0 when the batch is refused
     * @param previousRefusal why the earlier batch could not be read
     * @param applied what it would change; without an earlier batch all that it would add
     */
    public record Verdict(
            Contract contract,
            int rows,
            int accepted,
            int rejected,
            Optional<Refusal> refusal,
            Optional<Refusal> previousRefusal,
            Applied applied) {
        /** Whether the hub would use every row. */
        public boolean clean() {
            return refusal.isEmpty() && rejected == 0 && applied.contested().isEmpty();
        }
    }

    /** Judges; the sink is told every rejection on the way, even of a batch that is refused in the end. */
    public static Verdict of(Question question, Consumer<Rejection> sink) {
        return new BatchCheck(question).run(sink);
    }

    private Verdict run(Consumer<Rejection> sink) {
        Source file = question.file();
        Contract contract = VersionFit.of(question.versions(), file.bytes());
        Source previous = question.previous();
        LocalDate day = day(contract, file, question.today());
        LocalDate dayBefore = previous == null ? day : day(contract, previous, day);
        Known known = new Known(contract.mode(), instant(dayBefore));
        Optional<Refusal> previousRefusal = Optional.empty();
        if (previous != null) {
            Contract then = VersionFit.of(question.versions(), previous.bytes());
            previousRefusal = read(unasked(then, Control.NONE), previous, dayBefore, Control.NONE, known::row);
            known.done();
        }
        Applying comparison = contract.mode() == Mode.SNAPSHOT
                ? new ListComparison(known, instant(day), contract.limits().maxWithdrawShare())
                : new IncrementComparison(known, instant(day));
        Tally tally = new Tally(comparison, sink);
        Optional<Refusal> refusal =
                read(unasked(contract, question.control()), file, day, question.control(), tally::row);
        int accepted = refusal.isEmpty() ? tally.accepted : 0;
        return new Verdict(
                contract, tally.rows, accepted, tally.rejected, refusal, previousRefusal, comparison.finish());
    }

    private Optional<Refusal> read(
            Contract contract, Source source, LocalDate day, Control control, Consumer<RowResult> sink) {
        try (InputStream bytes = source.bytes().open()) {
            return new FeedReader(contract, question.keys(), day).read(bytes, control, sink);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + source.name(), e);
        }
    }

    /** What must be said with a batch is said by a door; a file alone is not refused for it. */
    private static Contract unasked(Contract contract, Control control) {
        ControlTerms terms = contract.checks().control();
        ControlTerms only = new ControlTerms(
                terms.rowsRequired() && control.rows() != null,
                terms.sumColumn(),
                terms.sumRequired() && control.sum() != null,
                terms.digestRequired() && control.digest() != null,
                terms.trailer());
        return new Contract(
                contract.terms(),
                contract.delivery(),
                contract.rows(),
                contract.columns(),
                contract.limits(),
                new Contract.Checks(
                        contract.checks().household(), contract.checks().rules(), only));
    }

    private static LocalDate day(Contract contract, Source source, LocalDate otherwise) {
        return contract.delivery().asOf().of(source.name()).orElse(otherwise);
    }

    private static Instant instant(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    /** Counts results on their way to the comparison. */
    private static final class Tally {
        private final Applying comparison;
        private final Consumer<Rejection> sink;
        int rows;
        int accepted;
        int rejected;
        private int line;

        Tally(Applying comparison, Consumer<Rejection> sink) {
            this.comparison = comparison;
            this.sink = sink;
        }

        void row(RowResult row) {
            rows += row.line() == line ? 0 : 1;
            line = row.line();
            if (row instanceof Rejection rejection) {
                rejected++;
                sink.accept(rejection);
            } else {
                accepted++;
            }
            comparison.row(row);
        }
    }
}
