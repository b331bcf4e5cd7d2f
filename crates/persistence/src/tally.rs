//! The sums that reports add up: one statement for all cells of a report's section, by present knowledge or a past one.

use std::collections::HashMap;

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::QueryAs;
use sqlx::{AssertSqlSafe, FromRow, Postgres};

use shahrak_domain::activity::Sector;
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::period::{Level, Run, cover};
use shahrak_domain::report::{Days, Figures};

use crate::db::Db;
use crate::error::{Error, Result};
use crate::park::ParkId;
use crate::snapshot::ProvinceId;

mod row;

use row::{FirstDayRow, Row};

/// Units whose events are summed together: those of the country, a province or a park, in parks or outside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Area {
    number: i32,
    outside: bool,
}

/// What a section of a report needs: sums for every area and piece of time.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// The areas; all of them parks, or none.
    pub areas: &'a [Area],
    /// The pieces of time.
    pub pieces: &'a [Days],
    /// Whether sectors are told apart.
    pub by_sector: bool,
    /// The moment of knowledge, settled and not in the future; none for the present one.
    pub known_at: Option<Moment>,
}

/// An area and, where sectors are told apart, one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cell {
    /// The area.
    pub area: Area,
    /// The sector; none where they are summed together.
    pub sector: Option<SectorCell>,
}

/// A sector, or none where a unit's is unknown.
pub type SectorCell = Option<Sector>;

/// The sums that were read.
#[derive(Clone, Debug)]
pub struct Tallies {
    /// The moment of knowledge for which they hold: that asked for, or the present one. It stays true for ever.
    pub known_at: Moment,
    /// The version that the copy in memory must have to name what was read.
    pub reference_version: i64,
    /// What was read of each cell; nothing of cells without events.
    pub figures: HashMap<Cell, Figures>,
}

impl Reading<'_> {
    /// Present figures are added up in no time; past ones, and further sections of a report, may take long.
    fn lane(&self, db: &Db) -> Db {
        if self.known_at.is_some() { db.heavy() } else { db.clone() }
    }
}

impl Area {
    /// All units of the country in parks, or outside them.
    pub fn country(outside: bool) -> Area {
        Area { number: 0, outside }
    }

    /// The units of a province in parks, or outside them.
    pub fn province(id: ProvinceId, outside: bool) -> Area {
        Area { number: id.into(), outside }
    }

    /// The units of a park.
    pub fn park(id: ParkId) -> Area {
        Area { number: FIRST_PARK + id, outside: false }
    }

    /// Whether the units stand outside parks.
    pub fn outside(self) -> bool {
        self.outside
    }

    fn of_park(self) -> bool {
        self.number >= FIRST_PARK
    }
}

/// Areas of parks are numbered from here on.
pub(crate) const FIRST_PARK: i32 = 1000;
/// `tally.sector` where the sector is not known.
const UNKNOWN_SECTOR: i16 = 9;
/// `tally.sector` of a sum over all sectors.
pub(crate) const ALL_SECTORS: i16 = 0;

/// What counts of each area ($1, $2) and run of periods ($3 to $8) by the knowledge of a moment ($9): the present sums,
/// less what became known later – in the rest of that month, and in the months after it, whose changes are added up
/// (but for parks). These parts are not even looked at while nothing was recorded since.
const PARTS: &str = "unnest($1::integer[], $2::boolean[]) AS area (number, outside)
    CROSS JOIN unnest($3::integer[], $4::text[], $5::date[], $6::date[], $7::smallint[], $8::smallint[])
        AS run (piece, level, first, last, from_sector, to_sector)
    CROSS JOIN (SELECT (date_trunc('month', $9::timestamptz AT TIME ZONE 'UTC') + interval '1 month')::date) AS month (ends)
    CROSS JOIN LATERAL (
        SELECT starts_on, sector, kind, from_status, to_status, events, jobs, jobs_unknown,
            investment, investment_unknown, stock_jobs, stock_jobs_unknown
        FROM tally
        WHERE tally.area = area.number AND tally.outside = area.outside AND tally.level = run.level::\"char\"
            AND starts_on BETWEEN run.first AND run.last AND sector BETWEEN run.from_sector AND run.to_sector
        UNION ALL
        SELECT starts_on, sector, kind, from_status, to_status, -events, -jobs, -jobs_unknown,
            -investment, -investment_unknown, -stock_jobs, -stock_jobs_unknown
        FROM tally_change AS later
        WHERE later.area = area.number AND later.outside = area.outside AND later.level = run.level::\"char\"
            AND starts_on BETWEEN run.first AND run.last AND sector BETWEEN run.from_sector AND run.to_sector
            AND recorded_at > $9 AND (later.area >= 1000 OR recorded_at < month.ends::timestamp AT TIME ZONE 'UTC')
            AND $9 < (SELECT recorded_at FROM ledger_head)
        UNION ALL
        SELECT starts_on, sector, kind, from_status, to_status, -events, -jobs, -jobs_unknown,
            -investment, -investment_unknown, -stock_jobs, -stock_jobs_unknown
        FROM tally_month AS later
        WHERE later.area = area.number AND later.outside = area.outside AND later.level = run.level::\"char\"
            AND starts_on BETWEEN run.first AND run.last AND sector BETWEEN run.from_sector AND run.to_sector
            AND recorded_in >= month.ends AND $9 < (SELECT recorded_at FROM ledger_head)
    ) AS part";

/// Reads a section of a report.
///
/// # Errors
/// Any [`Error`].
pub async fn read(db: &Db, reading: &Reading<'_>) -> Result<Tallies> {
    let sql = format!(
        "SELECT head.recorded_at AS head, moment.now, moment.head AS fresh_head,
            (SELECT number FROM reference_version) AS reference_version, piece, area, outside, sector,
            kind::text AS kind, from_status::text AS from_status, to_status::text AS to_status,
            events, jobs, jobs_unknown, investment::text AS investment, investment_unknown,
            stock_jobs, stock_jobs_unknown
        FROM ledger_head AS head
        LEFT JOIN LATERAL (SELECT * FROM ledger_now() WHERE $9 IS NULL) AS moment ON true
        LEFT JOIN (
            SELECT run.piece, area.number AS area, area.outside, CASE WHEN $10 THEN sector END AS sector,
                kind, from_status, to_status, sum(events)::bigint AS events,
                sum(jobs)::bigint AS jobs, sum(jobs_unknown)::bigint AS jobs_unknown,
                sum(investment) AS investment, sum(investment_unknown)::bigint AS investment_unknown,
                sum(stock_jobs)::bigint AS stock_jobs, sum(stock_jobs_unknown)::bigint AS stock_jobs_unknown
            FROM {PARTS}
            GROUP BY 1, 2, 3, 4, 5, 6, 7
            HAVING sum(events) <> 0
        ) AS sums ON true"
    );
    let query = bind(&sql, reading, &runs(reading));
    let rows: Vec<Row> = reading.lane(db).rows(query).await?;
    let first = rows.first().ok_or_else(|| Error::row("the ledger has no head"))?;
    let (known_at, reference_version) = (first.known_at(reading.known_at), first.reference_version);
    let mut figures: HashMap<Cell, Figures> = HashMap::new();
    for sum in rows.into_iter().filter_map(|row| row.sum.0) {
        let days = *piece(reading, sum.place.piece)?;
        figures.entry(sum.place.cell()?).or_default().0.push(sum.into_sum(days)?);
    }
    Ok(Tallies { known_at, reference_version, figures })
}

/// The first day of each piece on which an event of a kind that states an investment counts in a cell.
///
/// # Errors
/// Any [`Error`].
pub async fn first_investments(
    db: &Db,
    reading: &Reading<'_>,
) -> Result<HashMap<Cell, Vec<(EventKind, Day)>>> {
    let sql = format!(
        "SELECT piece, area, outside, sector, kind, min(starts_on) AS day
        FROM (
            SELECT run.piece, area.number AS area, area.outside, CASE WHEN $10 THEN sector END AS sector,
                kind::text AS kind, starts_on
            FROM {PARTS}
            GROUP BY 1, 2, 3, 4, 5, 6
            HAVING sum(events - investment_unknown) > 0
        ) AS investment
        GROUP BY 1, 2, 3, 4, 5"
    );
    let days: Vec<Run> = reading
        .pieces
        .iter()
        .map(|days| Run { level: Level::Day, first: days.from, last: days.to })
        .collect();
    let query = bind(&sql, reading, &days.into_iter().enumerate().collect::<Vec<_>>());
    let rows: Vec<FirstDayRow> = db.heavy().rows(query).await?;
    let mut first: HashMap<Cell, Vec<(EventKind, Day)>> = HashMap::new();
    for row in rows {
        first.entry(row.place.cell()?).or_default().push((row.kind()?, Day::new(row.day)));
    }
    Ok(first)
}

/// The runs of kept sums that make up each piece. Parks have days only.
fn runs(reading: &Reading<'_>) -> Vec<(usize, Run)> {
    let of_parks = reading.areas.iter().any(|area| area.of_park());
    let cover = |days: &Days| match of_parks {
        true => vec![Run { level: Level::Day, first: days.from, last: days.to }],
        false => cover(days.from, days.to),
    };
    let pieces = reading.pieces.iter().enumerate();
    pieces.flat_map(|(piece, days)| cover(days).into_iter().map(move |run| (piece, run))).collect()
}

fn bind<'q, T>(
    sql: &'q str,
    reading: &Reading<'_>,
    runs: &[(usize, Run)],
) -> QueryAs<'q, Postgres, T, PgArguments>
where
    T: for<'r> FromRow<'r, PgRow>,
{
    let sectors = |run: &Run| match (run.level, reading.by_sector) {
        (Level::Day, _) | (_, true) => (1, UNKNOWN_SECTOR),
        (Level::Month | Level::Year, false) => (ALL_SECTORS, ALL_SECTORS),
    };
    let column = |value: &dyn Fn(&Run) -> i16| runs.iter().map(|(_, run)| value(run)).collect::<Vec<_>>();
    sqlx::query_as(AssertSqlSafe(sql))
        .bind(reading.areas.iter().map(|area| area.number).collect::<Vec<_>>())
        .bind(reading.areas.iter().map(|area| area.outside).collect::<Vec<_>>())
        .bind(runs.iter().map(|(piece, _)| i32::try_from(*piece).unwrap_or(i32::MAX)).collect::<Vec<_>>())
        .bind(runs.iter().map(|(_, run)| level_code(run.level)).collect::<Vec<_>>())
        .bind(runs.iter().map(|(_, run)| run.first.date()).collect::<Vec<_>>())
        .bind(runs.iter().map(|(_, run)| run.last.date()).collect::<Vec<_>>())
        .bind(column(&|run| sectors(run).0))
        .bind(column(&|run| sectors(run).1))
        .bind(reading.known_at)
        .bind(reading.by_sector)
}

fn level_code(level: Level) -> &'static str {
    match level {
        Level::Day => "d",
        Level::Month => "m",
        Level::Year => "y",
    }
}

fn piece<'a>(reading: &'a Reading<'_>, number: i32) -> Result<&'a Days> {
    let place = usize::try_from(number).ok();
    place.and_then(|place| reading.pieces.get(place)).ok_or_else(|| Error::row(format!("piece {number}")))
}
