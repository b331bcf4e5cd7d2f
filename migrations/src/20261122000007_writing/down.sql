CREATE OR REPLACE FUNCTION ledger_close(last_position bigint, moment timestamptz) RETURNS void LANGUAGE sql VOLATILE AS $$
    UPDATE ledger_head AS head SET position = greatest(head.position, last_position),
        recorded_at = greatest(head.recorded_at, moment);
$$;
ALTER TABLE target_revision DROP COLUMN recorder_role, DROP COLUMN recorder_organisation;
ALTER TABLE unit_event DROP COLUMN recorder_role, DROP COLUMN recorder_organisation;
DROP TRIGGER unit_has_a_new_version ON unit;
DROP TRIGGER park_has_a_new_version ON park;
DROP FUNCTION next_version();
ALTER TABLE unit DROP COLUMN version;
ALTER TABLE park DROP COLUMN version;
DROP TABLE idempotency_key;
DROP TABLE access_token;
