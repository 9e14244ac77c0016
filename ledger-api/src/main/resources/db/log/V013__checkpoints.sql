-- What was signed of the log: the tree's size and root, and the note that is served. A row is added only after the same
-- size and root are on the disk of the signer's own journal; only cosignatures of witnesses are added to a note later.
CREATE TABLE log.checkpoint (
    size bigint      PRIMARY KEY CHECK (size >= 0),
    root bytea       NOT NULL CHECK (length(root) = 32),
    at   timestamptz NOT NULL,
    note text        NOT NULL
);

CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON log.checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

-- Roots of complete subtrees of 2^height leaves (height 8, 16, 24, …) below the last signed size: what tiles of the
-- higher levels are made of. Leaf hashes stand beside the leaves.
CREATE TABLE log.subtree (
    height smallint NOT NULL CHECK (height > 0 AND height % 8 = 0),
    index  bigint   NOT NULL CHECK (index >= 0),
    root   bytea    NOT NULL CHECK (length(root) = 32),
    PRIMARY KEY (height, index)
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log.subtree
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

-- Work that one instance does at a time. Who holds a lease names its epoch with whatever it writes.
CREATE TABLE log.lease (
    name  text        PRIMARY KEY,
    owner text        NOT NULL,
    epoch bigint      NOT NULL,
    until timestamptz NOT NULL
);

-- Why nothing may be appended: the log is not what was signed. Read under the head's lock by every append.
ALTER TABLE log.log_head ADD COLUMN held text;
