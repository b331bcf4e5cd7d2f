//! Groups of support cases.

use super::{Group, GroupMeasure, GroupedEntries, GroupedRows, Grouping, Groups};
use crate::db::Db;
use crate::error::Result;
use crate::page::{Order, PageRequest};
use crate::sql::Sql;
use crate::support_case::{CaseFilter, PROVINCE, TABLES};

/// A page of groups of the support cases that satisfy the filter.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn support_cases(
    db: &Db,
    filter: &CaseFilter,
    grouping: &Grouping,
    order: &Order,
    page: &PageRequest,
) -> Result<Groups> {
    counted(&|query, _| push_from(query, filter)).groups(db, grouping, order, page).await
}

/// The number of all support cases that satisfy the filter.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn support_cases_in_total(db: &Db, filter: &CaseFilter) -> Result<Group> {
    counted(&|query, _| push_from(query, filter)).total(db, &[]).await
}

/// Cases state nothing that is added up.
fn counted(from: &(dyn Fn(&mut Sql, &[GroupMeasure]) + Sync)) -> GroupedRows<'_> {
    GroupedRows::Entries(GroupedEntries {
        alias: "site",
        status: "state.status",
        day: "state.opened_on",
        from,
        value: |_| "NULL::integer",
    })
}

fn push_from(query: &mut Sql, filter: &CaseFilter) {
    query.push(format!(
        " FROM {TABLES} LEFT JOIN park ON park.id = unit.park_id
            CROSS JOIN LATERAL (SELECT {PROVINCE} AS province_id, unit.park_id AS park_id) AS site WHERE true"
    ));
    filter.push(query);
}
