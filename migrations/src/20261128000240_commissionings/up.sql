-- The investment of each unit, which its commissioning states, for groups of all units: read without the other events and
-- without their other facts.
CREATE INDEX event_of_commissioning ON unit_event (unit_id) INCLUDE (position, occurred_on, investment_irr)
    WHERE kind = 'commissioned' AND voids IS NULL;
