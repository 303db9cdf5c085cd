-- Who holds which exclusive duty. Times are the database's, never an instance's.
CREATE TABLE lease (
    name       text PRIMARY KEY,
    owner      text NOT NULL,
    epoch      bigint NOT NULL,
    expires_at timestamptz NOT NULL
);

-- Stop 2: what arrived, sealed in chunks, committed before it is acknowledged.
CREATE TABLE batch (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    feed              text NOT NULL,
    number            text,
    name              text NOT NULL,
    lane              text NOT NULL,
    identity          text NOT NULL,
    as_of             timestamptz NOT NULL,
    digest            bytea NOT NULL,
    bytes             bigint NOT NULL,
    actor             text NOT NULL,
    received_at       timestamptz NOT NULL,
    state             text NOT NULL DEFAULT 'STORED',
    contract_version  int,
    rows              int,
    rejected          int,
    added             int,
    changed           int,
    withdrawn         int,
    unchanged         int,
    stale             int,
    held_withdrawals  int,
    reason            text,
    done_at           timestamptz,
    UNIQUE (feed, number)
);
CREATE INDEX batch_lane ON batch (feed, lane, id);
CREATE INDEX batch_stored ON batch (id) WHERE state = 'STORED';
CREATE TABLE batch_chunk (
    batch  bigint NOT NULL REFERENCES batch,
    n      int NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (batch, n)
);
ALTER TABLE batch_chunk ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- Stop 3: rows that could not be used, and why. The row itself is sealed.
CREATE TABLE quarantine (
    batch  bigint NOT NULL REFERENCES batch,
    line   int NOT NULL,
    field  text NOT NULL,
    masked text NOT NULL,
    rule   text NOT NULL,
    fix    text NOT NULL,
    sealed bytea NOT NULL
);
CREATE INDEX quarantine_batch ON quarantine (batch);

-- Identity: keyed hashes lead to a person; name, numbers and phones lie sealed in one record.
CREATE TABLE certificate (
    key    uuid PRIMARY KEY,
    person uuid NOT NULL
);
CREATE TABLE vault (
    person uuid PRIMARY KEY,
    sealed bytea NOT NULL
);

-- Stop 4: what each source currently says (scope = one feed's one school or district), and what it said before.
CREATE TABLE scope (
    id        int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    feed      text NOT NULL,
    name      text NOT NULL,
    kind      text NOT NULL,
    watermark timestamptz NOT NULL DEFAULT '-infinity',
    UNIQUE (feed, name)
);
CREATE TABLE fact (
    scope       int NOT NULL,
    row_key     uuid NOT NULL,
    person      uuid NOT NULL,
    version     timestamptz NOT NULL,
    hash        bigint NOT NULL,
    withdrawn   boolean NOT NULL,
    attributes  json NOT NULL,
    batch       bigint NOT NULL,
    line        int NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (scope, row_key)
);
CREATE INDEX fact_person ON fact (person);
CREATE TABLE fact_history (
    scope       int NOT NULL,
    row_key     uuid NOT NULL,
    person      uuid NOT NULL,
    version     timestamptz NOT NULL,
    hash        bigint NOT NULL,
    withdrawn   boolean NOT NULL,
    attributes  json NOT NULL,
    batch       bigint NOT NULL,
    line        int NOT NULL,
    recorded_at timestamptz NOT NULL,
    replaced_at timestamptz NOT NULL
);
CREATE INDEX fact_history_person ON fact_history (person);
CREATE TABLE subject (
    person   uuid PRIMARY KEY,
    revision bigint NOT NULL
);

-- Wake-ups on their way to Kafka, committed with the change that they announce.
CREATE TABLE outbox (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic   text NOT NULL,
    part    int NOT NULL,
    payload bytea NOT NULL,
    sent_at timestamptz
);
CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;
CREATE TABLE position (
    topic        text NOT NULL,
    part         int NOT NULL,
    topic_id     text NOT NULL,
    next_offset  bigint NOT NULL,
    leader_epoch int,
    PRIMARY KEY (topic, part)
);

-- Stop 6: one case per person, coverage year and product; entries are only ever appended.
CREATE TABLE enrolment_case (
    person        uuid NOT NULL,
    coverage_year int NOT NULL,
    product       int NOT NULL,
    state         text NOT NULL,
    category      text,
    personal_fen  bigint NOT NULL,
    subsidy_fen   bigint NOT NULL,
    fiscal_fen    bigint NOT NULL,
    minor         boolean NOT NULL,
    pupil         boolean NOT NULL,
    levied        boolean NOT NULL,
    ordinal       int NOT NULL,
    open_order    int NOT NULL,
    code          text,
    evidence      text NOT NULL,
    revision      bigint NOT NULL,
    next_review   date,
    PRIMARY KEY (person, coverage_year, product)
);
CREATE INDEX case_review ON enrolment_case (next_review) WHERE next_review IS NOT NULL;
CREATE INDEX case_owing ON enrolment_case (coverage_year) WHERE state = 'OWING';
CREATE TABLE entry (
    person        uuid NOT NULL,
    coverage_year int NOT NULL,
    product       int NOT NULL,
    ordinal       int NOT NULL,
    kind          text NOT NULL,
    category      text,
    personal_fen  bigint NOT NULL,
    subsidy_fen   bigint NOT NULL,
    fiscal_fen    bigint NOT NULL,
    policy        text NOT NULL,
    evidence      text NOT NULL,
    chain         text NOT NULL,
    link          bigint NOT NULL,
    actor         text NOT NULL,
    at            timestamptz NOT NULL,
    recorded_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (person, coverage_year, product, ordinal)
);
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Stop 7: what we ask of the insurer and the tax bureau. The key is (case, ordinal of its entry).
CREATE TABLE enrolment_order (
    person        uuid NOT NULL,
    coverage_year int NOT NULL,
    product       int NOT NULL,
    ordinal       int NOT NULL,
    destination   text NOT NULL,
    action        text NOT NULL,
    category      text,
    personal_fen  bigint NOT NULL,
    subsidy_fen   bigint NOT NULL,
    fiscal_fen    bigint NOT NULL,
    state         text NOT NULL DEFAULT 'QUEUED',
    code          text,
    sent_at       timestamptz,
    answered_at   timestamptz,
    PRIMARY KEY (person, coverage_year, product, ordinal)
);
CREATE INDEX order_queued ON enrolment_order (destination, person) WHERE state = 'QUEUED';
CREATE INDEX order_open ON enrolment_order (destination) WHERE state IN ('QUEUED', 'SENT');
