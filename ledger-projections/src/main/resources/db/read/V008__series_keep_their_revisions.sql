-- Series keep when and how each version came and ended, and the stated part of an increase that is
-- earlier harm found late. V004 has everything counted again, so nothing is lost here.
DROP TABLE read.series_version;
CREATE TABLE read.series_version (
    position         bigint      NOT NULL PRIMARY KEY,
    to_position      bigint,
    at               timestamptz NOT NULL,
    type             text        NOT NULL COLLATE "C", -- of the event that made the version
    ended_by         text        COLLATE "C",          -- type of the event that ended it
    reason           text        COLLATE "C",          -- of a withdrawal; incident: it became a report of one
    report           uuid        NOT NULL,
    kind             text        NOT NULL COLLATE "C",
    organisation     text        NOT NULL COLLATE "C",
    claimant         text        COLLATE "C",
    theatre          text        NOT NULL COLLATE "C",
    country          text        COLLATE "C",
    admin            text[]      NOT NULL COLLATE "C",
    settlement       text        COLLATE "C",
    folded           text[]      NOT NULL COLLATE "C",
    from_day         date        NOT NULL,
    to_day           date        NOT NULL,
    killed_min       integer,
    killed_max       integer,
    injured_min      integer,
    injured_max      integer,
    undetermined_min integer,
    undetermined_max integer,
    backlog_killed_min  integer,
    backlog_killed_max  integer,
    backlog_injured_min integer,
    backlog_injured_max integer
);
CREATE INDEX series_version_current ON read.series_version (report) WHERE to_position IS NULL;
CREATE INDEX series_version_by_organisation ON read.series_version (organisation, theatre);
