//! Units that came into operation after support, and how long it took.

use rust_decimal::Decimal;
use sea_orm::FromQueryResult;

use shahrak_domain::moment::Moment;
use shahrak_domain::support::SupportKind;

use crate::db::Db;
use crate::error::Result;
use crate::event::EventFilter;
use crate::sql::Sql;
use crate::unit::codes;

/// The condition that an event of a unit comes after help: at the end of its day, a support case of the unit stood resolved
/// as helped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AfterHelp {
    /// Help of one of these kinds; of any kind if none is given.
    pub kinds: Option<Vec<SupportKind>>,
}

/// How many units came into operation, how many of them after help, and how long it took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SupportResult {
    /// Commissionings.
    pub commissioned: i64,
    /// Those after help.
    pub helped: i64,
    /// Days from the opening of the first case to the commissioning.
    pub from_opening: Durations,
    /// Days from the first help to the commissioning.
    pub from_help: Durations,
}

/// Statistics of numbers of days. None without any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Durations {
    /// The middle one, or the mean of the two middle ones.
    pub median: Option<Decimal>,
    /// The mean, rounded to six decimals, half away from zero.
    pub average: Option<Decimal>,
    /// The least.
    pub least: Option<i32>,
    /// The greatest.
    pub greatest: Option<i32>,
}

#[derive(FromQueryResult)]
struct Row {
    commissioned: i64,
    helped: i64,
    opening_median: Option<Decimal>,
    opening_average: Option<Decimal>,
    opening_least: Option<i32>,
    opening_greatest: Option<i32>,
    help_median: Option<Decimal>,
    help_average: Option<Decimal>,
    help_least: Option<i32>,
    help_greatest: Option<i32>,
}

/// The result of support among the events of a filter, which are commissionings, by help of some kinds.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn result(db: &Db, filter: &EventFilter, help: &AfterHelp) -> Result<SupportResult> {
    let mut query = Sql::new(format!(
        "SELECT count(*) AS commissioned, count(opening) AS helped, {}, {} FROM (
            SELECT event.occurred_on - helped.opened_on AS opening, event.occurred_on - helped.helped_on AS help
            FROM unit_event AS event LEFT JOIN LATERAL (
                SELECT min(state.opened_on) AS opened_on, min(state.since) AS helped_on",
        statistics("opening"),
        statistics("help"),
    ));
    help.push_cases(&mut query, filter.known_at);
    query.push(") AS helped ON true WHERE true");
    filter.push(&mut query);
    query.push(") AS commissioning");
    let row: Row = query.row(&db.heavy()).await?;
    Ok(SupportResult {
        commissioned: row.commissioned,
        helped: row.helped,
        from_opening: Durations {
            median: row.opening_median,
            average: row.opening_average,
            least: row.opening_least,
            greatest: row.opening_greatest,
        },
        from_help: Durations {
            median: row.help_median,
            average: row.help_average,
            least: row.help_least,
            greatest: row.help_greatest,
        },
    })
}

/// The statistics of a column of whole numbers, exactly.
fn statistics(column: &str) -> String {
    let sorted = format!("(array_agg({column} ORDER BY {column}) FILTER (WHERE {column} IS NOT NULL))");
    format!(
        "({sorted}[(count({column}) + 1) / 2] + {sorted}[(count({column}) + 2) / 2])::numeric / 2 AS {column}_median,
            round(sum({column})::numeric * 1.00000000000000000000 / NULLIF(count({column}), 0), 6) AS {column}_average,
            min({column}) AS {column}_least, max({column}) AS {column}_greatest"
    )
}

impl AfterHelp {
    /// Adds the condition to a statement that ends in a condition on `event`.
    pub(crate) fn push(&self, query: &mut Sql, known_at: Option<Moment>) {
        query.push(" AND EXISTS (SELECT");
        self.push_cases(query, known_at);
        query.push(")");
    }

    /// Adds the cases of the unit of `event` that stood resolved as helped at the end of its day.
    fn push_cases(&self, query: &mut Sql, known_at: Option<Moment>) {
        query.push(
            " FROM support_case JOIN support_state AS state ON state.case_id = support_case.id
            WHERE support_case.unit_id = event.unit_id AND state.status = 'resolved' AND state.outcome = 'helped'
                AND state.from_on <= event.occurred_on
                AND (state.until_on IS NULL OR state.until_on > event.occurred_on)",
        );
        if let Some(kinds) = &self.kinds {
            query.push(" AND state.kind = ANY(").push_bind(codes(kinds)).push(")");
        }
        match known_at {
            None => {
                query.push(" AND state.known_until IS NULL");
            }
            Some(known_at) => {
                query.push(" AND state.known_from <= ").push_bind(known_at);
                query.push(" AND (state.known_until IS NULL OR state.known_until > ").push_bind(known_at);
                query.push(")");
            }
        }
    }
}
