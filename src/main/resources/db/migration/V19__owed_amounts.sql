-- What a text says is owed: whoever owes something else when it is to be sent is not told the old sum.
-- Messages planned before this have no amounts and are planned anew.
ALTER TABLE message ADD COLUMN owed_fen bigint[] NOT NULL DEFAULT '{}';
