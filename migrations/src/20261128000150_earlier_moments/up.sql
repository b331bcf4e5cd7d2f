-- What ships with the program is recorded when the program first meets a database. A register that is restored from an export
-- had it earlier. So of these records the moment may change, to an earlier one, and nothing else.

CREATE FUNCTION refuse_change_but_earlier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.recorded_by = 'shahrak' AND NEW.recorded_at < OLD.recorded_at
        AND to_jsonb(NEW) - 'recorded_at' = to_jsonb(OLD) - 'recorded_at' THEN
        INSERT INTO audit_entry (thing, key, province_id, before, after)
        SELECT a.thing, e.key, e.province_id, jsonb_build_object('recorded_at', OLD.recorded_at),
            jsonb_build_object('recorded_at', NEW.recorded_at)
        FROM audited_table AS a, audited(NEW) AS e WHERE a.name = TG_TABLE_NAME;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'records of % are added, never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

DROP TRIGGER revisions_are_never_changed ON target_revision;
CREATE TRIGGER revisions_are_never_changed BEFORE DELETE OR TRUNCATE ON target_revision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER revisions_were_recorded_earlier BEFORE UPDATE ON target_revision
    FOR EACH ROW EXECUTE FUNCTION refuse_change_but_earlier();
ALTER TABLE target_revision ENABLE ALWAYS TRIGGER revisions_are_never_changed,
    ENABLE ALWAYS TRIGGER revisions_were_recorded_earlier;

DROP TRIGGER figures_are_never_changed ON announced_figure;
CREATE TRIGGER figures_are_never_changed BEFORE DELETE OR TRUNCATE ON announced_figure
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER figures_were_recorded_earlier BEFORE UPDATE ON announced_figure
    FOR EACH ROW EXECUTE FUNCTION refuse_change_but_earlier();
ALTER TABLE announced_figure ENABLE ALWAYS TRIGGER figures_are_never_changed,
    ENABLE ALWAYS TRIGGER figures_were_recorded_earlier;
