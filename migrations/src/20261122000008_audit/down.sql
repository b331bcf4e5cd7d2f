DROP FUNCTION audit_added, audit_changed, refuse_truncation CASCADE;
DROP FUNCTION audited(province),
    audited(iranian_year),
    audited(isic_division),
    audited(rate),
    audited(methodology),
    audited(park),
    audited(infrastructure),
    audited(unit),
    audited(unit_event),
    audited(target),
    audited(target_revision),
    audited(budget_line),
    audited(announcement),
    audited(announced_figure),
    audited(access_token);
DROP FUNCTION key_of_target(target), code_of_unit(bigint), code_of_park(integer), code_of_province(smallint);
DROP TABLE audit_entry;
DROP FUNCTION signature();
