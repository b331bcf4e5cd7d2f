-- An id for each budget line. Its natural key cannot be the primary key, because the province may be NULL.

ALTER TABLE budget_line ADD COLUMN id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
