DROP TABLE unit, infrastructure, park;
DROP TYPE unit_status;
