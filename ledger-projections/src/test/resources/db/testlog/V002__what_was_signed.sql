-- Of ledger-api's V013: what the read side reads of it.
CREATE TABLE log.checkpoint (
    size bigint      PRIMARY KEY CHECK (size >= 0),
    root bytea       NOT NULL CHECK (length(root) = 32),
    at   timestamptz NOT NULL,
    note text        NOT NULL
);
