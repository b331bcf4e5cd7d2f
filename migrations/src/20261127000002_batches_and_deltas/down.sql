CREATE OR REPLACE FUNCTION reference_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reference_version SET number = number + 1;
    NOTIFY reference_changed;
    RETURN NULL;
END
$$;
DROP FUNCTION reference_change();

CREATE OR REPLACE FUNCTION facts_of_event(t unit_event) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object('position', t.position::text, 'event', t.code, 'unit', code_of_unit(t.unit_id),
        'kind', t.kind, 'occurred_on', t.occurred_on, 'investment_irr', t.investment_irr::text, 'jobs', t.jobs,
        'capacity_percent', trim_scale(t.capacity_percent)::text,
        'progress_percent', trim_scale(t.progress_percent)::text, 'area_m2', trim_scale(t.area_m2)::text,
        'reasons', NULLIF(t.reasons, '{}'), 'body', t.body, 'means', t.means, 'note', t.note, 'evidence', t.evidence,
        'replaces', (SELECT e.code FROM unit_event AS e WHERE e.position = t.replaces),
        'voids', (SELECT e.code FROM unit_event AS e WHERE e.position = t.voids),
        'recorded_at', t.recorded_at, 'recorded_by', t.recorded_by))
$$;

DROP FUNCTION ledger_tick();
ALTER TABLE ledger_head DROP COLUMN settled_at;
CREATE OR REPLACE FUNCTION ledger_open(OUT last_position bigint, OUT moment timestamptz) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1399, 1);
    SELECT head.position, greatest(clock_timestamp(), head.recorded_at) + interval '1 microsecond'
        INTO last_position, moment FROM ledger_head AS head;
END
$$;
CREATE OR REPLACE FUNCTION ledger_close(last_position bigint, moment timestamptz) RETURNS void LANGUAGE sql VOLATILE AS $$
    UPDATE ledger_head AS head SET position = greatest(head.position, last_position),
        recorded_at = greatest(head.recorded_at, moment);
    SELECT pg_notify('ledger_changed', head.position::text) FROM ledger_head AS head;
$$;
CREATE FUNCTION ledger_now(OUT now timestamptz, OUT head timestamptz) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    free boolean := pg_try_advisory_xact_lock_shared(1399, 1);
BEGIN
    SELECT ledger_head.recorded_at INTO head FROM ledger_head;
    now := CASE WHEN free THEN greatest(clock_timestamp(), head) ELSE head END;
END
$$;
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

-- All sums again, from the deltas.
CREATE TABLE tally_change (
    recorded_at timestamptz NOT NULL,
    LIKE tally
);
INSERT INTO tally_change (recorded_at, area, outside, level, starts_on, sector, kind, from_status, to_status, events, jobs,
    jobs_unknown, investment, investment_unknown, stock_jobs, stock_jobs_unknown)
SELECT COALESCE(d.recorded_at, b.recorded_at), area.number, d.park_id IS NULL, p.level, p.starts_on, p.sector, d.kind,
    d.from_status, d.to_status, sum(d.events), sum(d.jobs), sum(d.jobs_unknown), sum(d.investment),
    sum(d.investment_unknown), sum(d.stock_jobs), sum(d.stock_jobs_unknown)
FROM tally_delta AS d LEFT JOIN ledger_batch AS b ON b.id = d.batch
    JOIN iranian_month AS m ON d.occurred_on BETWEEN m.starts_on AND m.ends_on
    CROSS JOIN LATERAL (VALUES (0), (d.province_id), (1000 + d.park_id)) AS area (number)
    CROSS JOIN LATERAL (VALUES ('d'::"char", d.occurred_on, d.sector), ('m', m.starts_on, d.sector), ('m', m.starts_on, 0),
        ('y', m.year_starts_on, d.sector), ('y', m.year_starts_on, 0)) AS p (level, starts_on, sector)
WHERE area.number IS NOT NULL AND (area.number < 1000 OR p.level = 'd')
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
CREATE INDEX tally_change_of_period ON tally_change (area, outside, level, starts_on, sector, recorded_at);

CREATE TABLE tally_month (
    recorded_in date NOT NULL,
    LIKE tally
);
INSERT INTO tally_month (recorded_in, area, outside, level, starts_on, sector, kind, from_status, to_status, events, jobs,
    jobs_unknown, investment, investment_unknown, stock_jobs, stock_jobs_unknown)
SELECT date_trunc('month', recorded_at AT TIME ZONE 'UTC')::date, area, outside, level, starts_on, sector, kind, from_status,
    to_status, sum(events), sum(jobs), sum(jobs_unknown), sum(investment), sum(investment_unknown), sum(stock_jobs),
    sum(stock_jobs_unknown)
FROM tally_change WHERE area < 1000 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
CREATE UNIQUE INDEX tally_month_is_one_per_period ON tally_month
    (area, outside, level, starts_on, sector, recorded_in, kind, to_status, from_status) NULLS NOT DISTINCT;

DELETE FROM tally;
INSERT INTO tally (area, outside, level, starts_on, sector, kind, from_status, to_status, events, jobs, jobs_unknown,
    investment, investment_unknown, stock_jobs, stock_jobs_unknown)
SELECT area, outside, level, starts_on, sector, kind, from_status, to_status, sum(events), sum(jobs), sum(jobs_unknown),
    sum(investment), sum(investment_unknown), sum(stock_jobs), sum(stock_jobs_unknown)
FROM tally_change GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;

DROP TABLE tally_block_sum, tally_block, tally_fold, tally_delta;

UPDATE unit_span AS s SET known_from = b.recorded_at, from_batch = NULL FROM ledger_batch AS b WHERE b.id = s.from_batch;
UPDATE unit_span AS s SET known_until = b.recorded_at, until_batch = NULL FROM ledger_batch AS b WHERE b.id = s.until_batch;
ALTER TABLE unit_span DROP CONSTRAINT span_has_moments, DROP COLUMN from_batch, DROP COLUMN until_batch,
    ALTER COLUMN known_from SET NOT NULL, ALTER COLUMN known_until SET NOT NULL;

DROP INDEX event_of_batch, event_of_unit_by_day, event_of_capacity_by_day;
ALTER TABLE unit_event DROP CONSTRAINT event_has_a_moment, DISABLE TRIGGER events_are_never_changed;
UPDATE unit_event AS e SET recorded_at = b.recorded_at FROM ledger_batch AS b WHERE e.recorded_at IS NULL AND b.id = e.batch;
ALTER TABLE unit_event ENABLE ALWAYS TRIGGER events_are_never_changed, DROP COLUMN batch,
    ALTER COLUMN recorded_at SET NOT NULL;
DROP TABLE ledger_batch, iranian_month;

