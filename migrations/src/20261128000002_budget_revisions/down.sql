ALTER TABLE budget_line
    ADD COLUMN amount_irr bigint CONSTRAINT budget_amount_is_not_negative CHECK (amount_irr >= 0),
    ADD COLUMN source text;
-- A line keeps the amount that holds last.
UPDATE budget_line AS b SET amount_irr = r.amount_irr, source = r.source
FROM (SELECT DISTINCT ON (budget_line_id) * FROM budget_revision ORDER BY budget_line_id, decided_on DESC, place DESC) AS r
WHERE r.budget_line_id = b.id;
ALTER TABLE budget_line ALTER COLUMN amount_irr SET NOT NULL;
SELECT audit_column('budget_line', name) FROM unnest(ARRAY['amount_irr', 'source']) AS name;

DROP FUNCTION audited(budget_revision);
DROP FUNCTION facts(budget_revision);
DROP TABLE budget_revision;
DROP FUNCTION audit_added_budget_revision();
DROP FUNCTION key_of_budget_line(integer);
DELETE FROM audited_column WHERE of_table = 'budget_revision';
DELETE FROM audited_table WHERE name = 'budget_revision';
-- Entries about revisions stay.
SELECT forget_things('budget_revision');
