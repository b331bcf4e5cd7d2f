DROP TRIGGER revisions_were_recorded_earlier ON target_revision;
DROP TRIGGER revisions_are_never_changed ON target_revision;
CREATE TRIGGER revisions_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON target_revision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE target_revision ENABLE ALWAYS TRIGGER revisions_are_never_changed;

DROP TRIGGER figures_were_recorded_earlier ON announced_figure;
DROP TRIGGER figures_are_never_changed ON announced_figure;
CREATE TRIGGER figures_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON announced_figure
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE announced_figure ENABLE ALWAYS TRIGGER figures_are_never_changed;

DROP FUNCTION refuse_change_but_earlier();
