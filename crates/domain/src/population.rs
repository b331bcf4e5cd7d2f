//! Populations and scopes of reports.

use shahrak_messages::message;

use crate::coded;
use crate::parse::{self, Parsed};
use crate::province::Province;
use crate::refusal::RefusalCode;
use crate::violation::Violation;

coded! {
    /// Which units a figure counts.
    pub enum Population("population") {
        /// Units in parks of any kind, including closed parks
        InParks = "in_parks",
        /// Units outside parks
        OutsideParks = "outside_parks",
        /// All units
        All = "all",
    }
}

/// The part of the register to which a report or a target is limited.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The whole country
    Country,
    /// One province, by its ISO code
    Province(String),
    /// One park, by its code
    Park(String),
}

impl Scope {
    /// Parses the country or a province: `IR`, or the code of a province.
    ///
    /// # Errors
    /// The text is neither.
    pub fn parse(text: &str, provinces: &[Province]) -> Parsed<Scope> {
        if text == Scope::Country.code() {
            return Ok(Scope::Country);
        }
        parse::province(text, provinces).map(Scope::Province).map_err(|violation| match violation.code {
            RefusalCode::UnknownProvince => {
                Violation { message: message!("not-a-scope", found = text), ..violation }
            }
            _ => violation,
        })
    }

    /// Its code: `IR`, or that of the province or the park.
    pub fn code(&self) -> &str {
        match self {
            Scope::Country => "IR",
            Scope::Province(code) | Scope::Park(code) => code,
        }
    }
}

impl Population {
    /// Whether units in parks count.
    pub fn in_parks(self) -> bool {
        self != Population::OutsideParks
    }

    /// Whether units outside parks count.
    pub fn outside_parks(self) -> bool {
        self != Population::InParks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_the_country_or_a_province() {
        let code = |text| Scope::parse(text, &[]).map(|scope| scope.code().to_owned()).map_err(|it| it.code);
        assert_eq!(code("IR"), Ok("IR".to_owned()));
        assert_eq!(code("IR-99"), Err(RefusalCode::UnknownProvince));
        let error = Scope::parse("ir", &[]).map_err(|it| it.message.to_string());
        assert_eq!(
            error,
            Err("“ir” is not a province code; use IR-00 to IR-30, or IR for the country".to_owned())
        );
    }

    #[test]
    fn a_population_counts_units_in_parks_outside_or_both() {
        let counted = |population: Population| (population.in_parks(), population.outside_parks());
        assert_eq!(counted(Population::InParks), (true, false));
        assert_eq!(counted(Population::OutsideParks), (false, true));
        assert_eq!(counted(Population::All), (true, true));
    }
}
