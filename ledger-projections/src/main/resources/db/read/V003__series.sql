-- Aggregate and cumulative reports, one row a version, with the positions from and to which it held
-- (to: exclusive). They never post to tallies.
CREATE TABLE read.series_version (
    position         bigint NOT NULL PRIMARY KEY,
    to_position      bigint,
    report           uuid   NOT NULL,
    kind             text   NOT NULL COLLATE "C",
    organisation     text   NOT NULL COLLATE "C",
    claimant         text   COLLATE "C",
    theatre          text   NOT NULL COLLATE "C",
    country          text   COLLATE "C",
    admin            text[] NOT NULL COLLATE "C",
    settlement       text   COLLATE "C",
    folded           text[] NOT NULL COLLATE "C",
    from_day         date   NOT NULL,
    to_day           date   NOT NULL,
    killed_min       integer,
    killed_max       integer,
    injured_min      integer,
    injured_max      integer,
    undetermined_min integer,
    undetermined_max integer
);
CREATE INDEX series_version_current ON read.series_version (report) WHERE to_position IS NULL;
CREATE INDEX series_version_by_organisation ON read.series_version (organisation, theatre);
