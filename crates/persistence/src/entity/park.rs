//! The table of parks, and its rows as parks of the domain.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use shahrak_domain::day::Day;
use shahrak_domain::park::{Coordinates, Land, Ownership, Park, ParkKind};
use shahrak_domain::province::Name;

use super::Code;
use super::province::code_of;

/// A park, without its infrastructure.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "park", model_attrs(derive(Serialize, Deserialize)))]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub code: String,
    pub province_id: i16,
    pub county: Option<String>,
    pub name_en: Option<String>,
    pub name_fa: Option<String>,
    pub kind: Code<ParkKind>,
    pub ownership: Code<Ownership>,
    pub approved_on: NaiveDate,
    pub operating_since: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub land_total_ha: Option<Decimal>,
    pub land_operational_ha: Option<Decimal>,
    pub land_assignable_ha: Option<Decimal>,
    pub latitude: Option<Decimal>,
    pub longitude: Option<Decimal>,
    /// The database increases it whenever one of the facts changes.
    pub version: i32,
    #[sea_orm(belongs_to, from = "province_id", to = "id")]
    pub province: HasOne<super::province::Entity>,
    #[sea_orm(has_many)]
    pub infrastructure: HasMany<super::infrastructure::Entity>,
    #[sea_orm(has_many)]
    pub units: HasMany<super::unit::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row as a park.
    pub(crate) fn into_park(self) -> Park {
        let position = self.latitude.zip(self.longitude);
        Park {
            code: self.code,
            province: code_of(self.province_id),
            county: self.county,
            name: Name { en: self.name_en, fa: self.name_fa },
            kind: self.kind.0,
            ownership: self.ownership.0,
            approved_on: Day::new(self.approved_on),
            operating_since: self.operating_since.map(Day::new),
            closed_on: self.closed_on.map(Day::new),
            land: Land {
                total_ha: self.land_total_ha.map(|area| area.normalize()),
                operational_ha: self.land_operational_ha.map(|area| area.normalize()),
                assignable_ha: self.land_assignable_ha.map(|area| area.normalize()),
            },
            position: position.map(|(latitude, longitude)| Coordinates {
                latitude: latitude.normalize(),
                longitude: longitude.normalize(),
            }),
        }
    }
}

impl ActiveModel {
    /// The facts of a park as a row, without its id and code.
    pub(crate) fn facts(park: Park, province_id: i16) -> ActiveModel {
        ActiveModel {
            province_id: Set(province_id),
            county: Set(park.county),
            name_en: Set(park.name.en),
            name_fa: Set(park.name.fa),
            kind: Set(Code(park.kind)),
            ownership: Set(Code(park.ownership)),
            approved_on: Set(park.approved_on.date()),
            operating_since: Set(park.operating_since.map(|day| day.date())),
            closed_on: Set(park.closed_on.map(|day| day.date())),
            land_total_ha: Set(park.land.total_ha),
            land_operational_ha: Set(park.land.operational_ha),
            land_assignable_ha: Set(park.land.assignable_ha),
            latitude: Set(park.position.map(|position| position.latitude)),
            longitude: Set(park.position.map(|position| position.longitude)),
            ..Default::default()
        }
    }
}
