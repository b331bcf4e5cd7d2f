-- An event is recorded by two statements: one locks the unit and returns everything that the check of the event needs, one
-- writes the event and what follows from it. The ledger is open only from the second one to the commit.

-- Locks the unit with this code until the end of the transaction, and returns its last effective event, its latest two runs
-- of status, those of its records that have one of the given codes, and the thresholds, which are locked as well. Returns no
-- row if there is no such unit. Each statement of the function sees what was committed before the lock was granted.
CREATE FUNCTION ledger_hold(wanted text, codes text[])
RETURNS TABLE (held unit, last_position bigint, last_code text, spans jsonb, known jsonb, thresholds jsonb)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    -- Before the unit, as whoever adopts a methodology takes them.
    PERFORM pg_advisory_xact_lock_shared(1399, 4);
    SELECT u.* INTO held FROM unit AS u WHERE u.code = wanted FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT e.position, e.code INTO last_position, last_code FROM unit_event AS e
        WHERE e.unit_id = held.id AND e.occurred_on IS NOT NULL
            AND NOT EXISTS (SELECT FROM unit_event AS c WHERE c.corrects = e.position)
        ORDER BY e.occurred_on DESC, e.place DESC LIMIT 1;
    SELECT jsonb_agg(jsonb_build_object('status', s.status, 'from', s.from_on, 'until', NULLIF(s.until_on, 'infinity'))
            ORDER BY s.from_on)
        INTO spans
        FROM (SELECT p.status, p.from_on, p.until_on FROM unit_span AS p
            WHERE p.unit_id = held.id AND p.known_until = 'infinity' ORDER BY p.from_on DESC LIMIT 2) AS s;
    SELECT jsonb_object_agg(e.code, e.position) INTO known FROM unit_event AS e
        WHERE e.unit_id = held.id AND e.code = ANY (codes);
    SELECT jsonb_agg(jsonb_build_object('code', m.code, 'valid_from', m.valid_from, 'idle_below', m.idle_below::text,
            'semi_active_below', m.semi_active_below::text, 'source', m.source))
        INTO thresholds FROM methodology AS m;
    RETURN NEXT;
END
$$;

-- As before, but nobody waits for a row while the ledger is open: an import that writes the same record, or corrects the
-- same one, may take minutes.
CREATE OR REPLACE FUNCTION ledger_open(OUT last_position bigint, OUT moment timestamptz) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1399, 1);
    PERFORM set_config('lock_timeout', '500ms', true);
    SELECT head.position, greatest(clock_timestamp(), head.settled_at) + interval '1 microsecond'
        INTO last_position, moment FROM ledger_head AS head;
END
$$;

-- The code that the register gives to the record at a position: r17, or another one that is free in the unit.
CREATE FUNCTION free_event_code(of_unit bigint, at_position bigint, given text[]) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    free text := 'r' || at_position;
BEGIN
    WHILE free = ANY (given) OR EXISTS (SELECT FROM unit_event AS e WHERE e.unit_id = of_unit AND e.code = free) LOOP
        free := free || 'x';
    END LOOP;
    RETURN free;
END
$$;

-- The final position for one of a draft: those from `first` on are new records, which follow the last one of the ledger.
CREATE FUNCTION drafted_position(drafted bigint, first bigint, last_position bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN drafted >= first THEN drafted - first + last_position + 1 ELSE drafted END
$$;

-- Opens the ledger, adds records of a locked unit with everything that follows from them, and closes the ledger.
-- `appended` is a `ledger::append::Appending` of the persistence crate. Returns the position of the last record, and the
-- moment of all of them. Call it last in a transaction: nobody else can record from here to its end.
CREATE FUNCTION ledger_append(appended jsonb, OUT last_position bigint, OUT moment timestamptz) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    of_unit bigint := (appended -> 'unit')::bigint;
    first bigint := (appended -> 'first')::bigint;
    given text[] := ARRAY(SELECT e ->> 'code' FROM jsonb_array_elements(appended -> 'events') AS e);
    head bigint;
    added unit_event;
BEGIN
    SELECT o.last_position, o.last_position, o.moment INTO head, last_position, moment FROM ledger_open() AS o;

    -- In the audit trail the state before a record is that of the unit when it is written: this comes first. One by one,
    -- for each has its own entry there.
    FOR added IN SELECT n.* FROM jsonb_populate_recordset(NULL::unit_event, appended -> 'events') AS n ORDER BY n.position LOOP
        last_position := drafted_position(added.position, first, head);
        INSERT INTO unit_event (position, unit_id, province_id, park_id, code, kind, occurred_on, investment_irr, jobs,
            capacity_percent, progress_percent, area_m2, reasons, body, means, note, evidence, replaces, voids, place,
            recorded_at, recorded_by, recorder_role, recorder_organisation)
        SELECT last_position, of_unit, u.province_id, u.park_id,
            COALESCE(added.code, free_event_code(of_unit, last_position, given)), added.kind, added.occurred_on,
            added.investment_irr, added.jobs, added.capacity_percent, added.progress_percent, added.area_m2,
            added.reasons, added.body, added.means, added.note, added.evidence,
            drafted_position(added.replaces, first, head), drafted_position(added.voids, first, head),
            drafted_position(added.place, first, head), moment,
            added.recorded_by, added.recorder_role, added.recorder_organisation
        FROM unit AS u WHERE u.id = of_unit;
    END LOOP;

    UPDATE unit_span AS s SET known_until = moment
    FROM jsonb_populate_recordset(NULL::unit_span, appended -> 'ended') AS e
    WHERE s.unit_id = of_unit AND s.status = e.status AND s.from_on = e.from_on
        AND s.until_on = COALESCE(e.until_on, 'infinity') AND s.known_until = 'infinity';

    INSERT INTO unit_span (unit_id, status, from_on, until_on, known_from, known_until)
    SELECT of_unit, o.status, o.from_on, COALESCE(o.until_on, 'infinity'), moment, 'infinity'
    FROM jsonb_populate_recordset(NULL::unit_span, appended -> 'opened') AS o;

    INSERT INTO tally_delta (position, recorded_at, province_id, park_id, sector, occurred_on, kind, from_status, to_status,
        events, jobs, jobs_unknown, investment, investment_unknown, stock_jobs, stock_jobs_unknown)
    SELECT last_position, moment, u.province_id, u.park_id, COALESCE(u.sector, 9), d.occurred_on, d.kind, d.from_status,
        d.to_status, d.events, d.jobs, d.jobs_unknown, d.investment, d.investment_unknown, d.stock_jobs, d.stock_jobs_unknown
    FROM jsonb_populate_recordset(NULL::tally_delta, appended -> 'deltas') AS d JOIN unit AS u ON u.id = of_unit;

    UPDATE unit AS u SET status = s.status, status_since = s.status_since, jobs = s.jobs,
        capacity_percent = s.capacity_percent, progress_percent = s.progress_percent, last_confirmed_on = s.last_confirmed_on
    FROM jsonb_populate_record(NULL::unit, appended -> 'state') AS s WHERE u.id = of_unit;

    PERFORM ledger_close(last_position, moment);
END
$$;

-- The following functions do the same as before, but are planned once per session: PostgreSQL plans functions of plain SQL,
-- and dynamic statements, at each call.

CREATE OR REPLACE FUNCTION ledger_close(last_position bigint, moment timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    reached bigint;
BEGIN
    UPDATE ledger_head AS head SET position = greatest(head.position, last_position),
        recorded_at = greatest(head.recorded_at, moment), settled_at = greatest(head.settled_at, moment)
        RETURNING head.position INTO reached;
    PERFORM pg_notify('ledger_changed', reached::text);
END
$$;

CREATE OR REPLACE FUNCTION code_of_unit(number bigint) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT code FROM unit WHERE id = number);
END
$$;

-- The entries of events, as audit_added() writes them for any table.
CREATE FUNCTION audit_added_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most bigint := TG_ARGV[0];
    many boolean;
BEGIN
    IF signature() ->> 'via' = 'program' THEN
        RETURN NULL;
    END IF;
    SELECT count(*) > most INTO many FROM (SELECT FROM added LIMIT most + 1) AS few;
    IF many THEN
        INSERT INTO audit_entry (thing, province_id, after)
        SELECT 'event', e.province_id, jsonb_build_object('count', count(*), 'first', min(a.position)::text,
            'last', max(a.position)::text)
        FROM added AS a, audited(a::unit_event) AS e GROUP BY e.province_id ORDER BY e.province_id;
    ELSE
        INSERT INTO audit_entry (thing, key, province_id, before, after)
        SELECT 'event', e.key, e.province_id, e.before, e.after FROM added AS a, audited(a::unit_event) AS e;
    END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER audit_added ON unit_event;
CREATE TRIGGER audit_added AFTER INSERT ON unit_event REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added_event('100');
ALTER TABLE unit_event ENABLE ALWAYS TRIGGER audit_added;
