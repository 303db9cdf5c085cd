package canbao.ledger;

import canbao.ledger.Order.Action;
import canbao.ledger.Order.Destination;
import canbao.model.Fen;
import canbao.model.PersonKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What merging does to cases: who is kept, and how the others' cases end. Pure. */
final class Merging {
    /** What ledger entries name in place of a policy: no policy decided this. */
    private static final String RULE = "identity";

    private Merging() {}

    /**
     * An order as it stands.
     *
     * @param left whether it went out, or may have
     */
    record Sent(int ordinal, Destination destination, Action action, boolean left, boolean refused) {}

    /** The end of one case: the entries and the orders that take back what is in force outside. */
    record Ending(Case after, List<Entry> entries, List<Order> orders) {}

    /**
     * The one whose case of the newest year is furthest along; between equals, of the year before; then the smaller key.
     *
     * @param cases of all of them, any year
     */
    static PersonKey kept(Collection<PersonKey> persons, Collection<Case> cases) {
        SortedSet<Integer> years = new TreeSet<>();
        cases.forEach(one -> years.add(one.coverageYear()));
        Comparator<PersonKey> order = Comparator.naturalOrder();
        for (int year : years) {
            order = Comparator.comparingInt((PersonKey person) -> -progress(cases, person, year))
                    .thenComparing(order);
        }
        return persons.stream().min(order).orElseThrow();
    }

    private static int progress(Collection<Case> cases, PersonKey person, int year) {
        return cases.stream()
                .filter(one -> one.person().equals(person) && one.coverageYear() == year)
                .mapToInt(one -> one.state().progress())
                .max()
                .orElse(0);
    }

    /**
     * Whether another's case ends: the kept person has one for that year and product, or will have, because it is the
     * newest year. Cover for a year that is decided no more stays where it is.
     */
    static boolean ends(Case other, PersonKey kept, Collection<Case> cases) {
        int newest = cases.stream().mapToInt(Case::coverageYear).max().orElseThrow();
        boolean taken = cases.stream()
                .anyMatch(one -> one.person().equals(kept)
                        && one.coverageYear() == other.coverageYear()
                        && one.product() == other.product());
        return other.state() != CaseState.MERGED && (taken || other.coverageYear() == newest);
    }

    /** Ends a case in favour of the kept person's. What he paid himself stays paid. */
    static Ending end(Case other, PersonKey kept, List<Sent> sent) {
        List<Entry> entries = new ArrayList<>(2);
        List<Order> orders = new ArrayList<>(2);
        int ordinal = other.ordinal();
        boolean paid = other.state() == CaseState.COVERED;
        if (!paid && inForce(sent, Destination.TAX, Action.LEVY)) {
            ordinal++;
            entries.add(entry(other, ordinal, EntryKind.LEVY_WITHDRAWN, kept));
            orders.add(order(other, ordinal, Destination.TAX));
        }
        ordinal++;
        entries.add(entry(other, ordinal, EntryKind.MERGED, kept));
        if (inForce(sent, Destination.INSURER, Action.ENROL)) {
            orders.add(order(other, ordinal, Destination.INSURER));
        }
        return new Ending(other.merged(ordinal), entries, orders);
    }

    /** Whether the newest that left for a destination, and was not refused, was no cancellation. */
    private static boolean inForce(List<Sent> sent, Destination destination, Action makes) {
        boolean inForce = false;
        for (Sent order : sent) {
            boolean says = order.action() == makes || order.action() == Action.CANCEL;
            if (says && order.destination() == destination && order.left() && !order.refused()) {
                inForce = order.action() == makes;
            }
        }
        return inForce;
    }

    private static Entry entry(Case of, int ordinal, EntryKind kind, PersonKey kept) {
        return new Entry(
                of.person(),
                of.coverageYear(),
                of.product(),
                ordinal,
                kind,
                of.category(),
                of.premium(),
                Fen.ZERO,
                RULE,
                "person " + kept);
    }

    private static Order order(Case of, int ordinal, Destination destination) {
        return new Order(
                of.person(),
                of.coverageYear(),
                of.product(),
                ordinal,
                destination,
                Action.CANCEL,
                of.category(),
                of.premium(),
                Order.Edge.of(of));
    }
}
