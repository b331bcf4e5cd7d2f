//! Lines of `units.csv`.

use shahrak_domain::activity::{Activity, Sector};
use shahrak_domain::import::FileKind;
use shahrak_domain::parse::{code, coded, isic_code, name, province};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::unit::{Site, Unit};
use shahrak_domain::violation::Violation;
use shahrak_messages::message;

use super::write::{code as write_code, show, text};
use crate::cells::Cells;
use crate::columns::optional_columns;
use crate::file_row::FileRow;

/// A unit as a line states it. Only the register knows whether park and province agree, and the values of missing columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    /// Its code.
    pub code: String,
    /// Code of its park.
    pub park: Option<String>,
    /// Current ISO code of its province.
    pub province: Option<String>,
    /// Its name in English.
    pub name_en: Option<String>,
    /// Its name in Persian.
    pub name_fa: Option<String>,
    /// The activity: the columns `isic_revision` and `isic_code`.
    pub activity: Option<Activity>,
    /// Its sector.
    pub sector: Option<Sector>,
    /// Number of its licence.
    pub licence: Option<String>,
    /// The owner.
    pub owner: Option<String>,
    /// The optional columns that the file has.
    pub present: Vec<&'static str>,
}

const ACTIVITY: [&str; 2] = ["isic_revision", "isic_code"];

/// A row that states all facts of a unit.
impl From<Unit> for UnitRow {
    fn from(unit: Unit) -> UnitRow {
        let (park, province) = match unit.site {
            Site::Park { park, .. } => (Some(park), None),
            Site::Province(code) => (None, Some(code)),
        };
        UnitRow {
            code: unit.code,
            park,
            province,
            name_en: unit.name.en,
            name_fa: unit.name.fa,
            activity: unit.activity,
            sector: unit.sector,
            licence: unit.licence,
            owner: unit.owner,
            present: optional_columns(FileKind::Units),
        }
    }
}

impl FileRow for UnitRow {
    const KIND: FileKind = FileKind::Units;

    fn parse(cells: &mut Cells<'_>) -> Option<UnitRow> {
        let provinces = &cells.context.provinces;
        let own_code = cells.required("code", code);
        let park = cells.optional("park", code);
        let province = cells.optional("province", |text| province(text, provinces));
        let name_en = cells.optional("name_en", name);
        let name_fa = cells.optional("name_fa", name);
        let activity = cells.pair(ACTIVITY, activity);
        let sector = cells.optional("sector", coded);
        let licence = cells.optional("licence", name);
        let owner = cells.optional("owner", name);
        place(cells);
        Some(UnitRow {
            code: own_code?,
            park,
            province,
            name_en,
            name_fa,
            activity,
            sector,
            licence,
            owner,
            present: cells.present(ACTIVITY),
        })
    }

    fn cells(&self) -> Vec<String> {
        let activity = self.activity.as_ref();
        vec![
            text(&*self.code),
            text(self.park.as_deref()),
            text(self.province.as_deref()),
            text(self.name_en.as_deref()),
            text(self.name_fa.as_deref()),
            write_code(activity.map(|activity| activity.revision)),
            show(activity.map(Activity::code)),
            write_code(self.sector),
            text(self.licence.as_deref()),
            text(self.owner.as_deref()),
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
