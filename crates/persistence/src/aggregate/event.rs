//! Groups of events.

use super::folded::FoldedEvents;
use super::{Group, GroupKey, GroupMeasure, GroupedEntries, GroupedRows, Grouping, Groups, Shown};
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
    let from = |query: &mut Sql, _: &[GroupMeasure]| push_from(query, filter, &grouping.keys);
    if let Some(sums) = FoldedEvents::of(filter, &grouping.keys, &grouping.all_shown()) {
        return GroupedRows::Sums(&|query| sums.push(query)).groups(db, grouping, order, page).await;
    }
    counted(&from).groups(db, grouping, order, page).await
}

/// The numbers of all events that satisfy the filter.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn events_in_total(db: &Db, filter: &EventFilter, shown: &Shown) -> Result<Group> {
    if let Some(sums) = FoldedEvents::of(filter, &[], shown) {
        return GroupedRows::Sums(&|query| sums.push(query)).total(db, &shown.measures).await;
    }
    counted(&|query, _| push_from(query, filter, &[])).total(db, &shown.measures).await
}

fn counted(from: &(dyn Fn(&mut Sql, &[GroupMeasure]) + Sync)) -> GroupedRows<'_> {
    let day = "event.occurred_on";
    GroupedRows::Entries(GroupedEntries { alias: "event", status: "NULL", day, from, value })
}

fn value(measure: GroupMeasure) -> &'static str {
    match measure {
        GroupMeasure::Jobs => "event.jobs",
        GroupMeasure::Investment => "event.investment_irr",
        GroupMeasure::Capacity => "event.capacity_percent",
    }
}

/// Adds the tables and the conditions; PostgreSQL removes the joins that are not needed.
fn push_from(query: &mut Sql, filter: &EventFilter, keys: &[GroupKey]) {
    query.push(
        " FROM unit_event AS event LEFT JOIN unit ON unit.id = event.unit_id
            LEFT JOIN park ON park.id = event.park_id",
    );
    if keys.contains(&GroupKey::Reason) {
        query.push(" LEFT JOIN LATERAL unnest(event.reasons) AS reason (code) ON true");
    }
    query.push(" WHERE true");
    filter.push(query);
}
