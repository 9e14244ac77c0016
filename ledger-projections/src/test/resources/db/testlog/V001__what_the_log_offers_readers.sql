-- The part of the log's schema that the read side knows, for tests; ledger-api owns the real one.
CREATE TABLE log.log_head (
    one      boolean     PRIMARY KEY DEFAULT true CHECK (one),
    size     bigint      NOT NULL,
    at       timestamptz NOT NULL,
    frontier bytea       NOT NULL
) WITH (fillfactor = 10);
INSERT INTO log.log_head (size, at, frontier) VALUES (0, 'epoch', '\x0000000000000000');

CREATE TABLE log.event (
    position     bigint      PRIMARY KEY,
    id           uuid        NOT NULL UNIQUE,
    at           timestamptz NOT NULL,
    type         text        NOT NULL,
    organisation text,
    theatre      text,
    leaf         bytea       NOT NULL,
    leaf_hash    bytea       NOT NULL
);
