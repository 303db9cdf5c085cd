package canbao.recon;

import canbao.io.Bulk;
import canbao.model.Actor;
import canbao.model.PersonKey;
import canbao.recon.Reconciling.Outcome.Ran;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One run, in sets and in one transaction. How old something is says the database's clock, which all rows share; nothing is
 * judged against an office that has not reported since.
 */
final class ReconStore {
    private static final String ALONE = "LOCK TABLE recon_run IN SHARE ROW EXCLUSIVE MODE";
    private static final String BEGIN =
            "INSERT INTO recon_run (coverage_year, asked_by, at) VALUES (?, ?, ?) RETURNING id";
    private static final String TABLES = """
            CREATE TEMP TABLE reported (source text PRIMARY KEY, since timestamptz NOT NULL, until timestamptz NOT NULL)
              ON COMMIT DROP;
            CREATE TEMP TABLE said (source text NOT NULL, person uuid NOT NULL, attributes json NOT NULL,
              recorded_at timestamptz NOT NULL, revision bigint NOT NULL) ON COMMIT DROP;
            CREATE TEMP TABLE stand (person uuid PRIMARY KEY, product int NOT NULL, state text NOT NULL,
              personal_fen bigint NOT NULL, total_fen bigint NOT NULL, paid_fen bigint NOT NULL, insured boolean NOT NULL,
              sums boolean NOT NULL, since timestamptz NOT NULL, changed timestamptz NOT NULL) ON COMMIT DROP;
            CREATE TEMP TABLE found (person uuid NOT NULL, product int NOT NULL, kind text NOT NULL, source text NOT NULL,
              ours text NOT NULL, theirs text NOT NULL) ON COMMIT DROP
            """;
    private static final String REPORTED = """
            INSERT INTO reported
            SELECT CASE WHEN feed LIKE 'tax/%' THEN 'tax' ELSE feed END, min(done_at), max(done_at) FROM batch
            WHERE feed IN ('insurer/insured', 'insurer/levies', 'tax/payments', 'tax/levies') AND state = 'APPLIED'
            GROUP BY 1
            """;
    // Under the person who is kept, without rows that were found to speak of somebody else.
    private static final String SAID = """
            INSERT INTO said
            SELECT CASE WHEN s.feed LIKE 'tax/%' THEN 'tax' ELSE s.feed END, coalesce(a.kept, f.person), f.attributes,
                   f.recorded_at, p.revision
            FROM scope AS s JOIN fact AS f ON f.scope = s.id JOIN applied AS p ON p.batch = f.batch
            LEFT JOIN person_alias AS a ON a.person = f.person
            WHERE s.feed IN ('insurer/insured', 'insurer/coverage', 'insurer/levies', 'tax/payments', 'tax/levies')
              AND NOT f.withdrawn AND NOT EXISTS (
                SELECT FROM fact_aside AS x JOIN person_review AS r ON r.id = x.review
                WHERE x.scope = f.scope AND x.row_key = f.row_key AND x.hash = f.hash AND r.current
                  AND r.state = 'OTHER_PERSON')
            """;
    /**
     * What the ledger says: whether he is covered and since when, what he himself should have paid by now, and whether sums
     * can be compared at all: not while a freeze keeps a refund from leaving. Left out is who waits for an office, and of whom
     * something was told in these days that is not decided yet.
     */
    private static final String STAND = """
            INSERT INTO stand
            SELECT c.person, c.product, c.state,
                   c.personal_fen + CASE c.state WHEN 'POST_HOC' THEN c.subsidy_fen ELSE 0 END,
                   c.personal_fen + c.subsidy_fen + c.fiscal_fen,
                   CASE WHEN c.state = 'REFUNDED' THEN 0
                        WHEN c.state IN ('OWING', 'PART_OWING') THEN c.personal_fen - c.owed_fen
                        WHEN c.state = 'POST_HOC' THEN c.personal_fen + c.subsidy_fen ELSE c.personal_fen END,
                   c.state IN ('SUBSIDISED', 'POST_HOC') OR (c.state = 'COVERED' AND e.paid),
                   c.credited_fen = 0 AND NOT EXISTS (
                     SELECT FROM enrolment_order AS o
                     WHERE o.person = c.person AND o.coverage_year = c.coverage_year AND o.product = c.product
                       AND o.state = 'QUEUED' AND o.action = 'REFUND'),
                   coalesce(e.since, e.changed), e.changed
            FROM enrolment_case AS c
            CROSS JOIN LATERAL (
              SELECT max(recorded_at) FILTER (WHERE kind IN ('ENROLLED', 'REINSTATED', 'PAID', 'POST_HOC')) AS since,
                     max(recorded_at) AS changed,
                     max(ordinal) FILTER (WHERE kind = 'PAID') >
                       coalesce(max(ordinal) FILTER (WHERE kind IN ('COVERED_ELSEWHERE', 'FOLLOWS')), 0) IS TRUE AS paid
              FROM entry AS e JOIN posting AS p ON p.id = e.posting
              WHERE e.person = c.person AND e.coverage_year = c.coverage_year AND e.product = c.product) AS e
            WHERE c.coverage_year = ? AND c.product = 390 AND c.state <> 'MERGED' AND e.changed IS NOT NULL
              AND NOT EXISTS (
                SELECT FROM said AS n WHERE n.person = c.person AND n.revision > c.revision
                  AND n.recorded_at > clock_timestamp() - make_interval(days => greatest(1, ?)))
              AND NOT EXISTS (
                SELECT FROM enrolment_order AS o
                WHERE o.person = c.person AND o.coverage_year = c.coverage_year AND o.product = c.product
                  AND (o.state = 'SENT' AND o.sent_at > clock_timestamp() - make_interval(days => ?)
                    OR o.state = 'QUEUED' AND NOT EXISTS (
                      SELECT FROM frozen_case AS f WHERE f.person = c.person AND f.coverage_year = c.coverage_year
                        AND f.product = c.product)))
            """;

    private static final String COVER = """
            INSERT INTO found
            WITH theirs AS (
              SELECT person, bool_or(holds) AS anywhere, bool_or(holds AND area LIKE ? || '%') AS here,
                     max(recorded_at) AS at, string_agg(DISTINCT words, ' ' ORDER BY words) AS words
              FROM (
                SELECT person, recorded_at, attributes->>'area' AS area,
                       coalesce(attributes->>'status', '正常') = '正常' AND left(attributes->>'begin', 7) <= ?
                         AND coalesce(left(attributes->>'end', 7), '9999') >= ? AS holds,
                       coalesce(attributes->>'status', '正常') || ' ' || (attributes->>'area') || ' '
                         || (attributes->>'begin') || '..' || coalesce(attributes->>'end', '') AS words
                FROM said WHERE source IN ('insurer/insured', 'insurer/coverage') AND attributes->>'insutype' = '390') AS one
              GROUP BY person),
            judged AS (
              SELECT s.*, r.since AS first, r.until - make_interval(days => ?) AS last
              FROM stand AS s CROSS JOIN reported AS r WHERE r.source = 'insurer/insured')
            SELECT j.person, j.product, 'WE_SAY_INSURED_THEY_DO_NOT', 'insurer/insured', j.state, coalesce(t.words, '-')
            FROM judged AS j LEFT JOIN theirs AS t USING (person)
            WHERE j.insured AND t.anywhere IS NOT TRUE
              AND CASE WHEN t.person IS NULL THEN j.since > j.first AND j.since < j.last ELSE t.at > j.since END
            UNION ALL
            SELECT j.person, j.product, 'THEY_SAY_INSURED_WE_DO_NOT', 'insurer/insured', j.state, t.words
            FROM judged AS j JOIN theirs AS t USING (person)
            WHERE t.here AND j.changed < j.last
              AND j.state IN ('OWING', 'ENROL_ORDERED', 'REJECTED', 'CANCELLED', 'REFUNDED')
            """;
    // One payment in two of the tax bureau's lists counts once, and what is given back under its own number leaves
    // nothing,
    // as policy reckons.
    private static final String AMOUNTS = """
            INSERT INTO found
            WITH levied AS (
              SELECT person, sum((attributes->>'personal')::bigint)::bigint AS personal,
                     sum((attributes->>'total')::bigint)::bigint AS total
              FROM said WHERE source = 'insurer/levies' AND left(attributes->>'begin', 7) <= ?
                AND left(attributes->>'end', 7) >= ? GROUP BY person),
            paid AS (
              SELECT person, greatest(0, sum(fen))::bigint AS fen FROM (
                SELECT DISTINCT ON (person, attributes->>'event', coalesce(attributes->>'id', ctid::text)) person,
                       CASE attributes->>'event' WHEN 'PAID' THEN 1 WHEN 'REFUNDED' THEN -1 ELSE 0 END
                         * (attributes->>'amount')::bigint AS fen
                FROM said WHERE source = 'tax' AND attributes->>'year' = ?::text
                ORDER BY person, attributes->>'event', coalesce(attributes->>'id', ctid::text),
                         attributes->>'date') AS moved
              GROUP BY person),
            elsewhere AS (
              SELECT DISTINCT person FROM said WHERE source IN ('insurer/insured', 'insurer/coverage')
                AND attributes->>'area' NOT LIKE ? || '%')
            SELECT s.person, s.product, 'AMOUNT_DIFFERS', 'insurer/levies', s.personal_fen || '/' || s.total_fen,
                   l.personal || '/' || l.total
            FROM stand AS s JOIN levied AS l USING (person) JOIN reported AS r ON r.source = 'insurer/levies'
            WHERE s.insured AND s.sums AND (l.personal, l.total) <> (s.personal_fen, s.total_fen)
              AND s.changed < r.until - make_interval(days => ?)
            UNION ALL
            SELECT s.person, s.product, 'AMOUNT_DIFFERS', 'tax', s.paid_fen::text, coalesce(p.fen, 0)::text
            FROM stand AS s LEFT JOIN paid AS p USING (person) JOIN reported AS r ON r.source = 'tax'
            WHERE (s.insured OR s.state IN ('OWING', 'PART_OWING', 'REFUNDED')) AND s.sums AND coalesce(p.fen, 0) <> s.paid_fen
              AND NOT (p.person IS NULL AND EXISTS (SELECT FROM elsewhere AS e WHERE e.person = s.person))
              AND s.changed < r.until - make_interval(days => ?)
            """;
    // What staff settled opens no other on the same words.
    private static final String OPEN = """
            INSERT INTO recon_difference AS d (person, coverage_year, product, kind, source, ours, theirs, opened_run,
                seen_run, opened_at)
            SELECT person, ?, product, kind, source, ours, theirs, ?, ?, ? FROM found AS n
            WHERE NOT EXISTS (
              SELECT FROM recon_difference AS s WHERE s.person = n.person AND s.coverage_year = ? AND s.result = 'SETTLED'
                AND (s.product, s.kind, s.source, s.ours, s.theirs) = (n.product, n.kind, n.source, n.ours, n.theirs))
            ON CONFLICT (person, coverage_year, product, kind, source) WHERE state = 'OPEN'
              DO UPDATE SET ours = excluded.ours, theirs = excluded.theirs, seen_run = excluded.seen_run
            """;
    // Who waits for an office, or whose office has not reported, is not judged: his stays as it is.
    private static final String GONE = """
            UPDATE recon_difference AS d SET state = 'CLOSED', result = 'GONE', closed_at = ?, closed_by = ?
            WHERE d.state = 'OPEN' AND d.coverage_year = ? AND d.seen_run <> ?
              AND EXISTS (SELECT FROM reported AS r WHERE r.source = d.source)
              AND (EXISTS (SELECT FROM stand AS s WHERE s.person = d.person AND s.product = d.product)
                OR NOT EXISTS (SELECT FROM enrolment_case AS c WHERE c.person = d.person
                  AND c.coverage_year = d.coverage_year AND c.product = d.product AND c.state <> 'MERGED'))
            RETURNING person
            """;
    private static final String COUNTS = """
            UPDATE recon_run AS r SET compared = (SELECT count(*) FROM stand),
              opened = (SELECT count(*) FROM recon_difference WHERE opened_run = r.id),
              still_open = (SELECT count(*) FROM recon_difference WHERE coverage_year = r.coverage_year AND state = 'OPEN'),
              gone = ? WHERE id = ? RETURNING compared, opened, still_open
            """;

    private final Bulk transaction;
    private final Frame frame;

    ReconStore(Bulk transaction, Frame frame) {
        this.transaction = transaction;
        this.frame = frame;
    }

    /** @param thawed whose differences were gone */
    record Found(Ran ran, List<PersonKey> thawed) {}

    Found run(Actor actor, Instant at) {
        transaction.script(ALONE);
        long[] run = {0};
        transaction.query(
                BEGIN,
                row -> run[0] = row.getLong(1),
                frame.coverageYear(),
                actor.toString(),
                at.atOffset(ZoneOffset.UTC));
        transaction.script(TABLES);
        transaction.run(REPORTED);
        transaction.run(SAID);
        transaction.run(STAND, frame.coverageYear(), frame.graceDays(), frame.graceDays());
        transaction.script("ANALYZE said; ANALYZE stand");
        transaction.run(COVER, frame.area(), frame.to().toString(), frame.from().toString(), frame.graceDays());
        transaction.run(
                AMOUNTS,
                frame.to().toString(),
                frame.from().toString(),
                frame.coverageYear(),
                frame.area(),
                frame.graceDays(),
                frame.graceDays());
        transaction.run(OPEN, frame.coverageYear(), run[0], run[0], at.atOffset(ZoneOffset.UTC), frame.coverageYear());
        return counted(run[0], gone(run[0], at));
    }

    private List<PersonKey> gone(long run, Instant at) {
        List<PersonKey> gone = new ArrayList<>();
        transaction.query(
                GONE,
                row -> gone.add(new PersonKey(row.getObject(1, UUID.class))),
                at.atOffset(ZoneOffset.UTC),
                Actor.hub("recon").toString(),
                frame.coverageYear(),
                run);
        return gone;
    }

    private Found counted(long run, List<PersonKey> gone) {
        Ran[] ran = new Ran[1];
        transaction.query(
                COUNTS,
                row -> ran[0] = new Ran(run, row.getLong(1), row.getLong(2), row.getLong(3), gone.size()),
                (long) gone.size(),
                run);
        return new Found(ran[0], List.copyOf(gone));
    }
}
