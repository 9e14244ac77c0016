-- The event log: the system of record. Everything else can be rebuilt from it.

CREATE SCHEMA IF NOT EXISTS log;

-- One row. Whoever appends holds its lock, so positions are dense and a reader never sees a hole.
CREATE TABLE log.log_head (
    one      boolean     PRIMARY KEY DEFAULT true CHECK (one),
    size     bigint      NOT NULL CHECK (size >= 0),
    at       timestamptz NOT NULL,
    frontier bytea       NOT NULL
) WITH (fillfactor = 10); -- updated once a batch: room on the page keeps every update in place (HOT)

-- Size 0, before any event could be, and the frontier of an empty tree: its size as 8 bytes.
INSERT INTO log.log_head (size, at, frontier) VALUES (0, 'epoch', '\x0000000000000000');

CREATE TABLE log.event (
    position     bigint      PRIMARY KEY CHECK (position >= 0),
    id           uuid        NOT NULL CONSTRAINT event_id_once UNIQUE,
    at           timestamptz NOT NULL,
    type         text        NOT NULL,
    organisation text,
    theatre      text,
    leaf         bytea       NOT NULL CHECK (length(leaf) <= 65535),
    leaf_hash    bytea       NOT NULL CHECK (length(leaf_hash) = 32)
);

-- What an organisation submitted, page by page.
CREATE INDEX event_by_organisation ON log.event (organisation, type, position) WHERE organisation IS NOT NULL;

-- The key serves the append conditions ("no event with this tag after position m") without touching log.event.
CREATE TABLE log.event_tag (
    tag      text   NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (tag, position)
);

-- One row for each Idempotency-Key; the events that it made stand at first_position, first_position + 1, …
CREATE TABLE log.idempotency (
    scope          text    NOT NULL,
    key            text    NOT NULL,
    digest         bytea   NOT NULL,
    first_position bigint  NOT NULL,
    events         integer NOT NULL CHECK (events > 0),
    PRIMARY KEY (scope, key)
);

-- Events are only ever added. A trigger on the statement costs an INSERT nothing and refuses even a superuser's slip;
-- against somebody who drops it there are the signed checkpoints.
CREATE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of %.% refused: the log is append-only', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log.event
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log.event_tag
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER one_head BEFORE DELETE OR TRUNCATE ON log.log_head
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
