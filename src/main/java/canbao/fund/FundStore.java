package canbao.fund;

import canbao.fund.FundTerms.Term;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.PersonKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Claims and their lines, made of the ledger's cases and entries in sets. */
public final class FundStore {
    // Nobody asks beside another: each line is what earlier lines leave.
    private static final String ALONE = "LOCK TABLE fund_claim IN SHARE ROW EXCLUSIVE MODE";
    private static final String STAGE = """
            CREATE TEMP TABLE asked_line (
                person uuid NOT NULL, coverage_year int NOT NULL, product int NOT NULL, ordinal int NOT NULL,
                fund text NOT NULL, category text, amount_fen bigint NOT NULL) ON COMMIT DROP
            """;
    // A case is looked at when nobody has yet to answer for it and no difference holds it; until then what was claimed
    // stays claimed, and so does everything of a case whose shares were changed without a new entry. Under which policy
    // and for which category it is paid says the entry that last moved its money.
    private static final String ASK = """
            INSERT INTO asked_line
            WITH term AS (
              SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]::numeric[], ?::boolean[])
                AS t(policy, category, fund, percent, rest)),
            claimed AS (
              SELECT person, product, fund, sum(amount_fen) AS fen FROM fund_claim_line
              WHERE coverage_year = ? GROUP BY person, product, fund),
            settled AS (
              SELECT c.person, c.coverage_year, c.product, c.ordinal,
                     CASE WHEN c.state IN ('SUBSIDISED', 'POST_HOC') THEN c.subsidy_fen ELSE 0 END AS fen
              FROM enrolment_case AS c
              WHERE c.coverage_year = ? AND c.state NOT IN ('ENROL_ORDERED', 'LEVY_ORDERED', 'CANCEL_ORDERED',
                'REFUND_ORDERED', 'REJECTED', 'LEVY_REFUSED', 'CANCEL_REFUSED', 'REFUND_REFUSED')
                AND NOT EXISTS (SELECT FROM frozen_case AS f
                  WHERE f.person = c.person AND f.coverage_year = c.coverage_year AND f.product = c.product)),
            ground AS (
              SELECT s.person, s.product, s.fen, e.category,
                     coalesce((SELECT t.policy FROM term AS t WHERE t.policy = e.policy LIMIT 1), '') AS policy
              FROM settled AS s LEFT JOIN LATERAL (
                SELECT e.policy, e.category FROM entry AS e
                WHERE e.person = s.person AND e.coverage_year = s.coverage_year AND e.product = s.product
                  AND e.category IS NOT NULL AND e.kind IN ('ENROL_ORDERED', 'ENROLLED', 'LEVIED_ANEW', 'OWN_PART_DUE',
                    'SUBSIDISED', 'POST_HOC', 'RECATEGORISED', 'REINSTATED')
                ORDER BY e.ordinal DESC LIMIT 1) AS e ON true
              WHERE s.fen > 0),
            part AS (
              SELECT g.person, g.product, t.fund, g.category,
                     CASE WHEN t.rest
                       THEN g.fen - coalesce(sum(floor(g.fen * t.percent / 100)) FILTER (WHERE NOT t.rest)
                         OVER (PARTITION BY g.person, g.product), 0)
                       ELSE floor(g.fen * t.percent / 100) END AS fen
              FROM ground AS g JOIN term AS t ON t.policy = g.policy AND t.category = CASE WHEN EXISTS (
                SELECT FROM term AS own WHERE own.policy = g.policy AND own.category = g.category)
                THEN g.category ELSE '*' END),
            open AS (
              SELECT person, product, fund, part.category, coalesce(part.fen, 0) - coalesce(claimed.fen, 0) AS fen
              FROM part FULL JOIN claimed USING (person, product, fund)),
            claimed_now AS (
              SELECT DISTINCT s.person, s.product FROM open JOIN settled AS s USING (person, product)
              JOIN fund_claim_line AS l ON l.person = s.person AND l.coverage_year = s.coverage_year
                AND l.product = s.product AND l.ordinal = s.ordinal AND l.fund = open.fund
              WHERE open.fen <> 0)
            SELECT s.person, s.coverage_year, s.product, s.ordinal, open.fund, open.category, open.fen::bigint
            FROM open JOIN settled AS s USING (person, product)
            WHERE open.fen <> 0 AND NOT EXISTS (
              SELECT FROM claimed_now AS b WHERE b.person = s.person AND b.product = s.product)
            """;
    private static final String SUMS =
            "SELECT fund, count(DISTINCT person), sum(amount_fen)::bigint FROM asked_line GROUP BY fund ORDER BY fund";
    private static final String ADD = """
            INSERT INTO fund_claim (area, coverage_year, fund, due, people, amount_fen, reason, asked_by, asked_at)
            VALUES (?, ?, ?, nullif(?, '')::date, ?, ?, ?, ?, ?) RETURNING id
            """;
    private static final String ADD_LINES = """
            INSERT INTO fund_claim_line (person, coverage_year, product, ordinal, fund, claim, category, amount_fen)
            SELECT person, coverage_year, product, ordinal, fund, ?, category, amount_fen FROM asked_line WHERE fund = ?
            """;
    private static final String WAITING =
            "SELECT id FROM fund_claim WHERE area = ? AND coverage_year = ? AND state = 'ASKED' ORDER BY id LIMIT 1";
    private static final String DECIDE = """
            UPDATE fund_claim SET state = ?, decided_by = ?, decided_at = ?, decision = ?
            WHERE id = ? AND state = 'ASKED' AND asked_by <> ?
            """;
    private static final String DROP_LINES = "DELETE FROM fund_claim_line WHERE claim = ?";
    private static final String CLAIM = """
            SELECT id, area, coverage_year, fund, due, state, people, amount_fen, reason, asked_by, asked_at, decided_by,
                   decided_at, decision FROM fund_claim
            """;
    private static final String LIST = CLAIM + " WHERE id > $1 AND ($2 = 0 OR coverage_year = $2) ORDER BY id LIMIT $3";
    private static final String FIND = CLAIM + " WHERE id = $1";
    private static final String APPROVED = CLAIM + " WHERE state = 'APPROVED' ORDER BY id";
    private static final String LINES = """
            SELECT person, coverage_year, product, ordinal, category, amount_fen FROM fund_claim_line
            WHERE claim = $1 AND person > $2 ORDER BY person, product LIMIT $3
            """;
    private static final String BALANCE = """
            SELECT (SELECT coalesce(sum(subsidy_fen), 0)::bigint FROM enrolment_case
                    WHERE coverage_year = $1 AND state IN ('SUBSIDISED', 'POST_HOC')),
                   (SELECT coalesce(sum(amount_fen), 0)::bigint FROM fund_claim_line WHERE coverage_year = $1)
            """;

    private final Database database;

    public FundStore(Database database) {
        this.database = database;
    }

    /** What a claim is asked with. */
    record Asked(String area, int coverageYear, @Nullable LocalDate due, String reason, Actor by, Instant at) {}

    /** Keeps everybody else from asking or deciding until the transaction ends. */
    static void alone(Bulk transaction) {
        transaction.script(ALONE);
    }

    /** The claim of an area and year that nobody has decided yet. */
    static Optional<Long> waiting(Bulk transaction, String area, int coverageYear) {
        List<Long> found = new ArrayList<>(1);
        transaction.query(WAITING, row -> found.add(row.getLong(1)), area, coverageYear);
        return found.stream().findFirst();
    }

    /** Makes one claim for each fund of what is not claimed yet; returns their numbers, none when there is nothing. */
    static List<Long> ask(Bulk transaction, Asked asked, FundTerms terms) {
        transaction.script(STAGE);
        transaction.run(
                ASK,
                column(terms, String[]::new, Term::policy),
                column(terms, String[]::new, Term::category),
                column(terms, String[]::new, Term::fund),
                column(terms, String[]::new, term -> term.percent().toPlainString()),
                column(terms, Boolean[]::new, Term::rest),
                asked.coverageYear,
                asked.coverageYear);
        List<Sum> sums = new ArrayList<>();
        transaction.query(SUMS, row -> sums.add(new Sum(row.getString(1), row.getLong(2), row.getLong(3))));
        List<Long> claims = new ArrayList<>();
        for (Sum sum : sums) {
            long id = add(transaction, asked, sum);
            transaction.run(ADD_LINES, id, sum.fund);
            claims.add(id);
        }
        return claims;
    }

    private record Sum(String fund, long people, long fen) {}

    private static long add(Bulk transaction, Asked asked, Sum sum) {
        long[] id = {0};
        transaction.query(
                ADD,
                row -> id[0] = row.getLong(1),
                asked.area,
                asked.coverageYear,
                sum.fund,
                asked.due == null ? "" : asked.due.toString(),
                sum.people,
                sum.fen,
                asked.reason,
                asked.by.toString(),
                asked.at.atOffset(ZoneOffset.UTC));
        return id[0];
    }

    private static <V> V[] column(
            FundTerms terms, java.util.function.IntFunction<V[]> array, Function<Term, ? extends V> value) {
        return terms.terms().stream().map(value).toArray(array);
    }

    /** Notes the decision of somebody else than who asked; false when it is the same person, or decided already. */
    static boolean decide(Bulk transaction, long claim, FundClaim.State to, Actor by, Instant at, String why) {
        OffsetDateTime when = at.atOffset(ZoneOffset.UTC);
        boolean done = transaction.run(DECIDE, to.name(), by.toString(), when, why, claim, by.toString()) == 1;
        if (done && to == FundClaim.State.REFUSED) {
            transaction.run(DROP_LINES, claim);
        }
        return done;
    }

    /** Claims by their number, after one; of one coverage year, or of all for 0. */
    public List<FundClaim> list(long after, int coverageYear, int limit) {
        return claims(LIST, Tuple.of(after, coverageYear, limit));
    }

    public Optional<FundClaim> find(long claim) {
        return claims(FIND, Tuple.of(claim)).stream().findFirst();
    }

    List<FundClaim> approved() {
        return claims(APPROVED, Tuple.tuple());
    }

    /** A claim's lines in the order of persons, after one. */
    public List<FundLine> lines(long claim, UUID after, int limit) {
        return database.run(LINES, Tuple.of(claim, after, limit)).stream()
                .map(row -> new FundLine(
                        new PersonKey(row.getUUID(0)),
                        row.getInteger(1),
                        row.getInteger(2),
                        row.getInteger(3),
                        row.getString(4),
                        row.getLong(5)))
                .toList();
    }

    /**
     * A year's subsidies in the ledger beside what was claimed of them, in fen: they differ by what is not claimed yet.
     *
     * @param claimedFen in claims that nobody refused
     */
    public record Balance(long subsidisedFen, long claimedFen) {}

    public Balance balance(int coverageYear) {
        Row row = database.run(BALANCE, Tuple.of(coverageYear)).iterator().next();
        return new Balance(row.getLong(0), row.getLong(1));
    }

    private List<FundClaim> claims(String sql, Tuple values) {
        return database.run(sql, values).stream()
                .map(row -> new FundClaim(
                        row.getLong(0),
                        row.getString(1),
                        row.getInteger(2),
                        row.getString(3),
                        row.getLocalDate(4),
                        FundClaim.State.valueOf(row.getString(5)),
                        row.getLong(6),
                        row.getLong(7),
                        row.getString(8),
                        row.getString(9),
                        row.getOffsetDateTime(10).toInstant(),
                        row.getString(11),
                        instant(row.getOffsetDateTime(12)),
                        row.getString(13)))
                .toList();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
