//! Parks.

use rust_decimal::Decimal;

use crate::coded;
use crate::day::Day;
use crate::province::Name;

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

/// A point on the map, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// North of the equator, −90 to 90.
    pub latitude: Decimal,
    /// East of Greenwich, −180 to 180.
    pub longitude: Decimal,
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

/// Days of a park that contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParkError {
    /// Operating before it was approved.
    #[error("a park operates from its approval ({approved_on}) on, not since {operating_since}")]
    OperatingBeforeApproval {
        /// Day of approval.
        approved_on: Day,
        /// The earlier day.
        operating_since: Day,
    },
    /// Closed before it was approved or operated.
    #[error("a park closes after it was approved and operated, not on {0}")]
    ClosedTooEarly(Day),
    /// Parts of the land that exceed the whole.
    #[error("operational and assignable land are parts of the total, {0} ha")]
    LandParts(Decimal),
}

impl Park {
    /// Whether the days and areas agree with each other.
    ///
    /// # Errors
    /// All [`ParkError`]s.
    pub fn check(&self) -> Result<(), Vec<ParkError>> {
        let approved_on = self.approved_on;
        let early = self.operating_since.filter(|since| *since < approved_on);
        let early =
            early.map(|operating_since| ParkError::OperatingBeforeApproval { approved_on, operating_since });
        let begun = self.operating_since.map_or(approved_on, |since| since.max(approved_on));
        let closed = self.closed_on.filter(|closed_on| *closed_on < begun).map(ParkError::ClosedTooEarly);
        let parts = [self.land.operational_ha, self.land.assignable_ha];
        let exceeds = |total: &Decimal| parts.into_iter().flatten().any(|part| part > *total);
        let land = self.land.total_ha.filter(exceeds).map(ParkError::LandParts);
        let errors: Vec<ParkError> = [early, closed, land].into_iter().flatten().collect();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    fn park(approved_on: &str, operating_since: Option<&str>, closed_on: Option<&str>) -> Park {
        Park {
            code: "P-1".to_owned(),
            province: "IR-09".to_owned(),
            county: None,
            name: Name::default(),
            kind: ParkKind::IndustrialPark,
            ownership: Ownership::State,
            approved_on: day(approved_on),
            operating_since: operating_since.map(day),
            closed_on: closed_on.map(day),
            land: Land::default(),
            position: None,
        }
    }

    #[test]
    fn a_park_is_approved_then_operates_then_closes() {
        #[track_caller]
        fn check(operating_since: Option<&str>, closed_on: Option<&str>, fits: bool) {
            assert_eq!(park("1390-01-01", operating_since, closed_on).check().is_ok(), fits);
        }
        check(None, None, true);
        check(Some("1390-01-01"), Some("1390-01-01"), true);
        check(Some("1391-01-01"), Some("1392-01-01"), true);
        check(None, Some("1390-01-01"), true);
        check(Some("1389-12-29"), None, false);
        check(None, Some("1389-12-29"), false);
        check(Some("1391-01-01"), Some("1390-06-01"), false);
    }

    #[test]
    fn parts_of_the_land_do_not_exceed_the_whole() {
        #[track_caller]
        fn check(total: Option<i64>, operational: Option<i64>, assignable: Option<i64>, fits: bool) {
            let [total_ha, operational_ha, assignable_ha] =
                [total, operational, assignable].map(|hectares| hectares.map(Decimal::from));
            let land = Land { total_ha, operational_ha, assignable_ha };
            assert_eq!(Park { land, ..park("1390-01-01", None, None) }.check().is_ok(), fits);
        }
        check(None, Some(50), Some(20), true);
        check(Some(100), Some(100), Some(100), true);
        check(Some(100), None, None, true);
        check(Some(100), Some(101), None, false);
        check(Some(100), None, Some(101), false);
    }
}
