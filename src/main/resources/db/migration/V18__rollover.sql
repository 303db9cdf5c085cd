-- Everybody is decided again for one coverage year: a run, worked through in slices of the persons' keys.
CREATE TABLE year_run (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind          text NOT NULL CHECK (kind IN ('REEVALUATE', 'ROLLOVER')),
    coverage_year int NOT NULL,
    policy        text NOT NULL,
    state         text NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'PAUSED', 'DONE', 'STOPPED')),
    note          text NOT NULL DEFAULT '',
    reason        text NOT NULL,
    asked_by      text NOT NULL,
    asked_at      timestamptz NOT NULL,
    ended_at      timestamptz,
    expected      bigint NOT NULL,
    figures       bytea,
    CHECK ((state IN ('DONE', 'STOPPED')) = (ended_at IS NOT NULL))
);
-- Two runs for one year would do the same work twice.
CREATE UNIQUE INDEX year_run_open ON year_run (coverage_year) WHERE state IN ('RUNNING', 'PAUSED');
-- How far a slice is: moved on in the transaction that posts what was decided.
CREATE TABLE year_run_slice (
    run         bigint NOT NULL REFERENCES year_run,
    slice       int NOT NULL,
    last_person uuid NOT NULL,
    up_to       uuid NOT NULL,
    done        boolean NOT NULL DEFAULT false,
    people      bigint NOT NULL DEFAULT 0,
    added       bigint NOT NULL DEFAULT 0,
    changed     bigint NOT NULL DEFAULT 0,
    unchanged   bigint NOT NULL DEFAULT 0,
    entries     bigint NOT NULL DEFAULT 0,
    orders      bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (run, slice)
);
-- The figures of the year that closes, as they were when the next one was opened; the run holds their digest.
CREATE TABLE year_figure (
    run           bigint NOT NULL REFERENCES year_run,
    coverage_year int NOT NULL,
    product       int NOT NULL,
    category      text NOT NULL COLLATE "C",
    state         text NOT NULL COLLATE "C",
    people        bigint NOT NULL,
    personal_fen  bigint NOT NULL,
    subsidy_fen   bigint NOT NULL,
    fiscal_fen    bigint NOT NULL,
    owed_fen      bigint NOT NULL,
    refunds_fen   bigint NOT NULL,
    credited_fen  bigint NOT NULL,
    PRIMARY KEY (run, coverage_year, product, category, state)
);
CREATE TRIGGER year_figure_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON year_figure
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
