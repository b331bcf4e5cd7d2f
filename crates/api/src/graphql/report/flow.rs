//! Flows of a report: what happened in a period (rules R4, R6).

use std::sync::Arc;

use async_graphql::{Context, MergedObject, Object, Result};

use shahrak_domain::event::EventKind;

use super::flow_cell::FlowCell;
use super::int;
use super::investment::Investment;
use super::section::CellData;
use crate::graphql::common::page::PageArgs;
use crate::graphql::common::scalar::Persons;
use crate::graphql::event::UnitEventConnection;

/// What happened in a period, by kind of event.
pub struct Flows(pub CellData);

/// What happened in a period, by kind of event. Each kind is a separate programme; do not add them up.
#[Object]
impl Flows {
    /// Units that reached operation.
    async fn commissioned(&self) -> JobsAndInvestmentFlow {
        JobsAndInvestmentFlow::new(self.cell(EventKind::Commissioned))
    }

    /// Idle units that produce again.
    async fn revived(&self) -> JobsAndInvestmentFlow {
        JobsAndInvestmentFlow::new(self.cell(EventKind::Revived))
    }

    /// Units that were helped to a higher capacity.
    async fn capacity_raised(&self) -> JobsFlow {
        JobsFlow::new(self.cell(EventKind::CapacityRaised))
    }

    /// Units whose machinery or buildings were renewed.
    async fn renovated(&self) -> InvestmentFlow {
        InvestmentFlow::new(self.cell(EventKind::Renovated))
    }

    /// Units whose production stopped.
    async fn idled(&self) -> Flow {
        Flow::new(self.cell(EventKind::Idled))
    }

    /// Units that ended after they had reached operation.
    async fn closed(&self) -> Flow {
        Flow::new(self.cell(EventKind::Closed))
    }

    /// Establishment permits that were issued; jobs and investment are planned ones.
    async fn permitted(&self) -> JobsAndInvestmentFlow {
        JobsAndInvestmentFlow::new(self.cell(EventKind::PermitIssued))
    }

    /// Plans that were cancelled before the unit reached operation.
    async fn cancelled(&self) -> Flow {
        Flow::new(self.cell(EventKind::Cancelled))
    }
}

impl Flows {
    fn cell(&self, kind: EventKind) -> Arc<FlowCell> {
        Arc::new(FlowCell { flow: self.0.figures.flow(kind, self.0.key.period), cell: self.0.clone(), kind })
    }
}

/// Events of one kind in a period.
#[derive(MergedObject)]
pub struct Flow(Units, Events);

/// Events of one kind in a period, with the jobs that they state.
#[derive(MergedObject)]
pub struct JobsFlow(Units, Jobs, Events);

/// Events of one kind in a period, with the investment that they state.
#[derive(MergedObject)]
pub struct InvestmentFlow(Units, Invested, Events);

/// Events of one kind in a period, with the jobs and the investment that they state.
#[derive(MergedObject)]
pub struct JobsAndInvestmentFlow(Units, JobsOrPlannedJobs, InvestedOrPlanned, Events);

impl Flow {
    fn new(cell: Arc<FlowCell>) -> Flow {
        Flow(Units(cell.clone()), Events(cell))
    }
}

impl JobsFlow {
    fn new(cell: Arc<FlowCell>) -> JobsFlow {
        JobsFlow(Units(cell.clone()), Jobs(cell.clone()), Events(cell))
    }
}

impl InvestmentFlow {
    fn new(cell: Arc<FlowCell>) -> InvestmentFlow {
        InvestmentFlow(Units(cell.clone()), Invested(cell.clone()), Events(cell))
    }
}

impl JobsAndInvestmentFlow {
    fn new(cell: Arc<FlowCell>) -> JobsAndInvestmentFlow {
        let (jobs, invested) = (JobsOrPlannedJobs(cell.clone()), InvestedOrPlanned(cell.clone()));
        JobsAndInvestmentFlow(Units(cell.clone()), jobs, invested, Events(cell))
    }
}

struct Units(Arc<FlowCell>);

#[Object]
impl Units {
    /// Number of events. A unit with two such events counts twice.
    async fn units(&self) -> Result<i32> {
        int(self.0.flow.events)
    }
}

struct Jobs(Arc<FlowCell>);

#[Object]
impl Jobs {
    /// Sum of the jobs that these events state: persons at work afterwards, in new and retained jobs. 0 if none is
    /// known.
    async fn jobs(&self) -> Persons {
        Persons(self.0.flow.jobs)
    }

    /// Number of these events that state no jobs.
    async fn jobs_unknown(&self) -> Result<i32> {
        int(self.0.flow.jobs_unknown)
    }
}

struct JobsOrPlannedJobs(Arc<FlowCell>);

#[Object]
impl JobsOrPlannedJobs {
    /// Sum of the jobs that these events state: persons at work afterwards, in new and retained jobs; for permits,
    /// planned jobs. 0 if none is known.
    async fn jobs(&self) -> Persons {
        Persons(self.0.flow.jobs)
    }

    /// Number of these events that state no jobs.
    async fn jobs_unknown(&self) -> Result<i32> {
        int(self.0.flow.jobs_unknown)
    }
}

struct Invested(Arc<FlowCell>);

#[Object]
impl Invested {
    /// Sum of the investment that these events state.
    async fn investment(&self) -> Investment {
        Investment(self.0.clone())
    }
}

struct InvestedOrPlanned(Arc<FlowCell>);

#[Object]
impl InvestedOrPlanned {
    /// Sum of the investment that these events state; for permits, planned investment.
    async fn investment(&self) -> Investment {
        Investment(self.0.clone())
    }
}

struct Events(Arc<FlowCell>);

#[Object]
impl Events {
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
        let FlowCell { cell, kind, flow } = &*self.0;
        cell.events(ctx, *kind, PageArgs { first, after, last, before }, flow.events).await
    }
}
