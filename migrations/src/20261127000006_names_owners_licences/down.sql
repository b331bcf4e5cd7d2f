DROP INDEX unit_by_licence, unit_by_owner, unit_by_name_fa;
DROP COLLATION persian;
