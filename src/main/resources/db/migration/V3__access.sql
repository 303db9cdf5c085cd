-- A nonce of a correctly signed request, spent for good. Kept longer than a timestamp is accepted.
CREATE TABLE nonce (
    key_id  text NOT NULL,
    nonce   text NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (key_id, nonce)
);
CREATE INDEX nonce_seen_at ON nonce (seen_at);

-- Hash chains: link = SM3(previous link, digest of what was written). One chain per partition.
CREATE TABLE chain (
    name     text NOT NULL,
    seq      bigint NOT NULL CHECK (seq > 0),
    previous bytea NOT NULL CHECK (length(previous) = 32),
    digest   bytea NOT NULL CHECK (length(digest) = 32),
    link     bytea NOT NULL CHECK (length(link) = 32),
    PRIMARY KEY (name, seq)
);

-- Who did what. Each row is one link of its chain. The detail is text because its exact bytes are hashed.
CREATE TABLE audit (
    chain      text NOT NULL,
    seq        bigint NOT NULL,
    at         timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor_name text NOT NULL,
    action     text NOT NULL,
    object     text NOT NULL,
    detail     text NOT NULL CHECK (detail IS JSON OBJECT),
    PRIMARY KEY (chain, seq),
    FOREIGN KEY (chain, seq) REFERENCES chain (name, seq)
);
CREATE INDEX audit_at ON audit (at);

CREATE TRIGGER chain_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON chain
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
