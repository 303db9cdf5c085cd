package canbao.ledger.debit;

import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Fen;
import canbao.model.PersonKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Who is to be debited on a day, and which lists have left. */
final class DebitFileStore {
    private static final String YEARS = """
            SELECT DISTINCT coverage_year FROM enrolment_case AS c
            WHERE debit_on = $1 AND NOT EXISTS (
                SELECT FROM debit_file AS f WHERE f.coverage_year = c.coverage_year AND f.debit_on = c.debit_on)
            ORDER BY 1
            """;
    // Why he has not paid, as his township says, stops reminders and nothing else.
    private static final String PAGE = """
            SELECT person, owed_fen, EXISTS (SELECT FROM frozen_case AS f
                WHERE f.person = c.person AND f.coverage_year = c.coverage_year AND f.product = c.product)
            FROM enrolment_case AS c
            WHERE coverage_year = $1 AND debit_on = $2 AND product = 390 AND state IN ('OWING', 'PART_OWING')
              AND owed_fen > 0 AND person > $3 ORDER BY person LIMIT $4
            """;
    private static final String ADD = """
            INSERT INTO debit_file (coverage_year, debit_on, people, sum_fen, withheld, digest, sent_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private final Database database;

    DebitFileStore(Database database) {
        this.database = database;
    }

    /** Somebody to be debited. */
    record Debited(PersonKey person, Fen owed, boolean frozen) {}

    /** The coverage years for which somebody is to be debited that day and no list has left. */
    List<Integer> years(LocalDate on) {
        return database.run(YEARS, Tuple.of(on)).stream()
                .map(row -> row.getInteger(0))
                .toList();
    }

    List<Debited> page(int coverageYear, LocalDate on, UUID after, int limit) {
        return database.run(PAGE, Tuple.of(coverageYear, on, after, limit)).stream()
                .map(DebitFileStore::debited)
                .toList();
    }

    private static Debited debited(Row row) {
        return new Debited(new PersonKey(row.getUUID(0)), new Fen(row.getLong(1)), row.getBoolean(2));
    }

    /** Takes the list as sent when this commits; waits for another hub that is just doing so, and is false when it has. */
    static boolean add(Bulk transaction, DebitFile file, int withheld, Instant at) {
        return transaction.run(
                        ADD,
                        file.coverageYear(),
                        file.on(),
                        (long) file.lines().size(),
                        file.sum().value(),
                        (long) withheld,
                        HexFormat.of().parseHex(file.digest()),
                        at.atOffset(ZoneOffset.UTC))
                == 1;
    }
}
