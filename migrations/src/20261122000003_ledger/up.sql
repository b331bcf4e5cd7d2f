-- The ledger: what happened to the units. A record is added, never changed.

CREATE TYPE event_kind AS ENUM
    ('permit_issued', 'land_assigned', 'progress_reported', 'commissioned', 'capacity_reported', 'idled',
     'revived', 'capacity_raised', 'renovated', 'visited', 'closed', 'cancelled');

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'records of % are added, never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TABLE unit_event (
    -- The position in the ledger. It is assigned under the ledger's lock, so positions follow the order of commits.
    position bigint PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES unit,
    -- The place of the unit. It can no longer change once the unit has an event.
    province_id smallint NOT NULL,
    park_id integer,
    code text COLLATE "C" NOT NULL,
    -- NULL for a void, which states only its reason.
    kind event_kind,
    occurred_on date,
    investment_irr bigint CONSTRAINT event_investment_is_bounded
        CHECK (investment_irr BETWEEN 0 AND 1000000000000000000),
    jobs integer CONSTRAINT event_jobs_are_bounded CHECK (jobs BETWEEN 0 AND 10000000),
    capacity_percent numeric(5, 2) CONSTRAINT event_capacity_is_bounded CHECK (capacity_percent BETWEEN 0 AND 200),
    progress_percent numeric(5, 2) CONSTRAINT event_progress_is_bounded CHECK (progress_percent BETWEEN 0 AND 100),
    area_m2 numeric(13, 2) CONSTRAINT event_area_is_positive CHECK (area_m2 > 0),
    reasons text[] NOT NULL DEFAULT '{}',
    body text CONSTRAINT event_body_is_known CHECK (body IN ('provincial_company', 'ministry_department')),
    means text,
    note text,
    evidence text,
    replaces bigint REFERENCES unit_event,
    voids bigint REFERENCES unit_event,
    -- The record that this one replaces or voids.
    corrects bigint GENERATED ALWAYS AS (COALESCE(replaces, voids)) STORED,
    -- The position of the first record of the chain of replacements: the order within a day.
    place bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT event_code_is_unique_per_unit UNIQUE (unit_id, code),
    CONSTRAINT event_is_corrected_once UNIQUE (corrects),
    CONSTRAINT event_replaces_or_voids CHECK (replaces IS NULL OR voids IS NULL),
    CONSTRAINT event_happens_or_voids CHECK (
        CASE WHEN voids IS NULL THEN kind IS NOT NULL AND occurred_on IS NOT NULL
        ELSE num_nonnulls(kind, occurred_on, investment_irr, jobs, capacity_percent, progress_percent, area_m2, body, means) = 0
            AND reasons = '{}' AND note IS NOT NULL END),
    CONSTRAINT event_is_of_the_register CHECK (occurred_on BETWEEN '1925-03-21' AND '2124-03-19')
);
CREATE INDEX event_of_country ON unit_event (kind, occurred_on, place, position);
CREATE INDEX event_of_province ON unit_event (province_id, kind, occurred_on, place, position);
CREATE INDEX event_of_park ON unit_event (park_id, kind, occurred_on, place, position);
CREATE INDEX event_by_moment ON unit_event (recorded_at, position);

CREATE TRIGGER events_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON unit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The end of the ledger: the last position, and the last moment of recording.
CREATE TABLE ledger_head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    position bigint NOT NULL,
    recorded_at timestamptz NOT NULL
);
INSERT INTO ledger_head (position, recorded_at) VALUES (0, clock_timestamp());

-- Opens the ledger until the end of the transaction: there is one writer at a time, from here to its commit. Returns
-- the last position, and the moment of recording for everything in this transaction. The moment is later than all
-- recorded ones and all that readers got (ledger_now), unless the clock was set back since.
CREATE FUNCTION ledger_open(OUT last_position bigint, OUT moment timestamptz) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1399, 1);
    SELECT head.position, greatest(clock_timestamp(), head.recorded_at) + interval '1 microsecond'
        INTO last_position, moment FROM ledger_head AS head;
END
$$;

-- Stores the new end of the ledger, at the end of the transaction that opened it.
CREATE FUNCTION ledger_close(last_position bigint, moment timestamptz) RETURNS void LANGUAGE sql VOLATILE AS $$
    UPDATE ledger_head AS head SET position = greatest(head.position, last_position),
        recorded_at = greatest(head.recorded_at, moment);
$$;

-- The latest settled moment: everything that counts for it has been committed. If nobody writes, it is now, because a
-- later writer gets a later moment. Otherwise it is the last moment of recording, so that readers never wait. `head` is
-- the last moment of recording as of this call.
CREATE FUNCTION ledger_now(OUT now timestamptz, OUT head timestamptz) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    free boolean := pg_try_advisory_xact_lock_shared(1399, 1);
BEGIN
    SELECT ledger_head.recorded_at INTO head FROM ledger_head;
    now := CASE WHEN free THEN greatest(clock_timestamp(), head) ELSE head END;
END
$$;

-- Waits until everything that counts for a past moment has been committed. False if the moment is in the future.
CREATE FUNCTION ledger_settle(moment timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF moment <= (SELECT recorded_at FROM ledger_head) THEN
        RETURN true;
    END IF;
    IF moment > clock_timestamp() THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock_shared(1399, 1);
    RETURN true;
END
$$;
