package canbao.feed.batch;

import canbao.feed.Inbox;
import canbao.feed.InboxStore;
import canbao.feed.InboxStore.Stored;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.contract.RepairContract;
import canbao.feed.quarantine.QuarantineStore;
import canbao.feed.quarantine.Settling;
import canbao.feed.read.FeedReader;
import canbao.feed.read.VersionFit;
import canbao.identity.CertificateKeys;
import canbao.io.Bulk;
import canbao.model.batch.Applied;
import canbao.model.batch.Applying;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.ChangeObserver;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stored batch under one version of its contract, in the caller's transaction: the loop and replays commit, a
 * trial writes nothing.
 */
public final class BatchReading {
    private final ContractCatalogue contracts;
    private final CertificateKeys keys;
    private final InboxStore inbox;
    private final Applier applier;

    /** Begins the application of a batch's rows in the given transaction; the registry's door. */
    @FunctionalInterface
    public interface Applier {
        Applying begin(Bulk bulk, BatchHeader header, @Nullable ChangeObserver observer);
    }

    public BatchReading(ContractCatalogue contracts, CertificateKeys keys, InboxStore inbox, Applier applier) {
        this.contracts = contracts;
        this.keys = keys;
        this.inbox = inbox;
        this.applier = applier;
    }

    /** What came of it. */
    public sealed interface Result {
        /** Nothing of the batch counts. */
        record Refused(Refusal refusal) implements Result {}

        /**
         * It was read to its end.
         *
         * @param rejections in the order in which they were found
         */
        record Read(int rows, Applied applied, List<Rejection> rejections, Settling settling) implements Result {}
    }

    /** The version under which the batch is written; the newest when none fits. */
    public Contract fitting(Stored batch) {
        return VersionFit.of(versions(batch), () -> inbox.open(batch));
    }

    /** The version that read the batch last, while it is in use. */
    public Optional<Contract> original(Stored batch) {
        Integer version = batch.standing().contractVersion();
        return version == null || version == 0
                ? Optional.of(fitting(batch))
                : versions(batch).stream()
                        .filter(contract -> contract.version() == version)
                        .findFirst();
    }

    /** The newest version. */
    public Contract current(Stored batch) {
        return versions(batch).getFirst();
    }

    private List<Contract> versions(Stored batch) {
        List<Contract> versions = contracts.versions(batch.feed());
        return batch.standing().repairs() == null
                ? versions
                : versions.stream().map(RepairContract::of).toList();
    }

    /** @param observer is told every change; null when nobody asks */
    public Result read(
            Bulk bulk, Stored batch, Contract contract, BatchHeader.Reading how, @Nullable ChangeObserver observer) {
        Rows rows = new Rows(
                applier.begin(bulk, header(batch, contract, how), observer),
                QuarantineStore.settling(bulk, batch.id(), contract.mode(), how.trial()));
        try (InputStream bytes = inbox.open(batch)) {
            FeedReader reader = new FeedReader(contract, keys, LocalDate.ofInstant(batch.asOf(), Inbox.ZONE));
            Optional<Refusal> refusal = reader.read(bytes, batch.control(), rows::row);
            return refusal.isPresent() ? new Result.Refused(refusal.get()) : rows.finish(contract);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A batch's rows on their way to the registry. */
    private static final class Rows {
        private final Applying applying;
        private final Settling settling;
        private final List<Rejection> rejections = new ArrayList<>();
        private int rows;
        private @Nullable RowResult last;

        Rows(Applying applying, Settling settling) {
            this.applying = applying;
            this.settling = settling;
        }

        void row(RowResult row) {
            rows++;
            applying.row(row);
            settling.row(row);
            last = row;
            if (row instanceof Rejection rejection) {
                rejections.add(rejection);
            }
        }

        Result.Read finish(Contract contract) {
            if (last instanceof Rejection rejection && isCutOff(rejection)) {
                // Nobody knows how many rows would have followed: nothing is withdrawn.
                applying.row(unreadable(rejection));
            }
            Applied applied = applying.finish();
            applied.contested().forEach(contested -> rejections.add(Duplicates.rejection(contract, contested)));
            return new Result.Read(rows, applied, rejections, settling);
        }

        private static boolean isCutOff(Rejection rejection) {
            return rejection.rule().equals("FIELD_COUNT") || rejection.rule().equals("NOT_JSON");
        }

        private static Rejection unreadable(Rejection last) {
            return new Rejection(last.part(), last.line(), last.field(), "", last.rule(), last.fix(), null, null, "");
        }
    }

    private static BatchHeader header(Stored batch, Contract contract, BatchHeader.Reading how) {
        return new BatchHeader(
                batch.id(),
                batch.feed(),
                contract.kind(),
                contract.mode(),
                batch.asOf(),
                contract.limits().maxWithdrawShare(),
                batch.standing().rank(),
                how);
    }
}
