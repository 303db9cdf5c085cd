-- Policies proposed by one person and approved by another, in force from a day on that begins after the approval. What was
-- proposed never changes; a what-if was run over it, and its sums are kept with it.
CREATE TABLE policy_draft (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    area            text NOT NULL,
    coverage_year   int NOT NULL,
    number          int NOT NULL CHECK (number > 0),
    policy          text NOT NULL,
    body            text NOT NULL,
    digest          bytea NOT NULL CHECK (length(digest) = 32),
    activate_on     date NOT NULL,
    reason          text NOT NULL CHECK (btrim(reason) <> ''),
    asked_by        text NOT NULL,
    asked_at        timestamptz NOT NULL,
    forecast_digest bytea NOT NULL CHECK (length(forecast_digest) = 32),
    forecast        text NOT NULL,
    state           text NOT NULL DEFAULT 'ASKED' CHECK (state IN ('ASKED', 'APPROVED', 'REFUSED', 'ACTIVE')),
    decided_by      text CHECK (decided_by <> asked_by),
    decided_at      timestamptz,
    decision        text CHECK (btrim(decision) <> ''),
    -- Up to whom everybody is decided anew.
    progress        uuid,
    activated_at    timestamptz,
    CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (decision IS NULL)),
    CHECK ((state = 'ASKED') = (decided_by IS NULL)),
    CHECK ((state = 'ACTIVE') = (activated_at IS NOT NULL)),
    CHECK (state NOT IN ('APPROVED', 'ACTIVE')
        OR activate_on > (decided_at AT TIME ZONE 'Asia/Shanghai')::date)
);
CREATE UNIQUE INDEX policy_draft_version ON policy_draft (area, coverage_year, number) WHERE state IN ('APPROVED', 'ACTIVE');
CREATE TRIGGER policy_draft_stays BEFORE DELETE OR TRUNCATE
    OR UPDATE OF area, coverage_year, number, policy, body, digest, activate_on, reason, asked_by, asked_at,
        forecast_digest, forecast ON policy_draft
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
