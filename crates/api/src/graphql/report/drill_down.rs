//! From a figure to exactly the events or units that it counts (rule R9).

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use async_graphql::{Context, Result};

use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::moment::Moment;
pub use shahrak_domain::report::StockDay;
use shahrak_domain::state::Status;
use shahrak_persistence::event as stored_event;
use shahrak_persistence::list::PagedByParent;
use shahrak_persistence::page::Page;
use shahrak_persistence::park::ParkId;
use shahrak_persistence::reference_cache::ProvinceId;
use shahrak_persistence::unit::{self as stored_unit, DayBounds, View};

use super::scope::{Coverage, ReportPlace};
use super::section::{CellData, CellKey};
use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::page::{PageArgs, connection};
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::event::{UnitEvent, UnitEventConnection};
use crate::graphql::unit::{Unit, UnitConnection, WholeList};

/// The names of the orders in cursors.
const EVENTS: &str = "report.events";
const UNITS: &str = "report.units";

impl CellData {
    /// The events of a kind that the cell counts; `total` is their number.
    pub async fn events(
        &self,
        ctx: &Context<'_>,
        kind: EventKind,
        page: PageArgs,
        total: i64,
    ) -> Result<UnitEventConnection> {
        let request = page.request(EVENTS, &stored_event::BY_DAY)?;
        let (batch, index) = &self.batch;
        let known_at = self.view.known_at;
        let pages = batch.loaded.get_or_load(format!("events {kind:?} {request:?}"), async |_| {
            let filters: Vec<_> = batch.keys.iter().map(|key| key.events(kind, known_at)).collect();
            let found = stored_event::list_each(ctx.db()?, &filters, &stored_event::BY_DAY, &request);
            let PagedByParent { pages, version } = found.await.map_err(failure)?;
            let reference = ctx.reference_at_least(version).await?;
            let day = |index: usize| batch.keys[index].as_of;
            Ok(at_days(pages, day, |as_of, rows| {
                UnitEvent::batch(reference.clone(), Some(View { as_of, known_at: Some(known_at) }), rows)
            }))
        });
        let page = pages.await?.get(index).cloned().unwrap_or_default();
        Ok(connection(EVENTS, page, TotalCount::known(total), |event| event))
    }

    /// The units in the cell's stock with one of the statuses; `total` is their number.
    pub async fn units(
        &self,
        ctx: &Context<'_>,
        when: StockDay,
        statuses: Vec<Status>,
        page: PageArgs,
        total: i64,
    ) -> Result<UnitConnection> {
        let request = page.request(UNITS, &stored_unit::BY_CODE)?;
        let (batch, index) = &self.batch;
        let known_at = self.view.known_at;
        let pages =
            batch.loaded.get_or_load(format!("units {when:?} {statuses:?} {request:?}"), async |_| {
                let filter = |key: &CellKey| key.units(&statuses, key.stock_day(when), known_at);
                let filters: Vec<_> = batch.keys.iter().map(filter).collect();
                let found = stored_unit::list_each(ctx.db()?, &filters, &stored_unit::BY_CODE, &request);
                let PagedByParent { pages, version } = found.await.map_err(failure)?;
                let reference = ctx.reference_at_least(version).await?;
                let day = |index: usize| batch.keys[index].stock_day(when);
                Ok(at_days(pages, day, |as_of, rows| {
                    let view = View { as_of, known_at: Some(known_at) };
                    let batch = BatchScope::of_units(reference.clone(), Some(view), rows.iter());
                    rows.into_iter().map(|row| Unit::in_batch(&batch, row)).collect()
                }))
            });
        let page = pages.await?.get(index).cloned().unwrap_or_default();
        Ok(connection(UNITS, page, self.whole(when, statuses, total), |unit| unit))
    }

    /// The number of units, and what will count the facets of all cells in one statement.
    fn whole(&self, when: StockDay, statuses: Vec<Status>, total: i64) -> WholeList {
        let (batch, index) = self.batch.clone();
        let known_at = self.view.known_at;
        WholeList::new(TotalCount::known(total), move |db| {
            let (batch, statuses) = (Arc::clone(&batch), statuses.clone());
            async move {
                let facets = batch.loaded.get_or_load(format!("facets {when:?} {statuses:?}"), async |_| {
                    let filter = |key: &CellKey| key.units(&statuses, key.stock_day(when), known_at);
                    let filters: Vec<_> = batch.keys.iter().map(filter).collect();
                    stored_unit::facets(&db, &filters).await.map_err(failure)
                });
                Ok(facets.await?.get(index).cloned().unwrap_or_default())
            }
        })
    }
}

impl CellKey {
    /// The day of a stock.
    pub fn stock_day(&self, when: StockDay) -> Day {
        when.day(self.period, self.as_of)
    }

    fn events(&self, kind: EventKind, known_at: Moment) -> stored_event::EventFilter {
        let (province, park) = self.scope.filter();
        stored_event::EventFilter {
            province,
            park,
            population: Some(self.scope.population),
            sector: self.sector.map(|sector| vec![sector]),
            kinds: Some(vec![kind]),
            days: DayBounds { from: Some(self.period.from), to: Some(self.period.to) },
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
            status: Some(statuses.to_vec()),
            view: Some(View { as_of, known_at: Some(known_at) }),
            ..stored_unit::UnitFilter::default()
        }
    }
}

impl Coverage {
    /// The province and the park to filter lists by.
    pub fn filter(&self) -> (Option<ProvinceId>, Option<ParkId>) {
        match self.place {
            ReportPlace::Country => (None, None),
            ReportPlace::Province(id) => (Some(id), None),
            ReportPlace::Park(id) => (None, Some(id)),
        }
    }
}

/// The pages of several cells, with their rows converted for the day of each cell. Rows for the same day are converted
/// together: they form one batch, for which further fields are loaded by one statement.
pub fn at_days<R, T>(
    pages: HashMap<i64, Page<R>>,
    day: impl Fn(usize) -> Day,
    convert: impl Fn(Day, Vec<R>) -> Vec<T>,
) -> HashMap<usize, Page<T>> {
    let mut by_day: BTreeMap<Day, Vec<(usize, Page<R>)>> = BTreeMap::new();
    for (index, page) in pages {
        let Ok(index) = usize::try_from(index) else { continue };
        by_day.entry(day(index)).or_default().push((index, page));
    }
    let mut converted = HashMap::new();
    for (day, pages) in by_day {
        let (mut frames, mut rows) = (Vec::new(), Vec::new());
        for (index, page) in pages {
            let (keys, values): (Vec<_>, Vec<_>) = page.rows.into_iter().unzip();
            frames.push((index, keys, page.more_before, page.more_after));
            rows.extend(values);
        }
        let mut items = convert(day, rows).into_iter();
        for (index, keys, more_before, more_after) in frames {
            let rows = keys.into_iter().zip(items.by_ref()).collect();
            converted.insert(index, Page { rows, more_before, more_after });
        }
    }
    converted
}
