//! Parks of a report (rule R11).

use async_graphql::{Object, Result, SimpleObject};
use rust_decimal::Decimal as Number;

use shahrak_domain::day::Day;
use shahrak_domain::park::{Land, Park};

use super::int;
use super::scope::ReportPlace;
use super::section::ReportContext;
use crate::graphql::common::scalar::Decimal;

/// The parks in the scope of a report on its last day.
pub struct ParkFigures {
    approved: i64,
    operating: i64,
    land: LandFigures,
}

/// The parks in the scope of the report on its last day, whatever the population. Their days, land and places are those
/// known now, whatever the moment of knowledge.
#[Object]
impl ParkFigures {
    /// Number of parks that were approved by that day and not closed by then.
    async fn approved(&self) -> Result<i32> {
        int(self.approved)
    }

    /// Number of these parks in which land was assigned by that day.
    async fn operating(&self) -> Result<i32> {
        int(self.operating)
    }

    /// Land of the approved parks.
    async fn land(&self) -> &LandFigures {
        &self.land
    }
}

/// Land of parks.
#[derive(SimpleObject, Default)]
pub struct LandFigures {
    /// Total area.
    total: LandSum,
    /// Area with finished infrastructure.
    operational: LandSum,
    /// Area that is ready to be assigned.
    assignable: LandSum,
}

/// Sum of the areas of several parks, and the number of parks whose area is not known.
#[derive(SimpleObject)]
pub struct LandSum {
    /// Sum in hectares; 0 if none is known.
    hectares: Decimal,
    /// Number of parks whose area is not known.
    unknown: i32,
}

impl Default for LandSum {
    fn default() -> Self {
        LandSum { hectares: Decimal(Number::ZERO), unknown: 0 }
    }
}

impl LandSum {
    fn add(&mut self, hectares: Option<Number>) {
        match hectares {
            Some(hectares) => self.hectares.0 += hectares,
            None => self.unknown += 1,
        }
    }
}

impl LandFigures {
    fn add(&mut self, land: &Land) {
        self.total.add(land.total_ha);
        self.operational.add(land.operational_ha);
        self.assignable.add(land.assignable_ha);
    }
}

impl ParkFigures {
    /// The parks of a scope on a day.
    pub fn on(day: Day, view: &ReportContext) -> ParkFigures {
        let here = |park: &shahrak_persistence::park::Park| match view.scope.place {
            ReportPlace::Country => true,
            ReportPlace::Province(id) => park.province_id == id,
            ReportPlace::Park(id) => park.id == id,
        };
        let parks = view.reference.parks().filter(|park| here(park)).map(|park| &park.park);
        let approved: Vec<&Park> = parks.filter(|park| approved(park, day)).collect();
        let operating = approved.iter().filter(|park| park.operating_since.is_some_and(|since| since <= day));
        let mut land = LandFigures::default();
        for park in &approved {
            land.add(&park.land);
        }
        ParkFigures {
            approved: i64::try_from(approved.len()).unwrap_or(i64::MAX),
            operating: i64::try_from(operating.count()).unwrap_or(i64::MAX),
            land,
        }
    }
}

fn approved(park: &Park, day: Day) -> bool {
    park.approved_on <= day && park.closed_on.is_none_or(|closed_on| day < closed_on)
}
