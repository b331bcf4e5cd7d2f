//! Parks.

use rust_decimal::Decimal;

use crate::coded;
use crate::day::Day;
use crate::province::Name;
use crate::written::{Parsed, bounded, decimal};

mod change;

pub use change::{ParkChange, ParkError, UnknownPark};

coded! {
    /// What a park is in law.
    pub enum ParkKind("kind of park") {
        /// Industrial park, approved by the Cabinet
        IndustrialPark = "industrial_park",
        /// Park of one industry or family of activities
        SpecialisedPark = "specialised_park",
        /// Industrial zone, below 100 hectares
        IndustrialZone = "industrial_zone",
        /// Rural industrial zone, below 50 hectares
        RuralZone = "rural_zone",
        /// Special economic zone, outside general customs rules
        SpecialEconomicZone = "special_economic_zone",
        /// Technology or science park
        TechnologyPark = "technology_park",
    }
}

coded! {
    /// Whose a park is.
    pub enum Ownership("ownership") {
        /// Of the parks company of the province
        State = "state",
        /// Licensed to others
        NonGovernmental = "non_governmental",
    }
}

coded! {
    /// A kind of infrastructure.
    pub enum InfrastructureLine("infrastructure line") {
        /// Water
        Water = "water",
        /// Power
        Power = "power",
        /// Gas
        Gas = "gas",
        /// Wastewater collection and treatment
        Wastewater = "wastewater",
        /// Access road and inner streets
        Road = "road",
        /// Telephone and fibre
        Telecom = "telecom",
    }
}

/// Land of a park in hectares; none where not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Land {
    /// All of it.
    pub total_ha: Option<Decimal>,
    /// Serviced so far.
    pub operational_ha: Option<Decimal>,
    /// Ready to be assigned.
    pub assignable_ha: Option<Decimal>,
}

impl Land {
    /// The hectares that a text says.
    ///
    /// # Errors
    /// What is no area of a park.
    pub fn hectares(text: &str) -> Parsed<Decimal> {
        bounded(decimal(text)?, 0, 1_000_000, 4)
    }
}

/// A point on the map, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// North of the equator, −90 to 90.
    pub latitude: Decimal,
    /// East of Greenwich, −180 to 180.
    pub longitude: Decimal,
}

impl Position {
    /// The degrees north of the equator that a text says.
    ///
    /// # Errors
    /// What is no latitude.
    pub fn latitude(text: &str) -> Parsed<Decimal> {
        bounded(decimal(text)?, -90, 90, 8)
    }

    /// The degrees east of Greenwich that a text says.
    ///
    /// # Errors
    /// What is no longitude.
    pub fn longitude(text: &str) -> Parsed<Decimal> {
        bounded(decimal(text)?, -180, 180, 8)
    }
}

/// A park.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Park {
    /// Its code (see [`crate::unit::check_code`]).
    pub code: String,
    /// ISO code of its province.
    pub province: String,
    /// The county.
    pub county: Option<String>,
    /// Its names.
    pub name: Name,
    /// What it is in law.
    pub kind: ParkKind,
    /// Whose it is.
    pub ownership: Ownership,
    /// Day of approval.
    pub approved_on: Day,
    /// First day on which land was assigned.
    pub operating_since: Option<Day>,
    /// Day on which it ceased to be a park.
    pub closed_on: Option<Day>,
    /// Its land.
    pub land: Land,
    /// Where it lies.
    pub position: Option<Position>,
}

/// One kind of infrastructure of a park.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Infrastructure {
    /// Which.
    pub line: InfrastructureLine,
    /// How much, in its unit.
    pub capacity: Decimal,
    /// Unit of the capacity: `megawatts`.
    pub unit: String,
    /// First day of service.
    pub in_service_since: Option<Day>,
}

impl Infrastructure {
    /// The capacity that a text says, in a unit of its own.
    ///
    /// # Errors
    /// What is no capacity.
    pub fn capacity(text: &str) -> Parsed<Decimal> {
        bounded(decimal(text)?, 0, 1_000_000_000_000, 4)
    }
}

#[cfg(test)]
mod tests;
