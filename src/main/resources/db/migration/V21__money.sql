-- Money asked of finance: a claim for one fund, asked by one person and decided by another.
CREATE TABLE fund_claim (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    area          text NOT NULL,
    coverage_year int NOT NULL,
    fund          text NOT NULL,
    due           date,
    state         text NOT NULL DEFAULT 'ASKED' CHECK (state IN ('ASKED', 'APPROVED', 'REFUSED')),
    people        bigint NOT NULL,
    amount_fen    bigint NOT NULL,
    reason        text NOT NULL,
    asked_by      text NOT NULL,
    asked_at      timestamptz NOT NULL,
    decided_by    text,
    decided_at    timestamptz,
    decision      text,
    CHECK ((state = 'ASKED') = (decided_at IS NULL)),
    CHECK (decided_by <> asked_by)
);
CREATE INDEX fund_claim_fund ON fund_claim (fund, id);

-- What a claim asks for each case: the case's money as of one ledger entry, less what was claimed for it before. The key
-- keeps anybody from claiming for the same entry twice. Only what was refused goes, and may be claimed again.
CREATE TABLE fund_claim_line (
    person        uuid NOT NULL,
    coverage_year int NOT NULL,
    product       int NOT NULL,
    ordinal       int NOT NULL,
    fund          text NOT NULL,
    claim         bigint NOT NULL REFERENCES fund_claim,
    category      text,
    amount_fen    bigint NOT NULL CHECK (amount_fen <> 0),
    PRIMARY KEY (person, coverage_year, product, ordinal, fund)
);
CREATE INDEX fund_claim_line_claim ON fund_claim_line (claim, person);
CREATE TRIGGER fund_claim_line_stays BEFORE UPDATE OR TRUNCATE ON fund_claim_line
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE FUNCTION refuse_claimed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM fund_claim WHERE id = OLD.claim) <> 'REFUSED' THEN
        RAISE EXCEPTION 'a line of claim % stays: the claim was not refused', OLD.claim;
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER fund_claim_line_goes_when_refused BEFORE DELETE ON fund_claim_line
    FOR EACH ROW EXECUTE FUNCTION refuse_claimed();

-- What finance says it has paid, by voucher; what it said before stays in the history.
CREATE TABLE appropriation (
    row_key     uuid PRIMARY KEY,
    claim       bigint,
    fund        text NOT NULL,
    amount_fen  bigint NOT NULL,
    day         date NOT NULL,
    voucher     text NOT NULL,
    version     timestamptz NOT NULL,
    rank        bigint NOT NULL,
    hash        bigint NOT NULL,
    batch       bigint NOT NULL,
    line        int NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE appropriation_history (LIKE appropriation, replaced_at timestamptz NOT NULL DEFAULT clock_timestamp());

-- What the ledger says against what the insurer and the tax bureau say, person by person.
CREATE TABLE recon_run (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    coverage_year int NOT NULL,
    asked_by      text NOT NULL,
    at            timestamptz NOT NULL,
    compared      bigint NOT NULL DEFAULT 0,
    opened        bigint NOT NULL DEFAULT 0,
    still_open    bigint NOT NULL DEFAULT 0,
    gone          bigint NOT NULL DEFAULT 0
);
CREATE TABLE recon_difference (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person        uuid NOT NULL,
    coverage_year int NOT NULL,
    product       int NOT NULL,
    kind          text NOT NULL,
    source        text NOT NULL,
    ours          text NOT NULL,
    theirs        text NOT NULL,
    state         text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'CLOSED')),
    assignee      text,
    opened_run    bigint NOT NULL REFERENCES recon_run,
    seen_run      bigint NOT NULL REFERENCES recon_run,
    opened_at     timestamptz NOT NULL,
    closed_at     timestamptz,
    closed_by     text,
    result        text CHECK (result IN ('GONE', 'SETTLED')),
    note          text,
    CHECK ((state = 'CLOSED') = (result IS NOT NULL)),
    CHECK ((state = 'CLOSED') = (closed_at IS NOT NULL))
);
CREATE UNIQUE INDEX recon_open ON recon_difference (person, coverage_year, product, kind, source) WHERE state = 'OPEN';
CREATE INDEX recon_settled ON recon_difference (person) WHERE result = 'SETTLED';

-- A case with an open difference: no order leaves for it and nobody is reminded of it. What has come to its end is never
-- frozen: that somebody died, or is nobody's to enrol, must not wait for a desk.
CREATE VIEW frozen_case AS
    SELECT c.person, c.coverage_year, c.product FROM enrolment_case AS c
    WHERE c.state NOT IN ('INELIGIBLE', 'CANCEL_ORDERED', 'CANCELLED', 'MERGED') AND EXISTS (
        SELECT FROM recon_difference AS d WHERE d.person = c.person AND d.coverage_year = c.coverage_year
          AND d.product = c.product AND d.state = 'OPEN');
