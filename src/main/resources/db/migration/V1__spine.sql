-- Who holds which exclusive duty. Times are the database's, never an instance's.
CREATE TABLE lease (
    name       text PRIMARY KEY,
    owner      text NOT NULL,
    epoch      bigint NOT NULL,
    expires_at timestamptz NOT NULL
);
