-- Deltas that were added to a block of the first level after it was closed: a restored past. A block with many of them is
-- split, because a past report reads the deltas of one block one by one.
ALTER TABLE tally_block ADD COLUMN late integer NOT NULL DEFAULT 0;
UPDATE tally_block AS b SET late = (
    SELECT count(*) FROM tally_delta AS d WHERE d.recorded_at > b.starts_at AND d.recorded_at <= b.ends_at)
WHERE b.level = 0;
