-- Changes of parks were counted in one row, which each of them kept locked until its commit: changes of different parks
-- waited for each other. Now there are several counters, and a change takes one that is free.

-- Counts the changes of the data that servers cache (provinces, years, activities, parks, metrics). The version of a
-- server's copy is the sum of all counters: it is a number of committed changes, so whoever sees a change sees a higher
-- version. There are as many counters as changes have ever been under way at once.
CREATE TABLE reference_counter (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    changes bigint NOT NULL
) WITH (fillfactor = 50);
INSERT INTO reference_counter (changes) SELECT number FROM reference_version;

CREATE OR REPLACE FUNCTION reference_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free integer;
BEGIN
    SELECT id INTO free FROM reference_counter ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
    IF FOUND THEN
        UPDATE reference_counter SET changes = changes + 1 WHERE id = free;
    ELSE
        INSERT INTO reference_counter (changes) VALUES (1);
    END IF;
    NOTIFY reference_changed;
    RETURN NULL;
END
$$;
DROP FUNCTION reference_change();

-- The digest of the bundled data that was loaded last: a server with the same data loads nothing.
CREATE TABLE bundled_data (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    digest text
);
INSERT INTO bundled_data (digest) SELECT shipped FROM reference_version;
DROP TABLE reference_version;

-- PostgreSQL takes a table without statistics for a large one.
ANALYZE reference_counter, bundled_data;
