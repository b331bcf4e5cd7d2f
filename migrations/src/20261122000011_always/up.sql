-- The triggers that guard records and write the audit trail run in every session, even in one that replicates
-- (session_replication_role), which skips ordinary triggers.

DO $$
DECLARE
    guard record;
BEGIN
    FOR guard IN SELECT tgrelid::regclass AS guarded, tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE proname IN ('refuse_change', 'refuse_truncation', 'audit_added', 'audit_changed') LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', guard.guarded, guard.tgname);
    END LOOP;
END
$$;
