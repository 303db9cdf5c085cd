package canbao.ledger.proof;

import canbao.audit.ChainStore;
import canbao.audit.Covered;
import canbao.crypto.Sm3Stream;
import canbao.io.Database;
import canbao.ledger.Entry;
import canbao.ledger.EntryKind;
import canbao.model.Fen;
import canbao.model.PersonKey;
import canbao.model.Premium;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** The ledger's entries by the links that cover them; a link may cover any number, so they are streamed. */
public final class LinkedEntryStore implements Covered {
    private static final String ROWS = """
            SELECT p.link, person, coverage_year, product, ordinal, kind, category, personal_fen, subsidy_fen, fiscal_fen,
                   moved_fen, policy, evidence, p.actor, p.at
            FROM posting AS p JOIN entry AS e ON e.posting = p.id
            WHERE p.chain = ? AND p.link BETWEEN ? AND ? ORDER BY p.link, person, coverage_year, product, ordinal
            """;
    /** Stands for the chain of entries that no posting brought. */
    private static final String UNPOSTED = "ledger/unposted";

    private static final String CHAINS = """
            SELECT DISTINCT chain FROM posting UNION ALL
            SELECT 'ledger/unposted'
            WHERE EXISTS (SELECT FROM entry AS e WHERE NOT EXISTS (SELECT FROM posting AS p WHERE p.id = e.posting))
            """;
    // What is appended while the chain is walked has its link by now.
    private static final String OUTSIDE = """
            SELECT min(link) FROM posting AS p WHERE chain = $1 AND (link < 1 OR link > $2)
              AND NOT EXISTS (SELECT FROM chain WHERE name = p.chain AND seq = p.link)
            """;
    // The row of one entry more may have come since the link was read; its posting came with it.
    private static final String WITHOUT_POSTING = """
            SELECT min(e.posting) FROM entry AS e WHERE NOT EXISTS (SELECT FROM posting AS p WHERE p.id = e.posting)
            """;

    private final Database database;

    public LinkedEntryStore(Database database) {
        this.database = database;
    }

    @Override
    public String table() {
        return "entry";
    }

    @Override
    public String find(String chain, long link) {
        return chain.equals(UNPOSTED)
                ? "SELECT * FROM entry WHERE posting = " + link
                : "SELECT * FROM posting LEFT JOIN entry ON entry.posting = posting.id WHERE chain = "
                        + ChainStore.literal(chain) + " AND link = " + link;
    }

    @Override
    public List<String> chains() {
        return database.run(CHAINS).stream().map(row -> row.getString(0)).toList();
    }

    @Override
    public OptionalLong outside(String chain, long last) {
        Long first = chain.equals(UNPOSTED)
                ? database.run(WITHOUT_POSTING).iterator().next().getLong(0)
                : database.run(OUTSIDE, Tuple.of(chain, last)).iterator().next().getLong(0);
        return first == null ? OptionalLong.empty() : OptionalLong.of(first);
    }

    @Override
    public Map<Long, byte[]> between(String chain, long from, long to) {
        Links links = new Links();
        database.inBulkDo(transaction -> transaction.stream(ROWS, row -> links.add(row), chain, from, to));
        return links.digests();
    }

    /** Nothing, which no link covers, for what the hub cannot have written: an amount below zero, a kind that there is not. */
    private static byte[] bytes(ResultSet row) throws SQLException {
        try {
            Buffer bytes = Buffer.buffer(160);
            entry(row).digested(bytes);
            return bytes.getBytes();
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new PersonKey(row.getObject(2, UUID.class)),
                row.getInt(3),
                row.getInt(4),
                row.getInt(5),
                EntryKind.valueOf(row.getString(6)),
                row.getString(7),
                new Premium(new Fen(row.getLong(8)), new Fen(row.getLong(9)), new Fen(row.getLong(10))),
                new Fen(row.getLong(11)),
                row.getString(12),
                row.getString(13));
    }

    /** Digests link after link. */
    private static final class Links {
        private final Map<Long, byte[]> digests = new HashMap<>();
        private Sm3Stream digest = new Sm3Stream();
        private long link;

        void add(ResultSet row) throws SQLException {
            if (row.getLong(1) != link) {
                end();
                link = row.getLong(1);
                Buffer posting = Buffer.buffer();
                Entry.posted(posting, row.getString(14), row.getTimestamp(15).toInstant());
                digest.update(posting.getBytes());
            }
            digest.update(bytes(row));
        }

        private void end() {
            if (link > 0) {
                digests.put(link, digest.digest());
                digest = new Sm3Stream();
            }
        }

        Map<Long, byte[]> digests() {
            end();
            return digests;
        }
    }
}
