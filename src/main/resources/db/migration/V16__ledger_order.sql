-- Names of chains are compared byte by byte: a language's rules cost the first load a microsecond an entry.
ALTER TABLE entry ALTER COLUMN chain TYPE text COLLATE "C";
