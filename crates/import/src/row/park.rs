//! Parks.

use shahrak_domain::code::Coded;
use shahrak_domain::park::Park;
use shahrak_exchange::row::ParkRow;
use shahrak_persistence::staging::CopyLine;

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

    fn fill(&self, line: &mut CopyLine) {
        let Park { land, position, .. } = self.park;
        let park = &self.park;
        line.text(&park.code)
            .text(&park.province)
            .maybe_text(park.county.as_deref())
            .maybe_text(park.name.en.as_deref())
            .maybe_text(park.name.fa.as_deref())
            .plain(park.kind.code())
            .plain(park.ownership.code())
            .plain(park.approved_on.date())
            .maybe(park.operating_since.map(|day| day.date()))
            .maybe(park.closed_on.map(|day| day.date()))
            .maybe(land.total_ha)
            .maybe(land.operational_ha)
            .maybe(land.assignable_ha)
            .maybe(position.map(|position| position.latitude))
            .maybe(position.map(|position| position.longitude))
            .array(&self.present);
    }
}
