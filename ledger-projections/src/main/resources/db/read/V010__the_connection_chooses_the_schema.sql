-- The tables are those of the schema that the connection has chosen, as everywhere in queries: a replay
-- folds into a schema of its own, and a published one takes this one's name. Otherwise as before.
CREATE OR REPLACE FUNCTION read.sightings_at(p bigint)
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
    FROM sighting s
    JOIN report_version r ON r.position = s.position
    LEFT JOIN report_home h
      ON h.report = s.report AND h.from_position > s.position AND h.from_position <= p
     AND (h.to_position IS NULL OR h.to_position > p)
    JOIN incident_version i
      ON i.incident = coalesce(h.incident, r.incident) AND i.from_position <= p
     AND (i.to_position IS NULL OR i.to_position > p) AND s.position = ANY (i.versions)
    WHERE s.position <= p
$$;
