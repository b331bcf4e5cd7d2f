//! Registering a park and changing its facts.

use rust_decimal::Decimal;
use shahrak_messages::{Argument, Explain, Message, message};

use super::Park;
use crate::day::Day;
use crate::refusal::RefusalCode;
use crate::text::abridged;
use crate::violation::RuleError;

/// A park that is not registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPark(pub String);

/// Why a park cannot be registered or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParkError {
    /// Another park has this code.
    Taken(String),
    /// A name in neither language.
    Nameless,
    /// It operated before it was approved.
    OperatingBeforeApproval {
        /// Day of approval.
        approved_on: Day,
        /// The earlier day.
        operating_since: Day,
    },
    /// It closed before it was approved or operated.
    ClosedTooEarly(Day),
    /// Parts of the land exceed the total.
    LandParts(Decimal),
    /// Another province, although a unit of the park has events (rule L7).
    PlaceFixed {
        /// Code of the park.
        code: String,
        /// ISO code of the present province.
        province: String,
        /// ISO code of the other province.
        other: String,
    },
}

impl Park {
    /// Registers a park; `taken` is true if another park has its code.
    ///
    /// # Errors
    /// All [`ParkError`]s.
    pub fn register(self, taken: bool) -> Result<Park, Vec<ParkError>> {
        let taken = taken.then(|| ParkError::Taken(self.code.clone()));
        let errors: Vec<ParkError> = taken.into_iter().chain(self.contradictions()).collect();
        if errors.is_empty() { Ok(self) } else { Err(errors) }
    }

    /// Changes the park to `changed`, which has the same code; `has_events` is true if a unit of the park has an event.
    ///
    /// # Errors
    /// All [`ParkError`]s.
    pub fn update(&self, changed: Park, has_events: bool) -> Result<Park, Vec<ParkError>> {
        let fixed = (has_events && self.moves(&changed)).then(|| ParkError::PlaceFixed {
            code: self.code.clone(),
            province: self.province.clone(),
            other: changed.province.clone(),
        });
        let errors: Vec<ParkError> = changed.contradictions().chain(fixed).collect();
        if errors.is_empty() { Ok(changed) } else { Err(errors) }
    }

    /// Whether a change moves the park to another province.
    pub fn moves(&self, changed: &Park) -> bool {
        self.province != changed.province
    }

    /// What the facts lack, and contradictions between the days and areas.
    fn contradictions(&self) -> impl Iterator<Item = ParkError> + use<> {
        let (approved_on, since, land) = (self.approved_on, self.operating_since, self.land);
        let early = since.filter(|since| *since < approved_on);
        let early =
            early.map(|operating_since| ParkError::OperatingBeforeApproval { approved_on, operating_since });
        let begun = since.map_or(approved_on, |since| since.max(approved_on));
        let closed = self.closed_on.filter(|closed_on| *closed_on < begun).map(ParkError::ClosedTooEarly);
        let parts = [land.operational_ha, land.assignable_ha];
        let exceeds = |total: &Decimal| parts.into_iter().flatten().any(|part| part > *total);
        let parts = land.total_ha.filter(exceeds).map(ParkError::LandParts);
        let nameless = self.name.is_unknown().then_some(ParkError::Nameless);
        [nameless, early, closed, parts].into_iter().flatten()
    }
}

impl Explain for UnknownPark {
    fn message(&self) -> Message {
        message!("unknown-park", code = abridged(&self.0))
    }
}

impl Explain for ParkError {
    fn message(&self) -> Message {
        match self {
            ParkError::Taken(code) => message!("park-taken", code),
            ParkError::Nameless => message!("without-name"),
            ParkError::OperatingBeforeApproval { approved_on, operating_since } => message!(
                "park-operating-before-approval",
                approved_on = *approved_on,
                operating_since = *operating_since,
            ),
            ParkError::ClosedTooEarly(day) => message!("park-closed-too-early", day = *day),
            ParkError::LandParts(total) => {
                message!("land-parts-exceed-total", total = Argument::number(total))
            }
            ParkError::PlaceFixed { code, province, .. } => message!("park-place-fixed", code, province),
        }
    }
}

impl RuleError for UnknownPark {
    fn code(&self) -> RefusalCode {
        RefusalCode::UnknownPark
    }

    fn field(&self) -> Option<&'static str> {
        Some("park")
    }

    fn found(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

impl RuleError for ParkError {
    fn code(&self) -> RefusalCode {
        match self {
            ParkError::Taken(_) => RefusalCode::AlreadyRegistered,
            ParkError::Nameless => RefusalCode::Empty,
            ParkError::OperatingBeforeApproval { .. }
            | ParkError::ClosedTooEarly(_)
            | ParkError::LandParts(_) => RefusalCode::Inconsistent,
            ParkError::PlaceFixed { .. } => RefusalCode::PlaceFixed,
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            ParkError::Taken(_) => "code",
            ParkError::Nameless => "name_fa",
            ParkError::OperatingBeforeApproval { .. } => "operating_since",
            ParkError::ClosedTooEarly(_) => "closed_on",
            ParkError::LandParts(_) => "land_total_ha",
            ParkError::PlaceFixed { .. } => "province",
        })
    }

    fn found(&self) -> Option<String> {
        match self {
            ParkError::Taken(code) => Some(code.clone()),
            ParkError::PlaceFixed { other, .. } => Some(other.clone()),
            _ => None,
        }
    }
}
