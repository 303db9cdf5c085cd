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

-- A case knows what its open order asks, what the person still owes himself, and what goes back to him.
ALTER TABLE enrolment_case
    ADD COLUMN asked text,
    ADD COLUMN owed_fen bigint NOT NULL DEFAULT 0,
    ADD COLUMN refunds_fen bigint NOT NULL DEFAULT 0,
    ADD COLUMN credited_fen bigint NOT NULL DEFAULT 0,
    ADD COLUMN flag text;
UPDATE enrolment_case AS c SET asked = o.action FROM enrolment_order AS o
    WHERE o.person = c.person AND o.coverage_year = c.coverage_year AND o.product = c.product
      AND o.ordinal = c.open_order;
UPDATE enrolment_case SET owed_fen = personal_fen WHERE state = 'OWING';
-- The order that registered them said for which category.
UPDATE enrolment_case SET flag = category WHERE state IN ('ENROL_ORDERED', 'LEVY_ORDERED', 'LEVY_REFUSED', 'SUBSIDISED');
-- Cancelled by the insurer is no longer the same as never anybody to enrol.
UPDATE enrolment_case AS c SET state = 'CANCELLED' WHERE state = 'INELIGIBLE' AND EXISTS (
    SELECT 1 FROM entry AS e WHERE e.person = c.person AND e.coverage_year = c.coverage_year AND e.product = c.product
      AND e.kind = 'CANCELLED' AND e.ordinal >= c.ordinal - 2);
-- A cancellation that was refused no longer waits for an answer that has come.
UPDATE enrolment_case SET state = 'CANCEL_REFUSED' WHERE state = 'CANCEL_ORDERED' AND open_order = 0;
ALTER TABLE entry ADD COLUMN moved_fen bigint NOT NULL DEFAULT 0;
-- What the platforms' codes are made of when an order leaves.
ALTER TABLE enrolment_order
    ADD COLUMN minor boolean NOT NULL DEFAULT false,
    ADD COLUMN pupil boolean NOT NULL DEFAULT false,
    ADD COLUMN flag_was text,
    ADD COLUMN flag_was_end date,
    ADD COLUMN flag_begin date,
    ADD COLUMN flag_end date,
    ADD COLUMN cover_from date,
    ADD COLUMN waiting_months int NOT NULL DEFAULT 0;
UPDATE enrolment_order AS o SET minor = c.minor, pupil = c.pupil FROM enrolment_case AS c
    WHERE o.state = 'QUEUED' AND o.person = c.person AND o.coverage_year = c.coverage_year AND o.product = c.product;
DROP INDEX case_owing;
CREATE INDEX case_owing ON enrolment_case (coverage_year) WHERE state IN ('OWING', 'PART_OWING');
DROP INDEX case_entitled;
CREATE INDEX case_entitled ON enrolment_case (state)
    WHERE state IN ('ENROL_ORDERED', 'LEVY_ORDERED', 'LEVY_REFUSED', 'PART_OWING', 'SUBSIDISED', 'POST_HOC', 'REJECTED');
-- What waits for staff.
CREATE INDEX case_work ON enrolment_case (person)
    WHERE state IN ('REJECTED', 'LEVY_REFUSED', 'CANCEL_REFUSED', 'REFUND_REFUSED') OR code IS NOT NULL;
