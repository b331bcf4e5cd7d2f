//! The inputs of events, one for each kind.

use async_graphql::{Enum, InputObject};

use crate::graphql::closed_set::{EventKind, ExecutingBody, Reason, RevivalMeans};
use crate::graphql::perform::idempotency_key;
use crate::graphql::written::{Date, Decimal, Rial};

/// What every record of an event has.
#[derive(InputObject, Clone, Debug)]
pub struct Occurrence {
    /// Code of the unit.
    pub unit: String,
    /// The day on which the event took effect, not in the future.
    pub occurred_on: Date,
    /// Anything else worth recording, visible to callers who may read confidential data.
    pub note: Option<String>,
    /// Number or address of a document, visible to callers who may read confidential data.
    pub evidence: Option<String>,
    /// A code of your choice for the record, unique within the unit. If omitted, the register chooses one.
    pub event: Option<String>,
    #[doc = idempotency_key!()]
    pub idempotency_key: Option<String>,
}

/// An event as entered.
pub struct Entered {
    /// Code of the unit.
    pub unit: String,
    /// The idempotency key.
    pub key: Option<String>,
    /// The event.
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

/// Defines the input of a mutation by the facts that its kind of event carries.
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
    /// An assignment of land by contract.
    UnitAssignLandInput(LandAssigned) {
        /// Area in square metres, above 0, with at most two decimals.
        area_m2: Decimal,
    }
    /// A report of the physical progress of the construction.
    UnitReportProgressInput(ProgressReported) {
        /// Physical progress in percent, 0 to 100 with at most two decimals.
        progress_percent: Decimal,
    }
    /// A commissioning: the unit reaches operation.
    UnitCommissionInput(Commissioned) {
        /// Investment in whole rials.
        investment_irr: Option<Rial>,
        /// Persons at work.
        jobs: Option<i32>,
    }
    /// A report of the capacity in use.
    UnitReportCapacityInput(CapacityReported) {
        /// Percent of nominal capacity, 0 to 200 with at most two decimals.
        capacity_percent: Decimal,
        /// The reasons why the capacity is not fully used.
        reasons: Option<Vec<Reason>>,
    }
    /// A stop of production.
    UnitIdleInput(Idled) {
        /// The reasons, at least one.
        reasons: Vec<Reason>,
    }
    /// A revival: an idle unit produces again.
    UnitReviveInput(Revived) {
        /// Persons at work after the revival, in new and retained jobs.
        jobs: Option<i32>,
        /// Investment in whole rials.
        investment_irr: Option<Rial>,
        /// The body that carried out the revival.
        body: Option<ExecutingBody>,
        /// The means of the revival.
        means: Option<RevivalMeans>,
    }
    /// A raise of capacity: a unit below its capacity was helped to a higher one.
    UnitRaiseCapacityInput(CapacityRaised) {
        /// Percent of nominal capacity afterwards, 0 to 200 with at most two decimals.
        capacity_percent: Decimal,
        /// Persons at work afterwards, in new and retained jobs.
        jobs: Option<i32>,
    }
    /// A renewal of machinery or buildings.
    UnitRenovateInput(Renovated) {
        /// Investment in whole rials.
        investment_irr: Option<Rial>,
    }
    /// A visit by an official.
    UnitVisitInput(Visited) {}
    /// The end of a unit that had reached operation.
    UnitCloseInput(Closed) {}
}

/// The end of a plan before the unit reached operation.
#[derive(InputObject, Clone, Debug)]
pub struct UnitCancelInput {
    #[graphql(flatten)]
    occurrence: Occurrence,
    /// The reason; required.
    reason: Option<CancellationReason>,
}

impl From<UnitCancelInput> for Entered {
    fn from(UnitCancelInput { occurrence, reason }: UnitCancelInput) -> Entered {
        let entered = occurrence.of(EventKind::Cancelled);
        let reasons = reason.map(|reason| vec![reason.into()]);
        Entered { event: EventInput { reasons, ..entered.event }, ..entered }
    }
}

/// Why a plan was cancelled.
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

/// An event with all its facts. Give only the facts that its kind carries.
#[derive(InputObject, Clone, Debug)]
pub struct EventInput {
    /// The kind of event.
    pub kind: EventKind,
    /// The day on which the event took effect, not in the future.
    pub occurred_on: Date,
    /// Investment in whole rials; planned for a permit.
    pub investment_irr: Option<Rial>,
    /// Persons at work after the event; planned jobs for a permit.
    pub jobs: Option<i32>,
    /// Percent of nominal capacity, 0 to 200 with at most two decimals.
    pub capacity_percent: Option<Decimal>,
    /// Physical progress in percent, 0 to 100 with at most two decimals.
    pub progress_percent: Option<Decimal>,
    /// Area in square metres, above 0, with at most two decimals.
    pub area_m2: Option<Decimal>,
    /// The reasons.
    pub reasons: Option<Vec<Reason>>,
    /// The body that carried it out.
    pub body: Option<ExecutingBody>,
    /// The means of a revival.
    pub means: Option<RevivalMeans>,
    /// Anything else worth recording, visible to callers who may read confidential data.
    pub note: Option<String>,
    /// Number or address of a document, visible to callers who may read confidential data.
    pub evidence: Option<String>,
    /// A code of your choice for the new record, unique within the unit. If omitted, the register chooses one.
    pub event: Option<String>,
}
