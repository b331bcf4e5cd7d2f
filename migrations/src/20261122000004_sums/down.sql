DROP TABLE tally_change, tally, unit_span;
