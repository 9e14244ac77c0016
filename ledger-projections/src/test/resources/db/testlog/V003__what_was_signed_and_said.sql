-- More of the log that the read side knows: checkpoints, and the texts behind digests.
CREATE TABLE IF NOT EXISTS log.checkpoint (
    size bigint      PRIMARY KEY CHECK (size >= 0),
    root bytea       NOT NULL CHECK (length(root) = 32),
    at   timestamptz NOT NULL,
    note text        NOT NULL
);

CREATE SCHEMA reporting;
CREATE TABLE reporting.disclosure (
    position bigint NOT NULL,
    digest   text   NOT NULL,
    audience text   NOT NULL DEFAULT 'restricted' CHECK (audience IN ('public', 'restricted', 'embargoed')),
    licence  text,
    language text,
    salt     text   NOT NULL,
    name     text   NOT NULL,
    value    text   NOT NULL,
    PRIMARY KEY (position, digest)
);
