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
