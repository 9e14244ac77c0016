-- The texts behind digests, as ledger-api keeps them.
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
