//! What is entered of an event, for each kind its own form.

use async_graphql::{Enum, InputObject};

use crate::graphql::closed_set::{EventKind, ExecutingBody, Reason, RevivalMeans};
use crate::graphql::perform::idempotency_key;
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
    #[doc = idempotency_key!()]
    pub idempotency_key: Option<String>,
}

/// An event as it was entered.
pub struct Entered {
    /// Code of the unit.
    pub unit: String,
    /// The key of the change.
    pub key: Option<String>,
    /// What happened.
    pub event: EventInput,
}

impl Occurrence {
    fn of(self, kind: EventKind) -> Entered {
        let Occurrence { unit, occurred_on, note, evidence, event, idempotency_key } = self;
        let stated = EventInput {
            kind,
            occurred_on,
            investment_irr: None,
            jobs: None,
            capacity_percent: None,
            progress_percent: None,
            area_m2: None,
            reasons: None,
            body: None,
            means: None,
            note,
            evidence,
            event,
        };
        Entered { unit, key: idempotency_key, event: stated }
    }
}

/// Defines the input of a mutation by what an event of its kind carries.
macro_rules! inputs {
    ($($(#[$meta:meta])* $name:ident($kind:ident) {
        $( $(#[$field_meta:meta])* $field:ident: $type:ty, )*
    })+) => { $(
        $(#[$meta])*
        #[derive(InputObject, Clone, Debug)]
        pub struct $name {
            #[graphql(flatten)]
            occurrence: Occurrence,
            $( $(#[$field_meta])* $field: $type, )*
        }

        impl From<$name> for Entered {
            fn from(input: $name) -> Entered {
                let $name { occurrence, $($field),* } = input;
                let entered = occurrence.of(EventKind::$kind);
                Entered { event: EventInput { $($field: $field.into(),)* ..entered.event }, ..entered }
            }
        }
    )+ };
}

inputs! {
    /// An establishment permit.
    UnitIssuePermitInput(PermitIssued) {
        /// Planned investment in whole rials.
        investment_irr: Option<Rial>,
        /// Planned jobs.
        jobs: Option<i32>,
    }
    /// Land assigned by contract.
    UnitAssignLandInput(LandAssigned) {
        /// Square metres, with at most two decimals.
        area_m2: Decimal,
    }
    /// Physical progress of the construction.
    UnitReportProgressInput(ProgressReported) {
        /// Percent built, 0 to 100 with at most two decimals.
        progress_percent: Decimal,
    }
    /// A unit that reaches operation.
    UnitCommissionInput(Commissioned) {
        /// Investment in whole rials.
        investment_irr: Option<Rial>,
        /// Persons at work.
        jobs: Option<i32>,
    }
    /// The share of the nominal capacity in use.
    UnitReportCapacityInput(CapacityReported) {
        /// Percent of the nominal capacity, 0 to 200 with at most two decimals.
        capacity_percent: Decimal,
        /// Why it is below the capacity.
        reasons: Option<Vec<Reason>>,
    }
    /// Production that stops.
    UnitIdleInput(Idled) {
        /// Why; at least one reason.
        reasons: Vec<Reason>,
    }
    /// An idle unit that produces again.
    UnitReviveInput(Revived) {
        /// Persons at work after it, created or kept.
        jobs: Option<i32>,
        /// Investment in whole rials.
        investment_irr: Option<Rial>,
        /// Who carried it out.
        body: Option<ExecutingBody>,
        /// What brought the unit back.
        means: Option<RevivalMeans>,
    }
    /// A unit below its capacity that was helped to a higher one.
    UnitRaiseCapacityInput(CapacityRaised) {
        /// Percent of the nominal capacity after it, 0 to 200 with at most two decimals.
        capacity_percent: Decimal,
        /// Persons at work after it, created or kept.
        jobs: Option<i32>,
    }
    /// Machinery or buildings that were renewed.
    UnitRenovateInput(Renovated) {
        /// Investment in whole rials.
        investment_irr: Option<Rial>,
    }
    /// An official who saw the unit.
    UnitVisitInput(Visited) {}
    /// The end of a unit that had reached operation.
    UnitCloseInput(Closed) {}
}

/// The end of a plan before operation.
#[derive(InputObject, Clone, Debug)]
pub struct UnitCancelInput {
    #[graphql(flatten)]
    occurrence: Occurrence,
    /// Why.
    reason: Option<CancellationReason>,
}

impl From<UnitCancelInput> for Entered {
    fn from(UnitCancelInput { occurrence, reason }: UnitCancelInput) -> Entered {
        let entered = occurrence.of(EventKind::Cancelled);
        let reasons = reason.map(|reason| vec![reason.into()]);
        Entered { event: EventInput { reasons, ..entered.event }, ..entered }
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

impl From<CancellationReason> for Reason {
    fn from(reason: CancellationReason) -> Reason {
        match reason {
            CancellationReason::ContractCancelled => Reason::ContractCancelled,
            CancellationReason::LandRepossessed => Reason::LandRepossessed,
        }
    }
}

/// What happened, stated whole: what an event of its kind carries, and nothing else.
#[derive(InputObject, Clone, Debug)]
pub struct EventInput {
    /// What happened.
    pub kind: EventKind,
    /// The day on which it took effect, not in the future.
    pub occurred_on: Date,
    /// Investment in whole rials; planned with a permit.
    pub investment_irr: Option<Rial>,
    /// Persons at work after it; planned with a permit.
    pub jobs: Option<i32>,
    /// Percent of the nominal capacity, 0 to 200 with at most two decimals.
    pub capacity_percent: Option<Decimal>,
    /// Percent built, 0 to 100 with at most two decimals.
    pub progress_percent: Option<Decimal>,
    /// Square metres, with at most two decimals.
    pub area_m2: Option<Decimal>,
    /// Why.
    pub reasons: Option<Vec<Reason>>,
    /// Who carried it out.
    pub body: Option<ExecutingBody>,
    /// What brought the unit back.
    pub means: Option<RevivalMeans>,
    /// What else there is to say. Read by those who may.
    pub note: Option<String>,
    /// Number or address of a document. Read by those who may.
    pub evidence: Option<String>,
    /// Your own code of the new record, unique within the unit; the register gives one unless told.
    pub event: Option<String>,
}
