-- What is known of names: registries and resolutions, each row with the positions from and to which it
-- held (to: exclusive). A question as of p, or under the rules of p, reads what held there.

-- By StatedName.key(). Without a place: it stands for none that is known.
CREATE TABLE read.place_resolution (
    stated_key      text    NOT NULL COLLATE "C",
    from_position   bigint  NOT NULL,
    to_position     bigint,
    place           bigint,
    name            text    COLLATE "C",
    city            bigint,
    city_name       text    COLLATE "C",
    district        text    COLLATE "C",
    province        text    COLLATE "C",
    country         text    COLLATE "C",
    gazetteer       text    COLLATE "C",
    method          text    NOT NULL COLLATE "C",
    distance_metres integer,
    PRIMARY KEY (stated_key, from_position)
);
CREATE INDEX place_resolution_by_place ON read.place_resolution (place);
CREATE INDEX place_resolution_by_city ON read.place_resolution (city);

-- Without an actor: it stands for none that is known.
CREATE TABLE read.actor_resolution (
    stated        text   NOT NULL COLLATE "C",
    from_position bigint NOT NULL,
    to_position   bigint,
    actor         text   COLLATE "C",
    method        text   NOT NULL COLLATE "C",
    PRIMARY KEY (stated, from_position)
);
CREATE INDEX actor_resolution_by_actor ON read.actor_resolution (actor);

CREATE TABLE read.actor (
    actor         text   NOT NULL COLLATE "C",
    from_position bigint NOT NULL,
    to_position   bigint,
    name          text   NOT NULL COLLATE "C",
    aliases       text[] NOT NULL COLLATE "C",
    PRIMARY KEY (actor, from_position)
);

-- Days are inclusive; null: since ever, until now.
CREATE TABLE read.actor_membership (
    actor         text     NOT NULL COLLATE "C",
    from_position bigint   NOT NULL, -- of the actor's entry
    ordinal       smallint NOT NULL,
    to_position   bigint,
    "of"          text     NOT NULL COLLATE "C",
    kind          text     NOT NULL COLLATE "C",
    from_day      date,
    to_day        date,
    PRIMARY KEY (actor, from_position, ordinal)
);
CREATE INDEX actor_membership_by_whole ON read.actor_membership ("of");

-- Semantics is null for a document that is none of the vocabulary: it counts nothing.
CREATE TABLE read.methodology (
    position  bigint  NOT NULL PRIMARY KEY,
    name      text    NOT NULL COLLATE "C",
    version   integer NOT NULL,
    hash      text    NOT NULL COLLATE "C",
    semantics integer,
    document  text    NOT NULL
);
CREATE INDEX methodology_by_name ON read.methodology (name, version);

CREATE TABLE read.default_methodology (
    position bigint  NOT NULL PRIMARY KEY,
    name     text    NOT NULL COLLATE "C",
    version  integer NOT NULL,
    hash     text    NOT NULL COLLATE "C"
);

CREATE TABLE read.gazetteer_adopted (
    position bigint  NOT NULL PRIMARY KEY,
    sha256   text    NOT NULL COLLATE "C",
    title    text    NOT NULL,
    places   integer NOT NULL
);

CREATE TABLE read.organisation (
    position     bigint NOT NULL PRIMARY KEY,
    organisation text   NOT NULL COLLATE "C",
    name         text   NOT NULL
);
CREATE INDEX organisation_by_id ON read.organisation (organisation, position);
