//! Parks.

use shahrak_domain::code::Coded;
use shahrak_exchange::row::ParkRow;
use shahrak_persistence::staging::Line;

use super::StagedRow;

impl StagedRow for ParkRow {
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "province",
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
        "present",
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
            .array(&present(self));
    }
}

/// The names of the optional columns that the file has.
fn present(park: &ParkRow) -> Vec<&'static str> {
    let columns = [
        ("county", park.county.present()),
        ("name_fa", park.name_fa.present()),
        ("operating_since", park.operating_since.present()),
        ("closed_on", park.closed_on.present()),
        ("land_total_ha", park.land_total_ha.present()),
        ("land_operational_ha", park.land_operational_ha.present()),
        ("land_assignable_ha", park.land_assignable_ha.present()),
        ("latitude", park.position.present()),
        ("longitude", park.position.present()),
    ];
    columns.into_iter().filter_map(|(name, present)| present.then_some(name)).collect()
}
