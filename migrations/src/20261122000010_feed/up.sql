-- The ledger of a province or a park in the order of commits, from any position.

CREATE INDEX event_of_province_by_position ON unit_event (province_id, position);
CREATE INDEX event_of_park_by_position ON unit_event (park_id, position);

-- The last revision of all targets, and those after one: every server reads them after each commit.
CREATE INDEX revision_by_place ON target_revision (place);
