package canbao.feed.batch;

import canbao.feed.InboxStore.Stored;
import canbao.feed.batch.BatchReading.Result;
import canbao.feed.contract.Contract;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.batch.Applied;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.Refusal;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a stored batch to see what it would change. Nothing is written, locked or enrolled. */
public final class Trial {
    private final Database database;
    private final BatchReading reading;

    public Trial(Database database, BatchReading reading) {
        this.database = database;
        this.reading = reading;
    }

    /**
     * What reading the batch would do now.
     *
     * @param refusal why nothing of it would count; null when it can be read
     * @param held whether it would be held for a person
     * @param digest lower-case hex SM3 of the sorted changes
     * @param next where the next page of the concerned begins; 0 when there is none
     */
    public record Difference(
            int contractVersion,
            @Nullable Refusal refusal,
            int rows,
            int rejected,
            int added,
            int changed,
            int withdrawn,
            int unchanged,
            int stale,
            int heldWithdrawals,
            boolean held,
            String digest,
            List<Changes.Concerned> concerned,
            int next) {
        public Difference {
            concerned = List.copyOf(concerned);
        }

        /** Nothing of the batch would count. */
        public static Difference refused(int contractVersion, Refusal refusal) {
            return new Difference(contractVersion, refusal, 0, 0, 0, 0, 0, 0, 0, 0, false, "", List.of(), 0);
        }
    }

    /** @param released whether to make withdrawals that would be held */
    public Difference of(Stored batch, Contract contract, boolean released, Changes.Page page) {
        Changes changes = new Changes(page);
        try (Bulk bulk = database.bulk()) {
            BatchHeader.Reading how = new BatchHeader.Reading(true, released, true);
            return switch (reading.read(bulk, batch, contract, how, changes)) {
                case Result.Refused refused -> Difference.refused(contract.version(), refused.refusal());
                case Result.Read read -> difference(contract, read, changes);
            };
        }
    }

    private static Difference difference(Contract contract, Result.Read read, Changes changes) {
        Applied applied = read.applied();
        return new Difference(
                contract.version(),
                null,
                read.rows(),
                read.rejections().size(),
                applied.added(),
                applied.changed(),
                applied.withdrawn(),
                applied.unchanged(),
                applied.stale(),
                applied.heldWithdrawals(),
                applied.held(),
                HexFormat.of().formatHex(changes.digest()),
                changes.concerned(),
                changes.next());
    }
}
