//! Parks.

use rust_decimal::Decimal;

use crate::coded;
use crate::day::Day;
use crate::parse::{Parsed, bounded, decimal};
use crate::province::Name;

mod change;

pub use change::{ParkError, UnknownPark};

coded! {
    /// The legal form of a park.
    pub enum ParkKind("park-kind") {
        /// Industrial park, approved by the Cabinet
        IndustrialPark = "industrial_park",
        /// Specialised park, for one industry or family of activities
        SpecialisedPark = "specialised_park",
        /// Industrial zone of less than 100 hectares
        IndustrialZone = "industrial_zone",
        /// Rural industrial zone of less than 50 hectares
        RuralZone = "rural_zone",
        /// Special economic zone, exempt from general customs rules
        SpecialEconomicZone = "special_economic_zone",
        /// Technology or science park
        TechnologyPark = "technology_park",
    }
}

coded! {
    /// The owner of a park.
    pub enum Ownership("ownership") {
        /// The state: the parks company of the province
        State = "state",
        /// A private or other non-governmental licensee
        NonGovernmental = "non_governmental",
    }
}

coded! {
    /// A kind of infrastructure.
    pub enum InfrastructureLine("infrastructure-line") {
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

/// Area of a park in hectares; none where not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Land {
    /// Total area.
    pub total_ha: Option<Decimal>,
    /// Area with finished infrastructure.
    pub operational_ha: Option<Decimal>,
    /// Area that is ready to be assigned.
    pub assignable_ha: Option<Decimal>,
}

impl Land {
    /// Parses an area in hectares.
    ///
    /// # Errors
    /// The text is not an area of a park.
    pub fn hectares(text: &str) -> Parsed<Decimal> {
        bounded(decimal(text)?, 0, 1_000_000, 4)
    }
}

/// A point on the map, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coordinates {
    /// North of the equator, −90 to 90.
    pub latitude: Decimal,
    /// East of Greenwich, −180 to 180.
    pub longitude: Decimal,
}

impl Coordinates {
    /// Parses degrees north of the equator.
    ///
    /// # Errors
    /// The text is not a latitude.
    pub fn latitude(text: &str) -> Parsed<Decimal> {
        bounded(decimal(text)?, -90, 90, 8)
    }

    /// Parses degrees east of Greenwich.
    ///
    /// # Errors
    /// The text is not a longitude.
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
    /// Its legal form.
    pub kind: ParkKind,
    /// Its owner.
    pub ownership: Ownership,
    /// Day of approval.
    pub approved_on: Day,
    /// First day on which land was assigned.
    pub operating_since: Option<Day>,
    /// The day on which it closed.
    pub closed_on: Option<Day>,
    /// Its area.
    pub land: Land,
    /// Its position.
    pub position: Option<Coordinates>,
}

impl Park {
    /// A park of which nothing is known. From its values follows no error, so they are placeholders for refused ones.
    pub fn placeholder() -> Park {
        Park {
            code: String::new(),
            province: String::new(),
            county: None,
            name: Name::english("?", None),
            kind: ParkKind::IndustrialPark,
            ownership: Ownership::State,
            approved_on: Day::FIRST,
            operating_since: None,
            closed_on: None,
            land: Land::default(),
            position: None,
        }
    }
}

/// One kind of infrastructure of a park.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Infrastructure {
    /// The kind.
    pub line: InfrastructureLine,
    /// The capacity, in `unit`.
    pub capacity: Decimal,
    /// Unit of the capacity: `megawatts`.
    pub unit: String,
    /// First day of service.
    pub in_service_since: Option<Day>,
}

impl Infrastructure {
    /// Parses a capacity.
    ///
    /// # Errors
    /// The text is not a capacity.
    pub fn capacity(text: &str) -> Parsed<Decimal> {
        bounded(decimal(text)?, 0, 1_000_000_000_000, 4)
    }
}

#[cfg(test)]
mod tests;
