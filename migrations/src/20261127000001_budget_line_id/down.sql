ALTER TABLE budget_line DROP COLUMN id;
