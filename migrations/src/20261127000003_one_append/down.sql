CREATE OR REPLACE FUNCTION ledger_open(OUT last_position bigint, OUT moment timestamptz) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1399, 1);
    SELECT head.position, greatest(clock_timestamp(), head.settled_at) + interval '1 microsecond'
        INTO last_position, moment FROM ledger_head AS head;
END
$$;
DROP TRIGGER audit_added ON unit_event;
CREATE TRIGGER audit_added AFTER INSERT ON unit_event REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('event', '100', 'a.position');
ALTER TABLE unit_event ENABLE ALWAYS TRIGGER audit_added;
DROP FUNCTION audit_added_event();
CREATE OR REPLACE FUNCTION code_of_unit(number bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT code FROM unit WHERE id = number
$$;
CREATE OR REPLACE FUNCTION ledger_close(last_position bigint, moment timestamptz) RETURNS void LANGUAGE sql VOLATILE AS $$
    UPDATE ledger_head AS head SET position = greatest(head.position, last_position),
        recorded_at = greatest(head.recorded_at, moment), settled_at = greatest(head.settled_at, moment);
    SELECT pg_notify('ledger_changed', head.position::text) FROM ledger_head AS head;
$$;
DROP FUNCTION ledger_append(jsonb), drafted_position(bigint, bigint, bigint), free_event_code(bigint, bigint, text[]),
    ledger_hold(text, text[]);
