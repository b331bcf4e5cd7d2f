-- A name in Persian alone is enough.
ALTER TABLE park
    ALTER COLUMN name_en DROP NOT NULL,
    ADD CONSTRAINT park_has_a_name CHECK (name_en IS NOT NULL OR name_fa IS NOT NULL);
ALTER TABLE unit
    ALTER COLUMN name_en DROP NOT NULL,
    ADD CONSTRAINT unit_has_a_name CHECK (name_en IS NOT NULL OR name_fa IS NOT NULL);

-- The expression of a generated column cannot change before PostgreSQL 17, so the columns are generated again.
ALTER TABLE park
    DROP COLUMN search,
    ADD COLUMN search text GENERATED ALWAYS AS
        (searchable(code || ' ' || COALESCE(name_en, '') || ' ' || COALESCE(name_fa, ''))) STORED;
ALTER TABLE unit
    DROP COLUMN search,
    ADD COLUMN search text GENERATED ALWAYS AS
        (searchable(code || ' ' || COALESCE(name_en, '') || ' ' || COALESCE(name_fa, ''))) STORED;
CREATE INDEX unit_by_search ON unit USING gin (search gin_trgm_ops);

DROP INDEX unit_by_name;
CREATE INDEX unit_by_name ON unit (lower(COALESCE(name_en, name_fa)) COLLATE "C", id);
