-- The orders in which units and events are listed. Each ends in a unique column.

CREATE INDEX unit_of_province_by_code ON unit (province_id, code);
CREATE INDEX unit_by_status_since ON unit ((COALESCE(status_since, '-infinity')), id);
CREATE INDEX unit_by_last_confirmed ON unit ((COALESCE(last_confirmed_on, '-infinity')), id);
CREATE INDEX unit_by_jobs ON unit ((COALESCE(jobs, -1)), id);
CREATE INDEX event_by_day ON unit_event (occurred_on, place, position);
CREATE INDEX event_of_province_by_day ON unit_event (province_id, occurred_on, place, position);
