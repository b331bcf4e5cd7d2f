//! Registering a park and changing its facts.

use rust_decimal::Decimal;
use shahrak_messages::{Argument, Explain, Message, message};

use super::{Coordinates, Land, Ownership, Park, ParkKind};
use crate::day::Day;
use crate::edit::Edit;
use crate::province::Name;
use crate::refusal::RefusalCode;
use crate::text::abridged;
use crate::violation::RuleError;

/// A change of a park.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParkChange {
    /// ISO code of its province.
    pub province: Edit<String>,
    /// The county.
    pub county: Edit<Option<String>>,
    /// Its name in English.
    pub name_en: Edit<String>,
    /// Its name in Persian.
    pub name_fa: Edit<Option<String>>,
    /// Its legal form.
    pub kind: Edit<ParkKind>,
    /// Its owner.
    pub ownership: Edit<Ownership>,
    /// Day of approval.
    pub approved_on: Edit<Day>,
    /// First day on which land was assigned.
    pub operating_since: Edit<Option<Day>>,
    /// The day on which it closed.
    pub closed_on: Edit<Option<Day>>,
    /// Total area in hectares.
    pub total_ha: Edit<Option<Decimal>>,
    /// Area with finished infrastructure, in hectares.
    pub operational_ha: Edit<Option<Decimal>>,
    /// Area that is ready to be assigned, in hectares.
    pub assignable_ha: Edit<Option<Decimal>>,
    /// Its position.
    pub position: Edit<Option<Coordinates>>,
}

/// A change that states all facts of a park.
impl From<Park> for ParkChange {
    fn from(park: Park) -> ParkChange {
        ParkChange {
            province: Edit::To(park.province),
            county: Edit::To(park.county),
            name_en: Edit::To(park.name.en),
            name_fa: Edit::To(park.name.fa),
            kind: Edit::To(park.kind),
            ownership: Edit::To(park.ownership),
            approved_on: Edit::To(park.approved_on),
            operating_since: Edit::To(park.operating_since),
            closed_on: Edit::To(park.closed_on),
            total_ha: Edit::To(park.land.total_ha),
            operational_ha: Edit::To(park.land.operational_ha),
            assignable_ha: Edit::To(park.land.assignable_ha),
            position: Edit::To(park.position),
        }
    }
}

/// A park that is not registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPark(pub String);

/// Why a park cannot be registered or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParkError {
    /// Another park has this code.
    Taken(String),
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

    /// The park after a change; `has_events` is true if a unit of the park has an event.
    ///
    /// # Errors
    /// All [`ParkError`]s.
    pub fn update(&self, change: ParkChange, has_events: bool) -> Result<Park, Vec<ParkError>> {
        let fixed = has_events && self.moves(&change);
        let park = self.clone().with(change);
        let fixed = fixed.then(|| ParkError::PlaceFixed {
            code: self.code.clone(),
            province: self.province.clone(),
            other: park.province.clone(),
        });
        let errors: Vec<ParkError> = park.contradictions().chain(fixed).collect();
        if errors.is_empty() { Ok(park) } else { Err(errors) }
    }

    /// Whether a change moves the park to another province.
    pub fn moves(&self, change: &ParkChange) -> bool {
        change.province.stated().is_some_and(|province| *province != self.province)
    }

    fn with(self, change: ParkChange) -> Park {
        Park {
            code: self.code,
            province: change.province.or(self.province),
            county: change.county.or(self.county),
            name: Name { en: change.name_en.or(self.name.en), fa: change.name_fa.or(self.name.fa) },
            kind: change.kind.or(self.kind),
            ownership: change.ownership.or(self.ownership),
            approved_on: change.approved_on.or(self.approved_on),
            operating_since: change.operating_since.or(self.operating_since),
            closed_on: change.closed_on.or(self.closed_on),
            land: Land {
                total_ha: change.total_ha.or(self.land.total_ha),
                operational_ha: change.operational_ha.or(self.land.operational_ha),
                assignable_ha: change.assignable_ha.or(self.land.assignable_ha),
            },
            position: change.position.or(self.position),
        }
    }

    fn contradictions(&self) -> impl Iterator<Item = ParkError> + use<> {
        contradictions(Some(self.approved_on), self.operating_since, self.closed_on, self.land)
    }
}

impl ParkChange {
    /// Checks a change of an unknown park for contradictions within itself.
    ///
    /// # Errors
    /// All [`ParkError`]s.
    pub fn check(&self) -> Result<(), Vec<ParkError>> {
        let day = |edit: &Edit<Option<Day>>| edit.or(None);
        let land = Land {
            total_ha: self.total_ha.or(None),
            operational_ha: self.operational_ha.or(None),
            assignable_ha: self.assignable_ha.or(None),
        };
        let approved_on = self.approved_on.stated().copied();
        let errors = contradictions(approved_on, day(&self.operating_since), day(&self.closed_on), land);
        let errors: Vec<ParkError> = errors.collect();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

/// Contradictions between the known days and areas.
fn contradictions(
    approved_on: Option<Day>,
    operating_since: Option<Day>,
    closed_on: Option<Day>,
    land: Land,
) -> impl Iterator<Item = ParkError> {
    let early = approved_on.zip(operating_since).filter(|(approved_on, since)| since < approved_on);
    let early = early.map(|(approved_on, operating_since)| ParkError::OperatingBeforeApproval {
        approved_on,
        operating_since,
    });
    let begun = operating_since.max(approved_on);
    let closed = closed_on.filter(|closed_on| begun.is_some_and(|begun| *closed_on < begun));
    let parts = [land.operational_ha, land.assignable_ha];
    let exceeds = |total: &Decimal| parts.into_iter().flatten().any(|part| part > *total);
    let parts = land.total_ha.filter(exceeds).map(ParkError::LandParts);
    [early, closed.map(ParkError::ClosedTooEarly), parts].into_iter().flatten()
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
            ParkError::OperatingBeforeApproval { .. }
            | ParkError::ClosedTooEarly(_)
            | ParkError::LandParts(_) => RefusalCode::Inconsistent,
            ParkError::PlaceFixed { .. } => RefusalCode::PlaceFixed,
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            ParkError::Taken(_) => "code",
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
