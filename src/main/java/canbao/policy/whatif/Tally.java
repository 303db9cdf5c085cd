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

/** Sums up differences, one person at a time. Not thread-safe. */
public final class Tally {
    private final Group all = new Group();
    private final Map<String, Group> categories = new TreeMap<>();
    private final Map<String, Group> towns = new TreeMap<>();
    private long ownBefore;
    private long ownAfter;
    private long fiscalBefore;
    private long fiscalAfter;

    public void add(Difference one) {
        Standing before = one.before();
        Standing after = one.after();
        ownBefore += before.ownFen();
        ownAfter += after.ownFen();
        fiscalBefore += before.fiscalFen();
        fiscalAfter += after.fiscalFen();
        all.count(one.kind());
        all.money(before, after);
        Group town = towns.computeIfAbsent(one.town(), name -> new Group());
        town.count(one.kind());
        town.money(before, after);
        byCategory(one);
    }

    /** Money counts where he is before and where he is after; he himself where he is after, or else was. */
    private void byCategory(Difference one) {
        String was = one.before().category();
        String is = one.after().category();
        Group left = category(was);
        if (left != null) {
            left.before(one.before());
        }
        Group entered = category(is);
        if (entered != null) {
            entered.after(one.after());
        }
        Group his = entered != null ? entered : left;
        if (his != null) {
            his.count(one.kind());
        }
    }

    private @Nullable Group category(@Nullable String name) {
        return name == null ? null : categories.computeIfAbsent(name, key -> new Group());
    }

    public Totals totals() {
        long decided = all.counts.values().stream().mapToLong(Long::longValue).sum();
        return new Totals(
                new Counts(
                        decided,
                        all.of(Kind.GAINS),
                        all.of(Kind.LOSES),
                        all.of(Kind.MORE),
                        all.of(Kind.LESS),
                        all.of(Kind.OTHER),
                        all.of(Kind.SAME)),
                new Money(all.before, ownBefore, fiscalBefore),
                new Money(all.after, ownAfter, fiscalAfter),
                all.after - all.before,
                lines(categories),
                lines(towns));
    }

    private static List<Line> lines(Map<String, Group> groups) {
        return groups.entrySet().stream()
                .map(entry -> entry.getValue().line(entry.getKey()))
                .toList();
    }

    private static final class Group {
        private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        private long peopleBefore;
        private long peopleAfter;
        private long before;
        private long after;

        void count(Kind kind) {
            counts.merge(kind, 1L, Long::sum);
        }

        void money(Standing was, Standing is) {
            before(was);
            after(is);
        }

        void before(Standing was) {
            peopleBefore += was.subsidyFen() > 0 ? 1 : 0;
            before += was.subsidyFen();
        }

        void after(Standing is) {
            peopleAfter += is.subsidyFen() > 0 ? 1 : 0;
            after += is.subsidyFen();
        }

        long of(Kind kind) {
            return counts.getOrDefault(kind, 0L);
        }

        Line line(String name) {
            return new Line(
                    name,
                    of(Kind.GAINS),
                    of(Kind.LOSES),
                    of(Kind.MORE),
                    of(Kind.LESS),
                    of(Kind.OTHER),
                    peopleBefore,
                    peopleAfter,
                    before,
                    after,
                    after - before);
        }
    }
}
