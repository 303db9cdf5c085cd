-- One text to one phone. Phones are here as keyed hashes and masked only; the number is filled in when it is sent.
CREATE TABLE message (
    id            uuid PRIMARY KEY,
    topic         text NOT NULL,
    coverage_year int NOT NULL,
    stage         text NOT NULL,
    phone_key     uuid NOT NULL,
    masked_phone  text NOT NULL,
    text          text NOT NULL,
    segments      int NOT NULL,
    state         text NOT NULL DEFAULT 'PLANNED' CHECK (state IN
                  ('PLANNED', 'IN_FLIGHT', 'ACCEPTED', 'DELIVERED', 'FAILED', 'IN_DOUBT', 'CANCELLED')),
    reason        text NOT NULL DEFAULT '',
    attempts      int NOT NULL DEFAULT 0,
    refusals      int NOT NULL DEFAULT 0,
    planned_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    not_before    timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- at most one message to a phone in a stage
    UNIQUE (phone_key, topic, coverage_year, stage)
);
CREATE INDEX message_planned ON message (not_before, id) WHERE state = 'PLANNED';
CREATE INDEX message_accepted ON message (changed_at) WHERE state = 'ACCEPTED';
CREATE INDEX message_in_doubt ON message (changed_at) WHERE state = 'IN_DOUBT';
CREATE INDEX message_recent ON message (changed_at);

-- Who is told of what, once and for ever.
CREATE TABLE reminder (
    person        uuid NOT NULL,
    topic         text NOT NULL,
    coverage_year int NOT NULL,
    stage         text NOT NULL,
    message       uuid NOT NULL REFERENCES message DEFERRABLE INITIALLY DEFERRED,
    planned_by    text NOT NULL,
    planned_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    cancelled_at  timestamptz,
    cancel_reason text,
    PRIMARY KEY (person, topic, coverage_year, stage)
);
CREATE INDEX reminder_of_message ON reminder (message);

-- One write. It is committed as IN_FLIGHT before a byte leaves.
CREATE TABLE attempt (
    message     uuid NOT NULL REFERENCES message,
    n           int NOT NULL,
    account     text NOT NULL,
    phone_key   uuid NOT NULL,
    epoch       bigint NOT NULL,
    state       text NOT NULL DEFAULT 'IN_FLIGHT' CHECK (state IN
                ('IN_FLIGHT', 'ACCEPTED', 'REFUSED', 'NOT_WRITTEN', 'IN_DOUBT', 'UNRESOLVED')),
    written_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    answered_at timestamptz,
    result      text NOT NULL DEFAULT '',
    PRIMARY KEY (message, n)
);
-- An unknown receipt can then only belong to one attempt.
CREATE UNIQUE INDEX attempt_unresolved ON attempt (account, phone_key) WHERE state IN ('IN_FLIGHT', 'IN_DOUBT');

-- The gateway's id of each segment, from its answer or learned from a receipt.
CREATE TABLE gateway_message (
    account    text NOT NULL,
    gateway_id bigint NOT NULL,
    message    uuid NOT NULL,
    n          int NOT NULL,
    PRIMARY KEY (account, gateway_id),
    FOREIGN KEY (message, n) REFERENCES attempt
);
CREATE INDEX gateway_message_of ON gateway_message (message);

-- What the gateway reported, stored before it is acknowledged; it may come before the answer, or twice.
CREATE TABLE delivery_receipt (
    account     text NOT NULL,
    gateway_id  bigint NOT NULL,
    stat        text NOT NULL,
    meaning     text NOT NULL CHECK (meaning IN ('DELIVERED', 'FAILED', 'OPEN')),
    phone_key   uuid NOT NULL,
    matched     boolean NOT NULL DEFAULT false,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (account, gateway_id, stat)
);
CREATE INDEX delivery_receipt_unmatched ON delivery_receipt (account, received_at) WHERE NOT matched;

-- Phones whose holders refused further texts.
CREATE TABLE opt_out (
    phone_key   uuid PRIMARY KEY,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
