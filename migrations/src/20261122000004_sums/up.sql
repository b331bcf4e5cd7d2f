-- The sums that reports add up. The domain crate derives them from the ledger, in the transaction that records.

-- The status of each unit by day and by moment of knowledge.
CREATE TABLE unit_span (
    unit_id bigint NOT NULL REFERENCES unit,
    status unit_status NOT NULL,
    from_on date NOT NULL,
    -- First day after it; infinity while it lasts.
    until_on date NOT NULL,
    known_from timestamptz NOT NULL,
    -- First moment at which it was no longer known so; infinity while it is.
    known_until timestamptz NOT NULL
);
CREATE INDEX span_of_unit ON unit_span (unit_id, from_on);

-- Sums of events by area, sector and period, by present knowledge.
CREATE TABLE tally (
    -- 0 the country, 1 to 31 the provinces (province.id), from 1000 the parks (1000 + park.id).
    area integer NOT NULL,
    -- Whether the units are outside parks.
    outside boolean NOT NULL,
    -- d: one day, m: a month, y: a year of the Iranian calendar. Parks have days only.
    level "char" NOT NULL,
    -- First day of the period.
    starts_on date NOT NULL,
    -- 1 to 8 as in unit.sector, 9 unknown, 0 all sectors (months and years only).
    sector smallint NOT NULL,
    kind event_kind NOT NULL,
    -- The status before; NULL at the first event of a unit.
    from_status unit_status,
    to_status unit_status NOT NULL,
    events integer NOT NULL,
    -- Persons and rials stated on the events, and how many events state none.
    jobs bigint NOT NULL,
    jobs_unknown integer NOT NULL,
    investment numeric(38, 0) NOT NULL,
    investment_unknown integer NOT NULL,
    -- By how much the jobs of working units change, and the number of those whose jobs are unknown.
    stock_jobs bigint NOT NULL,
    stock_jobs_unknown integer NOT NULL
);
CREATE UNIQUE INDEX tally_is_one_per_period ON tally
    (area, outside, level, starts_on, sector, kind, to_status, from_status) NULLS NOT DISTINCT;

-- The same sums by the moment at which they became known. The sums of a past moment are the present ones minus those that
-- became known later.
CREATE TABLE tally_change (
    recorded_at timestamptz NOT NULL,
    LIKE tally
);
CREATE INDEX tally_change_of_period ON tally_change (area, outside, level, starts_on, sector, recorded_at);

-- The changes of provinces and the country added up by the month (of UTC) in which they became known, so that a past
-- moment costs the months since then and one month's single changes, however many there were.
CREATE TABLE tally_month (
    -- First day of the month.
    recorded_in date NOT NULL,
    LIKE tally
);
CREATE UNIQUE INDEX tally_month_is_one_per_period ON tally_month
    (area, outside, level, starts_on, sector, recorded_in, kind, to_status, from_status) NULLS NOT DISTINCT;
