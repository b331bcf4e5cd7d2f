DROP INDEX event_of_province_by_day, event_by_day, unit_by_jobs, unit_by_last_confirmed, unit_by_status_since,
    unit_of_province_by_code;
