-- A row's place is part (file of a ZIP, sheet of a workbook) and line; one row may be rejected more than once. The ordinal
-- is what the sealed row is bound to; rows sealed before this version are bound to their line.
ALTER TABLE quarantine ADD COLUMN n int, ADD COLUMN part int NOT NULL DEFAULT 1;
UPDATE quarantine q SET n = numbered.n
FROM (SELECT ctid, row_number() OVER (PARTITION BY batch ORDER BY line, ctid) AS n FROM quarantine) numbered
WHERE q.ctid = numbered.ctid;
ALTER TABLE quarantine ADD PRIMARY KEY (batch, n), ALTER COLUMN part DROP DEFAULT;
DROP INDEX quarantine_batch;
