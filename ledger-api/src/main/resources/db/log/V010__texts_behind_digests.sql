-- Beside the log, and never part of a leaf: what a leaf's digests stand for. Rows may be encrypted or destroyed later.

CREATE SCHEMA IF NOT EXISTS reporting;

CREATE TABLE reporting.disclosure (
    digest   text   PRIMARY KEY,
    position bigint NOT NULL,
    audience text   NOT NULL DEFAULT 'restricted' CHECK (audience IN ('public', 'restricted', 'embargoed')),
    licence  text,
    language text,
    salt     text   NOT NULL,
    name     text   NOT NULL,
    value    text   NOT NULL
);

CREATE INDEX disclosure_by_event ON reporting.disclosure (position);

-- Tells whether a claim that is sent again is the same one, its texts included. Destroyed together with the disclosures.
CREATE TABLE reporting.fingerprint (
    position bigint PRIMARY KEY,
    salt     bytea  NOT NULL,
    salted   bytea  NOT NULL
);
