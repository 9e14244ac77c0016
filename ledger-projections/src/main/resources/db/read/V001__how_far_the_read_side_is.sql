-- The read side: everything here follows from the log and can be rebuilt from it.

-- How far each projection is. A flush moves the position only under its claim's epoch.
CREATE TABLE read.feed_position (
    projection      text        NOT NULL,
    partition       integer     NOT NULL,
    epoch           bigint      NOT NULL,
    position        bigint      NOT NULL CHECK (position >= -1), -- of the last event applied
    owner           text,
    claimed_until   timestamptz,
    failed_position bigint,
    failed_reason   text,
    failed_at       timestamptz,
    PRIMARY KEY (projection, partition)
) WITH (fillfactor = 10);

-- Recorded time: the last position of each distinct instant, so that "as of an instant" has a position.
CREATE TABLE read.moment (
    at       timestamptz NOT NULL PRIMARY KEY,
    position bigint      NOT NULL
);
