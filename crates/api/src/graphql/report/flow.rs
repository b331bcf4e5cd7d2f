//! Flows of a report: what happened in a period (rules R4, R6).

use async_graphql::{Context, Object, Result};

use shahrak_domain::event::EventKind;
use shahrak_domain::report;

use super::int;
use super::investment::Investment;
use super::section::Slice;
use crate::graphql::event::UnitEventConnection;
use crate::graphql::page::PageArgs;
use crate::graphql::scalar::Persons;

/// What happened in a period, by kind of event.
pub struct Flows(pub Slice);

/// What happened in a period, by kind of event. Each kind is a separate programme; do not add them up.
#[Object]
impl Flows {
    /// Units that reached operation.
    async fn commissioned(&self) -> JobsAndInvestmentFlow {
        JobsAndInvestmentFlow(self.flow(EventKind::Commissioned))
    }

    /// Idle units that produce again.
    async fn revived(&self) -> JobsAndInvestmentFlow {
        JobsAndInvestmentFlow(self.flow(EventKind::Revived))
    }

    /// Units that were helped to a higher capacity.
    async fn capacity_raised(&self) -> JobsFlow {
        JobsFlow(self.flow(EventKind::CapacityRaised))
    }

    /// Units whose machinery or buildings were renewed.
    async fn renovated(&self) -> InvestmentFlow {
        InvestmentFlow(self.flow(EventKind::Renovated))
    }

    /// Units whose production stopped.
    async fn idled(&self) -> Flow {
        Flow(self.flow(EventKind::Idled))
    }

    /// Units that ended after they had reached operation.
    async fn closed(&self) -> Flow {
        Flow(self.flow(EventKind::Closed))
    }

    /// Establishment permits that were issued; jobs and investment are planned ones.
    async fn permitted(&self) -> JobsAndInvestmentFlow {
        JobsAndInvestmentFlow(self.flow(EventKind::PermitIssued))
    }

    /// Plans that were cancelled before the unit reached operation.
    async fn cancelled(&self) -> Flow {
        Flow(self.flow(EventKind::Cancelled))
    }
}

impl Flows {
    fn flow(&self, kind: EventKind) -> Part {
        Part { slice: self.0.clone(), kind, flow: self.0.figures.flow(kind, self.0.spot.period) }
    }
}

/// The events of one kind in a cell of a report.
#[derive(Clone)]
pub struct Part {
    /// The cell.
    pub slice: Slice,
    /// The kind of event.
    pub kind: EventKind,
    /// The sums.
    pub flow: report::Flow,
}

impl Part {
    async fn events(&self, ctx: &Context<'_>, page: PageArgs) -> Result<UnitEventConnection> {
        self.slice.events(ctx, self.kind, page, self.flow.events).await
    }
}

/// Events of one kind, with their jobs and investment.
pub struct JobsAndInvestmentFlow(Part);

/// Events of one kind in a period, with the jobs and the investment that they state.
#[Object]
impl JobsAndInvestmentFlow {
    /// Number of events. A unit with two such events counts twice.
    async fn units(&self) -> Result<i32> {
        int(self.0.flow.events)
    }

    /// Sum of the jobs that these events state: persons at work afterwards, in new and retained jobs; for permits,
    /// planned jobs. 0 if none is known.
    async fn jobs(&self) -> Persons {
        Persons(self.0.flow.jobs)
    }

    /// Number of these events that state no jobs.
    async fn jobs_unknown(&self) -> Result<i32> {
        int(self.0.flow.jobs_unknown)
    }

    /// Sum of the investment that these events state; for permits, planned investment.
    async fn investment(&self) -> Investment {
        Investment(self.0.clone())
    }

    /// Exactly these events, by day, then place in the ledger, with their units at the day and moment of knowledge of
    /// the report.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<UnitEventConnection> {
        self.0.events(ctx, PageArgs { first, after, last, before }).await
    }
}

/// Events of one kind, with their jobs.
pub struct JobsFlow(Part);

/// Events of one kind in a period, with the jobs that they state.
#[Object]
impl JobsFlow {
    /// Number of events. A unit with two such events counts twice.
    async fn units(&self) -> Result<i32> {
        int(self.0.flow.events)
    }

    /// Sum of the jobs that these events state: persons at work afterwards, in new and retained jobs. 0 if none is
    /// known.
    async fn jobs(&self) -> Persons {
        Persons(self.0.flow.jobs)
    }

    /// Number of these events that state no jobs.
    async fn jobs_unknown(&self) -> Result<i32> {
        int(self.0.flow.jobs_unknown)
    }

    /// Exactly these events, by day, then place in the ledger, with their units at the day and moment of knowledge of
    /// the report.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<UnitEventConnection> {
        self.0.events(ctx, PageArgs { first, after, last, before }).await
    }
}

/// Events of one kind, with their investment.
pub struct InvestmentFlow(Part);

/// Events of one kind in a period, with the investment that they state.
#[Object]
impl InvestmentFlow {
    /// Number of events. A unit with two such events counts twice.
    async fn units(&self) -> Result<i32> {
        int(self.0.flow.events)
    }

    /// Sum of the investment that these events state.
    async fn investment(&self) -> Investment {
        Investment(self.0.clone())
    }

    /// Exactly these events, by day, then place in the ledger, with their units at the day and moment of knowledge of
    /// the report.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<UnitEventConnection> {
        self.0.events(ctx, PageArgs { first, after, last, before }).await
    }
}

/// Events of one kind.
pub struct Flow(Part);

/// Events of one kind in a period.
#[Object]
impl Flow {
    /// Number of events. A unit with two such events counts twice.
    async fn units(&self) -> Result<i32> {
        int(self.0.flow.events)
    }

    /// Exactly these events, by day, then place in the ledger, with their units at the day and moment of knowledge of
    /// the report.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<UnitEventConnection> {
        self.0.events(ctx, PageArgs { first, after, last, before }).await
    }
}
