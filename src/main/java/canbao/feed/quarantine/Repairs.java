package canbao.feed.quarantine;

import canbao.audit.AuditStore;
import canbao.feed.InboxStore;
import canbao.feed.InboxStore.Stored;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.quarantine.QuarantineStore.Sealed;
import canbao.feed.read.SentRow;
import canbao.identity.CertificateKeys;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.FeedId;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Corrects rows in quarantine and sends them again: each source batch's as a batch of their own, of the same as-of, read by
 * the contract like any other. A row is repaired once; one that would be rejected again stays where it is.
 */
public final class Repairs {
    /** Rows that are corrected alike at once. */
    static final int MOST = 10_000;

    private final Database database;
    private final InboxStore inbox;
    private final QuarantineStore store;
    private final SentRows rows;
    private final RepairCheck check;
    private final AuditStore audit;
    private final InstantSource clock;

    public Repairs(
            Database database,
            InboxStore inbox,
            QuarantineStore store,
            ContractCatalogue contracts,
            CertificateKeys keys,
            AuditStore audit,
            InstantSource clock) {
        this.database = database;
        this.inbox = inbox;
        this.store = store;
        this.rows = new SentRows(inbox, contracts);
        this.check = new RepairCheck(contracts, keys);
        this.audit = audit;
        this.clock = clock;
    }

    /** Rows alike: one cause, and where given one masked value. */
    public record Alike(
            FeedId feed,
            String field,
            String rule,
            @Nullable String masked) {}

    /** Corrected rows on their way: the batch that they make, and the one that they came in. */
    public record Repair(long batch, long repairs, int rows) {}

    /** A row that would be rejected again, and why. */
    public record StillBad(long batch, int n, String field, String masked, String rule, String fix) {}

    /** What came of it. */
    public sealed interface Outcome {
        /**
         * What was sent, what would be rejected again, and how many rows had another value than the one to be replaced.
         * Nothing was sent when {@code sent} is empty.
         */
        record Done(List<Repair> sent, List<StillBad> stillBad, int passedOver) implements Outcome {}

        /**
         * Nothing was done.
         *
         * @param rule NOT_FOUND, NOT_OPEN, NOT_KEPT, UNKNOWN_COLUMN or CHANGED_MEANWHILE
         */
        record Refused(String rule, String about) implements Outcome {}
    }

    private record Corrected(Sealed row, String line) {}

    /** Sets columns of one row (by our names or the agency's headers) and sends it again. */
    public Outcome fix(Actor actor, long batch, int n, Map<String, String> values, String reason) {
        Optional<Sealed> found = store.find(batch, n);
        Optional<Stored> stored = inbox.find(batch);
        if (found.isEmpty() || stored.isEmpty()) {
            return new Outcome.Refused("NOT_FOUND", "batch " + batch + " n " + n);
        }
        if (!found.get().state().equals("OPEN")) {
            return new Outcome.Refused("NOT_OPEN", found.get().state());
        }
        Contract contract = rows.contract(stored.get());
        Map<String, String> columns = new TreeMap<>();
        for (Map.Entry<String, String> value : values.entrySet()) {
            List<String> named = SentRows.columns(contract, value.getKey());
            if (named.isEmpty()) {
                return new Outcome.Refused("UNKNOWN_COLUMN", value.getKey());
            }
            named.forEach(name -> columns.put(name, value.getValue()));
        }
        SentRow sent = rows.of(stored.get(), List.of(found.get())).get(n);
        return sent == null
                ? new Outcome.Refused("NOT_KEPT", "batch " + batch + " n " + n)
                : send(
                        actor,
                        stored.get(),
                        List.of(new Corrected(found.get(), sent.with(columns).line())),
                        reason);
    }

    /**
     * Replaces one value by another in all open rows alike.
     *
     * @param from the value as sent; null for whatever it is
     */
    public Outcome fixAll(Actor actor, Alike alike, @Nullable String from, String to, String reason) {
        String column = alike.field().replaceAll("\\[\\d+]$", "");
        Map<Long, List<Sealed>> byBatch =
                store.ofGroup(alike.feed(), alike.field(), alike.rule(), alike.masked(), MOST).stream()
                        .collect(Collectors.groupingBy(Sealed::batch, TreeMap::new, Collectors.toList()));
        if (byBatch.isEmpty()) {
            return new Outcome.Refused("NOT_FOUND", alike.feed() + " " + alike.field() + " " + alike.rule());
        }
        List<Repair> sent = new ArrayList<>();
        List<StillBad> stillBad = new ArrayList<>();
        int passedOver = 0;
        for (Map.Entry<Long, List<Sealed>> entry : byBatch.entrySet()) {
            Stored stored = inbox.find(entry.getKey()).orElseThrow();
            if (!SentRows.columns(rows.contract(stored), column).contains(column)) {
                return new Outcome.Refused("UNKNOWN_COLUMN", column);
            }
            List<Corrected> corrected = corrected(stored, entry.getValue(), column, from, to);
            passedOver += entry.getValue().size() - corrected.size();
            if (!corrected.isEmpty() && send(actor, stored, corrected, reason) instanceof Outcome.Done done) {
                sent.addAll(done.sent());
                stillBad.addAll(done.stillBad());
            }
        }
        return new Outcome.Done(sent, stillBad, passedOver);
    }

    private List<Corrected> corrected(
            Stored stored, List<Sealed> alike, String column, @Nullable String from, String to) {
        Map<Integer, SentRow> sent = rows.of(stored, alike);
        List<Corrected> corrected = new ArrayList<>();
        for (Sealed row : alike) {
            SentRow known = sent.get(row.n());
            String value = known == null ? null : known.values().getOrDefault(column, "");
            if (known != null && value != null && (from == null || value.strip().equals(from.strip()))) {
                corrected.add(new Corrected(row, known.with(Map.of(column, to)).line()));
            }
        }
        return corrected;
    }

    private Outcome send(Actor actor, Stored stored, List<Corrected> all, String reason) {
        Map<Integer, RepairCheck.Bad> bad =
                check.bad(stored, all.stream().map(Corrected::line).toList());
        List<StillBad> stillBad = new ArrayList<>();
        List<Corrected> good = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            RepairCheck.Bad why = bad.get(i);
            Sealed row = all.get(i).row();
            if (why == null) {
                good.add(all.get(i));
            } else {
                stillBad.add(new StillBad(row.batch(), row.n(), why.field(), why.masked(), why.rule(), why.fix()));
            }
        }
        if (good.isEmpty()) {
            return new Outcome.Done(List.of(), stillBad, 0);
        }
        try {
            long id = database.inBulk(store(actor, stored, good, reason));
            return new Outcome.Done(List.of(new Repair(id, stored.id(), good.size())), stillBad, 0);
        } catch (ChangedMeanwhile e) {
            return new Outcome.Refused("CHANGED_MEANWHILE", "batch " + stored.id());
        } catch (Database.BulkFailure e) {
            if (!e.isConflict()) {
                throw e;
            }
            // Somebody else has just sent a repair of the same number.
            return new Outcome.Refused("CHANGED_MEANWHILE", "batch " + stored.id());
        }
    }

    private Function<Bulk, Long> store(Actor actor, Stored stored, List<Corrected> good, String reason) {
        return bulk -> {
            String lines = good.stream().map(Corrected::line).collect(Collectors.joining("\n", "", "\n"));
            List<Integer> numbers = good.stream().map(row -> row.row().n()).toList();
            String number = "repair/" + stored.id() + "/" + numbers.getFirst();
            long id = inbox.add(
                    bulk,
                    new InboxStore.Repair(
                            stored.id(),
                            number,
                            actor,
                            clock.instant(),
                            lines.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            if (QuarantineStore.close(bulk, "REPAIRED", stored.id(), numbers, id, actor) != numbers.size()) {
                throw new ChangedMeanwhile();
            }
            JsonObject detail = new JsonObject()
                    .put("repair", id)
                    .put("rows", numbers.size())
                    .put("reason", reason);
            audit.append(bulk, actor, "quarantine.repair", "batch/" + stored.id(), detail);
            return id;
        };
    }

    /** A row was settled, returned or repaired while this repair was on its way. */
    private static final class ChangedMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
