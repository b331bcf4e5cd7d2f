//! Groups of units.

use super::folded::FoldedUnits;
use super::{Group, GroupKey, GroupMeasure, GroupedEntries, GroupedRows, Grouping, Groups, Shown};
use crate::db::Db;
use crate::error::Result;
use crate::event::push_effective_of_all;
use crate::page::{Order, PageRequest};
use crate::sql::Sql;
use crate::unit::{Derived, UnitFilter, View, push_held};

/// A page of groups of the units that satisfy the filter, as the view of the filter shows them.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn units(
    db: &Db,
    filter: &UnitFilter,
    grouping: &Grouping,
    order: &Order,
    page: &PageRequest,
) -> Result<Groups> {
    let from =
        |query: &mut Sql, measures: &[GroupMeasure]| push_from(query, filter, &grouping.keys, measures);
    if let Some(sums) = FoldedUnits::of(filter, &grouping.keys, &grouping.all_shown()) {
        return GroupedRows::Sums(&|query| sums.push(query)).groups(db, grouping, order, page).await;
    }
    counted(filter, &from).groups(db, grouping, order, page).await
}

/// The numbers of all units that satisfy the filter.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn units_in_total(db: &Db, filter: &UnitFilter, shown: &Shown) -> Result<Group> {
    if let Some(sums) = FoldedUnits::of(filter, &[], shown) {
        return GroupedRows::Sums(&|query| sums.push(query)).total(db, &[]).await;
    }
    let from = |query: &mut Sql, measures: &[GroupMeasure]| push_from(query, filter, &[], measures);
    counted(filter, &from).total(db, &shown.measures).await
}

fn counted<'a>(filter: &UnitFilter, from: &'a (dyn Fn(&mut Sql, &[GroupMeasure]) + Sync)) -> GroupedRows<'a> {
    let (status, value): (_, fn(GroupMeasure) -> &'static str) = match filter.view {
        None => ("unit.status", present),
        Some(_) => ("span.status", viewed),
    };
    GroupedRows::Entries(GroupedEntries { alias: "unit", status, day: "NULL", from, value })
}

fn present(measure: GroupMeasure) -> &'static str {
    match measure {
        GroupMeasure::Jobs => "unit.jobs",
        GroupMeasure::Capacity => "unit.capacity_percent",
        GroupMeasure::Investment => "commissioning.investment_irr",
    }
}

fn viewed(measure: GroupMeasure) -> &'static str {
    match measure {
        GroupMeasure::Jobs => "stated_jobs.value",
        GroupMeasure::Capacity => "stated_capacity.value",
        GroupMeasure::Investment => "commissioning.investment_irr",
    }
}

fn push_from(query: &mut Sql, filter: &UnitFilter, keys: &[GroupKey], measures: &[GroupMeasure]) {
    query.push(" FROM unit LEFT JOIN park ON park.id = unit.park_id");
    if measures.contains(&GroupMeasure::Investment) {
        // A unit is commissioned at most once, and a join reads the events once for all units.
        query.push(
            " LEFT JOIN unit_event AS commissioning ON commissioning.unit_id = unit.id
                AND commissioning.kind = 'commissioned'",
        );
        if let Some(view) = filter.view {
            query.push(" AND commissioning.occurred_on <= ").push_bind(view.as_of.date());
        }
        let known_at = filter.view.and_then(|view| view.known_at);
        push_effective_of_all(query, "commissioning", known_at);
    }
    if let Some(view) = filter.view {
        push_view(query, view, keys, measures);
    }
    query.push(" WHERE true");
    filter.push(query);
}

/// Adds the joins for the states of units that the statement needs.
fn push_view(query: &mut Sql, view: View, keys: &[GroupKey], measures: &[GroupMeasure]) {
    if keys.contains(&GroupKey::Status) {
        query.push(" LEFT JOIN unit_span AS span ON span.unit_id = unit.id");
        push_held(query, view);
    }
    for (measure, derived, alias) in [
        (GroupMeasure::Jobs, Derived::Jobs, "stated_jobs"),
        (GroupMeasure::Capacity, Derived::Capacity, "stated_capacity"),
    ] {
        if measures.contains(&measure) {
            query.push(" LEFT JOIN LATERAL (");
            derived.push_latest(query, Some(view));
            query.push(format!(") AS {alias} ON true"));
        }
    }
}
