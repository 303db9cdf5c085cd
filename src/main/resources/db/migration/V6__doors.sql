-- What the sender says that a batch adds up to; checked after its last row. Its digest is checked before it is stored, too.
ALTER TABLE batch ADD COLUMN control_rows int, ADD COLUMN control_sum text, ADD COLUMN control_digest text;
