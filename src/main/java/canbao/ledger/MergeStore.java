package canbao.ledger;

import canbao.identity.person.Merger;
import canbao.io.Bulk;
import canbao.ledger.Merging.Ending;
import canbao.ledger.Merging.Sent;
import canbao.ledger.Order.Action;
import canbao.ledger.Order.Destination;
import canbao.model.Actor;
import canbao.model.PersonKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The cases of persons who are merged or told apart. Nobody posts to a case meanwhile: see {@link Merger}. */
public final class MergeStore implements Merger.Cases {
    private static final String LOCK = "SELECT " + CaseStore.CASE + """
             FROM enrolment_case WHERE person = ANY(?) ORDER BY person, coverage_year, product FOR UPDATE
            """;
    // What has not left never will; what is leaving just now counts as sent.
    private static final String DROP = """
            UPDATE enrolment_order SET state = 'DROPPED', answered_at = clock_timestamp()
            WHERE person = ? AND coverage_year = ? AND product = ? AND state = 'QUEUED' AND sent_at IS NULL
            """;
    private static final String ORDERS = """
            SELECT ordinal, destination, action, state FROM enrolment_order
            WHERE person = ? AND coverage_year = ? AND product = ? ORDER BY ordinal
            """;
    private static final String SEPARATED = "UPDATE enrolment_case SET separated = true WHERE person = ANY(?)";

    private final InstantSource clock;

    public MergeStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public PersonKey furthest(Bulk transaction, Set<PersonKey> cluster) {
        return Merging.kept(cluster, cases(transaction, cluster));
    }

    @Override
    public void merged(Bulk transaction, PersonKey kept, Set<PersonKey> others, Actor actor) {
        List<PersonKey> cluster = new ArrayList<>(others);
        cluster.add(kept);
        List<Case> cases = cases(transaction, cluster);
        List<Case> after = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        List<Order> orders = new ArrayList<>();
        for (Case one : cases) {
            if (!one.person().equals(kept) && Merging.ends(one, kept, cases)) {
                Ending ending = Merging.end(one, kept, sent(transaction, one));
                after.add(ending.after());
                entries.addAll(ending.entries());
                orders.addAll(ending.orders());
            }
        }
        CaseStore.put(transaction, List.of(), after);
        OrderStore.queue(transaction, orders);
        CaseStore.append(transaction, entries, "ledger/identity", actor, clock.instant());
    }

    @Override
    public void separated(Bulk transaction, Set<PersonKey> persons) {
        transaction.run(SEPARATED, (Object) CaseStore.keys(persons));
    }

    private static List<Case> cases(Bulk transaction, Collection<PersonKey> persons) {
        List<Case> cases = new ArrayList<>();
        transaction.query(LOCK, row -> cases.add(CaseStore.read(row)), (Object) CaseStore.keys(persons));
        return cases;
    }

    /** Drops the case's orders that have not left; returns all as they stand then. */
    private static List<Sent> sent(Bulk transaction, Case of) {
        transaction.run(DROP, of.person().value(), of.coverageYear(), of.product());
        List<Sent> sent = new ArrayList<>();
        transaction.query(
                ORDERS,
                row -> {
                    String state = row.getString(4);
                    sent.add(new Sent(
                            row.getInt(1),
                            Destination.valueOf(row.getString(2)),
                            Action.valueOf(row.getString(3)),
                            !state.equals("DROPPED"),
                            state.equals("REFUSED")));
                },
                of.person().value(),
                of.coverageYear(),
                of.product());
        return sent;
    }
}
