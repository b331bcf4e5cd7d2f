//! Views of units: as of a day and as known at a moment, instead of today and now.

use std::collections::HashMap;

use sea_orm::FromQueryResult;

use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;

use super::UnitId;
use crate::db::Db;
use crate::error::Result;
use crate::event::push_effective;
use crate::sql::Sql;

/// The day and the moment of knowledge for which units are asked, instead of today and now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The last day whose events count.
    pub as_of: Day,
    /// The moment of knowledge; now if none is given.
    pub known_at: Option<Moment>,
}

/// A fact of a unit that follows from its events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Derived {
    /// Persons at work
    Jobs,
    /// Capacity in use
    Capacity,
    /// Physical progress
    Progress,
    /// Day of the latest event
    LastConfirmedOn,
    /// Rials that its commissioning states
    Investment,
}

/// The events that state a fact, and the SQL of what they state. A closed unit has no jobs, and a unit that was
/// commissioned, idled or revived has no capacity until it is reported again.
struct DerivedSql {
    value: &'static str,
    condition: &'static str,
}

impl Derived {
    /// Adds the value to a statement about `unit`: the column that stores it, or a subquery, which no index serves.
    pub fn push(self, query: &mut Sql, view: Option<View>) {
        match (self, view) {
            (Derived::Jobs, None) => query.push("unit.jobs"),
            (Derived::Capacity, None) => query.push("unit.capacity_percent"),
            (Derived::Progress, None) => query.push("unit.progress_percent"),
            (Derived::LastConfirmedOn, None) => query.push("unit.last_confirmed_on"),
            (_, view) => {
                query.push("(");
                self.push_latest(query, view);
                query.push(")")
            }
        };
    }

    /// Adds the subquery that finds it among the events of `unit`, as `value`.
    pub fn push_latest(self, query: &mut Sql, view: Option<View>) {
        let DerivedSql { value, condition } = self.statement();
        query.push(format!("SELECT stated.{value} AS value FROM unit_event AS stated"));
        query.push(format!(" WHERE stated.unit_id = unit.id{condition}"));
        push_seen(query, "stated", view);
        query.push(" ORDER BY stated.occurred_on DESC, stated.place DESC LIMIT 1");
    }

    fn statement(self) -> DerivedSql {
        let (value, condition) = match self {
            Derived::Jobs => (
                "jobs",
                " AND (stated.kind IN ('commissioned', 'revived', 'capacity_raised') AND stated.jobs IS NOT NULL
                    OR stated.kind = 'closed')",
            ),
            Derived::Capacity => (
                "capacity_percent",
                " AND stated.kind IN ('commissioned', 'capacity_reported', 'capacity_raised', 'idled', 'revived')",
            ),
            Derived::Progress => ("progress_percent", " AND stated.kind = 'progress_reported'"),
            Derived::LastConfirmedOn => ("occurred_on", ""),
            Derived::Investment => ("investment_irr", " AND stated.kind = 'commissioned'"),
        };
        DerivedSql { value, condition }
    }
}

/// The investments in rials that the commissionings of units state. Units without a known investment are missing.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn investments(db: &Db, units: &[UnitId], view: Option<View>) -> Result<HashMap<UnitId, i64>> {
    let mut query = Sql::new(
        "SELECT unit_id AS unit, investment_irr AS rials FROM unit_event AS stated
            WHERE kind = 'commissioned' AND investment_irr IS NOT NULL AND unit_id = ANY(",
    );
    query.push_bind(units.to_vec()).push(")");
    push_seen(&mut query, "stated", view);
    let rows: Vec<InvestmentRow> = query.rows(db).await?;
    Ok(rows.into_iter().map(|row| (row.unit, row.rials)).collect())
}

#[derive(FromQueryResult)]
struct InvestmentRow {
    unit: UnitId,
    rials: i64,
}

/// Adds the condition that an event counts for a view.
pub(crate) fn push_seen(query: &mut Sql, alias: &str, view: Option<View>) {
    if let Some(View { as_of, .. }) = view {
        query.push(format!(" AND {alias}.occurred_on <= ")).push_bind(as_of.date());
    }
    push_effective(query, alias, view.and_then(|view| view.known_at));
}

/// Adds the condition that `span` holds on the day, by the knowledge of the moment.
pub(crate) fn push_held(query: &mut Sql, View { as_of, known_at }: View) {
    query.push(" AND span.from_on <= ").push_bind(as_of.date());
    query.push(" AND span.until_on > ").push_bind(as_of.date());
    let Some(known_at) = known_at else {
        query.push(" AND span.known_until = 'infinity'");
        return;
    };
    let moment = |known: &str, batch: &str| {
        format!(" AND COALESCE(span.{known}, (SELECT recorded_at FROM ledger_batch WHERE id = span.{batch}))")
    };
    query.push(moment("known_from", "from_batch")).push(" <= ").push_bind(known_at);
    query.push(moment("known_until", "until_batch")).push(" > ").push_bind(known_at);
}
