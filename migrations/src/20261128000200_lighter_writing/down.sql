DROP FUNCTION index_words();

DROP INDEX event_by_moment;
CREATE INDEX event_by_moment ON unit_event (recorded_at, position);
DROP INDEX event_is_corrected_once;
ALTER TABLE unit_event ADD CONSTRAINT event_is_corrected_once UNIQUE (corrects);

ALTER TABLE unit_span ADD CONSTRAINT unit_span_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit (id);

DROP TRIGGER unit_has_search ON unit;
DROP FUNCTION set_search();
ALTER TABLE unit
    DROP COLUMN search,
    ADD COLUMN search text GENERATED ALWAYS AS
        (searchable(code || ' ' || COALESCE(name_en, '') || ' ' || COALESCE(name_fa, ''))) STORED;
CREATE INDEX unit_by_search ON unit USING gin (search gin_trgm_ops);
