-- What facts say of a case beside its decision: why somebody does not pay (he is not reminded), money in the treasury, batch debits.
ALTER TABLE enrolment_case
    ADD COLUMN unpaid text,
    ADD COLUMN unpaid_until date,
    ADD COLUMN treasury_on date,
    ADD COLUMN debit_on date,
    ADD COLUMN debit_failed_on date;
CREATE INDEX case_unpaid ON enrolment_case (unpaid) WHERE unpaid IS NOT NULL;
