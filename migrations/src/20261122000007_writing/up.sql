-- Changes through the API: who may make them, what a repeated one answers, and which copy a writer had before them.

CREATE TABLE access_token (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The person or the system, by name: tokens of one name have one owner.
    name text NOT NULL,
    organisation text,
    role text NOT NULL CONSTRAINT token_role_is_known
        CHECK (role IN ('provincial_officer', 'national_officer', 'auditor', 'administrator')),
    -- ISO codes; of a provincial officer alone.
    provinces text[] NOT NULL DEFAULT '{}',
    -- SHA-256 of the token: 256 random bits need no slower hash.
    hash bytea NOT NULL CONSTRAINT token_is_unique UNIQUE,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz,
    -- Noted at most once a minute.
    last_used_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT token_provinces_go_with_the_role CHECK ((role = 'provincial_officer') = (provinces <> '{}'))
);

-- What was answered to a change that the client named by a key, so that it can be repeated without being made twice.
-- A row is written in the transaction of the change: whoever sends the same key meanwhile waits for its end.
CREATE TABLE idempotency_key (
    owner text NOT NULL,
    key text NOT NULL,
    -- SHA-256 of what was asked.
    request bytea NOT NULL,
    answer jsonb,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (owner, key)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (at);

-- How often the facts of a park or a unit were changed, and one: a writer names the version that they saw.
ALTER TABLE park ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE unit ADD COLUMN version integer NOT NULL DEFAULT 1;

CREATE FUNCTION next_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    RETURN NEW;
END
$$;
CREATE TRIGGER park_has_a_new_version
    BEFORE UPDATE OF code, province_id, county, name_en, name_fa, kind, ownership, approved_on, operating_since, closed_on,
        land_total_ha, land_operational_ha, land_assignable_ha, latitude, longitude ON park
    FOR EACH ROW EXECUTE FUNCTION next_version();
-- Not where only what follows from its events is written.
CREATE TRIGGER unit_has_a_new_version
    BEFORE UPDATE OF code, park_id, province_id, name_en, name_fa, isic_revision, isic_code, sector, licence, owner ON unit
    FOR EACH ROW EXECUTE FUNCTION next_version();

-- Role and organisation of who recorded are public; the name beside them is not. NULL where only a name is known.
ALTER TABLE unit_event ADD COLUMN recorder_role text, ADD COLUMN recorder_organisation text;
ALTER TABLE target_revision ADD COLUMN recorder_role text, ADD COLUMN recorder_organisation text;

-- Says what was recorded, at the end of the transaction that opened the ledger, and tells every server at its commit.
CREATE OR REPLACE FUNCTION ledger_close(last_position bigint, moment timestamptz) RETURNS void LANGUAGE sql VOLATILE AS $$
    UPDATE ledger_head AS head SET position = greatest(head.position, last_position),
        recorded_at = greatest(head.recorded_at, moment);
    SELECT pg_notify('ledger_changed', head.position::text) FROM ledger_head AS head;
$$;
