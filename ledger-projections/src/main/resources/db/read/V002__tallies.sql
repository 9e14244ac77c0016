-- One row a version of a report: what counting reads of it, so that an incident is folded again
-- without the log. The position is that of the event that made the version.
CREATE TABLE read.report_version (
    position     bigint  NOT NULL PRIMARY KEY,
    report       uuid    NOT NULL,
    incident     uuid,             -- none for an aggregate or cumulative report that names none
    organisation text    NOT NULL COLLATE "C",
    theatre      text    NOT NULL COLLATE "C",
    submitted_at bigint  NOT NULL, -- position of the report's first version
    standing     boolean NOT NULL,
    facts        text              -- see FactsColumn; none for a withdrawn report without incident
);
CREATE INDEX report_version_of_report ON read.report_version (report, position);

-- One row a version of an incident, with the positions from and to which it held (to: exclusive),
-- referring to its reports' versions by their positions, in the order of submission.
CREATE TABLE read.incident_version (
    incident      uuid     NOT NULL,
    from_position bigint   NOT NULL,
    to_position   bigint,
    versions      bigint[] NOT NULL,
    PRIMARY KEY (incident, from_position)
) WITH (fillfactor = 90);

-- Dimensions. Names are as stated; "folded" is their lower case, for filters. "key" is the part of a
-- cell's name in digests (canonical JSON), and its identity.
CREATE TABLE read.place (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key        text    NOT NULL COLLATE "C" UNIQUE,
    country    text    COLLATE "C",
    admin      text[]  NOT NULL COLLATE "C",
    settlement text    COLLATE "C",           -- none: a residual of the finest area
    precision  text    NOT NULL COLLATE "C",  -- at | near | residual
    folded     text[]  NOT NULL COLLATE "C"
);
CREATE INDEX place_by_name ON read.place USING gin (folded);

CREATE TABLE read.attribution (
    id             integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key            text    NOT NULL COLLATE "C" UNIQUE,
    alleged        text[]  NOT NULL COLLATE "C",
    present        text[]  NOT NULL COLLATE "C", -- in any role
    alleged_folded text[]  NOT NULL COLLATE "C",
    present_folded text[]  NOT NULL COLLATE "C"
);
CREATE INDEX attribution_by_alleged ON read.attribution USING gin (alleged_folded);
CREATE INDEX attribution_by_present ON read.attribution USING gin (present_folded);

CREATE TABLE read.submitters (
    id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key           text    NOT NULL COLLATE "C" UNIQUE,
    organisations text[]  NOT NULL COLLATE "C"
);

-- One row a cell. Months are year * 12 + month - 1. The key is a digest of all other columns: a chunk
-- looks thousands of cells up, and one column leaves the planner one way to do it.
CREATE SEQUENCE read.cell_id;
CREATE TABLE read.cell (
    id          bigint  NOT NULL PRIMARY KEY,
    key         uuid    NOT NULL UNIQUE,
    place       integer NOT NULL,
    attribution integer NOT NULL,
    submitters  integer NOT NULL,
    first_month integer NOT NULL,
    last_month  integer NOT NULL,
    theatre     text    NOT NULL COLLATE "C",
    grade       text    NOT NULL COLLATE "C"
);
CREATE INDEX cell_by_place ON read.cell (place);
CREATE INDEX cell_by_month ON read.cell (first_month, last_month);
CREATE INDEX cell_by_attribution ON read.cell (attribution);

-- The journal: signed lines, never changed.
CREATE TABLE read.tally_posting (
    position            bigint   NOT NULL,
    ordinal             smallint NOT NULL,
    cell                bigint   NOT NULL,
    incidents           integer  NOT NULL,
    with_civilian_harm  integer  NOT NULL,
    killed_min          integer  NOT NULL,
    killed_max          integer  NOT NULL,
    killed_not_stated   integer  NOT NULL,
    killed_open_ended   integer  NOT NULL,
    injured_min         integer  NOT NULL,
    injured_max         integer  NOT NULL,
    injured_not_stated  integer  NOT NULL,
    injured_open_ended  integer  NOT NULL,
    undetermined_min        integer NOT NULL,
    undetermined_max        integer NOT NULL,
    undetermined_not_stated integer NOT NULL,
    undetermined_open_ended integer NOT NULL,
    PRIMARY KEY (position, ordinal)
);

-- The sum of the journal. Every cell has a row from its first posting on.
CREATE TABLE read.tally (
    cell                bigint NOT NULL PRIMARY KEY,
    incidents           bigint NOT NULL,
    with_civilian_harm  bigint NOT NULL,
    killed_min          bigint NOT NULL,
    killed_max          bigint NOT NULL,
    killed_not_stated   bigint NOT NULL,
    killed_open_ended   bigint NOT NULL,
    injured_min         bigint NOT NULL,
    injured_max         bigint NOT NULL,
    injured_not_stated  bigint NOT NULL,
    injured_open_ended  bigint NOT NULL,
    undetermined_min        bigint NOT NULL,
    undetermined_max        bigint NOT NULL,
    undetermined_not_stated bigint NOT NULL,
    undetermined_open_ended bigint NOT NULL
) WITH (fillfactor = 80);
