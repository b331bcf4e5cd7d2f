//! From a figure to exactly the events or units that it counts (rule R9).

use std::collections::{BTreeMap, HashMap};

use async_graphql::{Context, Result};

use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::state::Status;
use shahrak_persistence::event as stored_event;
use shahrak_persistence::list::PagedByParent;
use shahrak_persistence::page::Page;
use shahrak_persistence::park::ParkId;
use shahrak_persistence::reference_cache::ProvinceId;
use shahrak_persistence::unit::{self as stored_unit, Days, StatusOn};

use super::scope::{Place, Scope};
use super::section::{Slice, Spot};
use crate::graphql::company::{Company, View};
use crate::graphql::context::{Ask, failure};
use crate::graphql::event::{UnitEvent, UnitEventConnection};
use crate::graphql::page::{PageArgs, listing};
use crate::graphql::total::Total;
use crate::graphql::unit::{Unit, UnitConnection};

/// The day of a stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The last day of the report.
    AsOf,
    /// The day before the period of its flows.
    Before,
}

/// The names of the orders in cursors.
const EVENTS: &str = "report.events";
const UNITS: &str = "report.units";

impl When {
    /// The day.
    pub fn day(self, spot: &Spot) -> Day {
        match self {
            When::AsOf => spot.as_of,
            When::Before => spot.period.from.previous(),
        }
    }
}

impl Slice {
    /// The events of a kind that the cell counts; `total` is their number.
    pub async fn events(
        &self,
        ctx: &Context<'_>,
        kind: EventKind,
        page: PageArgs,
        total: i64,
    ) -> Result<UnitEventConnection> {
        let request = page.request(EVENTS, &stored_event::BY_DAY)?;
        let (siblings, place) = &self.siblings;
        let known_at = self.view.known_at;
        let pages = siblings.together.ask(format!("events {kind:?} {request:?}"), async |_| {
            let filters: Vec<_> = siblings.spots.iter().map(|spot| spot.events(kind, known_at)).collect();
            let found = stored_event::list_each(ctx.db()?, &filters, &stored_event::BY_DAY, &request);
            let PagedByParent { pages, version } = found.await.map_err(failure)?;
            let reference = ctx.reference_at_least(version).await?;
            let day = |place: usize| siblings.spots[place].as_of;
            Ok(seen(pages, day, |as_of, rows| {
                UnitEvent::together(reference.clone(), Some(View { as_of, known_at: Some(known_at) }), rows)
            }))
        });
        let page = pages.await?.get(place).cloned().unwrap_or_default();
        Ok(listing(EVENTS, page, Total::known(total), |event| event))
    }

    /// The units in the cell's stock with one of the statuses; `total` is their number.
    pub async fn units(
        &self,
        ctx: &Context<'_>,
        when: When,
        statuses: Vec<Status>,
        page: PageArgs,
        total: i64,
    ) -> Result<UnitConnection> {
        let request = page.request(UNITS, &stored_unit::BY_CODE)?;
        let (siblings, place) = &self.siblings;
        let known_at = self.view.known_at;
        let pages = siblings.together.ask(format!("units {when:?} {statuses:?} {request:?}"), async |_| {
            let filter = |spot: &Spot| spot.units(&statuses, when.day(spot), known_at);
            let filters: Vec<_> = siblings.spots.iter().map(filter).collect();
            let found = stored_unit::list_each(ctx.db()?, &filters, &stored_unit::BY_CODE, &request);
            let PagedByParent { pages, version } = found.await.map_err(failure)?;
            let reference = ctx.reference_at_least(version).await?;
            let day = |place: usize| when.day(&siblings.spots[place]);
            Ok(seen(pages, day, |as_of, rows| {
                let view = View { as_of, known_at: Some(known_at) };
                let company = Company::of_units(reference.clone(), Some(view), rows.iter());
                rows.into_iter().map(|row| Unit::in_company(&company, row)).collect()
            }))
        });
        let page = pages.await?.get(place).cloned().unwrap_or_default();
        Ok(listing(UNITS, page, Total::known(total), |unit| unit))
    }
}

impl Spot {
    fn events(&self, kind: EventKind, known_at: Moment) -> stored_event::EventFilter {
        let (province, park) = self.scope.filter();
        stored_event::EventFilter {
            province,
            park,
            population: Some(self.scope.population),
            sector: self.sector.map(|sector| vec![sector]),
            kinds: Some(vec![kind]),
            days: Days { from: Some(self.period.from), to: Some(self.period.to) },
            known_at: Some(known_at),
            ..stored_event::EventFilter::default()
        }
    }

    fn units(&self, statuses: &[Status], as_of: Day, known_at: Moment) -> stored_unit::UnitFilter {
        let (province, park) = self.scope.filter();
        stored_unit::UnitFilter {
            province,
            park,
            population: Some(self.scope.population),
            sector: self.sector.map(|sector| vec![sector]),
            held: Some(StatusOn { status: statuses.to_vec(), as_of, known_at }),
            ..stored_unit::UnitFilter::default()
        }
    }
}

impl Scope {
    /// The province and the park to filter lists by.
    pub fn filter(&self) -> (Option<ProvinceId>, Option<ParkId>) {
        match self.place {
            Place::Country => (None, None),
            Place::Province(id) => (Some(id), None),
            Place::Park(id) => (None, Some(id)),
        }
    }
}

/// The pages of several cells, with their rows for the day of each cell. Rows for the same day form one batch, so that
/// a question about one of them is answered for all by one statement.
fn seen<R, T>(
    pages: HashMap<i64, Page<R>>,
    day: impl Fn(usize) -> Day,
    see: impl Fn(Day, Vec<R>) -> Vec<T>,
) -> HashMap<usize, Page<T>> {
    let mut of_day: BTreeMap<Day, Vec<(usize, Page<R>)>> = BTreeMap::new();
    for (place, page) in pages {
        let Ok(place) = usize::try_from(place) else { continue };
        of_day.entry(day(place)).or_default().push((place, page));
    }
    let mut seen = HashMap::new();
    for (day, pages) in of_day {
        let (mut frames, mut rows) = (Vec::new(), Vec::new());
        for (place, page) in pages {
            let (keys, values): (Vec<_>, Vec<_>) = page.rows.into_iter().unzip();
            frames.push((place, keys, page.more_before, page.more_after));
            rows.extend(values);
        }
        let mut things = see(day, rows).into_iter();
        for (place, keys, more_before, more_after) in frames {
            let rows = keys.into_iter().zip(things.by_ref()).collect();
            seen.insert(place, Page { rows, more_before, more_after });
        }
    }
    seen
}
