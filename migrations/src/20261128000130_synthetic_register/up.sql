-- From what a synthetic register was made; a real register has no row. It is written with the import that fills the
-- register, and stays: whoever looks at the register is to know.
CREATE TABLE synthetic_register (
    one boolean PRIMARY KEY DEFAULT true CONSTRAINT synthetic_register_has_one_row CHECK (one),
    seed integer NOT NULL,
    units integer NOT NULL,
    -- Whether its figures are fitted to those that were announced.
    fitted boolean NOT NULL
);
CREATE TRIGGER synthetic_register_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON synthetic_register
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE synthetic_register ENABLE ALWAYS TRIGGER synthetic_register_is_never_changed;
