//! Units.

use shahrak_domain::code::Coded;
use shahrak_exchange::cell::Cell;
use shahrak_exchange::row::UnitRow;
use shahrak_persistence::staging::Line;
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

    fn fill(&self, line: &mut Line) {
        let activity = self.activity.filled();
        line.text(&self.code)
            .maybe_text(cell_text(&self.park))
            .maybe_text(cell_text(&self.province))
            .text(&self.name_en)
            .maybe_text(cell_text(&self.name_fa))
            .maybe(activity.map(|activity| activity.revision.code()))
            .maybe(activity.map(|activity| activity.code()))
            .maybe(self.sector.filled().map(|sector| sector_number(*sector)))
            .maybe_text(cell_text(&self.licence))
            .maybe_text(cell_text(&self.owner))
            .array(&present(self));
    }
}

fn cell_text(cell: &Cell<String>) -> Option<&str> {
    cell.filled().map(String::as_str)
}

/// The names of the optional columns that the file has.
fn present(unit: &UnitRow) -> Vec<&'static str> {
    let columns = [
        ("park", unit.park.present()),
        ("province", unit.province.present()),
        ("name_fa", unit.name_fa.present()),
        ("isic_revision", unit.activity.present()),
        ("isic_code", unit.activity.present()),
        ("sector", unit.sector.present()),
        ("licence", unit.licence.present()),
        ("owner", unit.owner.present()),
    ];
    columns.into_iter().filter_map(|(name, present)| present.then_some(name)).collect()
}
