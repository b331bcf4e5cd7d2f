-- What a target starts from: the last known value of its metric when it was decided. The domain checks the rest.
ALTER TABLE target_revision
    ADD COLUMN baseline_value numeric(23, 4)
        CONSTRAINT baseline_value_is_not_negative CHECK (baseline_value >= 0),
    ADD COLUMN baseline_on date CONSTRAINT baseline_is_not_later_than_the_decision CHECK (baseline_on <= decided_on),
    ADD COLUMN baseline_source text,
    ADD CONSTRAINT baseline_has_a_value_and_a_day CHECK ((baseline_value IS NULL) = (baseline_on IS NULL)),
    ADD CONSTRAINT baseline_source_has_a_baseline CHECK (baseline_source IS NULL OR baseline_value IS NOT NULL);

SELECT audit_column('target_revision', name)
FROM unnest(ARRAY['baseline_value', 'baseline_on', 'baseline_source']) AS name;
