-- Every event that is about an incident, under each incident and report that it names: the events of
-- reports are found by read.report_version. Submissions write nothing here.
CREATE TABLE read.incident_event (
    subject  uuid   NOT NULL,
    position bigint NOT NULL,
    type     text   NOT NULL COLLATE "C",
    PRIMARY KEY (subject, position)
);

-- What a comparison of incidents needs: one row a place of each version of an incident report. Which
-- version holds at a position, and in which incident, is what read.incident_version says.
CREATE TABLE read.sighting (
    position      bigint   NOT NULL, -- of the report's version
    ordinal       smallint NOT NULL, -- of the place in the claim
    report        uuid     NOT NULL,
    organisation  text     NOT NULL COLLATE "C",
    theatre       text     NOT NULL COLLATE "C",
    from_day      date     NOT NULL,
    to_day        date     NOT NULL,
    lat_e6        integer, -- null for anything wider than "near a settlement"
    lon_e6        integer,
    precision     text     NOT NULL COLLATE "C",
    country       text     COLLATE "C",
    admin         text[]   NOT NULL COLLATE "C",
    settlement    text     COLLATE "C",
    killed_min    integer,
    killed_max    integer,
    injured_min   integer,
    injured_max   integer,
    alleged       text[]   NOT NULL COLLATE "C",
    present       text[]   NOT NULL COLLATE "C",
    sources       text[]   NOT NULL COLLATE "C", -- "publisher" or "publisher<TAB>date"
    PRIMARY KEY (position, ordinal)
);
-- Blocking: by theatre, days and latitude. Few claims last longer than a month; they have an index of
-- their own, so that the others are found by the day on which they begin.
CREATE INDEX sighting_by_day ON read.sighting (theatre, from_day, lat_e6);
CREATE INDEX sighting_long ON read.sighting (theatre, from_day) WHERE to_day - from_day > 31;
CREATE INDEX sighting_by_organisation ON read.sighting (theatre, organisation, position);

-- Who reports incidents in a theatre, from which position on, and in about how many rows.
CREATE TABLE read.reporter (
    theatre      text   NOT NULL COLLATE "C",
    organisation text   NOT NULL COLLATE "C",
    position     bigint NOT NULL,
    sightings    bigint NOT NULL,
    PRIMARY KEY (theatre, organisation)
);

-- Pairs that somebody judged, the lesser id first: which of the two is a duplicate of the other; null:
-- neither.
CREATE TABLE read.duplicate_verdict (
    position     bigint  NOT NULL PRIMARY KEY,
    one          uuid    NOT NULL,
    other        uuid    NOT NULL,
    duplicate    uuid,
    organisation text    NOT NULL COLLATE "C"
);
CREATE INDEX duplicate_verdict_of_one ON read.duplicate_verdict (one, position);
CREATE INDEX duplicate_verdict_of_other ON read.duplicate_verdict (other, position);

-- Incidents that belong to another theatre than their reports were recorded in.
CREATE TABLE read.rehoming (
    position bigint NOT NULL PRIMARY KEY,
    incident uuid   NOT NULL,
    theatre  text   NOT NULL COLLATE "C"
);
CREATE INDEX rehoming_of ON read.rehoming (incident, position);
CREATE INDEX rehoming_to ON read.rehoming (theatre);

-- The sightings that hold as of a position, with their incidents. A plain SELECT, which the planner
-- takes into the query that asks.
CREATE FUNCTION read.sightings_at(p bigint)
RETURNS TABLE (
    incident uuid, versions bigint[], "position" bigint, ordinal smallint, report uuid, organisation text, theatre text,
    from_day date, to_day date, lat_e6 integer, lon_e6 integer, "precision" text, country text,
    admin text[], settlement text, killed_min integer, killed_max integer, injured_min integer,
    injured_max integer, alleged text[], present text[], sources text[])
LANGUAGE sql STABLE
AS $$
    SELECT i.incident, i.versions, s.position, s.ordinal, s.report, s.organisation, s.theatre,
           s.from_day, s.to_day, s.lat_e6, s.lon_e6, s.precision, s.country,
           s.admin, s.settlement, s.killed_min, s.killed_max, s.injured_min,
           s.injured_max, s.alleged, s.present, s.sources
    FROM read.sighting s
    JOIN read.report_version r ON r.position = s.position
    LEFT JOIN read.report_home h
      ON h.report = s.report AND h.from_position > s.position AND h.from_position <= p
     AND (h.to_position IS NULL OR h.to_position > p)
    JOIN read.incident_version i
      ON i.incident = coalesce(h.incident, r.incident) AND i.from_position <= p
     AND (i.to_position IS NULL OR i.to_position > p) AND s.position = ANY (i.versions)
    WHERE s.position <= p
$$;
