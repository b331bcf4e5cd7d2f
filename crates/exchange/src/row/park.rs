//! Lines of `parks.csv`.

use rust_decimal::Decimal;
use shahrak_domain::day::Day;
use shahrak_domain::import::FileKind;
use shahrak_domain::park::{Coordinates, Land, Ownership, Park, ParkKind};
use shahrak_domain::parse::{code, coded, name, province, register_day};
use shahrak_domain::province::Name;
use shahrak_domain::violation::RuleError;

use super::write::{cell, code as write_code, day, decimal as write_decimal, text};
use crate::cell::Cell;
use crate::cells::Cells;
use crate::file_row::FileRow;

/// A park. Only the register knows the values of missing columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkRow {
    /// Its code.
    pub code: String,
    /// Current ISO code of its province.
    pub province: String,
    /// The county.
    pub county: Cell<String>,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Persian.
    pub name_fa: Cell<String>,
    /// The legal form.
    pub kind: ParkKind,
    /// The owner.
    pub ownership: Ownership,
    /// Day of approval.
    pub approved_on: Day,
    /// First day on which land was assigned.
    pub operating_since: Cell<Day>,
    /// Day on which it closed.
    pub closed_on: Cell<Day>,
    /// Total area in hectares.
    pub land_total_ha: Cell<Decimal>,
    /// Area with finished infrastructure, in hectares.
    pub land_operational_ha: Cell<Decimal>,
    /// Area that is ready to be assigned, in hectares.
    pub land_assignable_ha: Cell<Decimal>,
    /// The position: the columns `latitude` and `longitude`.
    pub position: Cell<Coordinates>,
}

impl ParkRow {
    /// The park, with nothing for missing columns.
    fn into_park(self) -> Park {
        Park {
            code: self.code,
            province: self.province,
            county: self.county.value(),
            name: Name { en: self.name_en, fa: self.name_fa.value() },
            kind: self.kind,
            ownership: self.ownership,
            approved_on: self.approved_on,
            operating_since: self.operating_since.value(),
            closed_on: self.closed_on.value(),
            land: Land {
                total_ha: self.land_total_ha.value(),
                operational_ha: self.land_operational_ha.value(),
                assignable_ha: self.land_assignable_ha.value(),
            },
            position: self.position.value(),
        }
    }
}

impl From<Park> for ParkRow {
    fn from(park: Park) -> ParkRow {
        ParkRow {
            code: park.code,
            province: park.province,
            county: Cell::of(park.county),
            name_en: park.name.en,
            name_fa: Cell::of(park.name.fa),
            kind: park.kind,
            ownership: park.ownership,
            approved_on: park.approved_on,
            operating_since: Cell::of(park.operating_since),
            closed_on: Cell::of(park.closed_on),
            land_total_ha: Cell::of(park.land.total_ha),
            land_operational_ha: Cell::of(park.land.operational_ha),
            land_assignable_ha: Cell::of(park.land.assignable_ha),
            position: Cell::of(park.position),
        }
    }
}

impl FileRow for ParkRow {
    const KIND: FileKind = FileKind::Parks;

    fn parse(cells: &mut Cells<'_>) -> Option<ParkRow> {
        let provinces = &cells.context.provinces;
        let code = cells.required("code", code);
        let province = cells.required("province", |text| province(text, provinces));
        let county = cells.cell("county", name);
        let name_en = cells.required("name_en", name);
        let name_fa = cells.cell("name_fa", name);
        let kind = cells.required("kind", coded);
        let ownership = cells.required("ownership", coded);
        let approved_on = cells.required("approved_on", register_day);
        let operating_since = cells.cell("operating_since", register_day);
        let closed_on = cells.cell("closed_on", register_day);
        let land_total_ha = cells.cell("land_total_ha", Land::hectares);
        let land_operational_ha = cells.cell("land_operational_ha", Land::hectares);
        let land_assignable_ha = cells.cell("land_assignable_ha", Land::hectares);
        let position = cells.pair(["latitude", "longitude"], position);
        let row = ParkRow {
            code: code?,
            province: province?,
            county,
            name_en: name_en?,
            name_fa,
            kind: kind?,
            ownership: ownership?,
            approved_on: approved_on?,
            operating_since,
            closed_on,
            land_total_ha,
            land_operational_ha,
            land_assignable_ha,
            position,
        };
        for error in row.clone().into_park().register(false).err().unwrap_or_default() {
            let column = error.field().unwrap_or_default();
            cells.refuse(column, error.into());
        }
        Some(row)
    }

    fn cells(&self) -> Vec<String> {
        let position = self.position.filled();
        vec![
            text(&*self.code),
            text(&*self.province),
            cell(&self.county),
            text(&*self.name_en),
            cell(&self.name_fa),
            write_code(Some(self.kind)),
            write_code(Some(self.ownership)),
            day(Some(self.approved_on)),
            day(self.operating_since.filled().copied()),
            day(self.closed_on.filled().copied()),
            write_decimal(self.land_total_ha.filled().copied()),
            write_decimal(self.land_operational_ha.filled().copied()),
            write_decimal(self.land_assignable_ha.filled().copied()),
            write_decimal(position.map(|position| position.latitude)),
            write_decimal(position.map(|position| position.longitude)),
        ]
    }
}

fn position(cells: &mut Cells<'_>) -> Option<Coordinates> {
    let latitude = cells.required("latitude", Coordinates::latitude);
    let longitude = cells.required("longitude", Coordinates::longitude);
    Some(Coordinates { latitude: latitude?, longitude: longitude? })
}
