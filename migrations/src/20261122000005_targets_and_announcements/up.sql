-- Yearly targets. Revisions are added, never changed.

CREATE TABLE target (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year smallint NOT NULL,
    metric text NOT NULL,
    -- NULL: the country.
    province_id smallint REFERENCES province,
    population text NOT NULL CONSTRAINT target_population_is_known
        CHECK (population IN ('in_parks', 'outside_parks', 'all')),
    -- NULL: all bodies.
    body text,
    CONSTRAINT target_is_unique UNIQUE NULLS NOT DISTINCT (year, metric, province_id, population, body)
);

CREATE TABLE target_revision (
    target_id integer NOT NULL REFERENCES target,
    -- The order of revisions decided on one day.
    place integer GENERATED ALWAYS AS IDENTITY,
    value numeric(23, 4) NOT NULL CONSTRAINT target_value_is_not_negative CHECK (value >= 0),
    decided_on date NOT NULL,
    reason text,
    source text,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    PRIMARY KEY (target_id, place),
    CONSTRAINT revision_is_unique_per_day UNIQUE (target_id, decided_on)
);
CREATE TRIGGER revisions_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON target_revision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE budget_line (
    year smallint NOT NULL,
    province_id smallint REFERENCES province,
    line_of text NOT NULL,
    stage text NOT NULL CONSTRAINT budget_stage_is_known CHECK (stage IN ('bill', 'law', 'allocated', 'spent')),
    amount_irr bigint NOT NULL CONSTRAINT budget_amount_is_not_negative CHECK (amount_irr >= 0),
    source text,
    CONSTRAINT budget_line_is_unique UNIQUE NULLS NOT DISTINCT (year, province_id, line_of, stage)
);

-- Announcements: all figures of one source and day. They are never changed; two may contradict each other.
CREATE TABLE announcement (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    announced_on date,
    date_basis text NOT NULL CONSTRAINT announcement_date_basis_is_known
        CHECK (date_basis IN ('stated', 'estimated', 'unknown')),
    source text NOT NULL,
    CONSTRAINT announcement_is_unique UNIQUE NULLS NOT DISTINCT (source, announced_on)
);
CREATE INDEX announcement_by_day ON announcement ((COALESCE(announced_on, '-infinity')), id);
CREATE TRIGGER announcements_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON announcement
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE announced_figure (
    code text COLLATE "C" PRIMARY KEY,
    announcement_id integer NOT NULL REFERENCES announcement,
    speaker text,
    organisation text,
    -- NULL: the country.
    province_id smallint REFERENCES province,
    population text NOT NULL,
    metric text COLLATE "C" NOT NULL CONSTRAINT figure_metric_is_a_code CHECK (metric ~ '^[a-z][a-z0-9_]*$'),
    measure text NOT NULL CONSTRAINT figure_measure_is_known
        CHECK (measure IN ('flow', 'stock', 'target', 'share', 'ratio')),
    hedge text CONSTRAINT figure_hedge_is_known CHECK (hedge IN ('about', 'over', 'nearly', 'up_to', 'range')),
    low numeric NOT NULL,
    high numeric NOT NULL,
    unit text NOT NULL,
    period_from date,
    period_to date,
    quote text,
    note text,
    CONSTRAINT figure_low_is_not_above_high CHECK (low <= high),
    CONSTRAINT figure_period_ends_after_it_begins CHECK (period_to >= period_from)
);
CREATE INDEX figure_of_announcement ON announced_figure (announcement_id, code);
CREATE INDEX figure_by_metric ON announced_figure (metric, code);
CREATE TRIGGER figures_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON announced_figure
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
