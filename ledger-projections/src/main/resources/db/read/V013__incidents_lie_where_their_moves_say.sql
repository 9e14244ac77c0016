-- Where an incident lies, from a position on, that was rehomed or took reports that were recorded elsewhere. Of
-- all others their reports say it. Folding says which (Dossier.theatre), so everything is counted again.
DROP TABLE read.rehoming;
CREATE TABLE read.incident_theatre (
    position bigint NOT NULL PRIMARY KEY,
    incident uuid   NOT NULL,
    theatre  text   NOT NULL COLLATE "C"
);
CREATE INDEX incident_theatre_of ON read.incident_theatre (incident, position);
CREATE INDEX incident_theatre_is ON read.incident_theatre (theatre);

TRUNCATE read.moment, read.report_version, read.incident_version, read.place, read.attribution,
    read.submitters, read.cell, read.tally_posting, read.tally, read.series_version, read.report_home,
    read.place_resolution, read.actor_resolution, read.actor, read.actor_membership, read.methodology,
    read.default_methodology, read.gazetteer_adopted, read.organisation, read.incident_event, read.sighting,
    read.reporter, read.duplicate_verdict, read.publication, read.challenge, read.challenge_answer;
DELETE FROM read.feed_position;
