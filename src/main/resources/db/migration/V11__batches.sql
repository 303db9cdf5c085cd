-- Among batches of one as-of the one of the greater rank is newer; a repair ranks with the batch that it repairs. Scopes are
-- what the batch named; hold is what a person has to say of it. New tables name batches without a foreign key: they are
-- written by other transactions than those that tidy batches away.
ALTER TABLE batch
    ADD COLUMN repairs bigint,
    ADD COLUMN repaired_rank bigint,
    ADD COLUMN rank bigint GENERATED ALWAYS AS (coalesce(repaired_rank, id)) STORED,
    ADD COLUMN scopes text[],
    ADD COLUMN hold text CHECK (hold IN ('OPEN', 'CHANGED', 'APPROVED', 'REFUSED', 'RELEASED', 'SUPERSEDED'));
UPDATE batch SET hold = 'OPEN'
WHERE state = 'HELD' OR (state = 'APPLIED' AND held_withdrawals > 0 AND NOT EXISTS (
    SELECT FROM batch AS newer WHERE newer.feed = batch.feed AND newer.lane = batch.lane AND newer.state = 'APPLIED'
        AND (newer.as_of, newer.id) > (batch.as_of, batch.id)));
CREATE INDEX batch_hold ON batch (id) WHERE hold IN ('OPEN', 'CHANGED', 'APPROVED');
CREATE INDEX batch_as_of ON batch (feed, as_of);

-- The rank of the snapshot that set the watermark.
ALTER TABLE scope ADD COLUMN rank bigint NOT NULL DEFAULT 0;
-- A key that an increment named again with the same content: an older increment may not change it afterwards.
CREATE TABLE restated (
    scope   int NOT NULL,
    row_key uuid NOT NULL,
    version timestamptz NOT NULL,
    batch   bigint NOT NULL,
    PRIMARY KEY (scope, row_key)
);

-- A row in quarantine is open until it is repaired, returned to its agency, or settled by something newer. Form 1 is sealed
-- with its values by column, form 0 is the row as sent only.
ALTER TABLE quarantine
    ADD COLUMN form smallint NOT NULL DEFAULT 0,
    ADD COLUMN scope text,
    ADD COLUMN row_key uuid,
    ADD COLUMN state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'REPAIRED', 'RETURNED', 'SETTLED')),
    ADD COLUMN by_batch bigint,
    ADD COLUMN changed_by text,
    ADD COLUMN changed_at timestamptz;
CREATE INDEX quarantine_open ON quarantine (batch, n) WHERE state = 'OPEN';

-- One person asks that a held batch be applied as it was shown, another one decides.
CREATE TABLE held_request (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    batch            bigint NOT NULL,
    digest           bytea NOT NULL CHECK (length(digest) = 32),
    contract_version int NOT NULL,
    added            int NOT NULL,
    changed          int NOT NULL,
    withdrawn        int NOT NULL,
    reason           text NOT NULL CHECK (btrim(reason) <> ''),
    asked_by         text NOT NULL,
    asked_at         timestamptz NOT NULL,
    state            text NOT NULL DEFAULT 'ASKED'
                     CHECK (state IN ('ASKED', 'APPROVED', 'REFUSED', 'APPLIED', 'CHANGED', 'REPLACED', 'SUPERSEDED')),
    decided_by       text CHECK (decided_by <> asked_by),
    decided_at       timestamptz,
    decision         text CHECK (btrim(decision) <> ''),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (decision IS NULL)),
    CHECK (state NOT IN ('APPROVED', 'REFUSED', 'APPLIED') OR decided_by IS NOT NULL)
);
CREATE UNIQUE INDEX held_request_pending ON held_request (batch) WHERE state IN ('ASKED', 'APPROVED');

-- Stored batches that are read again, oldest as-of first, because somebody said so.
CREATE TABLE replay (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    feed             text NOT NULL,
    filter           text NOT NULL,
    under            text NOT NULL CHECK (under IN ('ORIGINAL', 'CURRENT')),
    max_batches      int NOT NULL,
    max_rows         bigint NOT NULL,
    max_change_share double precision NOT NULL,
    reason           text NOT NULL CHECK (btrim(reason) <> ''),
    asked_by         text NOT NULL,
    asked_at         timestamptz NOT NULL,
    state            text NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'PAUSED', 'STOPPED', 'DONE')),
    note             text NOT NULL DEFAULT '',
    ended_at         timestamptz
);
CREATE UNIQUE INDEX replay_of_feed ON replay (feed) WHERE state IN ('RUNNING', 'PAUSED');
CREATE TABLE replay_batch (
    replay           bigint NOT NULL REFERENCES replay,
    ordinal          int NOT NULL,
    batch            bigint NOT NULL,
    state            text NOT NULL DEFAULT 'WAITING'
                     CHECK (state IN ('WAITING', 'DONE', 'SKIPPED', 'REFUSED', 'OVER_CAP', 'FAILED')),
    contract_version int,
    rows             int,
    rejected         int,
    added            int,
    changed          int,
    withdrawn        int,
    unchanged        int,
    stale            int,
    note             text NOT NULL DEFAULT '',
    PRIMARY KEY (replay, ordinal)
);
