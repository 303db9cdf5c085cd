package canbao.policy.whatif;

import canbao.policy.whatif.Difference.Kind;
import canbao.policy.whatif.Totals.Counts;
import canbao.policy.whatif.Totals.Line;
import canbao.policy.whatif.Totals.Money;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums up differences, one person at a time, of all products together and of each. Not thread-safe. */
public final class Tally {
    private final Sums all = new Sums();
    private final Map<Integer, Sums> products = new TreeMap<>();

    public void add(Difference one) {
        all.add(one.town(), one.kind(), one.before(), one.after());
        for (Difference.OfProduct of : one.products()) {
            products.computeIfAbsent(of.product(), product -> new Sums())
                    .add(one.town(), of.kind(), of.before(), of.after());
        }
    }

    public Totals totals() {
        return new Totals(
                all.whole.people(),
                all.whole.before.money(),
                all.whole.after.money(),
                all.whole.changeFen(),
                lines(all.categories),
                lines(all.towns),
                products.entrySet().stream()
                        .map(entry -> product(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static Totals.OfProduct product(int product, Sums sums) {
        return new Totals.OfProduct(
                product,
                sums.whole.people(),
                sums.whole.before.money(),
                sums.whole.after.money(),
                sums.whole.changeFen(),
                lines(sums.categories),
                lines(sums.towns));
    }

    private static List<Line> lines(Map<String, Group> groups) {
        return groups.entrySet().stream()
                .map(entry -> entry.getValue().line(entry.getKey()))
                .toList();
    }

    /** Of everybody, and by category and town. */
    private static final class Sums {
        private final Group whole = new Group();
        private final Map<String, Group> categories = new TreeMap<>();
        private final Map<String, Group> towns = new TreeMap<>();

        void add(String town, Kind kind, @Nullable Standing before, @Nullable Standing after) {
            for (Group group : List.of(whole, towns.computeIfAbsent(town, name -> new Group()))) {
                group.count(kind);
                group.before.add(before);
                group.after.add(after);
            }
            byCategory(kind, before, after);
        }

        /** Money counts where he is before and where he is after; he himself where he is after, or else was. */
        private void byCategory(Kind kind, @Nullable Standing before, @Nullable Standing after) {
            Group left = category(before);
            if (left != null) {
                left.before.add(before);
            }
            Group entered = category(after);
            if (entered != null) {
                entered.after.add(after);
            }
            Group his = entered != null ? entered : left;
            if (his != null) {
                his.count(kind);
            }
        }

        private @Nullable Group category(@Nullable Standing standing) {
            String name = standing == null ? null : standing.category();
            return name == null ? null : categories.computeIfAbsent(name, key -> new Group());
        }
    }

    private static final class Group {
        private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        private final Side before = new Side();
        private final Side after = new Side();

        void count(Kind kind) {
            counts.merge(kind, 1L, Long::sum);
        }

        private long of(Kind kind) {
            return counts.getOrDefault(kind, 0L);
        }

        long changeFen() {
            return after.subsidy - before.subsidy;
        }

        Counts people() {
            return new Counts(
                    counts.values().stream().mapToLong(Long::longValue).sum(),
                    of(Kind.GAINS),
                    of(Kind.LOSES),
                    of(Kind.MORE),
                    of(Kind.LESS),
                    of(Kind.OTHER),
                    of(Kind.SAME));
        }

        Line line(String name) {
            return new Line(
                    name,
                    of(Kind.GAINS),
                    of(Kind.LOSES),
                    of(Kind.MORE),
                    of(Kind.LESS),
                    of(Kind.OTHER),
                    before.people,
                    after.people,
                    before.subsidy,
                    after.subsidy,
                    changeFen());
        }
    }

    /** People for whom something is paid, and the money, under one of the two policies. */
    private static final class Side {
        private long people;
        private long subsidy;
        private long own;
        private long fiscal;

        void add(@Nullable Standing standing) {
            if (standing != null) {
                people += standing.subsidyFen() > 0 ? 1 : 0;
                subsidy += standing.subsidyFen();
                own += standing.ownFen();
                fiscal += standing.fiscalFen();
            }
        }

        Money money() {
            return new Money(subsidy, own, fiscal);
        }
    }
}
