-- Changes through the API: tokens, answers to repeated changes, and versions of rows.

CREATE TABLE access_token (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The name of the person or system. Tokens with the same name have the same owner.
    name text NOT NULL,
    organisation text,
    role text NOT NULL CONSTRAINT token_role_is_known
        CHECK (role IN ('provincial_officer', 'national_officer', 'auditor', 'administrator')),
    -- ISO codes; only for a provincial officer.
    provinces text[] NOT NULL DEFAULT '{}',
    -- SHA-256 of the token: 256 random bits need no slower hash.
    hash bytea NOT NULL CONSTRAINT token_is_unique UNIQUE,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz,
    -- Updated at most once a minute.
    last_used_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT token_provinces_go_with_the_role CHECK ((role = 'provincial_officer') = (provinces <> '{}'))
);

-- The answers to changes with an idempotency key, so that a change that is sent again is not made twice. The transaction
-- of the change writes the row; another request with the same key waits for its end.
CREATE TABLE idempotency_key (
    owner text NOT NULL,
    key text NOT NULL,
    -- SHA-256 of the request.
    request bytea NOT NULL,
    answer jsonb,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (owner, key)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (at);

-- The version of the facts of a park or a unit, which begins at 1. A writer states the version that they have read.
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
-- Derived columns do not change the version.
CREATE TRIGGER unit_has_a_new_version
    BEFORE UPDATE OF code, park_id, province_id, name_en, name_fa, isic_revision, isic_code, sector, licence, owner ON unit
    FOR EACH ROW EXECUTE FUNCTION next_version();

-- Role and organisation of the recorder are public, the name is not. NULL if only a name is known.
ALTER TABLE unit_event ADD COLUMN recorder_role text, ADD COLUMN recorder_organisation text;
ALTER TABLE target_revision ADD COLUMN recorder_role text, ADD COLUMN recorder_organisation text;

-- Stores the new end of the ledger, at the end of the transaction that opened it, and notifies every server at the commit.
CREATE OR REPLACE FUNCTION ledger_close(last_position bigint, moment timestamptz) RETURNS void LANGUAGE sql VOLATILE AS $$
    UPDATE ledger_head AS head SET position = greatest(head.position, last_position),
        recorded_at = greatest(head.recorded_at, moment);
    SELECT pg_notify('ledger_changed', head.position::text) FROM ledger_head AS head;
$$;
