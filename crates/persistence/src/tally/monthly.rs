//! What became known between two moments, by province and Iranian month (rule R12): a page of months in one statement.

use chrono::NaiveDate;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Population;
use shahrak_domain::report::{Days, FLOWS, Figures};
use shahrak_domain::state::Status;

use super::row::FlowCounts;
use crate::db::Db;
use crate::error::Result;
use crate::list::{Columns as _, Paged, VERSION, columns};
use crate::page::{Column, Key, Order, Page, PageRequest};
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;

/// Which changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthlyFilter {
    /// Recorded after this moment.
    pub since: Moment,
    /// Recorded at this moment or before.
    pub until: Moment,
    /// Of this province.
    pub province: Option<ProvinceId>,
    /// Of units in parks, outside, or both.
    pub population: Population,
}

/// A month of a province whose numbers changed.
#[derive(Clone, Debug)]
pub struct ChangedMonth {
    /// The province.
    pub province_id: ProvinceId,
    /// The days of the month.
    pub days: Days,
    /// The moment of the latest change.
    pub changed_at: Moment,
    /// The sums of the month as known at the second moment.
    pub newer: Figures,
    /// These sums less those known at the first moment.
    pub added: Figures,
}

/// By province, then month.
pub const BY_PLACE: Order = Order {
    columns: &[Column { sql: "province_id", cast: "smallint" }, Column { sql: "starts_on", cast: "date" }],
    descending: false,
};

/// The latest change first.
pub const LATEST_FIRST: Order = Order {
    columns: &[
        Column { sql: "changed_at", cast: "timestamptz" },
        Column { sql: "province_id", cast: "smallint" },
        Column { sql: "starts_on", cast: "date" },
    ],
    descending: true,
};

struct MonthRow {
    version: i64,
    key: Key,
    province_id: ProvinceId,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    changed_at: Moment,
    newer: bool,
}

columns!(MonthRow, "sums", {
    version = VERSION, key, province_id, starts_on, ends_on, changed_at, newer,
});

const MEASURES: [&str; 7] = [
    "events",
    "jobs",
    "jobs_unknown",
    "investment",
    "investment_unknown",
    "stock_jobs",
    "stock_jobs_unknown",
];

/// Returns a page of the months in which a number changed.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn changes(
    db: &Db,
    filter: &MonthlyFilter,
    order: &Order,
    page: &PageRequest,
) -> Result<Paged<ChangedMonth>> {
    let rows: Vec<(MonthRow, FlowCounts)> = statement(filter, order, page).read(&db.heavy()).await?;
    let version = rows.first().map_or(0, |(row, _)| row.version);
    let mut months: Vec<(Key, ChangedMonth)> = Vec::new();
    for (row, counts) in rows {
        let days = Days { from: Day::new(row.starts_on), to: Day::new(row.ends_on) };
        if months.last().is_none_or(|(key, _)| *key != row.key) {
            let (province_id, changed_at) = (row.province_id, row.changed_at);
            let (newer, added) = Default::default();
            months.push((row.key, ChangedMonth { province_id, days, changed_at, newer, added }));
        }
        if let Some((_, month)) = months.last_mut() {
            let figures = if row.newer { &mut month.newer } else { &mut month.added };
            figures.0.push(counts.into_sum(days)?);
        }
    }
    Ok(Paged { page: Page::new(months, page), version })
}

fn statement(filter: &MonthlyFilter, order: &Order, page: &PageRequest) -> Sql {
    let mut query =
        Sql::new("WITH delta AS (SELECT d.*, d.recorded_at AS moment FROM tally_delta AS d WHERE true");
    push_span(&mut query, "d", filter);
    filter.push_place(&mut query);
    query.push(
        " UNION ALL SELECT d.*, batch.recorded_at FROM ledger_batch AS batch
            JOIN tally_delta AS d ON d.batch = batch.id AND d.recorded_at IS NULL WHERE true",
    );
    push_span(&mut query, "batch", filter);
    filter.push_place(&mut query);
    query.push(format!(
        "), by_day AS (
            SELECT province_id, occurred_on, kind, from_status, to_status, max(moment) AS changed_at, {sums}
            FROM delta GROUP BY 1, 2, 3, 4, 5),
        added AS MATERIALIZED (
            SELECT province_id, month.starts_on, month.ends_on, kind, from_status, to_status,
                max(changed_at) AS changed_at, {sums}
            FROM by_day CROSS JOIN LATERAL (SELECT starts_on, ends_on FROM iranian_month
                WHERE starts_on <= by_day.occurred_on ORDER BY starts_on DESC LIMIT 1) AS month
            GROUP BY 1, 2, 3, 4, 5, 6),
        month AS (
            SELECT province_id, starts_on, ends_on, max(changed_at) AS changed_at FROM added
            WHERE (province_id, starts_on) IN (
                SELECT province_id, starts_on FROM added CROSS JOIN LATERAL (VALUES {NUMBERS}) AS number (name, value)
                WHERE number.name = ANY(",
        sums = sums(),
    ));
    query.push_bind(numbers()).push(
        ") GROUP BY province_id, starts_on, number.name HAVING sum(number.value) <> 0)
            GROUP BY 1, 2, 3),
        page AS MATERIALIZED (SELECT * FROM month WHERE true",
    );
    order.push(&mut query, page);
    let columns = <(MonthRow, FlowCounts)>::sql();
    query.push(format!(
        ") SELECT {columns} FROM (
            SELECT {key} AS key, page.*, part.newer, part.kind, part.from_status, part.to_status, {measures}
            FROM page CROSS JOIN LATERAL (
                SELECT false AS newer, kind, from_status, to_status, {measures} FROM added
                WHERE added.province_id = page.province_id AND added.starts_on = page.starts_on
                UNION ALL
                SELECT true, d.kind, d.from_status, d.to_status, {sums} FROM tally_delta AS d
                LEFT JOIN ledger_batch AS batch ON batch.id = d.batch AND d.recorded_at IS NULL
                WHERE d.province_id = page.province_id AND d.occurred_on BETWEEN page.starts_on AND page.ends_on
                    AND COALESCE(d.recorded_at, batch.recorded_at) <= ",
        key = order.key_sql(),
        measures = MEASURES.join(", "),
        sums = sums_of("d."),
    ));
    query.push_bind(filter.until);
    filter.push_place(&mut query);
    query.push(format!(
        " GROUP BY 1, 2, 3, 4) AS part) AS sums ORDER BY {}, newer, kind, from_status, to_status",
        order.sort_sql(page)
    ));
    query
}

fn push_span(query: &mut Sql, alias: &str, filter: &MonthlyFilter) {
    query.push(format!(" AND {alias}.recorded_at > ")).push_bind(filter.since);
    query.push(format!(" AND {alias}.recorded_at <= ")).push_bind(filter.until);
}

fn sums() -> String {
    sums_of("")
}

fn sums_of(alias: &str) -> String {
    let sum = |measure: &&str| match *measure {
        "investment" => format!("sum({alias}investment) AS investment"),
        _ => format!("sum({alias}{measure})::bigint AS {measure}"),
    };
    MEASURES.iter().map(sum).collect::<Vec<_>>().join(", ")
}

/// What each sum adds to the numbers of its month, by names of their own.
const NUMBERS: &str =
    "(kind || ' events', events::numeric), (kind || ' jobs', jobs), (kind || ' jobs_unknown', jobs_unknown),
    (kind || ' investment', investment), (kind || ' investment_unknown', investment_unknown),
    ('status ' || to_status, events), ('status ' || from_status, -events),
    ('stock jobs', stock_jobs), ('stock jobs_unknown', stock_jobs_unknown)";

/// The names of the numbers that count: those of [`shahrak_domain::monthly`].
fn numbers() -> Vec<String> {
    let mut numbers = vec!["stock jobs".to_owned(), "stock jobs_unknown".to_owned()];
    numbers.extend(Status::ALL.iter().map(|status| format!("status {}", status.code())));
    for (_, kind, jobs, investment) in FLOWS {
        let mut flow = |measure: &str| numbers.push(format!("{} {measure}", kind.code()));
        flow("events");
        if jobs {
            ["jobs", "jobs_unknown"].into_iter().for_each(&mut flow);
        }
        if investment {
            ["investment", "investment_unknown"].into_iter().for_each(&mut flow);
        }
    }
    numbers
}

impl MonthlyFilter {
    /// The conditions on the place of deltas `d`.
    fn push_place(&self, query: &mut Sql) {
        if let Some(province) = self.province {
            query.push(" AND d.province_id = ").push_bind(province);
        }
        match (self.population.in_parks(), self.population.outside_parks()) {
            (true, true) => query,
            (true, false) => query.push(" AND d.park_id IS NOT NULL"),
            (false, _) => query.push(" AND d.park_id IS NULL"),
        };
    }
}
