-- Incidents move and are judged. What was counted before is counted again, from the first event on.
TRUNCATE read.moment, read.report_version, read.incident_version, read.place, read.attribution,
    read.submitters, read.cell, read.tally_posting, read.tally, read.series_version;
DELETE FROM read.feed_position;

-- The homes of reports that were moved between incidents, with the positions from and to which they
-- held (to: exclusive). A report that never moved is where its versions say; of a version and a move,
-- the later one holds.
CREATE TABLE read.report_home (
    report        uuid   NOT NULL,
    incident      uuid   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (report, from_position)
) WITH (fillfactor = 90);

-- What others than the submitters said of an incident: see DossierColumn; null where nothing.
ALTER TABLE read.incident_version ADD COLUMN dossier text;

-- StatedName.key() of a settlement: the key of its resolution. Null for a residual.
ALTER TABLE read.place ADD COLUMN stated_key text COLLATE "C";
CREATE INDEX place_by_stated_key ON read.place (stated_key);

-- Whose contribution a line is, why it moved (see Causes), and whether assessors disagree about it.
-- A line's incident has a version from or to the line's position, so it needs no index of its own.
ALTER TABLE read.tally_posting
    ADD COLUMN incident uuid     NOT NULL,
    ADD COLUMN cause    smallint NOT NULL,
    ADD COLUMN disputed integer  NOT NULL;
CREATE INDEX tally_posting_by_cell ON read.tally_posting (cell, position);

ALTER TABLE read.tally ADD COLUMN disputed bigint NOT NULL;
