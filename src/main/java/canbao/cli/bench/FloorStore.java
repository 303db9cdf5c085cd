package canbao.cli.bench;

import canbao.io.Bulk;
import canbao.io.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The least that the same work costs: a set-based SQL diff of one table in one transaction on the same server, with the
 * CSV copied in by the driver. No contract, vault, policy, chain or orders.
 */
final class FloorStore {
    private static final String SCHEMA = """
            CREATE TABLE roster(id_no text PRIMARY KEY, name text NOT NULL, school_code text NOT NULL, grade smallint NOT NULL,
                class_no smallint NOT NULL, guardian_phone text, status text NOT NULL);
            CREATE TABLE ledger(seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, snapshot int NOT NULL, op char(1) NOT NULL,
                id_no text NOT NULL, before jsonb, after jsonb, at timestamptz NOT NULL DEFAULT clock_timestamp());
            CREATE UNLOGGED TABLE stage(id_no text, name text, school_code text, grade smallint, class_no smallint,
                guardian_phone text, status text)
            """;
    private static final String FIRST = """
            INSERT INTO roster SELECT * FROM stage ON CONFLICT (id_no) DO NOTHING;
            INSERT INTO ledger(snapshot, op, id_no, after) SELECT 1, 'I', id_no, to_jsonb(s) FROM stage s
            """;
    private static final String DIFF = """
            WITH d AS (SELECT s.id_no sid, r.id_no rid, to_jsonb(r) b, to_jsonb(s) a
                       FROM stage s FULL JOIN roster r USING (id_no)
                       WHERE r.id_no IS NULL OR s.id_no IS NULL OR (r.*) IS DISTINCT FROM (s.*))
            INSERT INTO ledger(snapshot, op, id_no, before, after)
            SELECT :snapshot, CASE WHEN rid IS NULL THEN 'I' WHEN sid IS NULL THEN 'D' ELSE 'U' END, coalesce(sid, rid),
                   CASE WHEN rid IS NOT NULL THEN b END, CASE WHEN sid IS NOT NULL THEN a END FROM d;
            DELETE FROM roster r USING ledger l WHERE l.snapshot = :snapshot AND l.op = 'D' AND r.id_no = l.id_no;
            INSERT INTO roster SELECT s.* FROM ledger l JOIN stage s USING (id_no)
            WHERE l.snapshot = :snapshot AND l.op IN ('I', 'U')
            ON CONFLICT (id_no) DO UPDATE SET name = excluded.name, school_code = excluded.school_code,
                grade = excluded.grade, class_no = excluded.class_no, guardian_phone = excluded.guardian_phone,
                status = excluded.status
            """;

    private final Database database;
    private final String schema;

    /** @param schema of its own tables; made here */
    FloorStore(Database database, String schema) {
        this.database = database;
        this.schema = schema;
        try (Bulk bulk = database.bulk()) {
            bulk.script("CREATE SCHEMA %1$s; SET LOCAL search_path = %1$s; ".formatted(schema) + SCHEMA);
            bulk.commit();
        }
    }

    /** Applies one snapshot; the first one loads. */
    void apply(int snapshot, Path csv) {
        try (Bulk bulk = database.bulk();
                InputStream bytes = Files.newInputStream(csv)) {
            bulk.script("SET LOCAL search_path = " + schema + "; TRUNCATE stage");
            bulk.copyCsv("stage", bytes);
            bulk.script(snapshot == 1 ? FIRST : DIFF.replace(":snapshot", String.valueOf(snapshot)));
            bulk.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
