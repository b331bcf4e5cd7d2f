//! Groups of units.

use super::{Group, GroupKey, GroupMeasure, GroupedEntries, Grouping, Groups};
use crate::db::Db;
use crate::error::Result;
use crate::page::{Order, PageRequest};
use crate::sql::Sql;
use crate::unit::{Derived, UnitFilter, View, push_held, push_seen};

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
    counted(filter, &from).groups(db, grouping, order, page).await
}

/// The numbers of all units that satisfy the filter.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn units_in_total(db: &Db, filter: &UnitFilter, measures: &[GroupMeasure]) -> Result<Group> {
    let from = |query: &mut Sql, measures: &[GroupMeasure]| push_from(query, filter, &[], measures);
    counted(filter, &from).total(db, measures).await
}

fn counted<'a>(
    filter: &UnitFilter,
    from: &'a (dyn Fn(&mut Sql, &[GroupMeasure]) + Sync),
) -> GroupedEntries<'a> {
    match filter.view {
        None => GroupedEntries { alias: "unit", status: "unit.status", day: "NULL", from, value: present },
        Some(_) => GroupedEntries { alias: "unit", status: "span.status", day: "NULL", from, value: viewed },
    }
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
        push_seen(query, "commissioning", filter.view);
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
