-- Few incidents are judged, or spoken of by belligerents: these are found without the others.
CREATE INDEX incident_version_judged ON read.incident_version (incident) WHERE dossier IS NOT NULL;
