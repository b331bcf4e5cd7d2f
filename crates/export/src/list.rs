//! Lists: which rows, and how they are written as a table.

use std::fs::File;
use std::io::Write;

use shahrak_domain::code::Coded as _;
use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::money::RateKind;
use shahrak_exchange::columns::UNIT_STATE;
use shahrak_exchange::file_row::FileRow;
use shahrak_exchange::row::{FigureDecisionRow, MethodologyRow, MetricRow, ParkRow, RateRow};
use shahrak_exchange::table::{FileFormat, Headers, TableColumn, TableWriter};
use shahrak_persistence::announcement::AnnouncementFilter;
use shahrak_persistence::budget::BudgetFilter;
use shahrak_persistence::export::{self, ExportedUnit, RecordsOf};
use shahrak_persistence::park::ParkFilter;
use shahrak_persistence::reference_cache::ProvinceId;
use shahrak_persistence::snapshot::{Batches, Snapshot};
use shahrak_persistence::support_case::CaseFilter;
use shahrak_persistence::unit::{UnitFilter, UnitId};
use shahrak_persistence::yearly_target::TargetFilter;
use shahrak_persistence::{methodology, metric, rate};

use crate::failure::Result;
use crate::{Pace, row};

/// Which rows of the register.
#[derive(Clone, Debug)]
pub enum List {
    /// Exchange rates, of a kind
    Rates(Option<RateKind>),
    /// Methodologies
    Methodologies,
    /// Metrics of announced figures: those that the register computes, or others
    Metrics(Option<bool>),
    /// Parks
    Parks(ParkFilter),
    /// The infrastructure of parks
    Infrastructure(ParkFilter),
    /// Units as their file states them
    Units(UnitFilter),
    /// Units with their states, for the view of the filter
    UnitsWithStates(UnitFilter),
    /// Records of the ledger
    Events(RecordsOf),
    /// Revisions of targets
    Targets(TargetFilter),
    /// Announced figures
    Announcements(AnnouncementFilter),
    /// Corrections and marks of announced figures
    FigureDecisions,
    /// Revisions of budget lines
    Budgets(BudgetFilter),
    /// Records of support cases, of all visible ones if there is no filter
    SupportCases(Option<CaseFilter>),
}

/// How a list is written, and for whom.
#[derive(Clone, Debug)]
pub struct Options {
    /// The format.
    pub format: FileFormat,
    /// The first line.
    pub headers: Headers,
    /// The moment of knowledge: later records are left out.
    pub known_at: Moment,
    /// The provinces whose confidential data the reader may see.
    pub sight: Vec<ProvinceId>,
}

/// A table that is written.
#[derive(Debug)]
pub struct Written {
    /// The number of its rows.
    pub rows: u64,
    /// The file, from its beginning, if its format could not be written to the output.
    pub file: Option<File>,
}

impl List {
    /// The kind of file that holds the rows.
    pub fn kind(&self) -> FileKind {
        match self {
            List::Rates(_) => FileKind::Rates,
            List::Methodologies => FileKind::Methodologies,
            List::Metrics(_) => FileKind::Metrics,
            List::Parks(_) => FileKind::Parks,
            List::Infrastructure(_) => FileKind::Infrastructure,
            List::Units(_) | List::UnitsWithStates(_) => FileKind::Units,
            List::Events(_) => FileKind::Events,
            List::Targets(_) => FileKind::Targets,
            List::Announcements(_) => FileKind::Announcements,
            List::FigureDecisions => FileKind::FigureDecisions,
            List::Budgets(_) => FileKind::Budgets,
            List::SupportCases(_) => FileKind::SupportCases,
        }
    }

    fn columns(&self, headers: Headers) -> Vec<TableColumn> {
        let mut columns = TableColumn::of_kind(self.kind(), headers);
        if matches!(self, List::UnitsWithStates(_)) {
            columns.extend(TableColumn::all(UNIT_STATE, headers));
        }
        columns
    }
}

/// Writes a list as a table.
///
/// # Errors
/// [`Failure`](crate::Failure), with an incomplete output.
pub async fn write<W: Write + Send>(
    snapshot: &Snapshot,
    list: &List,
    options: &Options,
    output: W,
    pace: &mut impl Pace,
) -> Result<Written> {
    let Options { format, headers, known_at, sight } = options;
    let (name, columns) = (list.kind().code(), list.columns(*headers));
    let writer = TableWriter::new(*format, name, columns, *headers, output)?;
    let mut table = Table { writer, pace };
    match list {
        List::Rates(kind) => {
            let rates = rate::all(snapshot).await?.into_iter();
            let asked = rates.filter(|rate| kind.is_none_or(|kind| kind == rate.kind));
            table.add(asked.map(RateRow)).await?;
        }
        List::Methodologies => {
            let all = methodology::all(snapshot).await?;
            table.add(all.all().iter().cloned().map(MethodologyRow)).await?;
        }
        List::Metrics(computed) => {
            let all = metric::all(snapshot).await?;
            let asked =
                all.all().iter().filter(|it| computed.is_none_or(|yes| yes == it.computation.is_some()));
            table.add(asked.cloned().map(MetricRow)).await?;
        }
        List::Parks(filter) => {
            table.add(export::parks(snapshot, filter).await?.into_iter().map(ParkRow::from)).await?;
        }
        List::Infrastructure(filter) => {
            let lines = export::infrastructure(snapshot, filter).await?;
            table.add(lines.into_iter().map(row::infrastructure)).await?;
        }
        List::Units(filter) => {
            table.add_all(export::units(snapshot, filter).await?, |unit| [row::unit(unit)]).await?;
        }
        List::UnitsWithStates(filter) => table.add_units_with_states(snapshot, filter).await?,
        List::Events(of) => {
            table.add_all(export::events(snapshot, of, sight).await?, |event| [row::event(event)]).await?;
        }
        List::Targets(filter) => {
            let targets = export::targets(snapshot, filter, *known_at).await?;
            table.add_all(targets, |target| row::targets(target.0)).await?;
        }
        List::Announcements(filter) => {
            let figures = export::figures(snapshot, filter, *known_at).await?;
            table.add_all(figures, |figure| [row::figure(figure.0)]).await?;
        }
        List::FigureDecisions => {
            let decisions = export::figure_decisions(snapshot, *known_at).await?;
            table.add_all(decisions, |decision| [FigureDecisionRow(decision)]).await?;
        }
        List::Budgets(filter) => {
            let budgets = export::budgets(snapshot, filter, *known_at).await?;
            table.add_all(budgets, |line| row::budgets(line.0)).await?;
        }
        List::SupportCases(filter) => {
            let steps = export::support_steps(snapshot, filter.as_ref(), sight, *known_at).await?;
            table.add_all(steps, |step| [row::step(step)]).await?;
        }
    }
    let rows = table.writer.rows();
    let file = table.writer.finish()?;
    pace.pace(rows).await?;
    Ok(Written { rows, file })
}

/// A table on its way into a file.
struct Table<'a, W: Write, P> {
    writer: TableWriter<W>,
    pace: &'a mut P,
}

impl<W: Write + Send, P: Pace> Table<'_, W, P> {
    /// Adds rows of a batch.
    async fn add<T: FileRow>(&mut self, rows: impl Iterator<Item = T> + Send) -> Result<()> {
        self.write(rows)?;
        Ok(self.pace.pace(self.writer.rows()).await?)
    }

    /// Adds all rows of a cursor.
    async fn add_all<T: Send, R: FileRow, I: IntoIterator<Item = R>>(
        &mut self,
        mut batches: Batches<'_, T>,
        rows_of: impl Fn(T) -> I + Send,
    ) -> Result<()> {
        loop {
            let batch = batches.next().await?;
            if batch.is_empty() {
                return Ok(());
            }
            self.write(batch.into_iter().flat_map(&rows_of))?;
            self.pace.pace(self.writer.rows()).await?;
        }
    }

    async fn add_units_with_states(&mut self, snapshot: &Snapshot, filter: &UnitFilter) -> Result<()> {
        let mut batches = export::units(snapshot, filter).await?;
        loop {
            let batch = batches.next().await?;
            if batch.is_empty() {
                return Ok(());
            }
            let states = match filter.view {
                Some(view) => {
                    let ids: Vec<UnitId> = batch.iter().map(|it| it.unit.id).collect();
                    Some(export::states(snapshot, &ids, view).await?)
                }
                None => None,
            };
            for exported in batch {
                let ExportedUnit { unit, .. } = &exported;
                let state = match &states {
                    Some(states) => states.get(&unit.id).copied(),
                    None => unit.state,
                };
                let cells = [row::unit(exported).cells(), row::state(state.as_ref())].concat();
                self.writer.write(&cells)?;
            }
            self.pace.pace(self.writer.rows()).await?;
        }
    }

    fn write<T: FileRow>(&mut self, rows: impl IntoIterator<Item = T>) -> Result<()> {
        rows.into_iter().try_for_each(|row| Ok(self.writer.write(&row.cells())?))
    }
}
