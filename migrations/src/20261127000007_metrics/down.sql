DROP FUNCTION audited(metric);
DROP TABLE metric;
DROP FUNCTION audit_added_metric();
DELETE FROM audited_column WHERE of_table = 'metric';
DELETE FROM audited_table WHERE name = 'metric';
-- Entries about metrics stay.
SELECT forget_things('metric');
