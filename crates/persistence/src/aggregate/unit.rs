//! Groups of units.

use super::{Counted, Group, Grouping, Groups, Key, Measure};
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
    let from = |query: &mut Sql, measures: &[Measure]| push_from(query, filter, &grouping.keys, measures);
    counted(filter, &from).groups(db, grouping, order, page).await
}

/// The numbers of all units that satisfy the filter.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn units_in_total(db: &Db, filter: &UnitFilter, measures: &[Measure]) -> Result<Group> {
    let from = |query: &mut Sql, measures: &[Measure]| push_from(query, filter, &[], measures);
    counted(filter, &from).total(db, measures).await
}

fn counted<'a>(filter: &UnitFilter, from: &'a (dyn Fn(&mut Sql, &[Measure]) + Sync)) -> Counted<'a> {
    match filter.view {
        None => Counted { alias: "unit", status: "unit.status", day: "NULL", from, value: present },
        Some(_) => Counted { alias: "unit", status: "span.status", day: "NULL", from, value: viewed },
    }
}

fn present(measure: Measure) -> &'static str {
    match measure {
        Measure::Jobs => "unit.jobs",
        Measure::Capacity => "unit.capacity_percent",
        Measure::Investment => "commissioning.investment_irr",
    }
}

fn viewed(measure: Measure) -> &'static str {
    match measure {
        Measure::Jobs => "stated_jobs.value",
        Measure::Capacity => "stated_capacity.value",
        Measure::Investment => "commissioning.investment_irr",
    }
}

fn push_from(query: &mut Sql, filter: &UnitFilter, keys: &[Key], measures: &[Measure]) {
    query.push(" FROM unit LEFT JOIN park ON park.id = unit.park_id");
    if measures.contains(&Measure::Investment) {
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
fn push_view(query: &mut Sql, view: View, keys: &[Key], measures: &[Measure]) {
    if keys.contains(&Key::Status) {
        query.push(" LEFT JOIN unit_span AS span ON span.unit_id = unit.id");
        push_held(query, view);
    }
    for (measure, derived, alias) in [
        (Measure::Jobs, Derived::Jobs, "stated_jobs"),
        (Measure::Capacity, Derived::Capacity, "stated_capacity"),
    ] {
        if measures.contains(&measure) {
            query.push(" LEFT JOIN LATERAL (");
            derived.push_latest(query, Some(view));
            query.push(format!(") AS {alias} ON true"));
        }
    }
}
