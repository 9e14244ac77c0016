-- How far the topic was compared with what was signed. Kept outside of the schema read, which a published replay replaces: a
-- fault must not vanish by that.
CREATE TABLE topic_check.state (
    one            boolean     PRIMARY KEY DEFAULT true CHECK (one),
    owner          text        COLLATE "C",
    epoch          bigint      NOT NULL DEFAULT 0,
    claimed_until  timestamptz,
    -- The tree of the leaves that were read, and that of the latest checkpoint whose root it had.
    frontier       bytea       NOT NULL,
    agreed         bytea       NOT NULL,
    agreed_at      timestamptz,
    -- The first position that is missing or wrong, or the first and the last of those among which it is.
    fault_position bigint      CHECK (fault_position >= 0),
    fault_last     bigint      CHECK (fault_last >= fault_position),
    fault_reason   text,
    fault_at       timestamptz,
    CHECK ((fault_position IS NULL) = (fault_reason IS NULL))
) WITH (fillfactor = 10);
INSERT INTO topic_check.state (frontier, agreed) VALUES ('\x0000000000000000', '\x0000000000000000');
