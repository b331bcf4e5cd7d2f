//! Units.

use shahrak_domain::code::Coded;
use shahrak_exchange::row::UnitRow;
use shahrak_persistence::staging::CopyLine;
use shahrak_persistence::unit_sector::sector_number;

use super::StagedRow;

impl StagedRow for UnitRow {
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "park",
        "province",
        "name_en",
        "name_fa",
        "isic_revision",
        "isic_code",
        "sector",
        "licence",
        "owner",
        "present",
    ];

    fn fill(&self, line: &mut CopyLine) {
        let activity = self.activity.as_ref();
        line.text(&self.code)
            .maybe_text(self.park.as_deref())
            .maybe_text(self.province.as_deref())
            .maybe_text(self.name_en.as_deref())
            .maybe_text(self.name_fa.as_deref())
            .maybe(activity.map(|activity| activity.revision.code()))
            .maybe(activity.map(|activity| activity.code()))
            .maybe(self.sector.map(sector_number))
            .maybe_text(self.licence.as_deref())
            .maybe_text(self.owner.as_deref())
            .array(&self.present);
    }
}
