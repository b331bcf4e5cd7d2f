//! Lines of `parks.csv`.

use shahrak_domain::import::FileKind;
use shahrak_domain::park::{Coordinates, Land, Park, ParkError};
use shahrak_domain::parse::{code, coded, name, province, register_day};
use shahrak_domain::province::Name;
use shahrak_domain::violation::RuleError;

use super::write::{code as write_code, day, decimal as write_decimal, text};
use crate::cells::Cells;
use crate::columns::optional_columns;
use crate::file_row::FileRow;

/// A park as a line states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkRow {
    /// The park. A value that the file has no column for is none: the recorded one stays.
    pub park: Park,
    /// The optional columns that the file has.
    pub present: Vec<&'static str>,
}

const POSITION: [&str; 2] = ["latitude", "longitude"];

impl FileRow for ParkRow {
    const KIND: FileKind = FileKind::Parks;

    fn parse(cells: &mut Cells<'_>) -> Option<ParkRow> {
        let provinces = &cells.context.provinces;
        let code = cells.required("code", code);
        let province = cells.required("province", |text| province(text, provinces));
        let county = cells.optional("county", name);
        let name_en = cells.optional("name_en", name);
        let name_fa = cells.optional("name_fa", name);
        let kind = cells.required("kind", coded);
        let ownership = cells.required("ownership", coded);
        let approved_on = cells.required("approved_on", register_day);
        let operating_since = cells.optional("operating_since", register_day);
        let closed_on = cells.optional("closed_on", register_day);
        let land = Land {
            total_ha: cells.optional("land_total_ha", Land::hectares),
            operational_ha: cells.optional("land_operational_ha", Land::hectares),
            assignable_ha: cells.optional("land_assignable_ha", Land::hectares),
        };
        let position = cells.pair(POSITION, position);
        let park = Park {
            code: code?,
            province: province?,
            county,
            name: Name { en: name_en, fa: name_fa },
            kind: kind?,
            ownership: ownership?,
            approved_on: approved_on?,
            operating_since,
            closed_on,
            land,
            position,
        };
        // Only the register knows whether a park without a name in the file has one.
        let errors = park.clone().register(false).err().unwrap_or_default();
        for error in errors.into_iter().filter(|error| *error != ParkError::Nameless) {
            let column = error.field().unwrap_or_default();
            cells.refuse(column, error.into());
        }
        Some(ParkRow { park, present: cells.present(POSITION) })
    }

    fn cells(&self) -> Vec<String> {
        let Park { land, position, .. } = self.park;
        let park = &self.park;
        vec![
            text(&*park.code),
            text(&*park.province),
            text(park.county.as_deref()),
            text(park.name.en.as_deref()),
            text(park.name.fa.as_deref()),
            write_code(Some(park.kind)),
            write_code(Some(park.ownership)),
            day(Some(park.approved_on)),
            day(park.operating_since),
            day(park.closed_on),
            write_decimal(land.total_ha),
            write_decimal(land.operational_ha),
            write_decimal(land.assignable_ha),
            write_decimal(position.map(|position| position.latitude)),
            write_decimal(position.map(|position| position.longitude)),
        ]
    }
}

/// A row that states all facts of a park.
impl From<Park> for ParkRow {
    fn from(park: Park) -> ParkRow {
        ParkRow { park, present: optional_columns(FileKind::Parks) }
    }
}

fn position(cells: &mut Cells<'_>) -> Option<Coordinates> {
    let latitude = cells.required("latitude", Coordinates::latitude);
    let longitude = cells.required("longitude", Coordinates::longitude);
    Some(Coordinates { latitude: latitude?, longitude: longitude? })
}
