//! Flows of a report: what happened within a period (rules R4, R6).

use async_graphql::{Context, Object, Result};

use shahrak_domain::event::EventKind;
use shahrak_domain::report;

use super::int;
use super::investment::Investment;
use super::section::Slice;
use crate::graphql::event::UnitEventConnection;
use crate::graphql::page::PageArgs;
use crate::graphql::scalar::Persons;

/// What happened within a period, by kind of event.
pub struct Flows(pub Slice);

/// What happened within a period, by kind of event. Each is a separate programme: they are not to be added up.
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

    /// Units helped to a higher capacity.
    async fn capacity_raised(&self) -> JobsFlow {
        JobsFlow(self.flow(EventKind::CapacityRaised))
    }

    /// Units renewed.
    async fn renovated(&self) -> InvestmentFlow {
        InvestmentFlow(self.flow(EventKind::Renovated))
    }

    /// Units in which production stopped.
    async fn idled(&self) -> Flow {
        Flow(self.flow(EventKind::Idled))
    }

    /// Units that ended after operation.
    async fn closed(&self) -> Flow {
        Flow(self.flow(EventKind::Closed))
    }

    /// Establishment permits issued; jobs and investment are the planned ones.
    async fn permitted(&self) -> JobsAndInvestmentFlow {
        JobsAndInvestmentFlow(self.flow(EventKind::PermitIssued))
    }

    /// Units that ended before operation.
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
    /// What happened.
    pub kind: EventKind,
    /// What they add up to.
    pub flow: report::Flow,
}

impl Part {
    async fn events(&self, ctx: &Context<'_>, page: PageArgs) -> Result<UnitEventConnection> {
        self.slice.events(ctx, self.kind, page, self.flow.events).await
    }
}

/// Events of one kind, with their jobs and investment.
pub struct JobsAndInvestmentFlow(Part);

/// Events of one kind within a period, with the jobs and the investment that they state.
#[Object]
impl JobsAndInvestmentFlow {
    /// Number of events: a unit to which it happened twice counts twice.
    async fn units(&self) -> Result<i32> {
        int(self.0.flow.events)
    }

    /// Persons stated on these events: at work after them, created or kept; with a permit, planned. 0 where none is known.
    async fn jobs(&self) -> Persons {
        Persons(self.0.flow.jobs)
    }

    /// Number of these events that state no jobs.
    async fn jobs_unknown(&self) -> Result<i32> {
        int(self.0.flow.jobs_unknown)
    }

    /// What was invested; with a permit, what is planned.
    async fn investment(&self) -> Investment {
        Investment(self.0.clone())
    }

    /// Exactly these events, by day, then place in the ledger; their units as the report's day and knowledge show them.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<UnitEventConnection> {
        self.0.events(ctx, PageArgs { first, after, last, before }).await
    }
}

/// Events of one kind, with their jobs.
pub struct JobsFlow(Part);

/// Events of one kind within a period, with the jobs that they state.
#[Object]
impl JobsFlow {
    /// Number of events: a unit to which it happened twice counts twice.
    async fn units(&self) -> Result<i32> {
        int(self.0.flow.events)
    }

    /// Persons stated on these events: at work after them, created or kept. 0 where none is known.
    async fn jobs(&self) -> Persons {
        Persons(self.0.flow.jobs)
    }

    /// Number of these events that state no jobs.
    async fn jobs_unknown(&self) -> Result<i32> {
        int(self.0.flow.jobs_unknown)
    }

    /// Exactly these events, by day, then place in the ledger; their units as the report's day and knowledge show them.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<UnitEventConnection> {
        self.0.events(ctx, PageArgs { first, after, last, before }).await
    }
}

/// Events of one kind, with their investment.
pub struct InvestmentFlow(Part);

/// Events of one kind within a period, with the investment that they state.
#[Object]
impl InvestmentFlow {
    /// Number of events: a unit to which it happened twice counts twice.
    async fn units(&self) -> Result<i32> {
        int(self.0.flow.events)
    }

    /// What was invested.
    async fn investment(&self) -> Investment {
        Investment(self.0.clone())
    }

    /// Exactly these events, by day, then place in the ledger; their units as the report's day and knowledge show them.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<UnitEventConnection> {
        self.0.events(ctx, PageArgs { first, after, last, before }).await
    }
}

/// Events of one kind.
pub struct Flow(Part);

/// Events of one kind within a period.
#[Object]
impl Flow {
    /// Number of events: a unit to which it happened twice counts twice.
    async fn units(&self) -> Result<i32> {
        int(self.0.flow.events)
    }

    /// Exactly these events, by day, then place in the ledger; their units as the report's day and knowledge show them.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<UnitEventConnection> {
        self.0.events(ctx, PageArgs { first, after, last, before }).await
    }
}
