DROP FUNCTION audited(metric);
DROP TABLE metric;
DROP FUNCTION audit_added_metric();
DELETE FROM audited_column WHERE of_table = 'metric';
DELETE FROM audited_table WHERE name = 'metric';
-- Entries about metrics stay.
ALTER TABLE audit_entry DROP CONSTRAINT audit_thing_is_known,
    ADD CONSTRAINT audit_thing_is_known CHECK (thing IN ('park', 'unit', 'infrastructure', 'event', 'target', 'revision',
        'announcement', 'figure', 'budget_line', 'rate', 'methodology', 'token', 'import', 'province', 'year',
        'isic_division')) NOT VALID;
