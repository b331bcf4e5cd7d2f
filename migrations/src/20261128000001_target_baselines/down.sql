SELECT forget_column('target_revision', name)
FROM unnest(ARRAY['baseline_value', 'baseline_on', 'baseline_source']) AS name;
ALTER TABLE target_revision DROP COLUMN baseline_value, DROP COLUMN baseline_on, DROP COLUMN baseline_source;
