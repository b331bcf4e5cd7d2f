-- The order of Persian names: that of the Persian alphabet, which ICU knows. A PostgreSQL without ICU orders them by code
-- points, in which the letters that Arabic does not have or writes otherwise are out of place.
DO $$
BEGIN
    CREATE COLLATION persian (provider = icu, locale = 'fa');
EXCEPTION WHEN feature_not_supported THEN
    RAISE WARNING 'this PostgreSQL knows no ICU collations: Persian names are ordered by code points';
    CREATE COLLATION persian FROM "C";
END
$$;
CREATE INDEX unit_by_name_fa ON unit ((COALESCE(name_fa, '') COLLATE persian), id);

-- Units are looked for by owner and licence as by their names. When searchable() changes, these indexes are built again.
CREATE INDEX unit_by_owner ON unit USING gin (searchable(owner) gin_trgm_ops);
CREATE INDEX unit_by_licence ON unit (searchable(licence));
