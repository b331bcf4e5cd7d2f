//! How figures of a report's cells changed, moment by moment (rule R17): one statement for all cells.
//!
//! It adds up the deltas of each cell by moment, chooses the moments of a page at which a figure changes, and returns their
//! sums and those of everything before the page.

use sea_orm::Value;

use shahrak_domain::code::Coded;
use shahrak_domain::event::EventKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::report::{Days, Figures, FlowMeasure, ReportFigure, StockMeasure, Sum};
use shahrak_domain::state::Status;

use super::row::FlowCounts;
use super::{ALL_SECTORS, Area, FIRST_PARK, SectorCell};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::list::{Columns as _, columns};
use crate::page::{Column, Order, PageRequest};
use crate::sql::Sql;
use crate::unit_sector::{UNKNOWN_SECTOR, sector_number};

/// The order of vintages: by moment.
pub const BY_MOMENT: Order =
    Order { columns: &[Column { sql: "moment", cast: "timestamptz" }], descending: false };

/// What a figure of a cell is added up from.
#[derive(Clone, Debug)]
pub struct HistoryCell {
    /// The areas.
    pub areas: Vec<Area>,
    /// The sector, if only one counts.
    pub sector: Option<SectorCell>,
    /// The pieces of time.
    pub pieces: Vec<Piece>,
}

/// A piece of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The days.
    pub days: Days,
    /// Whether no rate is known for these days, so that an investment there has no value in dollars.
    pub unrated: bool,
}

/// The changes of a figure in a cell.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The sums before the first of these moments.
    pub before: Figures,
    /// The changes, by moment, ascending. At moments that are left out, the figure did not change.
    pub changes: Vec<(Moment, Sum)>,
    /// Whether moments at which the figure may have changed were left out because there are too many.
    pub more: bool,
}

/// How many moments are read for a figure that may keep its value although its sums change: a share, or dollars.
const CANDIDATES: u32 = 5_000;

struct At {
    cell: i32,
    moment: Option<Moment>,
    piece: i32,
}

columns!(At, "sums", { cell, moment, piece });

/// Reads what changed a figure in each of these cells up to a moment of knowledge: the moments of a page, and one more to
/// see whether the figure changed again.
///
/// # Errors
/// Any [`Error`].
pub async fn history(
    db: &Db,
    figure: ReportFigure,
    cells: &[HistoryCell],
    known_at: Moment,
    page: &PageRequest,
) -> Result<Vec<History>> {
    let size = page.size.saturating_add(1);
    let most = if is_exact(figure) { size } else { size.max(CANDIDATES) };
    let pieces: Vec<Days> = cells.iter().flat_map(|cell| &cell.pieces).map(|piece| piece.days).collect();
    let rows: Vec<(At, FlowCounts)> =
        statement(figure, cells, known_at, page, most).read(&db.heavy()).await?;
    let mut found = vec![History::default(); cells.len()];
    let mut moments = vec![0_u32; cells.len()];
    for (at, counts) in rows {
        let cell = usize::try_from(at.cell).map_err(Error::decode)?;
        let piece = usize::try_from(at.piece).map_err(Error::decode)?;
        let (Some(history), Some(days)) = (found.get_mut(cell), pieces.get(piece)) else {
            return Err(Error::decode(format!("cell {cell}, piece {piece}")));
        };
        let sum = counts.into_sum(*days)?;
        match at.moment {
            None => history.before.0.push(sum),
            Some(moment) => {
                moments[cell] += u32::from(history.changes.last().is_none_or(|(last, _)| *last != moment));
                history.changes.push((moment, sum));
            }
        }
    }
    for (history, moments) in found.iter_mut().zip(moments) {
        history.more = moments >= most;
    }
    Ok(found)
}

/// Whether each moment at which the sums of the figure change changes the figure too.
fn is_exact(figure: ReportFigure) -> bool {
    !matches!(
        figure,
        ReportFigure::Flow(_, FlowMeasure::Usd) | ReportFigure::Stock(_, StockMeasure::IdleShare)
    )
}

/// The columns of a delta that are added up.
const MEASURES: &str =
    "events, jobs, jobs_unknown, investment, investment_unknown, stock_jobs, stock_jobs_unknown";

fn statement(
    figure: ReportFigure,
    cells: &[HistoryCell],
    known_at: Moment,
    page: &PageRequest,
    most: u32,
) -> Sql {
    let runs = Runs::of(cells);
    let mut query = Sql::with(
        "WITH run AS MATERIALIZED (SELECT * FROM unnest($1::integer[], $2::integer[], $3::boolean[], $4::integer[],
            $5::boolean[], $6::date[], $7::date[], $8::smallint[])
            AS run (cell, piece, unrated, area, outside, first, last, sector)),
        delta AS (",
        runs.values(),
    );
    query.push(runs.parts(&concerns(figure)));
    query.push(format!(
        "), change AS MATERIALIZED (
            SELECT cell, moment, piece, unrated, kind, from_status, to_status, {} FROM delta WHERE moment <= ",
        sums(MEASURES)
    ));
    query.push_bind(known_at).push(" GROUP BY 1, 2, 3, 4, 5, 6, 7), ");
    query.push(format!(
        "step AS (SELECT cell, moment, {} AS changed, {} FROM change GROUP BY cell, moment),
        candidate AS (SELECT cell, moment, row_number() OVER (PARTITION BY cell ORDER BY ",
        changed(figure),
        unrated(figure),
    ));
    query.push(BY_MOMENT.sort_sql(page)).push(
        ") AS place FROM (SELECT *, sum(unrated) OVER (PARTITION BY cell ORDER BY moment) AS unrated_after FROM step) AS step
         WHERE changed AND NOT (unrated_after > 0 AND unrated_after - unrated > 0)",
    );
    BY_MOMENT.push_bounds(&mut query, page);
    let columns = <(At, FlowCounts)>::sql();
    query.push(format!(
        "), chosen AS MATERIALIZED (SELECT cell, moment FROM candidate WHERE place <= {most}),
        edge AS (SELECT cell, min(moment) AS first FROM chosen GROUP BY cell)
        SELECT {columns} FROM (
            SELECT cell, moment, piece, kind, from_status, to_status, {MEASURES}
            FROM change JOIN chosen USING (cell, moment)
            UNION ALL
            SELECT cell, NULL, piece, kind, from_status, to_status, {}
            FROM change JOIN edge USING (cell) WHERE change.moment < edge.first GROUP BY 1, 3, 4, 5, 6
        ) AS sums ORDER BY cell, moment NULLS FIRST",
        sums(MEASURES)
    ));
    query
}

/// `sum(events)::bigint AS events` and so on.
fn sums(measures: &str) -> String {
    let sum = |measure: &str| match measure {
        "investment" => "sum(investment) AS investment".to_owned(),
        _ => format!("sum({measure})::bigint AS {measure}"),
    };
    measures.split(", ").map(sum).collect::<Vec<_>>().join(", ")
}

/// The condition on deltas `d` that can change a figure.
fn concerns(figure: ReportFigure) -> String {
    match figure {
        ReportFigure::Flow(kind, _) => format!("d.kind = '{}'", kind.code()),
        ReportFigure::Stock(..) => "(d.from_status IS DISTINCT FROM d.to_status OR d.stock_jobs <> 0
            OR d.stock_jobs_unknown <> 0)"
            .to_owned(),
    }
}

/// The aggregate over the changes of a moment that is true if the figure changed, or may have.
fn changed(figure: ReportFigure) -> String {
    let entered = |statuses: &[Status]| {
        let codes: Vec<String> = statuses.iter().map(|status| format!("'{}'", status.code())).collect();
        let list = codes.join(", ");
        format!(
            "sum(events * ((to_status IN ({list}))::integer - (from_status IS NOT NULL AND from_status IN ({list}))::integer))
                <> 0"
        )
    };
    const OPERATING: [Status; 3] = [Status::Active, Status::SemiActive, Status::Inactive];
    match figure {
        ReportFigure::Flow(_, measure) => match measure {
            FlowMeasure::Units => "sum(events) <> 0".to_owned(),
            FlowMeasure::Jobs => "sum(jobs) <> 0".to_owned(),
            FlowMeasure::JobsUnknown => "sum(jobs_unknown) <> 0".to_owned(),
            FlowMeasure::Irr => "sum(investment) <> 0".to_owned(),
            FlowMeasure::IrrUnknown => "sum(investment_unknown) <> 0".to_owned(),
            FlowMeasure::Usd => "bool_or(investment <> 0 OR events <> investment_unknown)".to_owned(),
        },
        ReportFigure::Stock(_, measure) => match measure {
            StockMeasure::Of(status) => entered(&[status]),
            StockMeasure::Operating => entered(&OPERATING),
            StockMeasure::IdleShare => {
                format!("({} OR {})", entered(&OPERATING), entered(&OPERATING[1..]))
            }
            StockMeasure::Jobs => "sum(stock_jobs) <> 0".to_owned(),
            StockMeasure::JobsUnknown => "sum(stock_jobs_unknown) <> 0".to_owned(),
        },
    }
}

/// The column `unrated`: by how many the investments without a rate changed at a moment. While there are any, a value in
/// dollars stays unknown.
fn unrated(figure: ReportFigure) -> &'static str {
    match figure {
        ReportFigure::Flow(_, FlowMeasure::Usd) => {
            "COALESCE(sum(events - investment_unknown) FILTER (WHERE unrated), 0) AS unrated"
        }
        _ => "0 AS unrated",
    }
}

/// The days of each piece of each cell, for each area.
struct Runs {
    rows: Vec<FigureRun>,
}

struct FigureRun {
    cell: i32,
    piece: i32,
    unrated: bool,
    area: Area,
    days: Days,
    /// 0 for all.
    sector: i16,
}

impl Runs {
    fn of(cells: &[HistoryCell]) -> Runs {
        let mut rows = Vec::new();
        let mut place = 0;
        for (cell, of) in (0..).zip(cells) {
            let number = |sector: SectorCell| sector.map_or(UNKNOWN_SECTOR, sector_number);
            let sector = of.sector.map_or(ALL_SECTORS, number);
            for piece in &of.pieces {
                let run = |area: &Area| FigureRun {
                    cell,
                    piece: place,
                    unrated: piece.unrated,
                    area: *area,
                    days: piece.days,
                    sector,
                };
                rows.extend(of.areas.iter().map(run));
                place += 1;
            }
        }
        Runs { rows }
    }

    fn values(&self) -> [Value; 8] {
        fn column<V>(rows: &[FigureRun], value: impl Fn(&FigureRun) -> V) -> Value
        where
            Vec<V>: Into<Value>,
        {
            rows.iter().map(value).collect::<Vec<V>>().into()
        }
        let rows = &self.rows;
        [
            column(rows, |run| run.cell),
            column(rows, |run| run.piece),
            column(rows, |run| run.unrated),
            column(rows, |run| run.area.number),
            column(rows, |run| run.area.outside),
            column(rows, |run| run.days.from.date()),
            column(rows, |run| run.days.to.date()),
            column(rows, |run| run.sector),
        ]
    }

    /// The deltas of the runs: a part for each kind of area that there is.
    fn parts(&self, concerns: &str) -> String {
        let part = |of: &str, area: &str| {
            format!(
                "SELECT run.cell, run.piece, run.unrated, COALESCE(d.recorded_at, batch.recorded_at) AS moment,
                    d.kind, d.from_status, d.to_status, d.events, d.jobs, d.jobs_unknown, d.investment,
                    d.investment_unknown, d.stock_jobs, d.stock_jobs_unknown
                 FROM run JOIN tally_delta AS d ON d.occurred_on BETWEEN run.first AND run.last
                    AND (d.park_id IS NULL) = run.outside AND {area} AND (run.sector = {ALL_SECTORS} OR d.sector = run.sector)
                 LEFT JOIN ledger_batch AS batch ON batch.id = d.batch AND d.recorded_at IS NULL
                 WHERE {of} AND {concerns}"
            )
        };
        let mut parts = Vec::new();
        let any = |of: fn(Area) -> bool| self.rows.iter().any(|run| of(run.area));
        if any(Area::of_country) || self.rows.is_empty() {
            parts.push(part("run.area = 0", "true"));
        }
        if any(Area::of_province) {
            let provinces = format!("run.area BETWEEN 1 AND {FIRST_PARK} - 1");
            parts.push(part(&provinces, "d.province_id = run.area"));
        }
        if any(Area::of_park) {
            let park = format!("d.park_id = run.area - {FIRST_PARK}");
            parts.push(part(&format!("run.area >= {FIRST_PARK}"), &park));
        }
        parts.join(" UNION ALL ")
    }
}

/// The kinds of events that can change a figure.
pub fn kinds(figure: ReportFigure) -> Vec<EventKind> {
    match figure {
        ReportFigure::Flow(kind, _) => vec![kind],
        ReportFigure::Stock(..) => {
            EventKind::ALL.iter().copied().filter(|kind| kind.changes_stock()).collect()
        }
    }
}
