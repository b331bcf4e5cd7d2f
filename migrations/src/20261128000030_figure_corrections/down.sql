DROP FUNCTION audited(figure_mark);
DROP FUNCTION facts(figure_mark);
DROP FUNCTION audited(figure_correction);
DROP TABLE figure_mark, figure_correction;
DROP FUNCTION audit_added_figure_mark();
DROP FUNCTION audit_added_figure_correction();
DROP FUNCTION province_of_figure(text);
DELETE FROM audited_column WHERE of_table IN ('figure_correction', 'figure_mark');
DELETE FROM audited_table WHERE name IN ('figure_correction', 'figure_mark');
-- Entries about corrections and marks stay.
SELECT forget_things('figure_correction', 'figure_mark');
SELECT forget_column('announced_figure', 'recorded_at'), forget_column('announced_figure', 'recorded_by');
ALTER TABLE announced_figure DROP COLUMN recorded_at, DROP COLUMN recorded_by, DROP COLUMN recorder_role,
    DROP COLUMN recorder_organisation;
