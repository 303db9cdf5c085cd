-- What a text says is true until its stage ends: a message that waited longer is not sent.
ALTER TABLE message ADD COLUMN last_on date;
