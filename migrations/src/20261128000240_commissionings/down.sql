DROP INDEX event_of_commissioning;
