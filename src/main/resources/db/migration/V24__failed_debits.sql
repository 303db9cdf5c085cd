-- The community's list of failed debits is short among those who owe.
CREATE INDEX case_debit_failed ON enrolment_case (debit_failed_on) WHERE debit_failed_on IS NOT NULL;
