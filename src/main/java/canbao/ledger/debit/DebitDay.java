package canbao.ledger.debit;

import canbao.audit.AuditStore;
import canbao.io.Database;
import canbao.ledger.debit.DebitFile.Line;
import canbao.ledger.debit.DebitFileStore.Debited;
import canbao.model.Actor;
import canbao.model.Identity;
import canbao.model.PersonKey;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * On the day of a batch debit hands the tax bureau the list of who is still to be debited: who has paid since, died or is covered
 * elsewhere is not on it. One list for a coverage year and day; one that left just before a crash leaves again under its number.
 */
public final class DebitDay {
    private static final int PAGE = 1_000;

    private final Database database;
    private final DebitFileStore store;
    private final AuditStore audit;
    private final Ways ways;
    private final InstantSource clock;
    private @Nullable LocalDate done;

    /**
     * Where names come from and where the list goes.
     *
     * @param identities opens the vault
     * @param spared who may be dead, covered or paid for, as long as nobody has decided whether a source speaks of him
     * @param send hands the list to the route; throws when it was not taken
     */
    public record Ways(
            Function<Collection<PersonKey>, Map<PersonKey, Identity>> identities,
            Function<Collection<PersonKey>, Set<PersonKey>> spared,
            Consumer<DebitFile> send) {}

    public DebitDay(Database database, AuditStore audit, Ways ways, InstantSource clock) {
        this.database = database;
        this.store = new DebitFileStore(database);
        this.audit = audit;
        this.ways = ways;
        this.clock = clock;
    }

    /** Sends the day's lists, once: for a day on which everybody has been decided whose decision could change. */
    public void on(LocalDate today) {
        if (today.equals(done)) {
            return;
        }
        for (int year : store.years(today)) {
            List<Debited> withheld = new ArrayList<>();
            DebitFile file = new DebitFile(year, today, lines(year, today, withheld));
            if (!file.lines().isEmpty()) {
                send(file, withheld.size());
            }
        }
        done = today;
    }

    /** The row commits after the list was taken, and keeps another hub waiting until then. */
    private void send(DebitFile file, int withheld) {
        database.inBulkDo(transaction -> {
            if (!DebitFileStore.add(transaction, file, withheld, clock.instant())) {
                return;
            }
            ways.send().accept(file);
            JsonObject detail = new JsonObject()
                    .put("people", file.lines().size())
                    .put("sumFen", file.sum().value())
                    .put("withheld", withheld)
                    .put("digest", file.digest());
            audit.append(transaction, Actor.hub("debits"), "debit.file", file.number(), detail);
        });
    }

    private List<Line> lines(int year, LocalDate on, List<Debited> withheld) {
        List<Line> lines = new ArrayList<>();
        List<Debited> page = store.page(year, on, new UUID(0, 0), PAGE);
        while (!page.isEmpty()) {
            Set<PersonKey> persons = page.stream().map(Debited::person).collect(Collectors.toSet());
            Set<PersonKey> spared = ways.spared().apply(persons);
            Map<PersonKey, Identity> identities = ways.identities().apply(persons);
            for (Debited one : page) {
                if (one.frozen() || spared.contains(one.person())) {
                    withheld.add(one);
                } else {
                    lines.add(line(one, identities.get(one.person())));
                }
            }
            page = store.page(year, on, page.getLast().person().value(), PAGE);
        }
        return lines;
    }

    private static Line line(Debited one, @Nullable Identity identity) {
        if (identity == null) {
            throw new IllegalStateException("the vault has no record of person " + one.person());
        }
        return new Line(identity, one.owed());
    }
}
