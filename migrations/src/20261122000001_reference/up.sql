-- Bundled reference data and data that administrators maintain: provinces, years, activities, rates, thresholds.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The form in which text is searched: lower case, one code point for each Persian letter, Latin digits, single blanks,
-- without signs that do not distinguish words (zero-width joiners, kashida, vowels, direction marks). The locale of the
-- database decides which letters beyond ASCII have a lower case; with the locale C, none has.
CREATE FUNCTION searchable(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(lower(translate(words,
        U&'\064A\0649\0643\06F0\06F1\06F2\06F3\06F4\06F5\06F6\06F7\06F8\06F9\0660\0661\0662\0663\0664\0665\0666\0667\0668\0669\200B\200C\200D\200E\200F\202A\202B\202C\202D\202E\2066\2067\2068\2069\0640\FEFF\064B\064C\064D\064E\064F\0650\0651\0652',
        U&'\06CC\06CC\06A901234567890123456789')), '\s+', ' ', 'g'))
$$;

CREATE TABLE province (
    -- The number of its ISO code and one: IR-00 is 1.
    id smallint PRIMARY KEY,
    code text COLLATE "C" NOT NULL CONSTRAINT province_code_is_unique UNIQUE
        CONSTRAINT province_code_is_iso CHECK (code ~ '^IR-[0-9]{2}$'),
    code_before_2020 text COLLATE "C" NOT NULL CONSTRAINT province_old_code_is_unique UNIQUE,
    name_en text NOT NULL,
    name_fa text NOT NULL,
    capital_en text NOT NULL,
    capital_fa text NOT NULL,
    aliases_en text[] NOT NULL
);

CREATE TABLE iranian_year (
    number smallint PRIMARY KEY CONSTRAINT year_is_in_the_register CHECK (number BETWEEN 1304 AND 1502),
    motto_en text,
    motto_fa text
);

CREATE TABLE isic_division (
    code text COLLATE "C" PRIMARY KEY CONSTRAINT isic_division_has_two_digits CHECK (code ~ '^[0-9]{2}$'),
    name text NOT NULL
);

CREATE TABLE rate (
    kind text NOT NULL CONSTRAINT rate_kind_is_known CHECK (kind IN ('official', 'nima', 'market')),
    valid_from date NOT NULL,
    -- The last day; NULL while the rate lasts.
    valid_to date,
    irr_per_usd numeric(20, 6) NOT NULL CONSTRAINT rate_is_positive CHECK (irr_per_usd > 0),
    source text,
    PRIMARY KEY (kind, valid_from),
    CONSTRAINT rate_ends_after_it_begins CHECK (valid_to >= valid_from)
);

CREATE TABLE methodology (
    code text COLLATE "C" PRIMARY KEY,
    valid_from date NOT NULL CONSTRAINT methodology_is_unique_per_day UNIQUE,
    idle_below numeric(5, 2) NOT NULL,
    semi_active_below numeric(5, 2) NOT NULL,
    source text,
    CONSTRAINT methodology_thresholds_are_ordered
        CHECK (idle_below >= 0 AND idle_below <= semi_active_below AND semi_active_below <= 200)
);

-- Counts the changes of the data that servers cache (provinces, years, activities, parks), so that a server can
-- check whether its copy is current.
CREATE TABLE reference_version (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    number bigint NOT NULL
);
INSERT INTO reference_version (number) VALUES (1);

CREATE FUNCTION reference_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reference_version SET number = number + 1;
    NOTIFY reference_changed;
    RETURN NULL;
END
$$;

CREATE TRIGGER province_changed AFTER INSERT OR UPDATE OR DELETE ON province
    FOR EACH STATEMENT EXECUTE FUNCTION reference_changed();
CREATE TRIGGER year_changed AFTER INSERT OR UPDATE OR DELETE ON iranian_year
    FOR EACH STATEMENT EXECUTE FUNCTION reference_changed();
CREATE TRIGGER isic_division_changed AFTER INSERT OR UPDATE OR DELETE ON isic_division
    FOR EACH STATEMENT EXECUTE FUNCTION reference_changed();
