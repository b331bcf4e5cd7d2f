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
SELECT forget_things('support_case', 'support_step');
