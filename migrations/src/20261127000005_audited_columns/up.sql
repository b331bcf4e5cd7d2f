-- One list of the columns whose changes create an audit entry. The triggers that write entries, the facts in an entry, and
-- the triggers that count versions are generated from it. A migration that adds a column only calls
-- audit_column('park', 'county').

CREATE TABLE audited_table (
    name text COLLATE "C" PRIMARY KEY,
    thing text NOT NULL,
    -- Expressions over the row `t`: audit_entry.key, province_id and before.
    key text NOT NULL DEFAULT 't.code',
    province text NOT NULL DEFAULT 'NULL::smallint',
    before text NOT NULL DEFAULT 'NULL::jsonb',
    -- A statement that adds more rows creates one entry for each province, with the first and the last row in this order:
    -- an expression over the row `a` and its entry `e`.
    most integer NOT NULL DEFAULT 1000,
    ordered_by text NOT NULL DEFAULT 'e.key COLLATE "C"',
    -- Rows that refuse_change() guards: they are added, never changed or deleted.
    is_record boolean NOT NULL DEFAULT false
);

CREATE TABLE audited_column (
    of_table text COLLATE "C" NOT NULL REFERENCES audited_table,
    name text COLLATE "C" NOT NULL,
    -- The name of the fact in entries, as in files. NULL: a change creates an entry that does not show the value.
    fact text COLLATE "C",
    -- The value of the fact, an expression over the row `t`. NULL: the column itself; rials and decimals as texts, because
    -- not every reader can hold them as numbers.
    value text,
    CONSTRAINT audited_fact_is_unique_per_table UNIQUE (of_table, fact)
);

INSERT INTO audited_table (name, thing, key, province) VALUES
    ('province', 'province', DEFAULT, 't.id'),
    ('iranian_year', 'year', 't.number::text', DEFAULT),
    ('isic_division', 'isic_division', DEFAULT, DEFAULT),
    ('rate', 'rate', 'concat_ws('' '', t.kind, t.valid_from)', DEFAULT),
    ('methodology', 'methodology', DEFAULT, DEFAULT),
    ('park', 'park', DEFAULT, 't.province_id'),
    ('infrastructure', 'infrastructure', 'concat_ws('' '', code_of_park(t.park_id), t.line_of)',
        '(SELECT p.province_id FROM park AS p WHERE p.id = t.park_id)'),
    ('unit', 'unit', DEFAULT, 't.province_id'),
    ('target', 'target', 'key_of_target(t)', 't.province_id'),
    ('budget_line', 'budget_line',
        'concat_ws('' '', t.year, COALESCE(code_of_province(t.province_id), ''IR''), t.stage, t.line_of)', 't.province_id');
INSERT INTO audited_table (name, thing, key, ordered_by) VALUES ('access_token', 'token', 't.id::text', 'a.id');
INSERT INTO audited_table (name, thing, key, province, is_record) VALUES
    ('announcement', 'announcement', 't.source', DEFAULT, true),
    ('announced_figure', 'figure', DEFAULT, 't.province_id', true);
-- Before a revision: the latest earlier decision. Before an event: the state of its unit, and the event that it corrects.
INSERT INTO audited_table (name, thing, key, province, before, most, ordered_by, is_record) VALUES
    ('target_revision', 'revision',
        'concat_ws('' '', (SELECT key_of_target(g) FROM target AS g WHERE g.id = t.target_id), t.decided_on)',
        '(SELECT g.province_id FROM target AS g WHERE g.id = t.target_id)',
        '(SELECT facts(r) FROM target_revision AS r WHERE r.target_id = t.target_id AND r.place < t.place
            ORDER BY r.decided_on DESC LIMIT 1)', DEFAULT, DEFAULT, true),
    ('unit_event', 'event', 'concat_ws('' '', code_of_unit(t.unit_id), t.code)', 't.province_id',
        'NULLIF((SELECT jsonb_strip_nulls(jsonb_build_object(''status'', u.status, ''jobs'', u.jobs,
            ''capacity_percent'', trim_scale(u.capacity_percent)::text,
            ''corrects'', (SELECT facts(e) FROM unit_event AS e WHERE e.position = COALESCE(t.replaces, t.voids))))
            FROM unit AS u WHERE u.id = t.unit_id), ''{}'')', 100, 'a.position', true);

-- Columns that entries show unchanged, under their own names.
INSERT INTO audited_column (of_table, name, fact)
SELECT of_table, name, name FROM (VALUES
    ('province', 'name_en name_fa capital_en capital_fa aliases_en'),
    ('iranian_year', 'motto_en motto_fa'),
    ('isic_division', 'code name'),
    ('rate', 'kind valid_from valid_to irr_per_usd source'),
    ('methodology', 'code valid_from idle_below semi_active_below source'),
    ('park', 'code county name_en name_fa kind ownership approved_on operating_since closed_on land_total_ha '
        'land_operational_ha land_assignable_ha latitude longitude'),
    ('infrastructure', 'capacity unit in_service_since'),
    ('unit', 'code name_en name_fa isic_revision isic_code licence owner'),
    ('unit_event', 'position kind occurred_on investment_irr jobs capacity_percent progress_percent area_m2 body means note '
        'evidence recorded_by'),
    ('target', 'year metric population body'),
    ('target_revision', 'value decided_on reason source recorded_at recorded_by'),
    ('budget_line', 'year stage amount_irr source'),
    ('announcement', 'announced_on date_basis source'),
    ('announced_figure', 'speaker organisation population metric measure unit period_from period_to quote note'),
    ('access_token', 'id name organisation role created_at expires_at revoked_at')
) AS list (of_table, names), string_to_table(names, ' ') AS name;

INSERT INTO audited_column (of_table, name, fact, value) VALUES
    ('province', 'code', 'iso_code', NULL),
    ('province', 'code_before_2020', 'iso_code_before_2020', NULL),
    ('iranian_year', 'number', 'year', NULL),
    ('park', 'province_id', 'province', 'code_of_province(t.province_id)'),
    ('infrastructure', 'park_id', 'park', 'code_of_park(t.park_id)'),
    ('infrastructure', 'line_of', 'line', NULL),
    ('unit', 'park_id', 'park', 'code_of_park(t.park_id)'),
    ('unit', 'province_id', 'province', 'code_of_province(t.province_id)'),
    ('unit', 'sector', 'sector',
        '(''{food,textile,cellulose,chemical,non_metallic_mineral,metal,electrical,services}''::text[])[t.sector]'),
    ('unit_event', 'code', 'event', NULL),
    ('unit_event', 'unit_id', 'unit', 'code_of_unit(t.unit_id)'),
    ('unit_event', 'reasons', 'reasons', 'NULLIF(t.reasons, ''{}'')'),
    ('unit_event', 'replaces', 'replaces', '(SELECT e.code FROM unit_event AS e WHERE e.position = t.replaces)'),
    ('unit_event', 'voids', 'voids', '(SELECT e.code FROM unit_event AS e WHERE e.position = t.voids)'),
    ('unit_event', 'recorded_at', 'recorded_at',
        'COALESCE(t.recorded_at, (SELECT b.recorded_at FROM ledger_batch AS b WHERE b.id = t.batch))'),
    ('target', 'province_id', 'scope', 'COALESCE(code_of_province(t.province_id), ''IR'')'),
    ('budget_line', 'province_id', 'scope', 'COALESCE(code_of_province(t.province_id), ''IR'')'),
    ('budget_line', 'line_of', 'line', NULL),
    ('announced_figure', 'code', 'id', NULL),
    ('announced_figure', 'announcement_id', 'announced_on',
        '(SELECT a.announced_on FROM announcement AS a WHERE a.id = t.announcement_id)'),
    ('announced_figure', 'announcement_id', 'source',
        '(SELECT a.source FROM announcement AS a WHERE a.id = t.announcement_id)'),
    ('announced_figure', 'province_id', 'scope', 'COALESCE(code_of_province(t.province_id), ''IR'')'),
    ('announced_figure', 'hedge', 'qualifier', NULL),
    ('announced_figure', 'low', 'value_low', NULL),
    ('announced_figure', 'high', 'value_high', NULL),
    ('access_token', 'provinces', 'provinces', 'NULLIF(t.provinces, ''{}'')'),
    ('access_token', 'hash', NULL, NULL);

-- The facts of a row `t` of a table, as the text of an expression.
CREATE FUNCTION audited_facts(listed text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT 'jsonb_strip_nulls(jsonb_build_object('
        || string_agg(format('%L, ', c.fact) || COALESCE(c.value, format(CASE a.atttypid
            WHEN 'numeric'::regtype THEN 'trim_scale(t.%I)::text' WHEN 'bigint'::regtype THEN 't.%I::text' ELSE 't.%I' END,
            c.name)), ', ' ORDER BY c.fact)
        || '))'
    FROM audited_column AS c LEFT JOIN pg_attribute AS a ON a.attrelid = c.of_table::regclass AND a.attname = c.name
    WHERE c.of_table = listed AND c.fact IS NOT NULL
$$;

-- Creates or replaces everything that is generated from the list for one table. The functions are written out for the table,
-- so that PostgreSQL plans their statements once per session.
CREATE FUNCTION audit_table(listed text) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    this audited_table;
    watched text;
    old_values text;
    new_values text;
BEGIN
    SELECT a.* INTO STRICT this FROM audited_table AS a WHERE a.name = listed;

    -- Where the state before is that of another row of the table, which audited() cannot ask itself for.
    IF this.before ~ '\mfacts\(' THEN
        EXECUTE format('CREATE OR REPLACE FUNCTION facts(t %I) RETURNS jsonb LANGUAGE sql STABLE AS $f$ SELECT %s $f$',
            this.name, audited_facts(this.name));
    END IF;
    EXECUTE format($$
        CREATE OR REPLACE FUNCTION audited(t %1$I)
            RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $f$
            SELECT %2$s, %3$s, %4$s, %5$s
        $f$
    $$, this.name, this.key, this.province, this.before, audited_facts(this.name));

    -- After an INSERT: an entry for each row, or one for each province. What ships with the program leaves the entry of its
    -- act alone.
    EXECUTE format($$
        CREATE OR REPLACE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql AS $f$
        DECLARE
            many boolean;
        BEGIN
            IF signature() ->> 'via' = 'program' THEN
                RETURN NULL;
            END IF;
            SELECT count(*) > %4$s INTO many FROM (SELECT FROM added LIMIT %4$s + 1) AS few;
            IF many THEN
                INSERT INTO audit_entry (thing, province_id, after)
                SELECT %3$L, e.province_id,
                    jsonb_build_object('count', count(*), 'first', min(%5$s)::text, 'last', max(%5$s)::text)
                FROM added AS a, audited(a::%2$I) AS e GROUP BY e.province_id ORDER BY e.province_id;
            ELSE
                INSERT INTO audit_entry (thing, key, province_id, before, after)
                SELECT %3$L, e.key, e.province_id, e.before, e.after FROM added AS a, audited(a::%2$I) AS e;
            END IF;
            RETURN NULL;
        END
        $f$;
        CREATE OR REPLACE TRIGGER audit_added AFTER INSERT ON %2$I REFERENCING NEW TABLE AS added
            FOR EACH STATEMENT EXECUTE FUNCTION %1$I();
        ALTER TABLE %2$I ENABLE ALWAYS TRIGGER audit_added
    $$, 'audit_added_' || this.name, this.name, this.thing, this.most, this.ordered_by);

    IF this.is_record THEN
        RETURN;
    END IF;
    SELECT string_agg(format('%I', c.name), ', '), string_agg(format('OLD.%I', c.name), ', '),
        string_agg(format('NEW.%I', c.name), ', ')
        INTO watched, old_values, new_values
        FROM (SELECT DISTINCT name FROM audited_column WHERE of_table = this.name ORDER BY name) AS c;
    EXECUTE format($$
        CREATE OR REPLACE TRIGGER audit_changed AFTER UPDATE OF %3$s ON %1$I
            FOR EACH ROW WHEN (ROW(%4$s) IS DISTINCT FROM ROW(%5$s)) EXECUTE FUNCTION audit_changed(%2$L);
        CREATE OR REPLACE TRIGGER audit_deleted AFTER DELETE ON %1$I
            FOR EACH ROW EXECUTE FUNCTION audit_changed(%2$L);
        CREATE OR REPLACE TRIGGER %6$I BEFORE TRUNCATE ON %1$I
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncation();
        ALTER TABLE %1$I ENABLE ALWAYS TRIGGER audit_changed, ENABLE ALWAYS TRIGGER audit_deleted,
            ENABLE ALWAYS TRIGGER %6$I
    $$, this.name, this.thing, watched, old_values, new_values, this.name || '_is_never_emptied');

    -- Where rows have a version, a new one: a writer names the version that they saw.
    IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = this.name::regclass AND attname = 'version') THEN
        EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE UPDATE OF %s ON %I FOR EACH ROW EXECUTE FUNCTION next_version()',
            this.name || '_has_a_new_version', watched, this.name);
    END IF;
END
$body$;

-- Adds a column to the list. Entries show it unchanged under its own name, unless `fact` and `value` say otherwise.
CREATE FUNCTION audit_column(of_table text, name text, fact text DEFAULT NULL, value text DEFAULT NULL)
RETURNS void LANGUAGE sql VOLATILE AS $$
    INSERT INTO audited_column (of_table, name, fact, value) VALUES ($1, $2, COALESCE($3, $2), $4);
    SELECT audit_table($1);
$$;

-- Removes a column from the list. Call it before dropping the column.
CREATE FUNCTION forget_column(listed text, forgotten text) RETURNS void LANGUAGE sql VOLATILE AS $$
    DELETE FROM audited_column AS c WHERE c.of_table = listed AND c.name = forgotten;
    SELECT audit_table(listed);
$$;

-- Lets entries be about further things.
CREATE FUNCTION audit_things(VARIADIC further text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_audited_things(audited_things() || further, '');
END
$$;

-- The opposite. Entries about these things stay.
CREATE FUNCTION forget_things(VARIADIC forgotten text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_audited_things(ARRAY(SELECT unnest(audited_things()) EXCEPT SELECT unnest(forgotten) ORDER BY 1), 'NOT VALID');
END
$$;

CREATE FUNCTION audited_things() RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(code[1]) FROM pg_constraint,
        regexp_matches(pg_get_constraintdef(oid), '''([a-z_]+)''', 'g') AS code WHERE conname = 'audit_thing_is_known'
$$;

CREATE FUNCTION set_audited_things(things text[], validity text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE audit_entry DROP CONSTRAINT audit_thing_is_known,
        ADD CONSTRAINT audit_thing_is_known CHECK (thing IN (%s)) %s',
        (SELECT string_agg(quote_literal(thing), ', ') FROM unnest(things) AS thing), validity);
END
$$;

SELECT audit_table(name) FROM audited_table;

DROP FUNCTION audit_added(), audit_added_event(), facts_of_event(unit_event), facts_of_revision(target_revision);
