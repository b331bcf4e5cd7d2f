//! Stocks of a report: the units by status at the end of a day (rule R5).

use std::collections::BTreeSet;

use async_graphql::{Context, Object, Result, SimpleObject};

use shahrak_domain::code::Coded;
use shahrak_domain::report;
use shahrak_domain::state::Status;

use super::drill_down::StockDay;
use super::int;
use super::section::CellData;
use crate::graphql::common::enums::{UnitStatus, convert_each};
use crate::graphql::common::page::PageArgs;
use crate::graphql::common::scalar::Persons;
use crate::graphql::unit::UnitConnection;

/// The units of a cell by status at the end of a day.
pub struct Stock {
    cell: CellData,
    when: StockDay,
    stock: report::Stock,
}

impl Stock {
    /// The stock of a cell.
    pub fn new(cell: CellData, when: StockDay) -> Stock {
        let stock = cell.figures.stock(cell.key.stock_day(when));
        Stock { cell, when, stock }
    }

    fn of(&self, status: Status) -> Result<i32> {
        int(self.stock.of(status))
    }
}

/// Units by status at the end of a day.
#[Object]
impl Stock {
    /// Units with a permit whose construction has not been reported.
    async fn planned(&self) -> Result<i32> {
        self.of(Status::Planned)
    }

    /// Units whose construction has been reported and that have not reached operation.
    async fn under_construction(&self) -> Result<i32> {
        self.of(Status::UnderConstruction)
    }

    /// Units that operate at or above the threshold for active units.
    async fn active(&self) -> Result<i32> {
        self.of(Status::Active)
    }

    /// Units that operate below the threshold for active units, and at or above the one for inactive units.
    async fn semi_active(&self) -> Result<i32> {
        self.of(Status::SemiActive)
    }

    /// Units that have reached operation but whose production has stopped or fallen below the threshold for inactive
    /// units.
    async fn inactive(&self) -> Result<i32> {
        self.of(Status::Inactive)
    }

    /// Units that ended after they had reached operation.
    async fn closed(&self) -> Result<i32> {
        self.of(Status::Closed)
    }

    /// Units that were cancelled before they reached operation.
    async fn cancelled(&self) -> Result<i32> {
        self.of(Status::Cancelled)
    }

    /// Units that have reached operation and have not ended: `active + semiActive + inactive`.
    async fn operating(&self) -> Result<i32> {
        int(self.stock.operating())
    }

    /// Share of idle units as a fraction from 0 to 1, not rounded: `(semiActive + inactive) / operating`. Null if
    /// `operating` is 0.
    async fn idle_share(&self) -> Option<f64> {
        self.stock.idle_share()
    }

    /// Persons at work in active and semi-active units; 0 if none is known.
    async fn jobs(&self) -> Persons {
        Persons(self.stock.jobs)
    }

    /// Number of active and semi-active units whose jobs are not known.
    async fn jobs_unknown(&self) -> Result<i32> {
        int(self.stock.jobs_unknown)
    }

    /// Exactly these units, ordered by code, at the day and moment of knowledge of the stock.
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only units with one of these statuses; if omitted, with any status.")]
        status: Option<Vec<UnitStatus>>,
    ) -> Result<UnitConnection> {
        let statuses: Vec<Status> = status.map_or_else(|| Status::ALL.to_vec(), convert_each);
        let distinct: BTreeSet<Status> = statuses.into_iter().collect();
        let total = distinct.iter().map(|status| self.stock.of(*status)).sum();
        let page = PageArgs { first, after, last, before };
        self.cell.units(ctx, self.when, distinct.into_iter().collect(), page, total).await
    }
}

/// A change of status within the period of the report. For every status, the opening stock plus the units that came in
/// minus those that went out is the closing stock.
#[derive(SimpleObject)]
pub struct Transition {
    /// The status before; null for the first event of a unit.
    pub from: Option<UnitStatus>,
    /// The status after.
    pub to: UnitStatus,
    /// Number of such changes. A unit that changed twice counts twice.
    pub units: i32,
}

impl Transition {
    /// The transition in the form of the schema.
    ///
    /// # Errors
    /// The count exceeds an `Int`.
    pub fn new(transition: &report::Transition) -> Result<Transition> {
        Ok(Transition {
            from: transition.from.map(Into::into),
            to: transition.to.into(),
            units: int(transition.units)?,
        })
    }
}
