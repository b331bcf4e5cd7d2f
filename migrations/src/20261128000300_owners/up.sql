-- Tokens that share a name no longer share imports and idempotency keys: the owner is the token. What belongs to a name that
-- only one token has passes to that token. Of other names nobody knows which token it was: administrators see their imports.
CREATE TEMPORARY TABLE sole_token ON COMMIT DROP AS
    SELECT 'token:' || name AS by_name, 'token:' || min(id) AS by_id FROM access_token GROUP BY name HAVING count(*) = 1;
-- A name of digits is not taken for the number of another token.
UPDATE import_job SET owner = 'name' || substr(owner, 6)
    WHERE owner ~ '^token:[0-9]+$' AND owner NOT IN (SELECT by_name FROM sole_token);
UPDATE idempotency_key SET owner = 'name' || substr(owner, 6)
    WHERE owner ~ '^token:[0-9]+$' AND owner NOT IN (SELECT by_name FROM sole_token);
UPDATE import_job SET owner = by_id FROM sole_token WHERE owner = by_name;
UPDATE idempotency_key SET owner = by_id FROM sole_token WHERE owner = by_name;
