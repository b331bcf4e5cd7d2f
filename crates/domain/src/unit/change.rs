//! Registering a unit and changing its facts.

use shahrak_messages::{Explain, Message, message};

use super::{Site, Unit};
use crate::activity::{Activity, Sector};
use crate::edit::Edit;
use crate::park::UnknownPark;
use crate::province::Name;
use crate::refusal::RefusalCode;
use crate::text::abridged;
use crate::violation::RuleError;

/// A unit to be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUnit {
    /// Its code.
    pub code: String,
    /// Code of its park; none outside parks.
    pub park: Edit<Option<String>>,
    /// ISO code of its province; optional for a unit in a park.
    pub province: Option<String>,
    /// Its names.
    pub name: Name,
    /// Its activity.
    pub activity: Option<Activity>,
    /// Its sector; none if not known.
    pub sector: Option<Sector>,
    /// Number of its licence.
    pub licence: Option<String>,
    /// Its owner.
    pub owner: Option<String>,
}

/// A change of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitChange {
    /// Code of its park; none moves it outside parks.
    pub park: Edit<Option<String>>,
    /// ISO code of its province.
    pub province: Edit<Option<String>>,
    /// Its name in English.
    pub name_en: Edit<Option<String>>,
    /// Its name in Persian.
    pub name_fa: Edit<Option<String>>,
    /// Its activity.
    pub activity: Edit<Option<Activity>>,
    /// Its sector.
    pub sector: Edit<Option<Sector>>,
    /// Number of its licence.
    pub licence: Edit<Option<String>>,
    /// Its owner.
    pub owner: Edit<Option<String>>,
}

/// The park that a change names: the ISO code of its province, or none if the park does not exist.
pub type ParkThere<'a> = Option<&'a str>;

/// A unit that is not registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownUnit(pub String);

/// Why a unit cannot be registered or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitError {
    /// Another unit has this code.
    Taken(String),
    /// A name in neither language.
    Nameless,
    /// Neither a park nor a province.
    Nowhere {
        /// Whether the change states that the unit is outside parks.
        outside: bool,
    },
    /// A park that is not registered.
    UnknownPark(UnknownPark),
    /// The park does not lie in the stated province.
    ConflictingPlace {
        /// Code of the park.
        park: String,
        /// ISO code of its province.
        province: String,
        /// ISO code of the stated province.
        other: String,
    },
    /// Another place, although the unit has events (rule L7).
    PlaceFixed {
        /// Code of the unit.
        code: String,
        /// Code of the present park or province.
        place: String,
        /// The other place.
        other: Elsewhere,
    },
}

/// A place to which a unit cannot move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// Into the park with this code, or into none
    Park(Option<String>),
    /// Outside parks, into the province with this ISO code
    Province(String),
}

impl NewUnit {
    /// Registers a unit; `taken` is true if another unit has its code. `there` is the park that it names.
    ///
    /// # Errors
    /// All [`UnitError`]s.
    pub fn register(self, taken: bool, there: ParkThere<'_>) -> Result<Unit, Vec<UnitError>> {
        let outside = self.park.stated().is_some();
        let site = match (self.park.or(None), self.province) {
            (Some(park), province) => in_park(park, province.as_deref(), there),
            (None, Some(province)) => Ok(Site::Province(province)),
            (None, None) => Err(UnitError::Nowhere { outside }),
        };
        let NewUnit { code, name, activity, sector, licence, owner, .. } = self;
        let nameless = name.is_unknown().then_some(UnitError::Nameless);
        match (site, nameless) {
            (Ok(site), None) if !taken => Ok(Unit { code, site, name, activity, sector, licence, owner }),
            (site, nameless) => {
                let taken = taken.then_some(UnitError::Taken(code));
                Err(taken.into_iter().chain(nameless).chain(site.err()).collect())
            }
        }
    }
}

impl Unit {
    /// The unit after a change. `there` is the park that the change names; `has_events` is true if the unit has an
    /// event.
    ///
    /// # Errors
    /// All [`UnitError`]s.
    pub fn update(
        &self,
        change: UnitChange,
        there: ParkThere<'_>,
        has_events: bool,
    ) -> Result<Unit, Vec<UnitError>> {
        let site = self.site_after(&change, there);
        let stays =
            !has_events || site.as_ref().map_or_else(|error| !self.leaves(error), |site| *site == self.site);
        let nameless = self.name_after(&change).is_unknown().then_some(UnitError::Nameless);
        match (site, nameless) {
            (Ok(site), None) if stays => Ok(self.clone().with(change, site)),
            (site, nameless) => {
                let fixed = (!stays).then(|| self.fixed(&change));
                Err(nameless.into_iter().chain(site.err()).chain(fixed).collect())
            }
        }
    }

    /// Whether a change may move the unit: it states another park or province.
    pub fn may_move(&self, change: &UnitChange) -> bool {
        let park = change.park.stated().is_some_and(|park| park.as_deref() != self.site.park());
        let province = change.province.stated().and_then(Option::as_deref);
        park || province.is_some_and(|province| province != self.site.province())
    }

    fn name_after(&self, change: &UnitChange) -> Name {
        let UnitChange { name_en, name_fa, .. } = change.clone();
        Name { en: name_en.or(self.name.en.clone()), fa: name_fa.or(self.name.fa.clone()) }
    }

    fn site_after(&self, change: &UnitChange, there: ParkThere<'_>) -> Result<Site, UnitError> {
        let province = change.province.stated();
        let said = province.cloned().flatten();
        match (&change.park, &self.site) {
            (Edit::To(Some(park)), _) => in_park(park.clone(), said.as_deref(), there),
            (Edit::Keep, Site::Park { park, province }) => {
                in_park(park.clone(), said.as_deref(), Some(province))
            }
            (Edit::To(None), _) | (Edit::Keep, Site::Province(_)) => match (province, said) {
                (None, _) => Ok(Site::Province(self.site.province().to_owned())),
                (_, Some(said)) => Ok(Site::Province(said)),
                (_, None) => Err(UnitError::Nowhere { outside: change.park.stated().is_some() }),
            },
        }
    }

    /// Whether the stated place is another one, although it is not valid.
    fn leaves(&self, error: &UnitError) -> bool {
        match error {
            UnitError::UnknownPark(_) => true,
            UnitError::ConflictingPlace { park, .. } => self.site.park() != Some(park),
            _ => false,
        }
    }

    fn fixed(&self, change: &UnitChange) -> UnitError {
        let province = change.province.stated().cloned().flatten();
        let other = match (&change.park, province) {
            (Edit::To(None), Some(province)) => Elsewhere::Province(province),
            (Edit::Keep, Some(province)) if self.site.park().is_none() => Elsewhere::Province(province),
            (park, _) => Elsewhere::Park(park.stated().cloned().flatten()),
        };
        let place = self.site.park().unwrap_or(self.site.province()).to_owned();
        UnitError::PlaceFixed { code: self.code.clone(), place, other }
    }

    fn with(self, change: UnitChange, site: Site) -> Unit {
        let name = self.name_after(&change);
        Unit {
            code: self.code,
            site,
            name,
            activity: change.activity.or(self.activity),
            sector: change.sector.or(self.sector),
            licence: change.licence.or(self.licence),
            owner: change.owner.or(self.owner),
        }
    }
}

impl UnitChange {
    /// Checks a change of an unknown unit for contradictions within itself. `there` is the park that it names.
    ///
    /// # Errors
    /// A [`UnitError`].
    pub fn check(&self, there: ParkThere<'_>) -> Result<(), Vec<UnitError>> {
        let Edit::To(Some(park)) = &self.park else { return Ok(()) };
        let said = self.province.stated().and_then(Option::as_deref);
        in_park(park.clone(), said, there).map(|_| ()).map_err(|error| vec![error])
    }
}

/// The place in a park, for which the province may be stated too.
fn in_park(park: String, said: Option<&str>, there: ParkThere<'_>) -> Result<Site, UnitError> {
    let Some(province) = there.map(str::to_owned) else {
        return Err(UnitError::UnknownPark(UnknownPark(park)));
    };
    match said {
        Some(other) if other != province => {
            Err(UnitError::ConflictingPlace { park, province, other: other.to_owned() })
        }
        _ => Ok(Site::Park { park, province }),
    }
}

impl Explain for UnknownUnit {
    fn message(&self) -> Message {
        message!("unknown-unit", code = abridged(&self.0))
    }
}

impl Explain for UnitError {
    fn message(&self) -> Message {
        match self {
            UnitError::Taken(code) => message!("unit-taken", code),
            UnitError::Nameless => message!("without-name"),
            UnitError::Nowhere { .. } => message!("unit-without-place"),
            UnitError::UnknownPark(error) => error.message(),
            UnitError::ConflictingPlace { park, province, .. } => {
                message!("park-in-other-province", park, province)
            }
            UnitError::PlaceFixed { code, place, .. } => message!("unit-place-fixed", code, place),
        }
    }
}

impl RuleError for UnknownUnit {
    fn code(&self) -> RefusalCode {
        RefusalCode::UnknownUnit
    }

    fn field(&self) -> Option<&'static str> {
        Some("unit")
    }

    fn found(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

impl RuleError for UnitError {
    fn code(&self) -> RefusalCode {
        match self {
            UnitError::Taken(_) => RefusalCode::AlreadyRegistered,
            UnitError::Nameless | UnitError::Nowhere { .. } => RefusalCode::Empty,
            UnitError::UnknownPark(error) => error.code(),
            UnitError::ConflictingPlace { .. } => RefusalCode::ConflictingPlace,
            UnitError::PlaceFixed { .. } => RefusalCode::PlaceFixed,
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            UnitError::Taken(_) => "code",
            UnitError::Nameless => "name_fa",
            UnitError::Nowhere { outside: true }
            | UnitError::UnknownPark(_)
            | UnitError::PlaceFixed { other: Elsewhere::Park(_), .. } => "park",
            UnitError::Nowhere { outside: false }
            | UnitError::ConflictingPlace { .. }
            | UnitError::PlaceFixed { other: Elsewhere::Province(_), .. } => "province",
        })
    }

    fn found(&self) -> Option<String> {
        match self {
            UnitError::Taken(code) => Some(code.clone()),
            UnitError::Nameless | UnitError::Nowhere { .. } => None,
            UnitError::UnknownPark(error) => error.found(),
            UnitError::ConflictingPlace { other, .. } => Some(other.clone()),
            UnitError::PlaceFixed { other: Elsewhere::Park(park), .. } => park.clone(),
            UnitError::PlaceFixed { other: Elsewhere::Province(code), .. } => Some(code.clone()),
        }
    }
}
