package canbao.audit;

import canbao.audit.ChainStore.Check;
import canbao.io.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Walks every chain and recomputes each link from the rows that it covers, a page of links at a time. It only reads; what is
 * appended meanwhile is walked too, or left to the next time.
 */
public final class Verification {
    private final ChainStore chains;
    private final Map<String, Covered> kinds;

    /** @param kinds what the chains cover whose names begin with {@code key/} */
    public Verification(Database database, Map<String, Covered> kinds) {
        this.chains = new ChainStore(database);
        this.kinds = Map.copyOf(kinds);
    }

    /**
     * What came of one chain.
     *
     * @param table whose rows it covers; empty when nobody knows
     * @param find the query that finds what is wrong; empty when nothing is
     */
    public record Verified(String chain, String table, Check check, String find) {}

    /** A chain as it once was: so many links, the last of them in hex. */
    public record Noted(String chain, long links, String head) {}

    /** How far one chain has been walked. */
    @FunctionalInterface
    public interface Progress {
        void at(String chain, long links, long of);
    }

    /** Every chain that has links, rows, or is noted, by name; of each the first link that is wrong. */
    public List<Verified> walk(List<Noted> noted, Progress progress) {
        Map<String, Long> lengths = chains.lengths();
        SortedSet<String> names = new TreeSet<>(lengths.keySet());
        kinds.values().forEach(kind -> names.addAll(kind.chains()));
        noted.forEach(one -> names.add(one.chain()));
        List<Verified> verified = new ArrayList<>();
        for (String name : names) {
            Covered rows = kinds.get(name.substring(0, Math.max(0, name.indexOf('/'))));
            Check check = check(
                    name,
                    rows,
                    noted,
                    links -> progress.at(name, links, Math.max(links, lengths.getOrDefault(name, 0L))));
            verified.add(new Verified(name, rows == null ? "" : rows.table(), check, find(rows, check)));
        }
        return verified;
    }

    private static String find(@Nullable Covered rows, Check check) {
        if (!(check instanceof Check.Broken broken)) {
            return "";
        }
        return rows == null || broken.fault().ofTheChain()
                ? ChainStore.find(broken.chain(), broken.seq())
                : rows.find(broken.chain(), broken.seq());
    }

    private Check check(
            String name, @Nullable Covered rows, List<Noted> noted, java.util.function.LongConsumer progress) {
        if (rows == null) {
            return new Check.Broken(name, 1, Fault.UNKNOWN);
        }
        Check check = chains.verify(name, rows, progress);
        if (!(check instanceof Check.Sound sound)) {
            return check;
        }
        OptionalLong outside = rows.outside(name, sound.length());
        if (outside.isPresent()) {
            return new Check.Broken(name, outside.getAsLong(), Fault.ROWS_OUTSIDE);
        }
        for (Noted one : noted) {
            boolean other = one.chain().equals(name)
                    && one.links() > 0
                    && !one.head().equals(chains.link(name, one.links()).orElse(""));
            if (other) {
                return new Check.Broken(name, one.links(), Fault.SHORTENED);
            }
        }
        return check;
    }
}
