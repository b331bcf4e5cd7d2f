//! Vintages of a report's figures: when each changed, and because of which records (rule R17).

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use chrono::TimeDelta;

use shahrak_domain::achievement;
use shahrak_domain::moment::Moment;
use shahrak_domain::money::RateKind;
use shahrak_domain::report::{Days, FlowMeasure, Frame, ReportFigure, pieces, rate_on};
use shahrak_domain::vintage::{self, vintages};
use shahrak_domain::year::IranianYear;
use shahrak_messages::message;
use shahrak_persistence::ledger::feed::{self, BY_RECORDING, FeedFilter};
use shahrak_persistence::page::{Key, Page, PageRequest};
use shahrak_persistence::tally::history::{self, BY_MOMENT, History, HistoryCell, Piece};

use super::change::RecordedRevision;
use super::drill_down::at_days;
use super::report_data::ReportData;
use super::scope::Coverage;
use super::section::{CellBatch, CellData, CellKey, ReportContext};
use super::vintage_target::{self, Achieved, OfTarget};
use crate::graphql::common::batch::Batch;
use crate::graphql::common::batch_scope::View;
use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::scalar::{DateTime, Decimal};
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::feed::LedgerRecord;

/// The vintages of the figures of a cell.
pub struct FigureVintages {
    cell: CellData,
    figures: CellFigures,
}

/// The figures of a cell.
enum CellFigures {
    /// Flows
    Flows,
    /// Flows and stocks
    All,
    /// Those of a report of a year, which has targets too
    Report(Arc<ReportData>, IranianYear),
}

/// A figure whose vintages are read from the sums.
#[derive(Clone, Copy, Debug)]
struct Tracked {
    figure: ReportFigure,
    /// The target whose achievement follows from the figure.
    achieved: Option<Achieved>,
}

/// The names of the orders in cursors.
const VINTAGES: &str = "report.vintages";
const RECORDS: &str = "vintage.records";

/// A page of vintages.
pub type VintageConnection = Connection<Vintage, VintageEnds>;

impl FigureVintages {
    /// Those of a report of a year.
    pub fn of_report(cell: CellData, shared: Arc<ReportData>, year: IranianYear) -> FigureVintages {
        FigureVintages { cell, figures: CellFigures::Report(shared, year) }
    }

    /// Those of a cell with flows and stocks.
    pub fn of_all(cell: CellData) -> FigureVintages {
        FigureVintages { cell, figures: CellFigures::All }
    }

    /// Those of a cell with flows only.
    pub fn of_flows(cell: CellData) -> FigureVintages {
        FigureVintages { cell, figures: CellFigures::Flows }
    }

    fn figure(&self, path: &str) -> Result<ReportFigure> {
        let unknown = || bad_input("figure", message!("not-a-report-figure", figure = path));
        match ReportFigure::parse(path).ok_or_else(unknown)? {
            ReportFigure::Stock(..) if matches!(self.figures, CellFigures::Flows) => {
                Err(bad_input("figure", message!("no-stocks-here", figure = path)))
            }
            figure => Ok(figure),
        }
    }
}

#[Object]
impl FigureVintages {
    /// The vintages of a figure: the moments at which its value changed, in ascending order, up to the report's moment
    /// of knowledge. A report with one of them as `knownAt` has the value of that vintage; between two of them the
    /// figure stays the same.
    async fn vintages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Path of the figure's field, as in `reportChanges`: `commissioned.units`, \
            `revived.investment.irr`, `stock.active`, `previousYearEnd.idleShare`, `targets.UNITS_REVIVED.IN_PARKS.inForce`. Dollars are at the official rate.")]
        figure: String,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<VintageConnection> {
        let source = self.source(ctx, &figure).await?;
        let request = PageArgs { first, after, last, before }.request(VINTAGES, &BY_MOMENT)?;
        let ends = VintageEnds { cell: self.cell.clone(), source };
        let page = ends.page(ctx, request).await?;
        Ok(connection(VINTAGES, page, ends, |vintage| vintage))
    }
}

/// The first and the last vintage of a figure.
pub struct VintageEnds {
    cell: CellData,
    source: VintageSource,
}

/// Where vintages come from.
enum VintageSource {
    /// The sums of events
    Sums(Tracked),
    /// The revisions of a target: all vintages
    Revisions(Vec<Vintage>),
}

#[Object]
impl VintageEnds {
    /// The first vintage: the value that the register knew first. Null if the figure has always been that of an empty
    /// register.
    async fn initial(&self, ctx: &Context<'_>) -> Result<Option<Vintage>> {
        self.end(ctx, false).await
    }

    /// The latest vintage; its value is that of the report. Null if there is none.
    async fn latest(&self, ctx: &Context<'_>) -> Result<Option<Vintage>> {
        self.end(ctx, true).await
    }
}

impl VintageEnds {
    async fn end(&self, ctx: &Context<'_>, from_end: bool) -> Result<Option<Vintage>> {
        let request = PageRequest { size: 1, from_end, after: None, before: None };
        let page = self.page(ctx, request).await?;
        Ok(page.rows.into_iter().next().map(|(_, vintage)| vintage))
    }

    async fn page(&self, ctx: &Context<'_>, request: PageRequest) -> Result<Page<Vintage>> {
        match &self.source {
            VintageSource::Sums(tracked) => page(ctx, &self.cell, *tracked, request).await,
            VintageSource::Revisions(all) => {
                let within = |vintage: &&Vintage| {
                    let key = key(vintage.value.known_at);
                    request.after.as_ref().is_none_or(|after| key > *after)
                        && request.before.as_ref().is_none_or(|before| key < *before)
                };
                let vintages = all.iter().filter(within).cloned().collect();
                Ok(cut(vintages, false, &request, |vintage| vintage.value.known_at))
            }
        }
    }
}

/// A value of a figure, and when the register came to know it.
#[derive(Clone)]
pub struct Vintage {
    value: vintage::Vintage<Option<rust_decimal::Decimal>>,
    /// The vintages that were read together, and the index among them.
    batch: Arc<VintageBatch>,
    index: usize,
    revisions: Vec<RecordedRevision>,
}

/// Vintages that were read together.
struct VintageBatch {
    view: Arc<ReportContext>,
    /// The records behind each vintage, and the cell that it belongs to.
    behind: Vec<(FeedFilter, CellKey)>,
    loaded: Batch,
}

/// A value of a figure, and when the register came to know it.
#[Object]
impl Vintage {
    /// The moment of recording. A report with this `knownAt` has the value.
    async fn known_at(&self) -> DateTime {
        DateTime(self.value.known_at)
    }

    /// The value from this moment on. Null if it cannot be computed: a share of no units, or dollars without a rate.
    async fn value(&self) -> Option<Decimal> {
        self.value.value.map(Decimal)
    }

    /// The value until this moment; for the first vintage, that of an empty register.
    async fn before(&self) -> Option<Decimal> {
        self.value.before.map(Decimal)
    }

    /// `value` minus `before`; null if one of them is null.
    async fn difference(&self) -> Option<Decimal> {
        let (before, value) = self.value.before.zip(self.value.value)?;
        Some(Decimal(value - before))
    }

    /// The revisions that changed the figure, if it is one of a target: those recorded at this moment.
    async fn revisions(&self) -> &[RecordedRevision] {
        &self.revisions
    }

    /// The records that changed the figure, in the order of recording: those of this moment and of the scope that state,
    /// replace or void an event that the figure counts. Their units are those of the report's day and moment of
    /// knowledge.
    async fn records(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Connection<LedgerRecord>> {
        let request = PageArgs { first, after, last, before }.request(RECORDS, &BY_RECORDING)?;
        let pages = self.batch.records(ctx, &request).await?;
        let page = pages.get(&self.index).cloned().unwrap_or_default();
        let (batch, index) = (Arc::clone(&self.batch), self.index);
        let total = TotalCount::new(move |db| {
            let batch = Arc::clone(&batch);
            async move {
                let count = async |_| feed::count_each(&db, &batch.filters()).await.map_err(failure);
                let counts = batch.loaded.get_or_load("count".to_owned(), count).await?;
                Ok(counts.get(index).copied().unwrap_or_default())
            }
        });
        Ok(connection(RECORDS, page, total, |record| record))
    }
}

impl VintageBatch {
    /// The pages of records behind the vintages, by their indices.
    async fn records(
        &self,
        ctx: &Context<'_>,
        request: &PageRequest,
    ) -> Result<Arc<HashMap<usize, Page<LedgerRecord>>>> {
        let load = async |_| {
            let found = feed::list_each(ctx.db()?, &self.filters(), request).await.map_err(failure)?;
            let reference = ctx.reference_at_least(found.version).await?;
            let known_at = Some(self.view.known_at);
            let day = |index: usize| self.behind[index].1.as_of;
            Ok(at_days(found.pages, day, |as_of, entries| {
                LedgerRecord::batch(reference.clone(), Some(View { as_of, known_at }), entries)
            }))
        };
        self.loaded.get_or_load(format!("records {request:?}"), load).await
    }

    fn filters(&self) -> Vec<FeedFilter> {
        self.behind.iter().map(|(filter, _)| *filter).collect()
    }
}

impl FigureVintages {
    async fn source(&self, ctx: &Context<'_>, path: &str) -> Result<VintageSource> {
        let CellFigures::Report(shared, year) = &self.figures else {
            return Ok(VintageSource::Sums(Tracked { figure: self.figure(path)?, achieved: None }));
        };
        if !path.starts_with("targets.") {
            return Ok(VintageSource::Sums(Tracked { figure: self.figure(path)?, achieved: None }));
        }
        match vintage_target::find(ctx, shared, (*year, self.cell.key.period), path).await? {
            OfTarget::Achieved(achieved) => {
                Ok(VintageSource::Sums(Tracked { figure: achieved.figure, achieved: Some(achieved) }))
            }
            OfTarget::Promised(stored, values) => {
                let behind = Vec::new();
                let view = Arc::clone(&self.cell.view);
                let batch = Arc::new(VintageBatch { view, behind, loaded: Batch::new([]) });
                let vintage = |value: vintage::Vintage<_>| {
                    let revisions = RecordedRevision::at(&stored, value.known_at);
                    Vintage { value, batch: Arc::clone(&batch), index: 0, revisions }
                };
                Ok(VintageSource::Revisions(values.into_iter().map(vintage).collect()))
            }
        }
    }
}

/// A page of the vintages of a figure in a cell, read for all cells of its batch together.
async fn page(
    ctx: &Context<'_>,
    cell: &CellData,
    tracked: Tracked,
    request: PageRequest,
) -> Result<Page<Vintage>> {
    let (batch, index) = &cell.batch;
    let pages = batch.loaded.get_or_load(format!("vintages {tracked:?} {request:?}"), async |_| {
        read(ctx, &cell.view, batch, tracked, &request).await
    });
    Ok(pages.await?.get(*index).cloned().unwrap_or_default())
}

async fn read(
    ctx: &Context<'_>,
    view: &Arc<ReportContext>,
    cells: &CellBatch,
    Tracked { figure, achieved }: Tracked,
    request: &PageRequest,
) -> Result<Vec<Page<Vintage>>> {
    let official = view.rates.of(RateKind::Official);
    // A target counts its own population.
    let population = |scope: Coverage| achieved.map_or(scope.population, |target| target.population);
    let key = |key: &CellKey| CellKey {
        scope: Coverage { population: population(key.scope), ..key.scope },
        ..*key
    };
    let keys: Vec<CellKey> = cells.keys.iter().map(key).collect();
    let read: Vec<HistoryCell> = keys.iter().map(|key| key.history(figure, view)).collect();
    let found = history::history(ctx.db()?, figure, &read, view.known_at, request).await.map_err(failure)?;
    let mut behind = Vec::new();
    let mut pages = Vec::new();
    for (key, History { before, changes, more }) in keys.iter().zip(found) {
        let frame = Frame { period: key.period, as_of: key.as_of, rates: official };
        let values = vintages(before, &changes, |figures| match achieved {
            Some(target) => Some(achievement::Achieved::of(target.metric, figures, key.period)?.value()),
            None => figure.value(figures, frame),
        });
        let Page { rows, more_before, more_after } = cut(values, more, request, |vintage| vintage.known_at);
        let rows = rows.into_iter().map(|(moment, value)| {
            // The records behind a vintage have its index.
            behind.push((key.behind(figure, value.known_at), *key));
            (moment, (value, behind.len() - 1))
        });
        let rows = rows.collect();
        pages.push(Page { rows, more_before, more_after });
    }
    let loaded = Batch::new((0..).take(behind.len()));
    let batch = Arc::new(VintageBatch { view: Arc::clone(view), behind, loaded });
    let vintage = |(value, index)| Vintage { value, batch: Arc::clone(&batch), index, revisions: Vec::new() };
    Ok(pages.into_iter().map(|page| page.map(vintage)).collect())
}

/// The page that was asked for, of vintages of which there is one more if there is one.
fn cut<V>(mut values: Vec<V>, more: bool, request: &PageRequest, moment: impl Fn(&V) -> Moment) -> Page<V> {
    let size = request.size as usize;
    let more = more || values.len() > size;
    match request.from_end {
        true => drop(values.drain(..values.len().saturating_sub(size))),
        false => values.truncate(size),
    }
    let (more_before, more_after) = match request.from_end {
        true => (more, request.before.is_some()),
        false => (request.after.is_some(), more),
    };
    let rows = values.into_iter().map(|value| (key(moment(&value)), value)).collect();
    Page { rows, more_before, more_after }
}

/// The key of a moment in the order of vintages, as PostgreSQL writes it.
fn key(moment: Moment) -> Key {
    vec![moment.format("%Y-%m-%d %H:%M:%S%.6f+00").to_string()]
}

impl CellKey {
    /// What the figure of the cell is added up from.
    fn history(&self, figure: ReportFigure, view: &ReportContext) -> HistoryCell {
        let official = view.rates.of(RateKind::Official);
        let days = self.counted(figure);
        let pieces = match figure {
            ReportFigure::Flow(_, FlowMeasure::Usd) => pieces(&[days], official),
            ReportFigure::Flow(..) | ReportFigure::Stock(..) => vec![days],
        };
        let piece = |piece: Days| Piece { days: piece, unrated: rate_on(official, piece.from).is_none() };
        let pieces = pieces.into_iter().filter(|piece| days.hold(piece)).map(piece).collect();
        HistoryCell { areas: self.scope.areas(), sector: self.sector, pieces }
    }

    /// The days of the events that the figure counts.
    fn counted(&self, figure: ReportFigure) -> Days {
        match figure {
            ReportFigure::Flow(..) => self.period,
            ReportFigure::Stock(day, _) => Days::until(day.day(self.period, self.as_of)),
        }
    }

    /// The records of a moment that changed the figure.
    fn behind(&self, figure: ReportFigure, moment: Moment) -> FeedFilter {
        let (province, park) = self.scope.filter();
        FeedFilter {
            after: Some(moment - TimeDelta::microseconds(1)),
            until: Some(moment),
            province,
            park,
            population: Some(self.scope.population),
            sector: self.sector,
            behind: Some((figure, self.counted(figure))),
            ..FeedFilter::default()
        }
    }
}
