-- Rows that we hold to be wrong. The row is named by scope and key, and as it was said then: by its hash, batch and line.
-- What it says of somebody is not kept here, but for one value, masked.
CREATE TABLE correction (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    feed          text NOT NULL,
    batch         bigint NOT NULL,
    part          int,
    line          int NOT NULL,
    scope         int NOT NULL,
    row_key       uuid NOT NULL,
    person        uuid NOT NULL,
    hash          bigint NOT NULL,
    field         text NOT NULL,
    header        text NOT NULL,
    masked        text NOT NULL,
    rule          text NOT NULL,
    zh            text NOT NULL CHECK (btrim(zh) <> ''),
    en            text NOT NULL CHECK (btrim(en) <> ''),
    review        bigint,
    opened_by     text NOT NULL,
    opened_at     timestamptz NOT NULL,
    workdays      int NOT NULL CHECK (workdays BETWEEN 1 AND 60),
    deadline      date NOT NULL,
    overdue_from  timestamptz NOT NULL,
    state         text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'CORRECTED', 'WITHDRAWN', 'UPHELD', 'CANCELLED')),
    settled_at    timestamptz,
    settled_batch bigint,
    CHECK ((state = 'OPEN') = (settled_at IS NULL))
);
CREATE INDEX correction_feed ON correction (feed, id);
CREATE UNIQUE INDEX correction_open ON correction (scope, row_key, field) WHERE state = 'OPEN';

-- What both sides said, and what the hub found. Numbered under one clock that is held until the commit, so that numbers
-- become visible in their order: whoever has read up to one has missed none.
CREATE TABLE correction_clock (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    seq      bigint NOT NULL
);
INSERT INTO correction_clock (seq) VALUES (0);
CREATE TABLE correction_word (
    seq        bigint PRIMARY KEY,
    correction bigint NOT NULL REFERENCES correction,
    at         timestamptz NOT NULL,
    actor      text NOT NULL,
    said       text NOT NULL
               CHECK (said IN ('OPENED', 'WILL_CORRECT', 'UPHELD', 'CORRECTED', 'WITHDRAWN', 'CANCELLED')),
    reason     text NOT NULL,
    batch      bigint
);
CREATE INDEX correction_word_of ON correction_word (correction, seq);
CREATE TRIGGER correction_word_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON correction_word
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The ledger in the order of its chains, in which its outcomes are told. A link's entries share one key.
CREATE INDEX entry_link ON entry (chain, link);
