//! The input of an event: the fields that all kinds share, and the event with all its facts.

use async_graphql::{Enum, InputObject};

use crate::graphql::common::enums::{EventKind, ExecutingBody, Reason, RevivalMeans};
use crate::graphql::common::mutation::idempotency_key;
use crate::graphql::common::unparsed::{Date, Decimal, Rial};

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

/// The content of the input of an event mutation.
pub struct NewEvent {
    /// Code of the unit.
    pub unit: String,
    /// The idempotency key.
    pub key: Option<String>,
    /// The event.
    pub event: EventInput,
}

impl Occurrence {
    /// A new event of a kind, without facts.
    pub fn of(self, kind: EventKind) -> NewEvent {
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
        NewEvent { unit, key: idempotency_key, event: stated }
    }
}

/// The end of a plan before the unit reached operation.
#[derive(InputObject, Clone, Debug)]
pub struct UnitCancelInput {
    #[graphql(flatten)]
    occurrence: Occurrence,
    /// The reason; required.
    reason: Option<CancellationReason>,
}

impl From<UnitCancelInput> for NewEvent {
    fn from(UnitCancelInput { occurrence, reason }: UnitCancelInput) -> NewEvent {
        let entered = occurrence.of(EventKind::Cancelled);
        let reasons = reason.map(|reason| vec![reason.into()]);
        NewEvent { event: EventInput { reasons, ..entered.event }, ..entered }
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

/// The void of an event. If the event replaced another one, that one does not return.
#[derive(InputObject)]
pub struct EventVoiding {
    /// Code of the event to void.
    pub voids: String,
    /// The reason, visible to callers who may read confidential data.
    pub note: String,
    /// Number or address of a document, visible to callers who may read confidential data.
    pub evidence: Option<String>,
    /// A code of your choice for the record that voids the event, unique within the unit. If omitted, the register
    /// chooses one.
    pub event: Option<String>,
}
