-- A number for each budget line, by which one row is found and changed: its province may be NULL, so no primary key
-- could be made of what tells it apart.

ALTER TABLE budget_line ADD COLUMN id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
