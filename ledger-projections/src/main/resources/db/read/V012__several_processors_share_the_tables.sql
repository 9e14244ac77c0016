-- Several processors write one schema, each a partition of the log. A row of feed_position is a partition's:
-- everything of it through "position" is applied. Of how many says "partitions", in every row the same; a
-- processor that counts otherwise finds no row of its own.
ALTER TABLE read.feed_position ADD COLUMN partitions integer NOT NULL DEFAULT 1 CHECK (partitions > partition);

-- Processes that take part, for as long as they say so: partitions are dealt out among them.
CREATE TABLE read.instance (
    name       text        NOT NULL PRIMARY KEY,
    seen_until timestamptz NOT NULL
) WITH (fillfactor = 50);

-- Events of several partitions may have one instant: each partition keeps the last position of its own, so
-- that none waits for another. The greatest of them is the instant's.
ALTER TABLE read.moment ADD COLUMN partition integer NOT NULL DEFAULT 0;
ALTER TABLE read.moment DROP CONSTRAINT moment_pkey, ADD PRIMARY KEY (at, partition);
