-- A person's key is the key of the first certificate that was seen; only keys that lead to another person have a row here.
DELETE FROM certificate WHERE key = person;
-- Few values, many rows: one small index where two wide ones stood.
DROP INDEX order_queued;
DROP INDEX order_open;
CREATE INDEX order_unanswered ON enrolment_order (destination, state) WHERE state IN ('QUEUED', 'SENT');
-- New rows are copied to their place.
ALTER TABLE fact ALTER recorded_at SET DEFAULT now();
-- What the coverage rate counts.
CREATE INDEX case_entitled ON enrolment_case (state)
    WHERE state IN ('ENROL_ORDERED', 'LEVY_ORDERED', 'LEVY_REFUSED', 'SUBSIDISED', 'REJECTED');
-- A person's revision is that of the newest batch that wrote any of his rows: one row a batch where each person had one.
CREATE TABLE registry_clock (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    revision bigint NOT NULL
);
CREATE TABLE applied (
    batch    bigint PRIMARY KEY,
    revision bigint NOT NULL
);
INSERT INTO registry_clock (revision) SELECT coalesce(max(revision), 0) FROM subject;
INSERT INTO applied (batch, revision)
    SELECT batch, (SELECT revision FROM registry_clock) + row_number() OVER (ORDER BY batch)
    FROM (SELECT DISTINCT batch FROM fact) AS known;
UPDATE registry_clock SET revision = greatest(revision, (SELECT coalesce(max(revision), 0) FROM applied));
DROP TABLE subject;
