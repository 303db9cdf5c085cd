-- The signed first receipt, as it was given; the route through which the batch came, by our own name of it; and what has
-- been told through that route: nothing yet (an empty text), STORED, or the state that the second receipt spoke of. Null:
-- nobody is told that way.
ALTER TABLE batch ADD COLUMN receipt text, ADD COLUMN route text, ADD COLUMN told text,
    ADD COLUMN tell_tries int NOT NULL DEFAULT 0;
CREATE INDEX batch_untold ON batch (route, tell_tries, id) WHERE told <> state;

-- Second receipts as they were signed; a batch that was held and then applied has two.
CREATE TABLE result_receipt (
    batch    bigint NOT NULL,
    n        int NOT NULL CHECK (n > 0),
    said     text NOT NULL,
    listed   int NOT NULL,
    list_sm3 text NOT NULL,
    document text NOT NULL,
    PRIMARY KEY (batch, n)
);
CREATE TRIGGER result_receipt_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON result_receipt
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
