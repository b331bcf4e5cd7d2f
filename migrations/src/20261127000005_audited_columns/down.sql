-- The functions of each table without the list. The other triggers are as they were.

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

DO $body$
DECLARE
    this audited_table;
    facts text;
BEGIN
    FOR this IN SELECT a.* FROM audited_table AS a ORDER BY a.name LOOP
        facts := audited_facts(this.name);
        IF this.name IN ('unit_event', 'target_revision') THEN
            EXECUTE format('CREATE FUNCTION facts_of_%s(t %I) RETURNS jsonb LANGUAGE sql STABLE AS $f$ SELECT %s $f$',
                this.thing, this.name, facts);
            EXECUTE format('DROP FUNCTION facts(%I)', this.name);
            this.before := replace(this.before, 'facts(', format('facts_of_%s(', this.thing));
            facts := format('facts_of_%s(t)', this.thing);
        END IF;
        EXECUTE format($$
            CREATE OR REPLACE FUNCTION audited(t %1$I)
                RETURNS TABLE (key text, province_id smallint, before jsonb, after jsonb) LANGUAGE sql STABLE AS $f$
                SELECT %2$s, %3$s, %4$s, %5$s
            $f$;
            CREATE OR REPLACE TRIGGER audit_added AFTER INSERT ON %1$I REFERENCING NEW TABLE AS added
                FOR EACH STATEMENT EXECUTE FUNCTION %6$s;
            ALTER TABLE %1$I ENABLE ALWAYS TRIGGER audit_added;
            DROP FUNCTION %7$I()
        $$, this.name, this.key, this.province, this.before, facts,
            CASE this.name WHEN 'unit_event' THEN 'audit_added_event(''100'')'
                ELSE format('audit_added(%L, %L, %L)', this.thing, this.most, this.ordered_by) END,
            'audit_added_' || this.name);
    END LOOP;
END
$body$;

DROP FUNCTION forget_column(text, text), audit_column(text, text, text, text), audit_table(text), audited_facts(text);
DROP TABLE audited_column, audited_table;

DROP FUNCTION audit_things(text[]), forget_things(text[]), audited_things(), set_audited_things(text[], text);
