-- The state before a change: for a record that replaces or voids an event, that event; for a revision, the one before it.

CREATE FUNCTION facts_of_event(t unit_event) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object('position', t.position::text, 'event', t.code, 'unit', code_of_unit(t.unit_id),
        'kind', t.kind, 'occurred_on', t.occurred_on, 'investment_irr', t.investment_irr::text, 'jobs', t.jobs,
        'capacity_percent', trim_scale(t.capacity_percent)::text,
        'progress_percent', trim_scale(t.progress_percent)::text, 'area_m2', trim_scale(t.area_m2)::text,
        'reasons', NULLIF(t.reasons, '{}'), 'body', t.body, 'means', t.means, 'note', t.note, 'evidence', t.evidence,
        'replaces', (SELECT e.code FROM unit_event AS e WHERE e.position = t.replaces),
        'voids', (SELECT e.code FROM unit_event AS e WHERE e.position = t.voids),
        'recorded_at', t.recorded_at, 'recorded_by', t.recorded_by))
$$;

CREATE FUNCTION facts_of_revision(t target_revision) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object('value', trim_scale(t.value)::text, 'decided_on', t.decided_on,
        'reason', t.reason, 'source', t.source, 'recorded_at', t.recorded_at, 'recorded_by', t.recorded_by))
$$;

CREATE OR REPLACE FUNCTION audited(t unit_event)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' ', code_of_unit(t.unit_id), t.code), t.province_id,
        NULLIF((SELECT jsonb_strip_nulls(jsonb_build_object('status', u.status, 'jobs', u.jobs,
            'capacity_percent', trim_scale(u.capacity_percent)::text,
            'corrects', (SELECT facts_of_event(e) FROM unit_event AS e WHERE e.position = COALESCE(t.replaces, t.voids))))
            FROM unit AS u WHERE u.id = t.unit_id), '{}'),
        facts_of_event(t)
$$;

CREATE OR REPLACE FUNCTION audited(t target_revision)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' ', (SELECT key_of_target(g) FROM target AS g WHERE g.id = t.target_id), t.decided_on),
        (SELECT g.province_id FROM target AS g WHERE g.id = t.target_id),
        (SELECT facts_of_revision(r) FROM target_revision AS r WHERE r.target_id = t.target_id AND r.place < t.place
            ORDER BY r.decided_on DESC LIMIT 1),
        facts_of_revision(t)
$$;
