CREATE TYPE unit_status AS ENUM
    ('planned', 'under_construction', 'active', 'semi_active', 'inactive', 'closed', 'cancelled');

CREATE TABLE park (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text COLLATE "C" NOT NULL CONSTRAINT park_code_is_unique UNIQUE,
    province_id smallint NOT NULL REFERENCES province,
    county text,
    name_en text NOT NULL,
    name_fa text,
    -- Code and names as they are searched.
    search text GENERATED ALWAYS AS (searchable(code || ' ' || name_en || ' ' || COALESCE(name_fa, ''))) STORED,
    kind text NOT NULL CONSTRAINT park_kind_is_known CHECK (kind IN
        ('industrial_park', 'specialised_park', 'industrial_zone', 'rural_zone', 'special_economic_zone', 'technology_park')),
    ownership text NOT NULL CONSTRAINT park_ownership_is_known CHECK (ownership IN ('state', 'non_governmental')),
    approved_on date NOT NULL,
    operating_since date,
    closed_on date,
    land_total_ha numeric(12, 4) CONSTRAINT park_land_total_is_an_area CHECK (land_total_ha >= 0),
    land_operational_ha numeric(12, 4) CONSTRAINT park_land_operational_is_an_area CHECK (land_operational_ha >= 0),
    land_assignable_ha numeric(12, 4) CONSTRAINT park_land_assignable_is_an_area CHECK (land_assignable_ha >= 0),
    latitude numeric(11, 8) CONSTRAINT park_latitude_is_on_earth CHECK (latitude BETWEEN -90 AND 90),
    longitude numeric(11, 8) CONSTRAINT park_longitude_is_on_earth CHECK (longitude BETWEEN -180 AND 180),
    CONSTRAINT park_position_is_whole CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CONSTRAINT park_operates_after_approval CHECK (operating_since >= approved_on),
    CONSTRAINT park_closes_last CHECK (closed_on >= COALESCE(operating_since, approved_on)),
    CONSTRAINT park_is_in_its_province UNIQUE (id, province_id)
);
CREATE INDEX park_of_province ON park (province_id, code);

CREATE TRIGGER park_changed AFTER INSERT OR UPDATE OR DELETE ON park
    FOR EACH STATEMENT EXECUTE FUNCTION reference_changed();

CREATE TABLE infrastructure (
    park_id integer NOT NULL REFERENCES park,
    line_of text NOT NULL CONSTRAINT infrastructure_line_is_known
        CHECK (line_of IN ('water', 'power', 'gas', 'wastewater', 'road', 'telecom')),
    capacity numeric(20, 4) NOT NULL CONSTRAINT infrastructure_capacity_is_positive CHECK (capacity >= 0),
    unit text NOT NULL,
    in_service_since date,
    PRIMARY KEY (park_id, line_of)
);

CREATE TRIGGER infrastructure_changed AFTER INSERT OR UPDATE OR DELETE ON infrastructure
    FOR EACH STATEMENT EXECUTE FUNCTION reference_changed();

CREATE TABLE unit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text COLLATE "C" NOT NULL CONSTRAINT unit_code_is_unique UNIQUE,
    -- A unit outside parks has only a province; in a park it has the park's.
    park_id integer,
    province_id smallint NOT NULL REFERENCES province,
    name_en text NOT NULL,
    name_fa text,
    -- Code and names as they are searched.
    search text GENERATED ALWAYS AS (searchable(code || ' ' || name_en || ' ' || COALESCE(name_fa, ''))) STORED,
    isic_revision text CONSTRAINT unit_isic_revision_is_known CHECK (isic_revision IN ('3', '3.1', '4')),
    isic_code text COLLATE "C" CONSTRAINT unit_isic_code_has_digits CHECK (isic_code ~ '^[0-9]{2,4}$'),
    -- 1 to 8, the sectors in the order of the domain crate; NULL where unknown.
    sector smallint CONSTRAINT unit_sector_is_known CHECK (sector BETWEEN 1 AND 8),
    licence text,
    owner text,
    -- Derived from the ledger by the domain crate, as of today and by present knowledge.
    status unit_status,
    status_since date,
    jobs integer,
    capacity_percent numeric(5, 2),
    progress_percent numeric(5, 2),
    last_confirmed_on date,
    CONSTRAINT unit_is_in_a_park_of_its_province
        FOREIGN KEY (park_id, province_id) REFERENCES park (id, province_id) ON UPDATE CASCADE,
    CONSTRAINT unit_activity_is_whole CHECK ((isic_revision IS NULL) = (isic_code IS NULL))
);
CREATE INDEX unit_of_park ON unit (park_id, code);
CREATE INDEX unit_of_province ON unit (province_id, status, code);
CREATE INDEX unit_by_status ON unit (status, code);
CREATE INDEX unit_by_name ON unit (lower(name_en) COLLATE "C", id);
CREATE INDEX unit_by_search ON unit USING gin (search gin_trgm_ops);
