//! Groups of events.

use super::{Counted, Group, Grouping, Groups, Key, Measure};
use crate::db::Db;
use crate::error::Result;
use crate::event::EventFilter;
use crate::page::{Order, PageRequest};
use crate::sql::Sql;

/// A page of groups of the events that satisfy the filter.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn events(
    db: &Db,
    filter: &EventFilter,
    grouping: &Grouping,
    order: &Order,
    page: &PageRequest,
) -> Result<Groups> {
    let from = |query: &mut Sql, _: &[Measure]| push_from(query, filter, &grouping.keys);
    counted(&from).groups(db, grouping, order, page).await
}

/// The numbers of all events that satisfy the filter.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn events_in_total(db: &Db, filter: &EventFilter, measures: &[Measure]) -> Result<Group> {
    counted(&|query, _| push_from(query, filter, &[])).total(db, measures).await
}

fn counted(from: &(dyn Fn(&mut Sql, &[Measure]) + Sync)) -> Counted<'_> {
    Counted { alias: "event", status: "NULL", day: "event.occurred_on", from, value }
}

fn value(measure: Measure) -> &'static str {
    match measure {
        Measure::Jobs => "event.jobs",
        Measure::Investment => "event.investment_irr",
        Measure::Capacity => "event.capacity_percent",
    }
}

/// Adds the tables and the conditions; PostgreSQL removes the joins that are not needed.
fn push_from(query: &mut Sql, filter: &EventFilter, keys: &[Key]) {
    query.push(
        " FROM unit_event AS event LEFT JOIN unit ON unit.id = event.unit_id
            LEFT JOIN park ON park.id = event.park_id",
    );
    if keys.contains(&Key::Reason) {
        query.push(" LEFT JOIN LATERAL unnest(event.reasons) AS reason (code) ON true");
    }
    query.push(" WHERE true");
    filter.push(query);
}
