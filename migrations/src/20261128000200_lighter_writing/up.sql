-- PostgreSQL computes generated columns of a table with triggers before updates again with each update: the words of a unit
-- with each change of its status. Now they are computed when they change.
ALTER TABLE unit ALTER COLUMN search DROP EXPRESSION;
CREATE FUNCTION set_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search := searchable(NEW.code || ' ' || COALESCE(NEW.name_en, '') || ' ' || COALESCE(NEW.name_fa, ''));
    RETURN NEW;
END
$$;
CREATE TRIGGER unit_has_search BEFORE INSERT OR UPDATE OF code, name_en, name_fa, search ON unit
    FOR EACH ROW EXECUTE FUNCTION set_search();
ALTER TABLE unit ENABLE ALWAYS TRIGGER unit_has_search;

-- Spans follow from records, which refer to the unit.
ALTER TABLE unit_span DROP CONSTRAINT unit_span_unit_id_fkey;

-- Most records correct nothing, and those of a batch have no moment of their own.
ALTER TABLE unit_event DROP CONSTRAINT event_is_corrected_once;
CREATE UNIQUE INDEX event_is_corrected_once ON unit_event (corrects) WHERE corrects IS NOT NULL;
DROP INDEX event_by_moment;
CREATE INDEX event_by_moment ON unit_event (recorded_at, position) WHERE recorded_at IS NOT NULL;

-- Adds words that wait to the indexes. Only the owner of an index may do that.
CREATE FUNCTION index_words() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM gin_clean_pending_list('unit_by_search'), gin_clean_pending_list('unit_by_owner');
END
$$;
DO $$
BEGIN
    -- The trigger fires wherever rows are written, also where no schema is searched: in a restored or replicated table.
    EXECUTE format('ALTER FUNCTION set_search() SET search_path = %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION index_words() SET search_path = %I, pg_temp', current_schema());
END
$$;
