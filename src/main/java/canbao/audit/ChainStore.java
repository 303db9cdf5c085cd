package canbao.audit;

import canbao.crypto.Sm3;
import canbao.io.Bulk;
import canbao.io.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hash chains: each link is SM3(previous link, digest), the first one's previous link SM3(name). Whoever changes what was
 * digested, or a link, breaks the chain there. Cutting off the end leaves a shorter sound chain: compare the head that
 * {@link #verify(String, Digests)} returns with one noted elsewhere.
 */
public final class ChainStore {
    private static final String LAST =
            "SELECT seq, link FROM chain WHERE name = ? ORDER BY seq DESC LIMIT 1 FOR UPDATE";
    // Who waited for the last row may find that it no longer is the last: then nothing is inserted and he looks again.
    private static final String APPEND = "INSERT INTO chain (name, seq, previous, digest, link)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (name, seq) DO NOTHING";
    private static final String PAGE = "SELECT seq, previous, digest, link FROM chain WHERE name = $1 AND seq > $2"
            + " ORDER BY seq LIMIT " + ChainStore.PAGE_ROWS;
    private static final int PAGE_ROWS = 1000;
    private static final String LENGTHS = "SELECT name, max(seq) FROM chain GROUP BY name";
    private static final String LINK = "SELECT link FROM chain WHERE name = $1 AND seq = $2";

    private final Database database;

    public ChainStore(Database database) {
        this.database = database;
    }

    /**
     * Appends a link and returns its number. Locks the chain until the transaction ends, so append late in it, and in a
     * fixed order if to several chains. For transactions at READ COMMITTED.
     *
     * @param digest 32 bytes that stand for everything this transaction adds to the chain's partition
     */
    public static long append(Bulk transaction, String chain, byte[] digest) {
        while (true) {
            long[] seq = {0};
            byte[][] previous = {start(chain)};
            transaction.query(
                    LAST,
                    row -> {
                        seq[0] = row.getLong(1);
                        previous[0] = row.getBytes(2);
                    },
                    chain);
            byte[] link = link(previous[0], digest);
            if (transaction.run(APPEND, chain, seq[0] + 1, previous[0], digest, link) == 1) {
                return seq[0] + 1;
            }
        }
    }

    /** Every chain that has a link, with the number of its last one. */
    SortedMap<String, Long> lengths() {
        SortedMap<String, Long> lengths = new TreeMap<>();
        database.run(LENGTHS).forEach(row -> lengths.put(row.getString(0), row.getLong(1)));
        return lengths;
    }

    /** The link of that number in hex. */
    Optional<String> link(String chain, long seq) {
        return database.run(LINK, Tuple.of(chain, seq)).stream()
                .map(row -> HexFormat.of().formatHex(row.getBuffer(0).getBytes()))
                .findFirst();
    }

    /** Walks the whole chain and compares it with what stands in the tables that it covers. */
    public Check verify(String chain, Digests digests) {
        return verify(chain, digests, seq -> {});
    }

    /** @param progress told of the last link that was found sound, now and then */
    Check verify(String chain, Digests digests, LongConsumer progress) {
        byte[] previous = start(chain);
        long seq = 0;
        while (true) {
            RowSet<Row> page = database.run(PAGE, Tuple.of(chain, seq));
            if (page.size() == 0) {
                return new Check.Sound(seq, HexFormat.of().formatHex(previous));
            }
            Map<Long, byte[]> actual = digests.between(chain, seq + 1, seq + page.size());
            for (Row row : page) {
                seq++;
                Optional<Fault> fault = fault(row, seq, previous, actual.get(seq));
                if (fault.isPresent()) {
                    return new Check.Broken(chain, seq, fault.get());
                }
                previous = row.getBuffer("link").getBytes();
            }
            progress.accept(seq);
        }
    }

    private static Optional<Fault> fault(Row row, long seq, byte[] previous, byte @Nullable [] actual) {
        byte[] digest = row.getBuffer("digest").getBytes();
        if (row.getLong("seq") != seq) {
            return Optional.of(Fault.LINK_MISSING);
        }
        if (!Arrays.equals(row.getBuffer("previous").getBytes(), previous)) {
            return Optional.of(Fault.LINK_DETACHED);
        }
        if (!Arrays.equals(row.getBuffer("link").getBytes(), link(previous, digest))) {
            return Optional.of(Fault.LINK_CHANGED);
        }
        if (actual == null) {
            return Optional.of(Fault.ROWS_MISSING);
        }
        return Arrays.equals(actual, digest) ? Optional.empty() : Optional.of(Fault.ROWS_CHANGED);
    }

    /** The query that finds a link. */
    static String find(String chain, long link) {
        return "SELECT * FROM chain WHERE name = " + literal(chain) + " AND seq = " + link;
    }

    /** A chain's name as it stands in a query that is shown. */
    public static String literal(String chain) {
        return "'" + chain.replace("'", "''") + "'";
    }

    private static byte[] start(String chain) {
        return Sm3.digest(chain.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] link(byte[] previous, byte[] digest) {
        byte[] both = Arrays.copyOf(previous, previous.length + digest.length);
        System.arraycopy(digest, 0, both, previous.length, digest.length);
        return Sm3.digest(both);
    }

    /** Computes anew, from the rows that they cover, the digests of links {@code from} to {@code to}. */
    @FunctionalInterface
    public interface Digests {
        Map<Long, byte[]> between(String chain, long from, long to);
    }

    /** What came of a verification. */
    public sealed interface Check {
        /**
         * Nothing was changed.
         *
         * @param length how many links
         * @param head the last link in hex, to be noted elsewhere
         */
        record Sound(long length, String head) implements Check {}

        /** The first link at which something does not agree. */
        record Broken(String chain, long seq, Fault fault) implements Check {
            @Override
            public String toString() {
                return chain + " #" + seq + ": " + fault.wording().en();
            }
        }
    }
}
