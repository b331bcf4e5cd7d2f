DROP INDEX revision_by_place;
DROP INDEX event_of_park_by_position;
DROP INDEX event_of_province_by_position;
