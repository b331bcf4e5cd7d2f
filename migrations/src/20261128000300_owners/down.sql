UPDATE import_job SET owner = 'token:' || name FROM access_token WHERE owner = 'token:' || access_token.id;
-- Two tokens of one name may have used the same key.
DELETE FROM idempotency_key USING access_token WHERE owner = 'token:' || access_token.id;
