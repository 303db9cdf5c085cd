-- A draft that comes into force starts a year run in the same transaction; how far that is stands with the run.
ALTER TABLE policy_draft DROP COLUMN progress;
