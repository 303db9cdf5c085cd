-- People who may be entitled but are on nobody's list: one lead for each person and reason while it is open.
CREATE TABLE lead (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person    uuid NOT NULL,
    reason    text NOT NULL,
    state     text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'SENT', 'CLOSED')),
    evidence  text NOT NULL,
    opened_at timestamptz NOT NULL,
    sent_at   timestamptz,
    closed_at timestamptz,
    result    text CHECK (result IN ('IDENTIFIED', 'VISITED', 'GONE', 'MERGED', 'DISMISSED')),
    closed_by text,
    note      text,
    CHECK ((state = 'CLOSED') = (result IS NOT NULL))
);
CREATE UNIQUE INDEX lead_open ON lead (person, reason) WHERE state <> 'CLOSED';
CREATE INDEX lead_ready ON lead (id) WHERE state = 'OPEN';
CREATE INDEX lead_dismissed ON lead (person) WHERE result = 'DISMISSED';
