-- The vocabulary of announced figures. Cells are those of `metrics.csv`; an empty one means none. The domain checks that
-- codes and aliases are unique together, and that metrics refer to metrics.
CREATE TABLE metric (
    code text COLLATE "C" PRIMARY KEY CONSTRAINT metric_code_has_its_form CHECK (code ~ '^[a-z][a-z0-9_]{0,99}$'),
    -- The order of introduction.
    place integer NOT NULL GENERATED ALWAYS AS IDENTITY,
    name_en text NOT NULL,
    name_fa text NOT NULL,
    meaning_en text NOT NULL,
    meaning_fa text NOT NULL,
    measure text NOT NULL CONSTRAINT metric_measure_is_known CHECK (measure IN ('flow', 'stock', 'target', 'share', 'ratio')),
    unit text NOT NULL,
    direction text NOT NULL CONSTRAINT metric_direction_is_known CHECK (direction IN ('floor', 'ceiling', 'neither')),
    -- The figure of the register, and the part of the register to which it is limited.
    computation text NOT NULL,
    limited_to text NOT NULL,
    part_of text NOT NULL,
    quotient text NOT NULL,
    aliases text NOT NULL
);

CREATE TRIGGER metric_changed AFTER INSERT OR UPDATE OR DELETE ON metric
    FOR EACH STATEMENT EXECUTE FUNCTION reference_changed();

SELECT audit_things('metric');
INSERT INTO audited_table (name, thing) VALUES ('metric', 'metric');
INSERT INTO audited_column (of_table, name, fact)
SELECT 'metric', name, name FROM string_to_table('code name_en name_fa meaning_en meaning_fa measure unit direction '
    'computation part_of quotient aliases', ' ') AS name
UNION ALL SELECT 'metric', 'limited_to', 'only';
SELECT audit_table('metric');
