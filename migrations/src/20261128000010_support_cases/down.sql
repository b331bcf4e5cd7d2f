DROP INDEX unit_unfinished;
DROP FUNCTION support_append(jsonb);
DROP FUNCTION free_step_code(bigint, bigint, text[]);
DROP FUNCTION free_case_code(bigint);
DROP FUNCTION audited(support_step);
DROP FUNCTION facts(support_step);
DROP FUNCTION audited(support_case);
DROP TABLE support_state, support_step, support_case;
DROP FUNCTION audit_added_support_step();
DROP FUNCTION audit_added_support_case();
DROP FUNCTION province_of_case(bigint);
DROP FUNCTION code_of_case(bigint);
DELETE FROM audited_column WHERE of_table IN ('support_case', 'support_step');
DELETE FROM audited_table WHERE name IN ('support_case', 'support_step');
-- Entries about cases stay.
DO $$
DECLARE
    known text;
BEGIN
    SELECT string_agg(quote_literal(code[1]), ', ') INTO known FROM pg_constraint,
        regexp_matches(pg_get_constraintdef(oid), '''([a-z_]+)''', 'g') AS code
        WHERE conname = 'audit_thing_is_known' AND code[1] NOT IN ('support_case', 'support_step');
    EXECUTE format('ALTER TABLE audit_entry DROP CONSTRAINT audit_thing_is_known, ADD CONSTRAINT audit_thing_is_known
        CHECK (thing IN (%s)) NOT VALID', known);
END
$$;
