-- Where in the log a number was published, something was challenged, and a challenge answered. What was said stands there.
CREATE TABLE read.publication (
    position     bigint NOT NULL PRIMARY KEY,
    publication  uuid   NOT NULL,
    organisation text   NOT NULL COLLATE "C"
);
CREATE INDEX publication_by_id ON read.publication (publication, position);
CREATE INDEX publication_by_organisation ON read.publication (organisation, position);

-- About a publication or a report, by its id.
CREATE TABLE read.challenge (
    position     bigint NOT NULL PRIMARY KEY,
    challenge    uuid   NOT NULL,
    about        uuid   NOT NULL,
    organisation text   NOT NULL COLLATE "C"
);
CREATE INDEX challenge_by_subject ON read.challenge (about, position);

CREATE TABLE read.challenge_answer (
    position     bigint NOT NULL PRIMARY KEY,
    challenge    uuid   NOT NULL,
    organisation text   NOT NULL COLLATE "C"
);
CREATE INDEX challenge_answer_by_challenge ON read.challenge_answer (challenge, position);
