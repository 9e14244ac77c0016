-- Replays of the log into schemas of their own. Kept outside of the schemas that change places, so that it survives that.
CREATE TABLE replays.replay (
    id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    to_position      bigint      CHECK (to_position >= 0), -- of the last event; null: follows the log
    methodology      text        NOT NULL COLLATE "C",     -- name@version
    methodology_hash text        NOT NULL COLLATE "C",
    chunk            integer     NOT NULL CHECK (chunk > 0),
    begun_by         text        NOT NULL COLLATE "C",
    begun_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- The tree of the leaves that were folded, moved by each chunk in the chunk's own transaction.
    frontier         bytea       NOT NULL,
    -- The size of the latest signed checkpoint whose root was found to be the tree's.
    agreed_size      bigint      NOT NULL DEFAULT 0,
    ended            text        CHECK (ended IN ('published', 'discarded')),
    ended_by         text        COLLATE "C",
    ended_at         timestamptz,
    -- Of a published one: the checkpoint that agreed, and whether the tallies before it were others.
    published_size   bigint,
    published_root   bytea,
    differed         boolean
) WITH (fillfactor = 50);
