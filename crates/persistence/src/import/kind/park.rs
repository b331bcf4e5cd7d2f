//! Parks and their infrastructure.

use shahrak_domain::code::Coded;
use shahrak_exchange::cell::Cell;
use shahrak_exchange::row::{InfrastructureRow, ParkRow};

use crate::import::copy::Line;
use crate::import::plan::Plan;
use crate::import::staged::Staged;

impl Staged for ParkRow {
    const TABLE: &'static str = "staged_park";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("code", "text"),
        ("province", "text"),
        ("county", "text"),
        ("name_en", "text"),
        ("name_fa", "text"),
        ("kind", "text"),
        ("ownership", "text"),
        ("approved_on", "date"),
        ("operating_since", "date"),
        ("closed_on", "date"),
        ("land_total_ha", "numeric"),
        ("land_operational_ha", "numeric"),
        ("land_assignable_ha", "numeric"),
        ("latitude", "numeric"),
        ("longitude", "numeric"),
        // The columns that the file has.
        ("present", "text[]"),
        ("province_id", "smallint"),
    ];
    const PLACES: &'static [&'static str] = &[
        "SELECT s.file, s.line, 'code', s.code, format('park %s lies', s.code), t.province_id
         FROM staged_park AS s JOIN park AS t ON t.code = s.code",
        "SELECT s.file, s.line, 'province', s.province, format('park %s would lie', s.code), s.province_id
         FROM staged_park AS s LEFT JOIN park AS t ON t.code = s.code
         WHERE t.province_id IS DISTINCT FROM s.province_id",
    ];

    fn fill(&self, line: &mut Line) {
        let position = self.position.filled();
        line.text(&self.code)
            .text(&self.province)
            .maybe_text(self.county.filled().map(String::as_str))
            .text(&self.name_en)
            .maybe_text(self.name_fa.filled().map(String::as_str))
            .plain(self.kind.code())
            .plain(self.ownership.code())
            .plain(self.approved_on.date())
            .maybe(self.operating_since.filled().map(|day| day.date()))
            .maybe(self.closed_on.filled().map(|day| day.date()))
            .maybe(self.land_total_ha.filled())
            .maybe(self.land_operational_ha.filled())
            .maybe(self.land_assignable_ha.filled())
            .maybe(position.map(|position| position.latitude))
            .maybe(position.map(|position| position.longitude))
            .array(&self.present())
            .maybe(None::<i16>);
    }
}

/// The names of the columns that a file has.
trait Present {
    fn present(&self) -> Vec<&'static str>;
}

impl Present for ParkRow {
    fn present(&self) -> Vec<&'static str> {
        [
            ("county", self.county.present()),
            ("name_fa", self.name_fa.present()),
            ("operating_since", self.operating_since.present()),
            ("closed_on", self.closed_on.present()),
            ("land_total_ha", self.land_total_ha.present()),
            ("land_operational_ha", self.land_operational_ha.present()),
            ("land_assignable_ha", self.land_assignable_ha.present()),
            ("latitude", self.position.present()),
            ("longitude", self.position.present()),
        ]
        .into_iter()
        .filter_map(|(name, present)| present.then_some(name))
        .collect()
    }
}

/// How parks land. That their days and areas agree is judged by the domain, on what they will be.
pub(in crate::import) const PARKS: Plan = Plan {
    table: "park",
    resolve: &["UPDATE staged_park AS s SET province_id = p.id FROM province AS p WHERE p.code = s.province"],
    keep: &[
        "county",
        "name_fa",
        "operating_since",
        "closed_on",
        "land_total_ha",
        "land_operational_ha",
        "land_assignable_ha",
        "latitude",
        "longitude",
    ],
    checks: &["SELECT s.file, s.line, 'province', 'PLACE_FIXED', s.province,
            format('park %s has units with events and stays in %s; a plant that moves is closed there and registered anew',
                s.code, p.code)
        FROM staged_park AS s JOIN park AS t ON t.code = s.code JOIN province AS p ON p.id = t.province_id
        WHERE t.province_id <> s.province_id AND EXISTS (SELECT FROM unit_event AS e WHERE e.park_id = t.id)"],
    key: &["code"],
    nullable_key: false,
    said: "code",
    facts: &[
        "province_id",
        "county",
        "name_en",
        "name_fa",
        "kind",
        "ownership",
        "approved_on",
        "operating_since",
        "closed_on",
        "land_total_ha",
        "land_operational_ha",
        "land_assignable_ha",
        "latitude",
        "longitude",
    ],
};

impl Staged for InfrastructureRow {
    const TABLE: &'static str = "staged_infrastructure";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("park", "text"),
        ("line_of", "text"),
        ("capacity", "numeric"),
        ("unit", "text"),
        ("in_service_since", "date"),
        ("park_id", "integer"),
    ];
    const PLACES: &'static [&'static str] =
        &["SELECT s.file, s.line, 'park', s.park, format('park %s lies', s.park), p.province_id
         FROM staged_infrastructure AS s JOIN park AS p ON p.id = s.park_id"];

    fn fill(&self, line: &mut Line) {
        let infrastructure = &self.infrastructure;
        line.text(&self.park)
            .plain(infrastructure.line.code())
            .plain(infrastructure.capacity)
            .text(&infrastructure.unit)
            .maybe(infrastructure.in_service_since.map(|day| day.date()))
            .maybe(None::<i32>);
    }
}

/// How infrastructure lands.
pub(in crate::import) const INFRASTRUCTURE: Plan = Plan {
    table: "infrastructure",
    resolve: &["UPDATE staged_infrastructure AS s SET park_id = p.id FROM park AS p WHERE p.code = s.park"],
    keep: &[],
    checks: &["SELECT s.file, s.line, 'park', 'UNKNOWN_PARK', s.park, CASE WHEN EXISTS (
                SELECT FROM refused_code AS r WHERE r.kind = 'park' AND r.code = s.park)
            THEN 'the line that registers this park is refused; put that one right'
            ELSE 'no park has this code; register it first, or import parks.csv in the same call' END
        FROM staged_infrastructure AS s WHERE s.park_id IS NULL"],
    key: &["park_id", "line_of"],
    nullable_key: false,
    said: "park and line",
    facts: &["capacity", "unit", "in_service_since"],
};

/// A filled cell's text.
pub(in crate::import) fn cell_text(cell: &Cell<String>) -> Option<&str> {
    cell.filled().map(String::as_str)
}
