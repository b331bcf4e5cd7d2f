CREATE TABLE reference_version (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    number bigint NOT NULL,
    shipped text
);
INSERT INTO reference_version (number, shipped)
SELECT (SELECT sum(changes) FROM reference_counter), digest FROM bundled_data;
DROP TABLE bundled_data, reference_counter;

CREATE FUNCTION reference_change() RETURNS void LANGUAGE sql VOLATILE AS $$
    UPDATE reference_version SET number = number + 1;
    SELECT pg_notify('reference_changed', '');
$$;
CREATE OR REPLACE FUNCTION reference_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('shahrak.reference', true) IS DISTINCT FROM 'later' THEN
        PERFORM reference_change();
    END IF;
    RETURN NULL;
END
$$;
ANALYZE reference_version;
