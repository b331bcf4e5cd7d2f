DROP TABLE tally_month, tally_change, tally, unit_span;
