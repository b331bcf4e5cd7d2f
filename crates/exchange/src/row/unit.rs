//! Lines of `units.csv`.

use shahrak_domain::activity::{Activity, Sector};
use shahrak_domain::import::FileKind;
use shahrak_domain::parse::{code, coded, isic_code, name, province};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::unit::{Site, Unit};
use shahrak_domain::violation::Violation;
use shahrak_messages::message;

use super::write::{cell, code as write_code, show, text};
use crate::cell::Cell;
use crate::cells::Cells;
use crate::file_row::FileRow;

/// A unit. Only the register knows whether park and province agree, and the values of missing columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    /// Its code.
    pub code: String,
    /// Code of its park.
    pub park: Cell<String>,
    /// Current ISO code of its province.
    pub province: Cell<String>,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Persian.
    pub name_fa: Cell<String>,
    /// The activity: the columns `isic_revision` and `isic_code`.
    pub activity: Cell<Activity>,
    /// Its sector.
    pub sector: Cell<Sector>,
    /// Number of its licence.
    pub licence: Cell<String>,
    /// The owner.
    pub owner: Cell<String>,
}

impl From<Unit> for UnitRow {
    fn from(unit: Unit) -> UnitRow {
        let (park, province) = match unit.site {
            Site::Park { park, .. } => (Cell::Filled(park), Cell::Empty),
            Site::Province(code) => (Cell::Empty, Cell::Filled(code)),
        };
        UnitRow {
            code: unit.code,
            park,
            province,
            name_en: unit.name.en,
            name_fa: Cell::of(unit.name.fa),
            activity: Cell::of(unit.activity),
            sector: Cell::of(unit.sector),
            licence: Cell::of(unit.licence),
            owner: Cell::of(unit.owner),
        }
    }
}

impl FileRow for UnitRow {
    const KIND: FileKind = FileKind::Units;

    fn parse(cells: &mut Cells<'_>) -> Option<UnitRow> {
        let provinces = &cells.context.provinces;
        let own_code = cells.required("code", code);
        let park = cells.cell("park", code);
        let province = cells.cell("province", |text| province(text, provinces));
        let name_en = cells.required("name_en", name);
        let name_fa = cells.cell("name_fa", name);
        let activity = cells.pair(["isic_revision", "isic_code"], activity);
        let sector = cells.cell("sector", coded);
        let licence = cells.cell("licence", name);
        let owner = cells.cell("owner", name);
        place(cells);
        Some(UnitRow {
            code: own_code?,
            park,
            province,
            name_en: name_en?,
            name_fa,
            activity,
            sector,
            licence,
            owner,
        })
    }

    fn cells(&self) -> Vec<String> {
        let activity = self.activity.filled();
        vec![
            text(&*self.code),
            cell(&self.park),
            cell(&self.province),
            text(&*self.name_en),
            cell(&self.name_fa),
            write_code(activity.map(|activity| activity.revision)),
            show(activity.map(Activity::code)),
            write_code(self.sector.filled().copied()),
            cell(&self.licence),
            cell(&self.owner),
        ]
    }
}

/// Refuses a unit without a place: its cells for the park and the province are empty.
fn place(cells: &mut Cells<'_>) {
    let empty = |column| cells.get(column).is_some_and(str::is_empty) && !cells.refused(column);
    if ["park", "province"].into_iter().all(empty) {
        cells.refuse("park", Violation::new(RefusalCode::Empty, message!("unit-line-without-place")));
    }
}

fn activity(cells: &mut Cells<'_>) -> Option<Activity> {
    let revision = cells.required("isic_revision", coded);
    let code = cells.required("isic_code", isic_code);
    Activity::new(revision?, &code?).ok()
}
