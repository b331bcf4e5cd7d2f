ALTER TABLE tally_block DROP COLUMN late;
