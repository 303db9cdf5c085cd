-- Rows of an agency's exchange table on their way: written before they are handed over, so that a crash in between hands
-- them over under the same number; kept until what became of them has been written back. Rows are keyed hashes.
CREATE TABLE exchange_taking (
    place  text NOT NULL,
    number text NOT NULL,
    batch  bigint,
    rows   bytea NOT NULL,
    PRIMARY KEY (place, number)
);

-- How far a table without a status column has been read, and which rows near there are known.
CREATE TABLE exchange_watermark (
    place  text PRIMARY KEY,
    micros bigint NOT NULL
);
CREATE TABLE exchange_seen (
    place  text NOT NULL,
    key    bytea NOT NULL,
    row    bytea NOT NULL,
    micros bigint NOT NULL,
    PRIMARY KEY (place, key)
);

-- What an agency's address last answered, so that it is not asked for, or read, twice.
CREATE TABLE pulled (
    place         text PRIMARY KEY,
    etag          text NOT NULL,
    last_modified text NOT NULL,
    digest        bytea NOT NULL
);
