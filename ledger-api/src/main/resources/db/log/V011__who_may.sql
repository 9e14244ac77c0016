-- Organisations and their keys. A key is 256 random bits and is stored only as its SHA-256; keys are never events.

CREATE SCHEMA IF NOT EXISTS access;

CREATE TABLE access.organisation (
    organisation  text        PRIMARY KEY,
    name          text        NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE access.api_key (
    hash         bytea       PRIMARY KEY CHECK (length(hash) = 32),
    organisation text        NOT NULL REFERENCES access.organisation,
    scopes       text[]      NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    revoked_at   timestamptz
);

CREATE INDEX api_key_by_organisation ON access.api_key (organisation);
