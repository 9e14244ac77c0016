-- A second reader must be another person than the author, so a key may say whose it is: a pseudonym, since it stands in leaves.
-- The scope assess may be limited to theatres; null means all.

ALTER TABLE access.api_key
    ADD COLUMN person   text,
    ADD COLUMN theatres text[] CHECK (cardinality(theatres) > 0);
