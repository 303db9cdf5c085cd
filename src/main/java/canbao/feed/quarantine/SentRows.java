package canbao.feed.quarantine;

import canbao.feed.InboxStore;
import canbao.feed.InboxStore.Stored;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.contract.RepairContract;
import canbao.feed.field.Column;
import canbao.feed.quarantine.QuarantineStore.Sealed;
import canbao.feed.read.RowSearch;
import canbao.feed.read.RowSearch.Place;
import canbao.feed.read.SentRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What was sent in quarantined rows: as sealed with them, or where only their place was kept, from their batch. */
final class SentRows {
    private final InboxStore inbox;
    private final ContractCatalogue contracts;

    SentRows(InboxStore inbox, ContractCatalogue contracts) {
        this.inbox = inbox;
        this.contracts = contracts;
    }

    /** The version that read the batch, or the newest when that is gone. */
    Contract contract(Stored batch) {
        List<Contract> versions = contracts.versions(batch.feed());
        Integer version = batch.standing().contractVersion();
        Contract contract = versions.stream()
                .filter(one -> version != null && one.version() == version)
                .findFirst()
                .orElse(versions.getFirst());
        return batch.standing().repairs() == null ? contract : RepairContract.of(contract);
    }

    /** By the rows' numbers; rows that cannot be found are left out. */
    Map<Integer, SentRow> of(Stored batch, List<Sealed> rows) {
        Map<Integer, SentRow> sent = new HashMap<>();
        Map<Integer, Place> wanted = new HashMap<>();
        for (Sealed row : rows) {
            SentRow kept = row.sent();
            if (kept == null) {
                wanted.put(row.n(), new Place(row.part(), row.line()));
            } else {
                sent.put(row.n(), kept);
            }
        }
        if (!wanted.isEmpty()) {
            Map<Place, SentRow> found = search(batch, Set.copyOf(wanted.values()));
            wanted.forEach((n, place) -> {
                SentRow row = found.get(place);
                if (row != null) {
                    sent.put(n, row);
                }
            });
        }
        return sent;
    }

    private Map<Place, SentRow> search(Stored batch, Set<Place> wanted) {
        try (InputStream bytes = inbox.open(batch)) {
            return RowSearch.find(bytes, contract(batch), wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our names of the columns that go by a name: ours, or one of the agency's headers. */
    static List<String> columns(Contract contract, String name) {
        List<String> ours = contract.columns().stream()
                .map(Column::name)
                .filter(name::equals)
                .toList();
        return ours.isEmpty()
                ? contract.columns().stream()
                        .filter(column -> column.headers().contains(name))
                        .map(Column::name)
                        .collect(Collectors.toList())
                : ours;
    }
}
