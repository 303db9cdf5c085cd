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
