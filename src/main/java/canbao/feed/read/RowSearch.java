package canbao.feed.read;

import canbao.feed.contract.Contract;
import canbao.feed.field.Defect;
import canbao.feed.format.BatchStop;
import canbao.feed.format.LimitedStream;
import canbao.feed.format.Row;
import canbao.feed.format.RowSink;
import canbao.feed.format.file.BatchFile;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Looks rows up in their batch by part and line, for those of which only the place was kept. */
public final class RowSearch implements RowSink {
    private static final String ENOUGH = "ENOUGH";

    private final Contract contract;
    private final Set<Place> wanted;
    private final Map<Place, SentRow> found = new HashMap<>();

    private RowSearch(Contract contract, Set<Place> wanted) {
        this.contract = contract;
        this.wanted = wanted;
    }

    /** Where a row stands in its batch, both from 1. */
    public record Place(int part, int line) {}

    /** The rows that are there; those of a household, of which one line has several, are left out. */
    public static Map<Place, SentRow> find(InputStream bytes, Contract contract, Set<Place> wanted) {
        RowSearch search = new RowSearch(contract, wanted);
        if (contract.checks().household() != null) {
            return Map.of();
        }
        try {
            LimitedStream limited = new LimitedStream(bytes, contract.limits().maxBytes());
            BatchFile.read(limited, contract.delivery().format(), contract.layout(), null, search);
        } catch (BatchStop stop) {
            // Either all were found, or the batch was read differently then: what was found before counts.
        }
        return search.found;
    }

    @Override
    public void row(Row row) {
        Place place = new Place(row.part(), row.line());
        if (wanted.contains(place)) {
            found.put(place, SentRow.of(row, contract.columns()));
            if (found.size() == wanted.size()) {
                throw new BatchStop(ENOUGH, "", "");
            }
        }
    }

    @Override
    public void broken(Row row, String column, Defect defect) {
        row(row);
    }
}
