-- Imports that were sent to the API: jobs of the servers, whose end is recorded in the transaction of the import itself.

CREATE TABLE import_job (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Who started it, as they were then.
    started_by text NOT NULL,
    owner text NOT NULL,
    role text NOT NULL,
    organisation text,
    provinces text[] NOT NULL DEFAULT '{}',
    request text,
    dry_run boolean NOT NULL,
    -- A list of {name, kind, bytes}, in the order in which they are applied.
    files jsonb NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CONSTRAINT import_state_is_known
        CHECK (state IN ('waiting', 'running', 'done', 'refused', 'cancelled', 'failed', 'interrupted')),
    cancel_asked boolean NOT NULL DEFAULT false,
    -- What is being read or judged: bytes of a file with a size, records where there is none.
    progress_of text,
    progress bigint,
    progress_size bigint,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    started_at timestamptz,
    ended_at timestamptz,
    -- When its server was heard of last. After 15 s of silence the job counts as interrupted, and nothing that its server
    -- still does can end it otherwise.
    alive_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Counts by file; the refusals apart, of which there can be many.
    report jsonb,
    refusals jsonb,
    -- Of a failure: the id under which the log has its causes.
    fault text,
    CONSTRAINT import_ends_with_its_state CHECK ((state IN ('waiting', 'running')) = (ended_at IS NULL))
);
CREATE INDEX import_of_owner ON import_job (owner, id);
