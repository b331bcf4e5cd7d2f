-- The order of Persian names is that of the Persian alphabet, by ICU. A PostgreSQL without ICU orders them by code points,
-- which misplaces the letters that Arabic does not have or encodes differently.
DO $$
BEGIN
    CREATE COLLATION persian (provider = icu, locale = 'fa');
EXCEPTION WHEN feature_not_supported THEN
    RAISE WARNING 'this PostgreSQL knows no ICU collations: Persian names are ordered by code points';
    CREATE COLLATION persian FROM "C";
END
$$;
CREATE INDEX unit_by_name_fa ON unit ((COALESCE(name_fa, '') COLLATE persian), id);

-- Units are searched by owner and licence as by their names. If searchable() changes, rebuild these indexes.
CREATE INDEX unit_by_owner ON unit USING gin (searchable(owner) gin_trgm_ops);
CREATE INDEX unit_by_licence ON unit (searchable(licence));
