-- The amounts of a budget line. A revision is a fact: it is added, never changed.
CREATE TABLE budget_revision (
    budget_line_id integer NOT NULL REFERENCES budget_line,
    -- The order of recording, which is that of revisions of one day.
    place integer GENERATED ALWAYS AS IDENTITY,
    amount_irr bigint NOT NULL CONSTRAINT budget_amount_is_not_negative CHECK (amount_irr >= 0),
    -- The day from which the amount holds.
    decided_on date NOT NULL,
    reason text,
    source text,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    recorder_role text,
    recorder_organisation text,
    PRIMARY KEY (budget_line_id, place)
);

-- The amount that a line has becomes its first revision, recorded when it was written last: earlier ones are only in the
-- audit trail.
INSERT INTO budget_revision (budget_line_id, amount_irr, decided_on, source, recorded_at, recorded_by, recorder_role,
    recorder_organisation)
SELECT b.id, b.amount_irr, (COALESCE(e.at, now()) AT TIME ZONE 'Asia/Tehran')::date, b.source, COALESCE(e.at, now()),
    COALESCE(e.who, 'unknown'), e.role, e.organisation
FROM budget_line AS b LEFT JOIN LATERAL (
    SELECT e.at, e.who, e.role, e.organisation FROM audit_entry AS e
    WHERE e.thing = 'budget_line'
        AND e.key = concat_ws(' ', b.year, COALESCE(code_of_province(b.province_id), 'IR'), b.stage, b.line_of)
    ORDER BY e.at DESC LIMIT 1
) AS e ON true
ORDER BY b.id;

CREATE TRIGGER budget_revisions_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON budget_revision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE budget_revision ENABLE ALWAYS TRIGGER budget_revisions_are_never_changed;

SELECT forget_column('budget_line', name) FROM unnest(ARRAY['amount_irr', 'source']) AS name;
ALTER TABLE budget_line DROP COLUMN amount_irr, DROP COLUMN source;

-- The kinds of objects in the audit trail are those known so far and this one.
SELECT audit_things('budget_revision');
CREATE FUNCTION key_of_budget_line(number integer) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' ', b.year, COALESCE(code_of_province(b.province_id), 'IR'), b.stage, b.line_of)
    FROM budget_line AS b WHERE b.id = number
$$;
INSERT INTO audited_table (name, thing, key, province, before, is_record) VALUES
    ('budget_revision', 'budget_revision', 'concat_ws('' '', key_of_budget_line(t.budget_line_id), t.decided_on)',
        '(SELECT b.province_id FROM budget_line AS b WHERE b.id = t.budget_line_id)',
        '(SELECT facts(r) FROM budget_revision AS r WHERE r.budget_line_id = t.budget_line_id AND r.place < t.place
            ORDER BY r.decided_on DESC, r.place DESC LIMIT 1)', true);
INSERT INTO audited_column (of_table, name, fact)
SELECT 'budget_revision', name, name
FROM string_to_table('amount_irr decided_on reason source recorded_at recorded_by', ' ') AS name;
SELECT audit_table('budget_revision');
