-- Who is whom. A link says that two persons are one; aliases are what follows from all links that hold. Facts, cases and
-- entries keep the person that they were made for; whoever reads them reads the whole cluster.
CREATE TABLE person_link (
    person     uuid NOT NULL,
    other      uuid NOT NULL CHECK (person < other),
    state      text NOT NULL CHECK (state IN ('ASKED', 'DOUBTFUL', 'LINKED', 'UNLINKED')),
    actor      text NOT NULL,
    reason     text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (person, other)
);
CREATE INDEX person_link_other ON person_link (other);
CREATE INDEX person_link_open ON person_link (state) WHERE state IN ('ASKED', 'DOUBTFUL');
CREATE TABLE person_link_history (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person      uuid NOT NULL,
    other       uuid NOT NULL,
    state       text NOT NULL,
    kept        uuid,
    actor       text NOT NULL,
    reason      text NOT NULL,
    at          timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX person_link_history_person ON person_link_history (person);
CREATE INDEX person_link_history_other ON person_link_history (other);
CREATE TRIGGER person_link_history_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON person_link_history
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TABLE person_alias (
    person uuid PRIMARY KEY,
    kept   uuid NOT NULL CHECK (kept <> person),
    since  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX person_alias_kept ON person_alias (kept);

-- At which registry revision it last changed what belongs to a person, and the newest of all: one row that such a change
-- locks and that the engine shares while it posts.
CREATE TABLE identity_turn (
    person   uuid PRIMARY KEY,
    revision bigint NOT NULL
);
CREATE TABLE identity_clock (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    revision bigint NOT NULL
);
INSERT INTO identity_clock (revision) VALUES (0);

-- What a source says against the population register or against the number itself. The words are a keyed hash: who said
-- what lies sealed in the vault and nowhere else.
CREATE TABLE person_review (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person    uuid NOT NULL,
    feed      text NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('NAME_DIFFERS', 'BIRTH_DIFFERS', 'NAME_AND_BIRTH_DIFFER')),
    words     uuid NOT NULL,
    current   boolean NOT NULL DEFAULT true,
    state     text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'SAME_PERSON', 'OTHER_PERSON', 'CORRECTED')),
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    closed_at timestamptz,
    closed_by text,
    reason    text,
    UNIQUE (person, feed, words)
);
CREATE INDEX person_review_open ON person_review (id) WHERE state = 'OPEN';

-- Rows that speak of somebody else, as long as they stay as they are (hash).
CREATE TABLE fact_aside (
    scope   int NOT NULL,
    row_key uuid NOT NULL,
    hash    bigint NOT NULL,
    person  uuid NOT NULL,
    review  bigint NOT NULL REFERENCES person_review,
    PRIMARY KEY (scope, row_key, hash)
);
CREATE INDEX fact_aside_person ON fact_aside (person);

-- The next decision of a case whose person was told apart from another keeps no cover that only the other one deserved.
ALTER TABLE enrolment_case ADD COLUMN separated boolean NOT NULL DEFAULT false;
