-- Each office's queue by itself and in the order of its keys; what was sent and waits for its answer is looked for by age.
DROP INDEX order_unanswered;
CREATE INDEX order_queued_insurer ON enrolment_order (person) WHERE state = 'QUEUED' AND destination = 'INSURER';
CREATE INDEX order_queued_tax ON enrolment_order (person) WHERE state = 'QUEUED' AND destination = 'TAX';
CREATE INDEX order_sent ON enrolment_order (person) WHERE state = 'SENT';
