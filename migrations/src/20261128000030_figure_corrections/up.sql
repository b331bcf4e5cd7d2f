-- Figures know when and by whom they were recorded. A mistake in recording one is corrected by further records: nothing
-- recorded is changed.

ALTER TABLE announced_figure ADD COLUMN recorded_at timestamptz, ADD COLUMN recorded_by text, ADD COLUMN recorder_role text,
    ADD COLUMN recorder_organisation text;

-- Of figures recorded before, the audit trail knows the moment: each has an entry, or one with others of its import. Those
-- that ship with the program have none; they were there when the trail began.
ALTER TABLE announced_figure DISABLE TRIGGER figures_are_never_changed;
UPDATE announced_figure AS f SET
    recorded_at = COALESCE(e.at, (SELECT min(at) FROM audit_entry), clock_timestamp()), recorded_by = COALESCE(e.who, 'shahrak'),
    recorder_role = e.role, recorder_organisation = e.organisation
FROM announced_figure AS g LEFT JOIN LATERAL (
    SELECT a.at, a.who, a.role, a.organisation FROM audit_entry AS a
    WHERE a.thing = 'figure' AND (a.key = g.code OR a.key IS NULL AND a.province_id IS NOT DISTINCT FROM g.province_id
        AND g.code BETWEEN ((a.after ->> 'first') COLLATE "C") AND ((a.after ->> 'last') COLLATE "C"))
    ORDER BY a.key IS NULL, a.at LIMIT 1) AS e ON true
WHERE g.code = f.code;
ALTER TABLE announced_figure ENABLE ALWAYS TRIGGER figures_are_never_changed,
    ALTER COLUMN recorded_at SET NOT NULL, ALTER COLUMN recorded_by SET NOT NULL;

-- A record that puts a figure out of effect, once: the figure was replaced, or it is void.
CREATE TABLE figure_correction (
    figure_code text COLLATE "C" PRIMARY KEY REFERENCES announced_figure,
    -- The record that replaces it; NULL: none, the figure is void.
    replaced_by text COLLATE "C" REFERENCES announced_figure CONSTRAINT figure_replaces_one UNIQUE,
    reason text NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    recorder_role text,
    recorder_organisation text,
    CONSTRAINT figure_does_not_replace_itself CHECK (replaced_by <> figure_code)
);
CREATE TRIGGER corrections_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON figure_correction
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE figure_correction ENABLE ALWAYS TRIGGER corrections_are_never_changed;

-- A decision on whether series use a figure, with its reason. The latest one is in force.
CREATE TABLE figure_mark (
    figure_code text COLLATE "C" NOT NULL REFERENCES announced_figure,
    -- The order of decisions, given while the ledger is open.
    place integer GENERATED ALWAYS AS IDENTITY,
    used boolean NOT NULL,
    reason text NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    recorder_role text,
    recorder_organisation text,
    PRIMARY KEY (figure_code, place)
);
CREATE TRIGGER marks_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON figure_mark
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE figure_mark ENABLE ALWAYS TRIGGER marks_are_never_changed;

-- The kinds of objects in the audit trail are those known so far and these.
SELECT audit_things('figure_correction', 'figure_mark');
CREATE FUNCTION province_of_figure(figure text) RETURNS smallint LANGUAGE sql STABLE AS $$
    SELECT province_id FROM announced_figure WHERE code = figure
$$;
-- Before a decision: the one before it.
INSERT INTO audited_table (name, thing, key, province, before, ordered_by, is_record) VALUES
    ('figure_correction', 'figure_correction', 't.figure_code', 'province_of_figure(t.figure_code)', DEFAULT,
        'a.figure_code', true),
    ('figure_mark', 'figure_mark', 't.figure_code', 'province_of_figure(t.figure_code)',
        '(SELECT facts(m) FROM figure_mark AS m WHERE m.figure_code = t.figure_code AND m.place < t.place
            ORDER BY m.place DESC LIMIT 1)', 'a.place', true);
INSERT INTO audited_column (of_table, name, fact)
SELECT of_table, name, name FROM (VALUES
    ('announced_figure', 'recorded_at recorded_by'),
    ('figure_correction', 'replaced_by reason recorded_at recorded_by'),
    ('figure_mark', 'used reason recorded_at recorded_by')
) AS list (of_table, names), string_to_table(names, ' ') AS name;
INSERT INTO audited_column (of_table, name, fact) VALUES
    ('figure_correction', 'figure_code', 'figure'),
    ('figure_mark', 'figure_code', 'figure');
SELECT audit_table('announced_figure'), audit_table('figure_correction'), audit_table('figure_mark');
