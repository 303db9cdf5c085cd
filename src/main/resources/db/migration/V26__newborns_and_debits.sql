-- A newborn's own days, while they run and his premium is owed: his guardian is reminded by them.
ALTER TABLE enrolment_case
    ADD COLUMN born_on date,
    ADD COLUMN newborn_until date;
-- How long he waits for benefits who enrols late: filled in when a case is decided next.
ALTER TABLE enrolment_case ADD COLUMN waiting_months int NOT NULL DEFAULT 0;
CREATE INDEX case_newborn ON enrolment_case (born_on) WHERE born_on IS NOT NULL;
-- Whom the banks debit on a day, in the order in which they are read.
CREATE INDEX case_debit ON enrolment_case (debit_on, person) WHERE debit_on IS NOT NULL;
-- At most one message to a phone in a stage, and for each day of their own that the children behind it have.
ALTER TABLE message
    ADD COLUMN own_day date,
    DROP CONSTRAINT message_phone_key_topic_coverage_year_stage_key;
CREATE UNIQUE INDEX message_once ON message
    (phone_key, topic, coverage_year, stage, coalesce(own_day, '9999-12-31'::date));
-- The list of who is still to be debited, handed to the tax bureau once for a year and day of debit.
CREATE TABLE debit_file (
    coverage_year int NOT NULL,
    debit_on      date NOT NULL,
    people        bigint NOT NULL,
    sum_fen       bigint NOT NULL,
    withheld      bigint NOT NULL,
    digest        bytea NOT NULL,
    sent_at       timestamptz NOT NULL,
    PRIMARY KEY (coverage_year, debit_on)
);
CREATE TRIGGER debit_file_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON debit_file
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Beside the closing year's figures a roll-over keeps those of the year that it opened, once everybody is decided.
ALTER TABLE year_run ADD COLUMN opened_figures bytea;
