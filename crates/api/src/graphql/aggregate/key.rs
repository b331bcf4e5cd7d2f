//! The keys of groups: objects and enum values with their labels.

use std::sync::Arc;

use async_graphql::{Enum, MergedObject, Object, ObjectType, Result};

use shahrak_domain::activity::{self, IsicRevision};
use shahrak_domain::code::Coded;
use shahrak_domain::event::{Body, EventKind as Happening, Reason as Cause};
use shahrak_domain::park;
use shahrak_domain::state::Status;
use shahrak_domain::support;
use shahrak_domain::year::{IranianMonth, IranianYear};
use shahrak_messages::message;
use shahrak_persistence::aggregate::GroupKey;
use shahrak_persistence::reference_cache::Reference;

use crate::graphql::activity::IsicDivision;
use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::enums::{
    EventKind, ExecutingBody, Ownership, ParkKind, Reason, Sector, UnitStatus,
};
use crate::graphql::common::name::Name;
use crate::graphql::park::Park;
use crate::graphql::province::Province;
use crate::graphql::year::{Month, Quarter, Year};
use graphql_http::error_code::internal;

/// What events are grouped by.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventGroupKey {
    /// Province of the unit.
    Province,
    /// Park of the unit; unknown for units outside parks.
    Park,
    /// Kind of the park; unknown for units outside parks.
    ParkKind,
    /// Ownership of the park; unknown for units outside parks.
    Ownership,
    /// Sector of the unit.
    Sector,
    /// ISIC division of the unit's activity, within its revision.
    IsicDivision,
    /// Kind of event.
    Kind,
    /// Executing body.
    Body,
    /// Reason. An event counts once for each of its reasons, so that the groups may add up to more than all events.
    Reason,
    /// Iranian year.
    Year,
    /// Quarter of an Iranian year: Zemestan 1399 and Zemestan 1400 are two groups.
    Quarter,
    /// Month of an Iranian year: Bahman 1399 and Bahman 1400 are two groups.
    Month,
}

/// What units are grouped by.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitGroupKey {
    /// Province.
    Province,
    /// Park; unknown outside parks.
    Park,
    /// Kind of the park; unknown outside parks.
    ParkKind,
    /// Ownership of the park; unknown outside parks.
    Ownership,
    /// Sector.
    Sector,
    /// ISIC division of the activity, within its revision.
    IsicDivision,
    /// Status; unknown for units without events.
    Status,
}

impl From<EventGroupKey> for GroupKey {
    fn from(key: EventGroupKey) -> GroupKey {
        match key {
            EventGroupKey::Province => GroupKey::Province,
            EventGroupKey::Park => GroupKey::Park,
            EventGroupKey::ParkKind => GroupKey::ParkKind,
            EventGroupKey::Ownership => GroupKey::Ownership,
            EventGroupKey::Sector => GroupKey::Sector,
            EventGroupKey::IsicDivision => GroupKey::IsicDivision,
            EventGroupKey::Kind => GroupKey::Kind,
            EventGroupKey::Body => GroupKey::Body,
            EventGroupKey::Reason => GroupKey::Reason,
            EventGroupKey::Year => GroupKey::Year,
            EventGroupKey::Quarter => GroupKey::Quarter,
            EventGroupKey::Month => GroupKey::Month,
        }
    }
}

impl From<UnitGroupKey> for GroupKey {
    fn from(key: UnitGroupKey) -> GroupKey {
        match key {
            UnitGroupKey::Province => GroupKey::Province,
            UnitGroupKey::Park => GroupKey::Park,
            UnitGroupKey::ParkKind => GroupKey::ParkKind,
            UnitGroupKey::Ownership => GroupKey::Ownership,
            UnitGroupKey::Sector => GroupKey::Sector,
            UnitGroupKey::IsicDivision => GroupKey::IsicDivision,
            UnitGroupKey::Status => GroupKey::Status,
        }
    }
}

/// The keys of a group as they were read.
pub struct Keys {
    batch: Arc<BatchScope>,
    keys: Vec<(GroupKey, Option<String>)>,
}

/// The keys of a kind of entries.
pub trait KeysOf: ObjectType {
    /// The name of a group in the schema.
    const GROUP: &'static str;

    /// The object of the schema.
    fn new(keys: Arc<Keys>) -> Self;
}

/// The keys of a group of events. A key that is not grouped by is null, and so is one that is not known.
#[derive(MergedObject)]
pub struct EventAggregateKeys(PlaceKeys, EventKeys, PeriodKeys);

/// The keys of a group of units. A key that is not grouped by is null, and so is one that is not known.
#[derive(MergedObject)]
pub struct UnitAggregateKeys(PlaceKeys, UnitKeys);

impl KeysOf for EventAggregateKeys {
    const GROUP: &'static str = "EventAggregate";

    fn new(keys: Arc<Keys>) -> Self {
        EventAggregateKeys(PlaceKeys(Arc::clone(&keys)), EventKeys(Arc::clone(&keys)), PeriodKeys(keys))
    }
}

impl KeysOf for UnitAggregateKeys {
    const GROUP: &'static str = "UnitAggregate";

    fn new(keys: Arc<Keys>) -> Self {
        UnitAggregateKeys(PlaceKeys(Arc::clone(&keys)), UnitKeys(keys))
    }
}

pub(super) struct PlaceKeys(pub(super) Arc<Keys>);

#[Object]
impl PlaceKeys {
    /// The province.
    async fn province(&self) -> Option<Province> {
        let id = self.0.batch.reference.province_id(self.0.text(GroupKey::Province)?)?;
        Province::in_batch(&self.0.batch, id)
    }

    /// The park.
    async fn park(&self) -> Option<Park> {
        let id = self.0.batch.reference.park_id(self.0.text(GroupKey::Park)?)?;
        Park::in_batch(&self.0.batch, id)
    }

    /// The kind of park.
    async fn park_kind(&self) -> Result<Option<ParkKind>> {
        Ok(self.0.coded::<park::ParkKind>(GroupKey::ParkKind)?.map(Into::into))
    }

    /// The ownership of the park.
    async fn ownership(&self) -> Result<Option<Ownership>> {
        Ok(self.0.coded::<park::Ownership>(GroupKey::Ownership)?.map(Into::into))
    }

    /// The sector.
    async fn sector(&self) -> Result<Option<Sector>> {
        Ok(self.0.coded::<activity::Sector>(GroupKey::Sector)?.map(Into::into))
    }

    /// The ISIC division and its revision.
    async fn isic_division(&self) -> Result<Option<IsicDivision>> {
        let Some((code, revision)) =
            self.0.text(GroupKey::IsicDivision).and_then(|text| text.split_once(' '))
        else {
            return Ok(None);
        };
        let revision = IsicRevision::parse(revision).map_err(internal)?;
        Ok(Some(IsicDivision::new(&self.0.batch.reference, revision, code)))
    }

    /// The label of each key, in the order of `groupBy`, for the axis of a chart or the rows of a table; “unknown” where
    /// a key is not known.
    async fn labels(&self) -> Vec<Name> {
        let reference = &self.0.batch.reference;
        let label = |(key, text): &(GroupKey, Option<String>)| match text {
            Some(text) => label(reference, *key, text),
            None => Some(Name::of(&message!("group-unknown"))),
        };
        self.0.keys.iter().map(|key| label(key).unwrap_or_default()).collect()
    }
}

struct EventKeys(Arc<Keys>);

#[Object]
impl EventKeys {
    /// The kind of event.
    async fn kind(&self) -> Result<Option<EventKind>> {
        Ok(self.0.coded::<Happening>(GroupKey::Kind)?.map(Into::into))
    }

    /// The executing body.
    async fn body(&self) -> Result<Option<ExecutingBody>> {
        Ok(self.0.coded::<Body>(GroupKey::Body)?.map(Into::into))
    }

    /// The reason.
    async fn reason(&self) -> Result<Option<Reason>> {
        Ok(self.0.coded::<Cause>(GroupKey::Reason)?.map(Into::into))
    }
}

pub(super) struct PeriodKeys(pub(super) Arc<Keys>);

#[Object]
impl PeriodKeys {
    /// The Iranian year.
    async fn year(&self) -> Option<Year> {
        let year = IranianYear::new(self.0.text(GroupKey::Year)?.parse().ok()?).ok()?;
        Some(Year::new(Arc::clone(&self.0.batch.reference), year))
    }

    /// The quarter of an Iranian year.
    async fn quarter(&self) -> Option<Quarter> {
        let (year, number) = part_of_year(self.0.text(GroupKey::Quarter)?)?;
        Some(Quarter { year, number })
    }

    /// The month of an Iranian year.
    async fn month(&self) -> Option<Month> {
        let (year, number) = part_of_year(self.0.text(GroupKey::Month)?)?;
        Some(Month(IranianMonth { year, number }))
    }
}

struct UnitKeys(Arc<Keys>);

#[Object]
impl UnitKeys {
    /// The status.
    async fn status(&self) -> Result<Option<UnitStatus>> {
        Ok(self.0.coded::<Status>(GroupKey::Status)?.map(Into::into))
    }
}

impl Keys {
    /// The keys of each of some groups, loaded together.
    pub fn together(
        reference: Arc<Reference>,
        keys: &[GroupKey],
        texts: impl Iterator<Item = Vec<Option<String>>>,
    ) -> Vec<Arc<Keys>> {
        let of_groups: Vec<Vec<_>> = texts.map(|texts| keys.iter().copied().zip(texts).collect()).collect();
        let known = |wanted: GroupKey| {
            let all = of_groups.iter().flatten();
            all.filter(move |(key, _)| *key == wanted).filter_map(|(_, text)| text.as_deref())
        };
        let provinces: Vec<_> =
            known(GroupKey::Province).filter_map(|code| reference.province_id(code)).collect();
        let parks: Vec<_> = known(GroupKey::Park).filter_map(|code| reference.park_id(code)).collect();
        let batch = BatchScope::of_places(reference, provinces, parks);
        of_groups.into_iter().map(|keys| Arc::new(Keys { batch: Arc::clone(&batch), keys })).collect()
    }

    /// The keys of a group that has none.
    pub fn none(reference: Arc<Reference>) -> Arc<Keys> {
        Arc::new(Keys { batch: BatchScope::of_places(reference, Vec::new(), Vec::new()), keys: Vec::new() })
    }

    pub(super) fn text(&self, key: GroupKey) -> Option<&str> {
        self.keys.iter().find(|(known, _)| *known == key)?.1.as_deref()
    }

    pub(super) fn coded<T: Coded>(&self, key: GroupKey) -> Result<Option<T>> {
        self.text(key).map(|name| T::parse(&name.to_lowercase())).transpose().map_err(internal)
    }
}

/// A year, and the number of a part of it: `1399-11`.
fn part_of_year(text: &str) -> Option<(IranianYear, u8)> {
    let (year, number) = text.split_once('-')?;
    Some((IranianYear::new(year.parse().ok()?).ok()?, number.parse().ok()?))
}

/// The label of a known key.
fn label(reference: &Arc<Reference>, key: GroupKey, text: &str) -> Option<Name> {
    match key {
        GroupKey::Province => Some(Name::from(&reference.province(reference.province_id(text)?)?.name)),
        GroupKey::Park => Some(Name::from(&reference.park(reference.park_id(text)?)?.park.name)),
        GroupKey::ParkKind => of_set::<park::ParkKind>(text),
        GroupKey::Ownership => of_set::<park::Ownership>(text),
        GroupKey::Sector => of_set::<activity::Sector>(text),
        GroupKey::IsicDivision => {
            let (code, revision) = text.split_once(' ')?;
            let division = IsicDivision::new(reference, IsicRevision::parse(revision).ok()?, code);
            Some(Name { en: Some(division.name.unwrap_or(division.code)), fa: None })
        }
        GroupKey::Status => of_set::<Status>(text),
        GroupKey::Kind => of_set::<Happening>(text),
        GroupKey::Body => of_set::<Body>(text),
        GroupKey::Reason => of_set::<Cause>(text),
        GroupKey::SupportKind => of_set::<support::SupportKind>(text),
        GroupKey::SupportStatus => of_set::<support::CaseStatus>(text),
        GroupKey::SupportOutcome => of_set::<support::CaseOutcome>(text),
        GroupKey::ReferredTo => Some(Name { en: Some(text.to_owned()), fa: Some(text.to_owned()) }),
        GroupKey::Year => Some(Name { en: Some(text.to_owned()), fa: Some(text.to_owned()) }),
        GroupKey::Quarter => {
            let (year, number) = part_of_year(text)?;
            Some(Quarter { year, number }.label())
        }
        GroupKey::Month => {
            let (year, number) = part_of_year(text)?;
            Some(Month(IranianMonth { year, number }).label())
        }
    }
}

fn of_set<T: Coded>(text: &str) -> Option<Name> {
    Some(Name::of(&T::parse(&text.to_lowercase()).ok()?.label()))
}
