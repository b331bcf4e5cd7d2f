UPDATE park SET name_en = name_fa WHERE name_en IS NULL;
UPDATE unit SET name_en = name_fa WHERE name_en IS NULL;
-- The triggers of the updates have to run before the tables can be altered.
SET CONSTRAINTS ALL IMMEDIATE;

DROP INDEX unit_by_name;
CREATE INDEX unit_by_name ON unit (lower(name_en) COLLATE "C", id);

ALTER TABLE park
    DROP COLUMN search,
    DROP CONSTRAINT park_has_a_name,
    ALTER COLUMN name_en SET NOT NULL,
    ADD COLUMN search text GENERATED ALWAYS AS
        (searchable(code || ' ' || name_en || ' ' || COALESCE(name_fa, ''))) STORED;
ALTER TABLE unit
    DROP COLUMN search,
    DROP CONSTRAINT unit_has_a_name,
    ALTER COLUMN name_en SET NOT NULL,
    ADD COLUMN search text GENERATED ALWAYS AS
        (searchable(code || ' ' || name_en || ' ' || COALESCE(name_fa, ''))) STORED;
CREATE INDEX unit_by_search ON unit USING gin (search gin_trgm_ops);
