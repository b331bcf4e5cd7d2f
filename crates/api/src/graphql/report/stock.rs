//! Stocks of a report: the units by status at the end of a day (rule R5).

use std::collections::BTreeSet;

use async_graphql::{Context, Object, Result, SimpleObject};

use shahrak_domain::code::Coded;
use shahrak_domain::report;
use shahrak_domain::state::Status;

use super::drill::When;
use super::int;
use super::section::Slice;
use crate::graphql::closed_set::{UnitStatus, each};
use crate::graphql::page::PageArgs;
use crate::graphql::scalar::Persons;
use crate::graphql::unit::UnitConnection;

/// The units of a cell of a report by status at the end of a day.
pub struct Stock {
    slice: Slice,
    when: When,
    stock: report::Stock,
}

impl Stock {
    /// The stock of a cell.
    pub fn new(slice: Slice, when: When) -> Stock {
        let stock = slice.figures.stock(when.day(&slice.spot));
        Stock { slice, when, stock }
    }

    fn of(&self, status: Status) -> Result<i32> {
        int(self.stock.of(status))
    }
}

/// Units by status at the end of a day.
#[Object]
impl Stock {
    /// Units with a permit and nothing built.
    async fn planned(&self) -> Result<i32> {
        self.of(Status::Planned)
    }

    /// Units of which progress was reported and that have not reached operation.
    async fn under_construction(&self) -> Result<i32> {
        self.of(Status::UnderConstruction)
    }

    /// Units in operation, at or above the threshold of semi-activity.
    async fn active(&self) -> Result<i32> {
        self.of(Status::Active)
    }

    /// Units in operation below that threshold.
    async fn semi_active(&self) -> Result<i32> {
        self.of(Status::SemiActive)
    }

    /// Units that reached operation and in which production stopped.
    async fn inactive(&self) -> Result<i32> {
        self.of(Status::Inactive)
    }

    /// Units that ended after operation.
    async fn closed(&self) -> Result<i32> {
        self.of(Status::Closed)
    }

    /// Units that ended before operation.
    async fn cancelled(&self) -> Result<i32> {
        self.of(Status::Cancelled)
    }

    /// Units that reached operation and have not ended: `active + semiActive + inactive`.
    async fn operating(&self) -> Result<i32> {
        int(self.stock.operating())
    }

    /// The fraction of idle units, `(semiActive + inactive) / operating`, 0 to 1, not rounded; null where no unit operates.
    async fn idle_share(&self) -> Option<f64> {
        self.stock.idle_share()
    }

    /// Persons at work in active and semi-active units. 0 where none is known.
    async fn jobs(&self) -> Persons {
        Persons(self.stock.jobs)
    }

    /// Number of active and semi-active units whose jobs are not known.
    async fn jobs_unknown(&self) -> Result<i32> {
        int(self.stock.jobs_unknown)
    }

    /// Exactly these units, by code, as that day and the report's knowledge show them.
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those with one of these statuses; those with any status if left out.")] status: Option<
            Vec<UnitStatus>,
        >,
    ) -> Result<UnitConnection> {
        let statuses: Vec<Status> = status.map_or_else(|| Status::ALL.to_vec(), each);
        let distinct: BTreeSet<Status> = statuses.into_iter().collect();
        let total = distinct.iter().map(|status| self.stock.of(*status)).sum();
        let page = PageArgs { first, after, last, before };
        self.slice.units(ctx, self.when, distinct.into_iter().collect(), page, total).await
    }
}

/// A change of status within the period of a report. What was there before, plus what came in, less what went out,
/// is what is there at the end, for every status.
#[derive(SimpleObject)]
pub struct Transition {
    /// The status before; null at the first event of a unit.
    pub from: Option<UnitStatus>,
    /// The status after.
    pub to: UnitStatus,
    /// How many times it happened: a unit that changed so twice counts twice.
    pub units: i32,
}

impl Transition {
    /// The transition as the domain says it.
    ///
    /// # Errors
    /// A count that no answer can hold.
    pub fn new(transition: &report::Transition) -> Result<Transition> {
        Ok(Transition {
            from: transition.from.map(Into::into),
            to: transition.to.into(),
            units: int(transition.units)?,
        })
    }
}
