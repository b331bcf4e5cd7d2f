-- The audit trail: who changed what, when and how, with the row before and after. The database writes the entries, so no
-- change can lack one.

-- The act of the transaction, which the program sets at its beginning; NULL if nobody set it.
CREATE FUNCTION signature() RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT NULLIF(current_setting('shahrak.act', true), '')::jsonb
$$;

CREATE TABLE audit_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- For a change by plain SQL, the database user.
    who text NOT NULL DEFAULT COALESCE(signature() ->> 'who', session_user::text),
    owner text NOT NULL DEFAULT COALESCE(signature() ->> 'owner', 'database:' || session_user::text),
    role text DEFAULT signature() ->> 'role' CONSTRAINT audit_role_is_known
        CHECK (role IN ('provincial_officer', 'national_officer', 'auditor', 'administrator')),
    organisation text DEFAULT signature() ->> 'organisation',
    via text COLLATE "C" NOT NULL DEFAULT COALESCE(signature() ->> 'via', 'database')
        CONSTRAINT audit_via_is_known CHECK (via IN ('api', 'import', 'command_line', 'program', 'database')),
    request text COLLATE "C" DEFAULT signature() ->> 'request',
    act text COLLATE "C" NOT NULL DEFAULT COALESCE(signature() ->> 'act', 'sql'),
    thing text COLLATE "C" NOT NULL CONSTRAINT audit_thing_is_known CHECK (thing IN
        ('park', 'unit', 'infrastructure', 'event', 'target', 'revision', 'announcement', 'figure', 'budget_line',
         'rate', 'methodology', 'token', 'import', 'province', 'year', 'isic_division')),
    -- The key within its kind, as in files, with a blank between two parts; NULL for several objects at once.
    key text COLLATE "C",
    -- No foreign key: an entry outlives its object.
    province_id smallint,
    before jsonb,
    after jsonb
);
CREATE INDEX audit_by_moment ON audit_entry (at, id);
CREATE INDEX audit_by_who ON audit_entry (who, at, id);
CREATE INDEX audit_by_act ON audit_entry (act, at, id);
CREATE INDEX audit_by_thing ON audit_entry (thing, key, at, id);
CREATE INDEX audit_by_key ON audit_entry (key, at, id);
CREATE INDEX audit_by_province ON audit_entry (province_id, at, id);
CREATE INDEX audit_by_request ON audit_entry (request, at, id) WHERE request IS NOT NULL;

CREATE TRIGGER entries_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The content of entries about a row: its key, its province, for an event the state of its unit before, and its facts,
-- named as in files, without those that are NULL. Rials and decimals are texts, because not every reader can hold them
-- as numbers.

CREATE FUNCTION code_of_province(number smallint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT code FROM province WHERE id = number
$$;
CREATE FUNCTION code_of_park(number integer) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT code FROM park WHERE id = number
$$;
CREATE FUNCTION code_of_unit(number bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT code FROM unit WHERE id = number
$$;
CREATE FUNCTION key_of_target(t target) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' ', t.year, t.metric, COALESCE(code_of_province(t.province_id), 'IR'), t.population, t.body)
$$;

CREATE FUNCTION audited(t province)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT t.code, t.id, NULL::jsonb, jsonb_strip_nulls(jsonb_build_object('iso_code', t.code,
        'iso_code_before_2020', t.code_before_2020, 'name_en', t.name_en, 'name_fa', t.name_fa,
        'capital_en', t.capital_en, 'capital_fa', t.capital_fa, 'aliases_en', t.aliases_en))
$$;

CREATE FUNCTION audited(t iranian_year)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT t.number::text, NULL::smallint, NULL::jsonb, jsonb_strip_nulls(jsonb_build_object('year', t.number,
        'motto_en', t.motto_en, 'motto_fa', t.motto_fa))
$$;

CREATE FUNCTION audited(t isic_division)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT t.code, NULL::smallint, NULL::jsonb, jsonb_build_object('code', t.code, 'name', t.name)
$$;

CREATE FUNCTION audited(t rate)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' ', t.kind, t.valid_from), NULL::smallint, NULL::jsonb, jsonb_strip_nulls(jsonb_build_object(
        'kind', t.kind, 'valid_from', t.valid_from, 'valid_to', t.valid_to,
        'irr_per_usd', trim_scale(t.irr_per_usd)::text, 'source', t.source))
$$;

CREATE FUNCTION audited(t methodology)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT t.code, NULL::smallint, NULL::jsonb, jsonb_strip_nulls(jsonb_build_object('code', t.code,
        'valid_from', t.valid_from, 'idle_below', trim_scale(t.idle_below)::text,
        'semi_active_below', trim_scale(t.semi_active_below)::text, 'source', t.source))
$$;

CREATE FUNCTION audited(t park)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT t.code, t.province_id, NULL::jsonb, jsonb_strip_nulls(jsonb_build_object('code', t.code,
        'province', code_of_province(t.province_id), 'county', t.county, 'name_en', t.name_en, 'name_fa', t.name_fa,
        'kind', t.kind, 'ownership', t.ownership, 'approved_on', t.approved_on, 'operating_since', t.operating_since,
        'closed_on', t.closed_on, 'land_total_ha', trim_scale(t.land_total_ha)::text,
        'land_operational_ha', trim_scale(t.land_operational_ha)::text,
        'land_assignable_ha', trim_scale(t.land_assignable_ha)::text,
        'latitude', trim_scale(t.latitude)::text, 'longitude', trim_scale(t.longitude)::text))
$$;

CREATE FUNCTION audited(t infrastructure)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' ', code_of_park(t.park_id), t.line_of), (SELECT p.province_id FROM park AS p WHERE p.id = t.park_id),
        NULL::jsonb, jsonb_strip_nulls(jsonb_build_object('park', code_of_park(t.park_id), 'line', t.line_of,
        'capacity', trim_scale(t.capacity)::text, 'unit', t.unit, 'in_service_since', t.in_service_since))
$$;

CREATE FUNCTION audited(t unit)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT t.code, t.province_id, NULL::jsonb, jsonb_strip_nulls(jsonb_build_object('code', t.code,
        'park', code_of_park(t.park_id), 'province', code_of_province(t.province_id), 'name_en', t.name_en,
        'name_fa', t.name_fa, 'isic_revision', t.isic_revision, 'isic_code', t.isic_code,
        'sector', ('{food,textile,cellulose,chemical,non_metallic_mineral,metal,electrical,services}'::text[])[t.sector],
        'licence', t.licence, 'owner', t.owner))
$$;

CREATE FUNCTION audited(t unit_event)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' ', code_of_unit(t.unit_id), t.code), t.province_id,
        (SELECT jsonb_strip_nulls(jsonb_build_object('status', u.status, 'jobs', u.jobs,
            'capacity_percent', trim_scale(u.capacity_percent)::text))
            FROM unit AS u WHERE u.id = t.unit_id AND u.status IS NOT NULL),
        jsonb_strip_nulls(jsonb_build_object('position', t.position::text, 'event', t.code, 'unit', code_of_unit(t.unit_id),
        'kind', t.kind, 'occurred_on', t.occurred_on, 'investment_irr', t.investment_irr::text, 'jobs', t.jobs,
        'capacity_percent', trim_scale(t.capacity_percent)::text,
        'progress_percent', trim_scale(t.progress_percent)::text, 'area_m2', trim_scale(t.area_m2)::text,
        'reasons', NULLIF(t.reasons, '{}'), 'body', t.body, 'means', t.means, 'note', t.note, 'evidence', t.evidence,
        'replaces', (SELECT e.code FROM unit_event AS e WHERE e.position = t.replaces),
        'voids', (SELECT e.code FROM unit_event AS e WHERE e.position = t.voids),
        'recorded_at', t.recorded_at, 'recorded_by', t.recorded_by))
$$;

CREATE FUNCTION audited(t target)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT key_of_target(t), t.province_id, NULL::jsonb, jsonb_strip_nulls(jsonb_build_object('year', t.year,
        'metric', t.metric, 'scope', COALESCE(code_of_province(t.province_id), 'IR'), 'population', t.population,
        'body', t.body))
$$;

CREATE FUNCTION audited(t target_revision)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' ', (SELECT key_of_target(g) FROM target AS g WHERE g.id = t.target_id), t.decided_on),
        (SELECT g.province_id FROM target AS g WHERE g.id = t.target_id), NULL::jsonb,
        jsonb_strip_nulls(jsonb_build_object('value', trim_scale(t.value)::text, 'decided_on', t.decided_on,
        'reason', t.reason, 'source', t.source, 'recorded_at', t.recorded_at, 'recorded_by', t.recorded_by))
$$;

CREATE FUNCTION audited(t budget_line)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' ', t.year, COALESCE(code_of_province(t.province_id), 'IR'), t.stage, t.line_of), t.province_id,
        NULL::jsonb, jsonb_strip_nulls(jsonb_build_object('year', t.year,
        'scope', COALESCE(code_of_province(t.province_id), 'IR'), 'line', t.line_of, 'stage', t.stage,
        'amount_irr', t.amount_irr::text, 'source', t.source))
$$;

CREATE FUNCTION audited(t announcement)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT t.source, NULL::smallint, NULL::jsonb, jsonb_strip_nulls(jsonb_build_object('announced_on', t.announced_on,
        'date_basis', t.date_basis, 'source', t.source))
$$;

CREATE FUNCTION audited(t announced_figure)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT t.code, t.province_id, NULL::jsonb, jsonb_strip_nulls(jsonb_build_object('id', t.code,
        'announced_on', a.announced_on, 'speaker', t.speaker, 'organisation', t.organisation,
        'scope', COALESCE(code_of_province(t.province_id), 'IR'), 'population', t.population, 'metric', t.metric,
        'measure', t.measure, 'qualifier', t.hedge, 'value_low', trim_scale(t.low)::text,
        'value_high', trim_scale(t.high)::text, 'unit', t.unit, 'period_from', t.period_from, 'period_to', t.period_to,
        'quote', t.quote, 'note', t.note, 'source', a.source))
    FROM announcement AS a WHERE a.id = t.announcement_id
$$;

-- Never the hash.
CREATE FUNCTION audited(t access_token)
RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
    SELECT t.id::text, NULL::smallint, NULL::jsonb, jsonb_strip_nulls(jsonb_build_object('id', t.id, 'name', t.name,
        'organisation', t.organisation, 'role', t.role, 'provinces', NULLIF(t.provinces, '{}'),
        'created_at', t.created_at, 'expires_at', t.expires_at, 'revoked_at', t.revoked_at))
$$;

-- After an INSERT: an entry for each row. If a statement adds more rows than the second argument allows, one for each
-- province, with their number and the first and the last by the third argument; the rows have the details. Bundled data
-- creates only the entry of its act.
CREATE FUNCTION audit_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most bigint := TG_ARGV[1];
    many boolean;
BEGIN
    IF signature() ->> 'via' = 'program' THEN
        RETURN NULL;
    END IF;
    SELECT count(*) > most INTO many FROM (SELECT FROM added LIMIT most + 1) AS few;
    IF many THEN
        EXECUTE format(
            'INSERT INTO audit_entry (thing, province_id, after)
             SELECT %L, e.province_id, jsonb_build_object(''count'', count(*), ''first'', min(%3$s)::text, ''last'', max(%3$s)::text)
             FROM added AS a, audited(a::%2$I) AS e GROUP BY e.province_id ORDER BY e.province_id',
            TG_ARGV[0], TG_TABLE_NAME, TG_ARGV[2]);
    ELSE
        EXECUTE format(
            'INSERT INTO audit_entry (thing, key, province_id, before, after)
             SELECT %L, e.key, e.province_id, e.before, e.after FROM added AS a, audited(a::%I) AS e',
            TG_ARGV[0], TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END
$$;

-- After an UPDATE or a DELETE of a row: nothing else stores the earlier row.
CREATE FUNCTION audit_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO audit_entry (thing, key, province_id, before)
        SELECT TG_ARGV[0], e.key, e.province_id, e.after FROM audited(OLD) AS e;
    ELSE
        INSERT INTO audit_entry (thing, key, province_id, before, after)
        SELECT TG_ARGV[0], o.key, n.province_id, o.after, n.after FROM audited(OLD) AS o, audited(NEW) AS n;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION refuse_truncation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % leave an entry in the audit trail each; delete them instead', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER audit_added AFTER INSERT ON province REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('province', '1000', 'e.key COLLATE "C"');
CREATE TRIGGER audit_changed AFTER UPDATE OF code, code_before_2020, name_en, name_fa, capital_en, capital_fa,
    aliases_en ON province
    FOR EACH ROW WHEN (ROW(OLD.code, OLD.code_before_2020, OLD.name_en, OLD.name_fa, OLD.capital_en, OLD.capital_fa,
        OLD.aliases_en)
        IS DISTINCT FROM ROW(NEW.code, NEW.code_before_2020, NEW.name_en, NEW.name_fa, NEW.capital_en, NEW.capital_fa,
        NEW.aliases_en))
    EXECUTE FUNCTION audit_changed('province');
CREATE TRIGGER audit_deleted AFTER DELETE ON province
    FOR EACH ROW EXECUTE FUNCTION audit_changed('province');
CREATE TRIGGER province_is_never_emptied BEFORE TRUNCATE ON province
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncation();

CREATE TRIGGER audit_added AFTER INSERT ON iranian_year REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('year', '1000', 'e.key COLLATE "C"');
CREATE TRIGGER audit_changed AFTER UPDATE OF number, motto_en, motto_fa ON iranian_year
    FOR EACH ROW WHEN (ROW(OLD.number, OLD.motto_en, OLD.motto_fa)
        IS DISTINCT FROM ROW(NEW.number, NEW.motto_en, NEW.motto_fa))
    EXECUTE FUNCTION audit_changed('year');
CREATE TRIGGER audit_deleted AFTER DELETE ON iranian_year
    FOR EACH ROW EXECUTE FUNCTION audit_changed('year');
CREATE TRIGGER iranian_year_is_never_emptied BEFORE TRUNCATE ON iranian_year
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncation();

CREATE TRIGGER audit_added AFTER INSERT ON isic_division REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('isic_division', '1000', 'e.key COLLATE "C"');
CREATE TRIGGER audit_changed AFTER UPDATE OF code, name ON isic_division
    FOR EACH ROW WHEN (ROW(OLD.code, OLD.name)
        IS DISTINCT FROM ROW(NEW.code, NEW.name))
    EXECUTE FUNCTION audit_changed('isic_division');
CREATE TRIGGER audit_deleted AFTER DELETE ON isic_division
    FOR EACH ROW EXECUTE FUNCTION audit_changed('isic_division');
CREATE TRIGGER isic_division_is_never_emptied BEFORE TRUNCATE ON isic_division
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncation();

CREATE TRIGGER audit_added AFTER INSERT ON rate REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('rate', '1000', 'e.key COLLATE "C"');
CREATE TRIGGER audit_changed AFTER UPDATE OF kind, valid_from, valid_to, irr_per_usd, source ON rate
    FOR EACH ROW WHEN (ROW(OLD.kind, OLD.valid_from, OLD.valid_to, OLD.irr_per_usd, OLD.source)
        IS DISTINCT FROM ROW(NEW.kind, NEW.valid_from, NEW.valid_to, NEW.irr_per_usd, NEW.source))
    EXECUTE FUNCTION audit_changed('rate');
CREATE TRIGGER audit_deleted AFTER DELETE ON rate
    FOR EACH ROW EXECUTE FUNCTION audit_changed('rate');
CREATE TRIGGER rate_is_never_emptied BEFORE TRUNCATE ON rate
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncation();

CREATE TRIGGER audit_added AFTER INSERT ON methodology REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('methodology', '1000', 'e.key COLLATE "C"');
CREATE TRIGGER audit_changed AFTER UPDATE OF code, valid_from, idle_below, semi_active_below, source ON methodology
    FOR EACH ROW WHEN (ROW(OLD.code, OLD.valid_from, OLD.idle_below, OLD.semi_active_below, OLD.source)
        IS DISTINCT FROM ROW(NEW.code, NEW.valid_from, NEW.idle_below, NEW.semi_active_below, NEW.source))
    EXECUTE FUNCTION audit_changed('methodology');
CREATE TRIGGER audit_deleted AFTER DELETE ON methodology
    FOR EACH ROW EXECUTE FUNCTION audit_changed('methodology');
CREATE TRIGGER methodology_is_never_emptied BEFORE TRUNCATE ON methodology
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncation();

CREATE TRIGGER audit_added AFTER INSERT ON park REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('park', '1000', 'e.key COLLATE "C"');
CREATE TRIGGER audit_changed AFTER UPDATE OF code, province_id, county, name_en, name_fa, kind, ownership,
    approved_on, operating_since, closed_on, land_total_ha, land_operational_ha, land_assignable_ha, latitude,
    longitude ON park
    FOR EACH ROW WHEN (ROW(OLD.code, OLD.province_id, OLD.county, OLD.name_en, OLD.name_fa, OLD.kind, OLD.ownership,
        OLD.approved_on, OLD.operating_since, OLD.closed_on, OLD.land_total_ha, OLD.land_operational_ha,
        OLD.land_assignable_ha, OLD.latitude, OLD.longitude)
        IS DISTINCT FROM ROW(NEW.code, NEW.province_id, NEW.county, NEW.name_en, NEW.name_fa, NEW.kind, NEW.ownership,
        NEW.approved_on, NEW.operating_since, NEW.closed_on, NEW.land_total_ha, NEW.land_operational_ha,
        NEW.land_assignable_ha, NEW.latitude, NEW.longitude))
    EXECUTE FUNCTION audit_changed('park');
CREATE TRIGGER audit_deleted AFTER DELETE ON park
    FOR EACH ROW EXECUTE FUNCTION audit_changed('park');
CREATE TRIGGER park_is_never_emptied BEFORE TRUNCATE ON park
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncation();

CREATE TRIGGER audit_added AFTER INSERT ON infrastructure REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('infrastructure', '1000', 'e.key COLLATE "C"');
CREATE TRIGGER audit_changed AFTER UPDATE OF park_id, line_of, capacity, unit, in_service_since ON infrastructure
    FOR EACH ROW WHEN (ROW(OLD.park_id, OLD.line_of, OLD.capacity, OLD.unit, OLD.in_service_since)
        IS DISTINCT FROM ROW(NEW.park_id, NEW.line_of, NEW.capacity, NEW.unit, NEW.in_service_since))
    EXECUTE FUNCTION audit_changed('infrastructure');
CREATE TRIGGER audit_deleted AFTER DELETE ON infrastructure
    FOR EACH ROW EXECUTE FUNCTION audit_changed('infrastructure');
CREATE TRIGGER infrastructure_is_never_emptied BEFORE TRUNCATE ON infrastructure
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncation();

CREATE TRIGGER audit_added AFTER INSERT ON unit REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('unit', '1000', 'e.key COLLATE "C"');
-- Derived columns create no entry.
CREATE TRIGGER audit_changed AFTER UPDATE OF code, park_id, province_id, name_en, name_fa, isic_revision, isic_code,
    sector, licence, owner ON unit
    FOR EACH ROW WHEN (ROW(OLD.code, OLD.park_id, OLD.province_id, OLD.name_en, OLD.name_fa, OLD.isic_revision,
        OLD.isic_code, OLD.sector, OLD.licence, OLD.owner)
        IS DISTINCT FROM ROW(NEW.code, NEW.park_id, NEW.province_id, NEW.name_en, NEW.name_fa, NEW.isic_revision,
        NEW.isic_code, NEW.sector, NEW.licence, NEW.owner))
    EXECUTE FUNCTION audit_changed('unit');
CREATE TRIGGER audit_deleted AFTER DELETE ON unit
    FOR EACH ROW EXECUTE FUNCTION audit_changed('unit');
CREATE TRIGGER unit_is_never_emptied BEFORE TRUNCATE ON unit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncation();

CREATE TRIGGER audit_added AFTER INSERT ON unit_event REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('event', '100', 'a.position');

CREATE TRIGGER audit_added AFTER INSERT ON target REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('target', '1000', 'e.key COLLATE "C"');
CREATE TRIGGER audit_changed AFTER UPDATE OF year, metric, province_id, population, body ON target
    FOR EACH ROW WHEN (ROW(OLD.year, OLD.metric, OLD.province_id, OLD.population, OLD.body)
        IS DISTINCT FROM ROW(NEW.year, NEW.metric, NEW.province_id, NEW.population, NEW.body))
    EXECUTE FUNCTION audit_changed('target');
CREATE TRIGGER audit_deleted AFTER DELETE ON target
    FOR EACH ROW EXECUTE FUNCTION audit_changed('target');
CREATE TRIGGER target_is_never_emptied BEFORE TRUNCATE ON target
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncation();

CREATE TRIGGER audit_added AFTER INSERT ON target_revision REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('revision', '1000', 'e.key COLLATE "C"');

CREATE TRIGGER audit_added AFTER INSERT ON budget_line REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('budget_line', '1000', 'e.key COLLATE "C"');
CREATE TRIGGER audit_changed AFTER UPDATE OF year, province_id, line_of, stage, amount_irr, source ON budget_line
    FOR EACH ROW WHEN (ROW(OLD.year, OLD.province_id, OLD.line_of, OLD.stage, OLD.amount_irr, OLD.source)
        IS DISTINCT FROM ROW(NEW.year, NEW.province_id, NEW.line_of, NEW.stage, NEW.amount_irr, NEW.source))
    EXECUTE FUNCTION audit_changed('budget_line');
CREATE TRIGGER audit_deleted AFTER DELETE ON budget_line
    FOR EACH ROW EXECUTE FUNCTION audit_changed('budget_line');
CREATE TRIGGER budget_line_is_never_emptied BEFORE TRUNCATE ON budget_line
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncation();

CREATE TRIGGER audit_added AFTER INSERT ON announcement REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('announcement', '1000', 'e.key COLLATE "C"');

CREATE TRIGGER audit_added AFTER INSERT ON announced_figure REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('figure', '1000', 'e.key COLLATE "C"');

CREATE TRIGGER audit_added AFTER INSERT ON access_token REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_added('token', '1000', 'a.id');
-- Its last use creates no entry.
CREATE TRIGGER audit_changed AFTER UPDATE OF name, organisation, role, provinces, hash, created_at, expires_at,
    revoked_at ON access_token
    FOR EACH ROW WHEN (ROW(OLD.name, OLD.organisation, OLD.role, OLD.provinces, OLD.hash, OLD.created_at,
        OLD.expires_at, OLD.revoked_at)
        IS DISTINCT FROM ROW(NEW.name, NEW.organisation, NEW.role, NEW.provinces, NEW.hash, NEW.created_at,
        NEW.expires_at, NEW.revoked_at))
    EXECUTE FUNCTION audit_changed('token');
CREATE TRIGGER audit_deleted AFTER DELETE ON access_token
    FOR EACH ROW EXECUTE FUNCTION audit_changed('token');
CREATE TRIGGER access_token_is_never_emptied BEFORE TRUNCATE ON access_token
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncation();
