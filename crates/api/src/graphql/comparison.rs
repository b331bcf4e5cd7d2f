//! Compares announced figures with computed ones: verdicts, and the drill-down (rules R13 to R15).

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result};

use shahrak_domain::announcement::Figure;
use shahrak_domain::comparison as domain;
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::state::Status;
use shahrak_domain::vocabulary::Way;

use shahrak_messages::message;

use crate::graphql::common::batch::Batch;
use crate::graphql::common::context::{ContextExt, bad_input};
use crate::graphql::common::enums::Population;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::PageArgs;
use crate::graphql::common::scalar::{Calendar, Date, DateTime, Decimal};
use crate::graphql::event::UnitEventConnection;
use crate::graphql::report::{CellData, StockDay, moment};
use crate::graphql::unit::UnitConnection;

mod compute;

pub use compute::values;

/// Whether an announced figure agrees with the register.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "domain::Verdict")]
pub enum Verdict {
    /// The statement, with its hedge and its precision, admits the computed value.
    Agrees,
    /// It does not.
    Differs,
    /// There is no computed value; `reason` says why.
    NotComputable,
}

/// Why an announced figure cannot be compared with the register. If several reasons apply, the first one is given.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "domain::Obstacle")]
pub enum NotComputableReason {
    /// The register does not compute the metric, or not in this measure or unit; or the figure is a target.
    Metric,
    /// The register does not know the population.
    Population,
    /// The scope is not a place of the register.
    Scope,
    /// A day that is needed is unknown or after the day of the comparison.
    Period,
    /// An investment falls on a day without an official exchange rate.
    Rate,
    /// The register has no event in the scope and period, or, for stocks and shares, until that day. This says something
    /// about the register, not about the speaker.
    NoRecords,
}

/// The figures of a batch, which are compared together.
pub struct Comparisons {
    figures: Vec<Figure>,
    batch: Batch,
}

/// What the comparison of a figure found, and where the computed value comes from.
#[derive(Clone)]
struct ComparedFigure {
    comparison: domain::Comparison,
    /// The way and the cell of the value; none if it does not come from events.
    source: Option<(Way, CellData)>,
    known_at: Option<Moment>,
}

/// An announced figure and the computed one.
#[derive(Clone)]
pub struct Comparison {
    found: ComparedFigure,
    as_of: Day,
}

impl Comparisons {
    /// A batch of figures.
    pub fn new<'a>(figures: impl Iterator<Item = &'a Figure>) -> Arc<Comparisons> {
        Arc::new(Comparisons { figures: figures.cloned().collect(), batch: Batch::new([]) })
    }

    /// The comparison of the figure with this code.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the argument; a failure of the database.
    pub async fn of(
        &self,
        ctx: &Context<'_>,
        code: &str,
        as_of: Option<Date>,
        known_at: Option<DateTime>,
    ) -> Result<Comparison> {
        let today = ctx.today()?;
        let as_of = as_of.map_or(today, |Date(day, _)| day);
        if as_of > today {
            return Err(bad_input("asOf", message!("day-in-future", day = as_of, today)));
        }
        let known_at = moment(ctx, known_at).await?;
        let question = format!("{as_of} {known_at:?}");
        let compared = self
            .batch
            .get_or_load(question, async |_| compute::compare(ctx, &self.figures, as_of, known_at).await);
        let all: Arc<HashMap<String, ComparedFigure>> = compared.await?;
        let found = all.get(code).cloned().ok_or("the figure is not in its batch")?;
        Ok(Comparison { found, as_of })
    }
}

/// An announced figure, compared with the one that the register computes for the same metric, period, scope and
/// population.
#[Object]
impl Comparison {
    /// The computed value, in the unit of the figure; shares in percent. Null if the figure is not computable.
    async fn computed(&self) -> Option<Decimal> {
        match self.found.comparison {
            domain::Comparison::Computed { computed, .. } => Some(Decimal(computed)),
            domain::Comparison::NotComputable(_) => None,
        }
    }

    /// The units that the computed value counts: for a figure of unspecified population, units in parks, or all units if
    /// only these agree. Null if the figure is not computable.
    async fn population(&self) -> Option<Population> {
        match self.found.comparison {
            domain::Comparison::Computed { population, .. } => Some(population.into()),
            domain::Comparison::NotComputable(_) => None,
        }
    }

    /// The computed value less the stated one; for a range, the distance from its nearer end, and 0 within it. Null if
    /// the figure is not computable.
    async fn difference(&self) -> Option<Decimal> {
        match self.found.comparison {
            domain::Comparison::Computed { difference, .. } => Some(Decimal(difference)),
            domain::Comparison::NotComputable(_) => None,
        }
    }

    /// Whether the statement admits the computed value.
    async fn verdict(&self) -> Verdict {
        self.found.comparison.verdict().into()
    }

    /// Why there is no computed value; null if there is one.
    async fn reason(&self) -> Option<NotComputableReason> {
        self.found.comparison.obstacle().map(Into::into)
    }

    /// The day of the comparison.
    async fn as_of(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.as_of, calendar)
    }

    /// The moment of knowledge of the computed value. Ask for this moment again to get the same comparison. Null if
    /// nothing had to be read.
    async fn known_at(&self) -> Option<DateTime> {
        self.found.known_at.map(DateTime)
    }

    /// For a flow: exactly the events from which the value is computed, by day, then place in the ledger. Null
    /// otherwise.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<UnitEventConnection>> {
        let Some((kind, cell)) = self.found.flow() else { return Ok(None) };
        let total = cell.figures.flow(kind, cell.key.period).events;
        cell.events(ctx, kind, PageArgs { first, after, last, before }, total).await.map(Some)
    }

    /// For a number of units by status, a share of units, or their jobs: exactly the units that count, at the end of the
    /// day, ordered by code. Null otherwise.
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<UnitConnection>> {
        let Some((statuses, cell)) = self.found.stock() else { return Ok(None) };
        let stock = cell.figures.stock(cell.key.as_of);
        let total = statuses.iter().map(|status| stock.of(*status)).sum();
        let page = PageArgs { first, after, last, before };
        cell.units(ctx, StockDay::AsOf, statuses.to_vec(), page, total).await.map(Some)
    }
}

/// The statuses of units whose jobs count.
const AT_WORK: &[Status] = &[Status::Active, Status::SemiActive];

impl ComparedFigure {
    fn flow(&self) -> Option<(EventKind, &CellData)> {
        match &self.source {
            Some((Way::Flow(kind, _), cell)) => Some((*kind, cell)),
            _ => None,
        }
    }

    fn stock(&self) -> Option<(&'static [Status], &CellData)> {
        match &self.source {
            Some((Way::Stock(statuses) | Way::Share(statuses), cell)) => Some((*statuses, cell)),
            Some((Way::StockJobs, cell)) => Some((AT_WORK, cell)),
            _ => None,
        }
    }
}
