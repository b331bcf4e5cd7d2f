-- Ordinary triggers again.

DO $$
DECLARE
    guard record;
BEGIN
    FOR guard IN SELECT tgrelid::regclass AS guarded, tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE proname IN ('refuse_change', 'refuse_truncation', 'audit_added', 'audit_changed') LOOP
        EXECUTE format('ALTER TABLE %s ENABLE TRIGGER %I', guard.guarded, guard.tgname);
    END LOOP;
END
$$;
