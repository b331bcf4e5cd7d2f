-- Two roles: one owns the tables and migrates them, another one serves. The one that serves cannot write the audit trail by
-- itself, change what is recorded, or alter a table: functions of the owner write the entries on its behalf.

-- Only the owner's program leaves the entries of rows out: whoever else says so is written down as the database user.
CREATE OR REPLACE FUNCTION signature() RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN act ->> 'via' = 'program' AND NOT pg_has_role(session_user,
            (SELECT relowner FROM pg_class WHERE oid = 'audit_entry'::regclass), 'USAGE')
        THEN act || '{"via": "database"}' ELSE act END
    FROM (SELECT NULLIF(current_setting('shahrak.act', true), '')::jsonb AS act) AS set_by_program
$$;

-- The entry of an import, which is no row of a table.
CREATE FUNCTION audit_import(job text, report jsonb) RETURNS void LANGUAGE sql AS $$
    INSERT INTO audit_entry (thing, key, after) VALUES ('import', job, report)
$$;

-- The statistics after a large import; only the owner of a table may collect them.
CREATE FUNCTION collect_statistics() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    ANALYZE unit, unit_event, unit_span, tally, tally_delta;
END
$$;

-- Functions that act for their owner. They find tables in the schema of the register, not where a caller may put others.
CREATE FUNCTION act_for_owner() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    guard regprocedure;
BEGIN
    FOR guard IN SELECT p.oid FROM pg_proc AS p
        WHERE p.pronamespace = current_schema()::regnamespace AND (p.prorettype = 'trigger'::regtype
            AND (p.proname LIKE 'audit\_%' OR p.proname = 'refuse_change_but_earlier')
            OR p.proname IN ('audit_import', 'collect_statistics')) LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', guard, current_schema());
        -- Otherwise a trigger on a table of the caller's own would write entries about rows that nobody recorded.
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', guard);
    END LOOP;
END
$$;
SELECT act_for_owner();

-- Lets a role serve. The program calls this after each migration, so that new tables are covered.
CREATE FUNCTION let_serve(server name) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    this record;
BEGIN
    -- The lock of migrations: instances that start at the same time would change the same rights.
    PERFORM pg_advisory_xact_lock(1399, 2);
    PERFORM act_for_owner();
    -- Not everywhere does everybody have these rights.
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', current_database(), server);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), server);
    FOR this IN
        SELECT c.oid::regclass AS name, c.relkind = 'v' AS is_view,
            c.relname IN ('audit_entry', 'audited_table', 'audited_column', 'bundled_data', 'seaql_migrations') AS is_read,
            EXISTS (SELECT FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid
                WHERE t.tgrelid = c.oid AND p.proname = 'refuse_change') AS is_record,
            EXISTS (SELECT FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid
                WHERE t.tgrelid = c.oid AND p.proname = 'refuse_change_but_earlier') AS may_be_earlier
        FROM pg_class AS c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v')
    LOOP
        EXECUTE format('REVOKE ALL ON %s FROM %I', this.name, server);
        EXECUTE format('GRANT SELECT ON %s TO %I', this.name, server);
        CONTINUE WHEN this.is_view OR this.is_read;
        EXECUTE format('GRANT INSERT ON %s TO %I', this.name, server);
        IF this.may_be_earlier THEN
            EXECUTE format('GRANT UPDATE (recorded_at) ON %s TO %I', this.name, server);
        END IF;
        -- Whoever adds a step locks its case, which needs the right to update a column. The trigger refuses the update itself.
        IF this.name = 'support_case'::regclass THEN
            EXECUTE format('GRANT UPDATE (id) ON %s TO %I', this.name, server);
        END IF;
        CONTINUE WHEN this.is_record;
        EXECUTE format('GRANT UPDATE, DELETE ON %s TO %I', this.name, server);
    END LOOP;
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO %I', current_schema(), server);
    EXECUTE format('GRANT EXECUTE ON FUNCTION audit_import(text, jsonb), collect_statistics() TO %I', server);
END
$$;
REVOKE EXECUTE ON FUNCTION act_for_owner(), let_serve(name) FROM PUBLIC;
