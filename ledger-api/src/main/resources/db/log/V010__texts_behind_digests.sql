-- Beside the log, and never part of a leaf: what a leaf's digests stand for. Rows may be encrypted or destroyed later.

CREATE SCHEMA IF NOT EXISTS reporting;

CREATE TABLE reporting.disclosure (
    position bigint NOT NULL,
    digest   text   NOT NULL,
    audience text   NOT NULL DEFAULT 'restricted' CHECK (audience IN ('public', 'restricted', 'embargoed')),
    licence  text,
    language text,
    salt     text   NOT NULL,
    name     text   NOT NULL,
    value    text   NOT NULL,
    -- A text is looked up by the event whose digest stands for it: a key that grows with the log. A key of random digests cost
    -- half of a batch's time where a report has ten texts.
    PRIMARY KEY (position, digest)
);

-- Tells whether a claim that is sent again is the same one, its texts included. Destroyed together with the disclosures.
CREATE TABLE reporting.fingerprint (
    position bigint PRIMARY KEY,
    salt     bytea  NOT NULL,
    salted   bytea  NOT NULL
);
