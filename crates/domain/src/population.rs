//! Which units a report counts, and where.

use crate::coded;

coded! {
    /// Which units a figure counts.
    pub enum Population("population") {
        /// Units of any park, whatever its kind, closed parks too
        InParks = "in_parks",
        /// Units that belong to no park
        OutsideParks = "outside_parks",
        /// All units
        All = "all",
    }
}

/// The part of the register that a report or a target speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The whole country
    Country,
    /// One province, by its ISO code
    Province(String),
    /// One park, by its code
    Park(String),
}

impl Population {
    /// Whether units of parks are counted.
    pub fn in_parks(self) -> bool {
        self != Population::OutsideParks
    }

    /// Whether units outside parks are counted.
    pub fn outside_parks(self) -> bool {
        self != Population::InParks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_population_counts_units_in_parks_outside_or_both() {
        let counted = |population: Population| (population.in_parks(), population.outside_parks());
        assert_eq!(counted(Population::InParks), (true, false));
        assert_eq!(counted(Population::OutsideParks), (false, true));
        assert_eq!(counted(Population::All), (true, true));
    }
}
