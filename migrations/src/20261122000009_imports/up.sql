-- Imports that were sent to the API: jobs of the servers, whose end is recorded in the transaction of the import itself.

CREATE TABLE import_job (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Its sender, as of that time.
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
    -- The progress: bytes of a file that has a size, otherwise records.
    progress_of text,
    progress bigint,
    progress_size bigint,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    started_at timestamptz,
    ended_at timestamptz,
    -- The last sign of life of its server. After 15 s of silence the job counts as interrupted, and its server can no longer
    -- end it in another way.
    alive_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Counts by file. Refusals are separate, because there can be many.
    report jsonb,
    refusals jsonb,
    -- Of a failure: the id under which the log has its causes.
    fault text,
    CONSTRAINT import_ends_with_its_state CHECK ((state IN ('waiting', 'running')) = (ended_at IS NULL))
);
CREATE INDEX import_of_owner ON import_job (owner, id);
