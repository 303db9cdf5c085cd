-- Alerts: one open for each kind and subject. What was said when it opened, and since when; closed once.
CREATE TABLE alert (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind      text NOT NULL,
    subject   text NOT NULL,
    owner     text NOT NULL,
    zh        text NOT NULL,
    en        text NOT NULL,
    stage     int NOT NULL,
    since     timestamptz NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz
);
CREATE UNIQUE INDEX alert_open ON alert (kind, subject) WHERE closed_at IS NULL;

-- What is to be told by webhook, written in the transaction of what it tells; the id is what its receiver knows it by.
CREATE TABLE alert_notice (
    n         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id        text NOT NULL UNIQUE,
    alert     bigint NOT NULL REFERENCES alert,
    body      text NOT NULL,
    made_at   timestamptz NOT NULL,
    tries     int NOT NULL DEFAULT 0,
    next_try  timestamptz NOT NULL,
    trouble   text,
    sent_at   timestamptz
);
CREATE INDEX alert_notice_unsent ON alert_notice (n) WHERE sent_at IS NULL;

-- Since when a feed is watched: silence before that is nobody's fault.
CREATE TABLE feed_watch (
    feed  text PRIMARY KEY,
    since timestamptz NOT NULL
);

-- When an address that we ask last answered with what we know already: no batch, but a sign of life.
CREATE TABLE feed_heard (
    feed text PRIMARY KEY,
    at   timestamptz NOT NULL
);

-- A feed's last signs of life, and what is held.
CREATE INDEX batch_life ON batch (feed, received_at) WHERE state NOT IN ('REFUSED', 'PARKED');
CREATE INDEX batch_held ON batch (id) WHERE state = 'HELD';
