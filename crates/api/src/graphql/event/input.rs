//! What is entered of an event, for each kind its own form.

use async_graphql::{Enum, InputObject};

use shahrak_domain::code::Coded;
use shahrak_domain::event;
use shahrak_exchange::entry::Entry;
use shahrak_exchange::file::FileKind;

use crate::graphql::closed_set::{EventKind, ExecutingBody, Reason, RevivalMeans};
use crate::graphql::written::{Date, Decimal, Rial};

/// What every record of an event has.
#[derive(InputObject, Clone, Debug)]
pub struct Occurrence {
    /// Code of the unit.
    pub unit: String,
    /// The day on which it took effect, not in the future.
    pub occurred_on: Date,
    /// What else there is to say. Read by those who may.
    pub note: Option<String>,
    /// Number or address of a document. Read by those who may.
    pub evidence: Option<String>,
    /// Your own code of the record, unique within the unit; the register gives one unless told.
    pub event: Option<String>,
    /// A key of your own for this change: sent again with it, the change is not made twice and its first answer is given
    /// again. Kept for seven days.
    pub idempotency_key: Option<String>,
}

/// An event as it was entered.
pub struct Entered {
    /// Code of the unit.
    pub unit: String,
    /// The sender's own code of the record.
    pub event: Option<String>,
    /// The key of the change.
    pub key: Option<String>,
    /// All of it as a line of `events.csv`.
    pub entry: Entry,
}

/// What states an event of one kind.
pub trait Happening {
    /// The event as it was entered.
    fn entered(self) -> Entered;
}

impl Occurrence {
    fn of(self, kind: event::EventKind) -> Entered {
        let entry = entry(&self.unit, self.event.as_deref(), kind, self.occurred_on);
        let entry = entry.cell("note", self.note).cell("evidence", self.evidence);
        Entered { unit: self.unit, event: self.event, key: self.idempotency_key, entry }
    }
}

impl Entered {
    fn with(self, fill: impl FnOnce(Entry) -> Entry) -> Entered {
        Entered { entry: fill(self.entry), ..self }
    }
}

/// Stands in a line for the code that the register will give.
pub const OWN_CODE: &str = "r";

/// The line of an event that states nothing yet but kind and day.
pub fn entry(unit: &str, event: Option<&str>, kind: event::EventKind, occurred_on: Date) -> Entry {
    let entry =
        Entry::new(FileKind::Events).cell("unit", Some(unit)).cell("event", Some(event.unwrap_or(OWN_CODE)));
    entry.cell("kind", Some(kind.code())).cell("occurred_on", Some(occurred_on.0))
}

/// The codes of reasons as one cell.
fn reason_codes(reasons: Option<Vec<Reason>>) -> Option<String> {
    let code = |reason: Reason| event::Reason::from(reason).code();
    Some(reasons?.into_iter().map(code).collect::<Vec<_>>().join(";"))
}

fn rial_cell(amount: Option<Rial>) -> Option<String> {
    Some(amount?.0.to_string())
}

fn decimal_cell(number: Option<Decimal>) -> Option<String> {
    Some(number?.0.to_string())
}

/// Defines the input of a mutation by what an event of its kind carries.
macro_rules! inputs {
    ($($(#[$meta:meta])* $name:ident($kind:ident) {
        $( $(#[$field_meta:meta])* $field:ident: $type:ty => $column:literal $cell:expr, )*
    })+) => { $(
        $(#[$meta])*
        #[derive(InputObject, Clone, Debug)]
        pub struct $name {
            #[graphql(flatten)]
            occurrence: Occurrence,
            $( $(#[$field_meta])* $field: $type, )*
        }

        impl Happening for $name {
            fn entered(self) -> Entered {
                let $name { occurrence, $($field),* } = self;
                occurrence.of(event::EventKind::$kind)$(.with(|entry| entry.cell($column, ($cell)($field))))*
            }
        }
    )+ };
}

inputs! {
    /// An establishment permit.
    UnitIssuePermitInput(PermitIssued) {
        /// Planned investment in whole rials.
        investment_irr: Option<Rial> => "investment_irr" rial_cell,
        /// Planned jobs.
        jobs: Option<i32> => "jobs" std::convert::identity,
    }
    /// Land assigned by contract.
    UnitAssignLandInput(LandAssigned) {
        /// Square metres, with at most two decimals.
        area_m2: Decimal => "area_m2" |area| decimal_cell(Some(area)),
    }
    /// Physical progress of the construction.
    UnitReportProgressInput(ProgressReported) {
        /// Percent built, 0 to 100 with at most two decimals.
        progress_percent: Decimal => "progress_percent" |progress| decimal_cell(Some(progress)),
    }
    /// A unit that reaches operation.
    UnitCommissionInput(Commissioned) {
        /// Investment in whole rials.
        investment_irr: Option<Rial> => "investment_irr" rial_cell,
        /// Persons at work.
        jobs: Option<i32> => "jobs" std::convert::identity,
    }
    /// The share of the nominal capacity in use.
    UnitReportCapacityInput(CapacityReported) {
        /// Percent of the nominal capacity, 0 to 200 with at most two decimals.
        capacity_percent: Decimal => "capacity_percent" |capacity| decimal_cell(Some(capacity)),
        /// Why it is below the capacity.
        reasons: Option<Vec<Reason>> => "reasons" reason_codes,
    }
    /// Production that stops.
    UnitIdleInput(Idled) {
        /// Why; at least one reason.
        reasons: Vec<Reason> => "reasons" |reasons| reason_codes(Some(reasons)),
    }
    /// An idle unit that produces again.
    UnitReviveInput(Revived) {
        /// Persons at work after it, created or kept.
        jobs: Option<i32> => "jobs" std::convert::identity,
        /// Investment in whole rials.
        investment_irr: Option<Rial> => "investment_irr" rial_cell,
        /// Who carried it out.
        body: Option<ExecutingBody> => "body" |body: Option<ExecutingBody>| body.map(|body| event::Body::from(body).code()),
        /// What brought the unit back.
        means: Option<RevivalMeans> => "means" |means: Option<RevivalMeans>| means.map(|means| event::Means::from(means).code()),
    }
    /// A unit below its capacity that was helped to a higher one.
    UnitRaiseCapacityInput(CapacityRaised) {
        /// Percent of the nominal capacity after it, 0 to 200 with at most two decimals.
        capacity_percent: Decimal => "capacity_percent" |capacity| decimal_cell(Some(capacity)),
        /// Persons at work after it, created or kept.
        jobs: Option<i32> => "jobs" std::convert::identity,
    }
    /// Machinery or buildings that were renewed.
    UnitRenovateInput(Renovated) {
        /// Investment in whole rials.
        investment_irr: Option<Rial> => "investment_irr" rial_cell,
    }
    /// An official who saw the unit.
    UnitVisitInput(Visited) {}
    /// The end of a unit that had reached operation.
    UnitCloseInput(Closed) {}
    /// The end of a plan before operation.
    UnitCancelInput(Cancelled) {
        /// Why.
        reason: Option<CancellationReason> => "reasons" |reason: Option<CancellationReason>| reason.map(CancellationReason::code),
    }
}

/// Why a plan ended before operation.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancellationReason {
    /// The contract was cancelled.
    ContractCancelled,
    /// The land was repossessed.
    LandRepossessed,
}

impl CancellationReason {
    fn code(self) -> &'static str {
        match self {
            CancellationReason::ContractCancelled => event::Reason::ContractCancelled.code(),
            CancellationReason::LandRepossessed => event::Reason::LandRepossessed.code(),
        }
    }
}

/// What happened, stated whole: what an event of its kind carries, and nothing else.
#[derive(InputObject, Clone, Debug)]
pub struct EventInput {
    /// What happened.
    kind: EventKind,
    /// The day on which it took effect, not in the future.
    occurred_on: Date,
    /// Investment in whole rials; planned with a permit.
    investment_irr: Option<Rial>,
    /// Persons at work after it; planned with a permit.
    jobs: Option<i32>,
    /// Percent of the nominal capacity, 0 to 200 with at most two decimals.
    capacity_percent: Option<Decimal>,
    /// Percent built, 0 to 100 with at most two decimals.
    progress_percent: Option<Decimal>,
    /// Square metres, with at most two decimals.
    area_m2: Option<Decimal>,
    /// Why.
    reasons: Option<Vec<Reason>>,
    /// Who carried it out.
    body: Option<ExecutingBody>,
    /// What brought the unit back.
    means: Option<RevivalMeans>,
    /// What else there is to say. Read by those who may.
    note: Option<String>,
    /// Number or address of a document. Read by those who may.
    evidence: Option<String>,
    /// Your own code of the new record, unique within the unit; the register gives one unless told.
    event: Option<String>,
}

impl EventInput {
    /// It as a line of `events.csv`, and the sender's own code of the record.
    pub fn entered(self, unit: &str) -> (Entry, Option<String>) {
        let entry = entry(unit, self.event.as_deref(), self.kind.into(), self.occurred_on)
            .cell("investment_irr", rial_cell(self.investment_irr))
            .cell("jobs", self.jobs)
            .cell("capacity_percent", decimal_cell(self.capacity_percent))
            .cell("progress_percent", decimal_cell(self.progress_percent))
            .cell("area_m2", decimal_cell(self.area_m2))
            .cell("reasons", reason_codes(self.reasons))
            .cell("body", self.body.map(|body| event::Body::from(body).code()))
            .cell("means", self.means.map(|means| event::Means::from(means).code()))
            .cell("note", self.note)
            .cell("evidence", self.evidence);
        (entry, self.event)
    }
}
