//! Position, land and infrastructure of a park.

use async_graphql::{Object, SimpleObject};
use rust_decimal::prelude::ToPrimitive;

use shahrak_domain::park;

use crate::graphql::common::enums::InfrastructureLine;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date, Decimal};

/// Area of a park. Operational and assignable land are parts of the total.
#[derive(SimpleObject, Clone, Copy, Debug)]
pub struct Land {
    /// Total area in hectares; null if not known.
    pub total_hectares: Option<Decimal>,
    /// Area with finished infrastructure, in hectares; null if not known.
    pub operational_hectares: Option<Decimal>,
    /// Area that is ready to be assigned, in hectares; null if not known.
    pub assignable_hectares: Option<Decimal>,
}

impl From<&park::Land> for Land {
    fn from(land: &park::Land) -> Self {
        Land {
            total_hectares: land.total_ha.map(Decimal),
            operational_hectares: land.operational_ha.map(Decimal),
            assignable_hectares: land.assignable_ha.map(Decimal),
        }
    }
}

/// A position on the map (WGS 84).
#[derive(SimpleObject, Clone, Copy, Debug)]
pub struct Position {
    /// Degrees north of the equator, −90 to 90.
    pub latitude: f64,
    /// Degrees east of Greenwich, −180 to 180.
    pub longitude: f64,
}

impl From<&park::Coordinates> for Position {
    fn from(position: &park::Coordinates) -> Self {
        Position {
            latitude: position.latitude.to_f64().unwrap_or_default(),
            longitude: position.longitude.to_f64().unwrap_or_default(),
        }
    }
}

/// One kind of infrastructure of a park.
pub struct Infrastructure(pub park::Infrastructure);

/// One kind of infrastructure of a park.
#[Object]
impl Infrastructure {
    /// The kind of infrastructure.
    async fn line(&self) -> InfrastructureLine {
        self.0.line.into()
    }

    /// Capacity, in the unit given in `unit`.
    async fn capacity(&self) -> Decimal {
        Decimal(self.0.capacity)
    }

    /// Unit of the capacity in English, for example `megawatts`.
    async fn unit(&self) -> &str {
        &self.0.unit
    }

    /// First day of service; null if not known.
    async fn in_service_since(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Option<Date> {
        self.0.in_service_since.map(|day| Date::new(day, calendar))
    }
}
