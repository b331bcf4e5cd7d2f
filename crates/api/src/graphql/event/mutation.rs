//! The mutations that record one event. One table says everything about them: the kind of event, the mutation, its
//! input and its payload.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};

use super::UnitEvent;
use super::append::{EventPayload, record_event};
use super::input::{EventInput, NewEvent, Occurrence, UnitCancelInput};
use crate::graphql::common::enums::{EventKind, ExecutingBody, Reason, RevivalMeans};
use crate::graphql::common::unparsed::{Decimal, Rial};
use crate::graphql::common::user_error::UserError;
use crate::graphql::unit::Unit;

/// Defines the mutation that records each kind of event:
///
/// ```text
/// /// Description of the mutation.
/// name_of_the_mutation(KindOfTheEvent) {
///     /// Description of the input.
///     NameOfTheInput { the facts that the kind carries, named as in `EventInput` }
///     /// Description of the payload.
///     NameOfThePayload
/// }
/// ```
///
/// An input without braces is defined elsewhere and converts into a [`NewEvent`]. Each mutation has its own payload, so
/// that one can grow without the others.
macro_rules! event_mutations {
    ($(
        $(#[$mutation_doc:meta])*
        $mutation:ident($kind:ident) {
            $(#[$input_doc:meta])*
            $input:ident $({ $($facts:tt)* })?
            $(#[$payload_doc:meta])*
            $payload:ident
        }
    )+) => {
        $(
            input! { $(#[$input_doc])* $input($kind) $({ $($facts)* })? }
            payload! { $(#[$payload_doc])* $payload }
        )+

        /// The mutations that record one event. A mutation that fails returns null, so that the results of the others
        /// in the document are returned.
        #[derive(Default)]
        pub struct EventMutation;

        #[Object]
        impl EventMutation { $(
            $(#[$mutation_doc])*
            async fn $mutation(
                &self,
                ctx: &Context<'_>,
                #[graphql(desc = "The event to record.")] input: $input,
            ) -> Option<Result<$payload>> {
                Some(record_event(ctx, input.into()).await.map(Into::into))
            }
        )+ }

        /// The function that records events of a kind. In the schema, its name is that of the mutation.
        pub(super) fn mutation_of(kind: EventKind) -> &'static str {
            match kind {
                $(EventKind::$kind => stringify!($mutation),)+
            }
        }
    };
}

/// Defines an input with the facts that its kind of event carries.
macro_rules! input {
    ($name:ident($kind:ident)) => {};
    ($(#[$meta:meta])* $name:ident($kind:ident) { $( $(#[$fact_meta:meta])* $fact:ident: $type:ty, )* }) => {
        $(#[$meta])*
        #[derive(InputObject, Clone, Debug)]
        pub struct $name {
            #[graphql(flatten)]
            occurrence: Occurrence,
            $( $(#[$fact_meta])* $fact: $type, )*
        }

        impl From<$name> for NewEvent {
            fn from(input: $name) -> NewEvent {
                let $name { occurrence, $($fact),* } = input;
                let new = occurrence.of(EventKind::$kind);
                NewEvent { event: EventInput { $($fact: $fact.into(),)* ..new.event }, ..new }
            }
        }
    };
}

/// Defines a payload.
macro_rules! payload {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// The unit after the event, as known at the moment of recording; null if the event was refused.
            unit: Option<Unit>,
            /// The recorded event; null if it was refused.
            event: Option<UnitEvent>,
            /// The errors of the change. If there is any, nothing was recorded.
            user_errors: Vec<UserError>,
        }

        impl From<EventPayload> for $name {
            fn from(payload: EventPayload) -> Self {
                let event = payload.events.into_iter().next();
                $name { unit: payload.unit, event, user_errors: payload.user_errors }
            }
        }
    };
}

event_mutations! {
    /// Records that the establishment permit of a unit was issued.
    unit_issue_permit(PermitIssued) {
        /// An establishment permit.
        UnitIssuePermitInput {
            /// Planned investment in whole rials.
            investment_irr: Option<Rial>,
            /// Planned jobs.
            jobs: Option<i32>,
        }
        /// The result of recording a permit.
        UnitIssuePermitPayload
    }

    /// Records that land was assigned to a unit.
    unit_assign_land(LandAssigned) {
        /// An assignment of land by contract.
        UnitAssignLandInput {
            /// Area in square metres, above 0, with at most two decimals.
            area_m2: Decimal,
        }
        /// The result of recording an assignment of land.
        UnitAssignLandPayload
    }

    /// Records the physical progress of a unit's construction.
    unit_report_progress(ProgressReported) {
        /// A report of the physical progress of the construction.
        UnitReportProgressInput {
            /// Physical progress in percent, 0 to 100 with at most two decimals.
            progress_percent: Decimal,
        }
        /// The result of recording a progress report.
        UnitReportProgressPayload
    }

    /// Records that a unit reached operation. The unit becomes `ACTIVE`.
    unit_commission(Commissioned) {
        /// A commissioning: the unit reaches operation.
        UnitCommissionInput {
            /// Investment in whole rials.
            investment_irr: Option<Rial>,
            /// Persons at work.
            jobs: Option<i32>,
        }
        /// The result of recording a commissioning.
        UnitCommissionPayload
    }

    /// Records the capacity in use of a unit. The status follows from the thresholds in force on that day: below
    /// `idleBelow` it is `INACTIVE`, below `semiActiveBelow` `SEMI_ACTIVE`, otherwise `ACTIVE`.
    unit_report_capacity(CapacityReported) {
        /// A report of the capacity in use.
        UnitReportCapacityInput {
            /// Percent of nominal capacity, 0 to 200 with at most two decimals.
            capacity_percent: Decimal,
            /// The reasons why the capacity is not fully used.
            reasons: Option<Vec<Reason>>,
        }
        /// The result of recording a capacity report.
        UnitReportCapacityPayload
    }

    /// Records that production stopped. The unit becomes `INACTIVE`.
    unit_idle(Idled) {
        /// A stop of production.
        UnitIdleInput {
            /// The reasons, at least one.
            reasons: Vec<Reason>,
        }
        /// The result of recording a stop of production.
        UnitIdlePayload
    }

    /// Records that an inactive or semi-active unit produces again. It becomes `ACTIVE`.
    unit_revive(Revived) {
        /// A revival: an idle unit produces again.
        UnitReviveInput {
            /// Persons at work after the revival, in new and retained jobs.
            jobs: Option<i32>,
            /// Investment in whole rials.
            investment_irr: Option<Rial>,
            /// The body that carried out the revival.
            body: Option<ExecutingBody>,
            /// The means of the revival.
            means: Option<RevivalMeans>,
        }
        /// The result of recording a revival.
        UnitRevivePayload
    }

    /// Records that an active or semi-active unit below its capacity was helped to a higher one. The status follows
    /// from the thresholds in force.
    unit_raise_capacity(CapacityRaised) {
        /// A raise of capacity: a unit below its capacity was helped to a higher one.
        UnitRaiseCapacityInput {
            /// Percent of nominal capacity afterwards, 0 to 200 with at most two decimals.
            capacity_percent: Decimal,
            /// Persons at work afterwards, in new and retained jobs.
            jobs: Option<i32>,
        }
        /// The result of recording a raise of capacity.
        UnitRaiseCapacityPayload
    }

    /// Records that machinery or buildings of a unit were renewed.
    unit_renovate(Renovated) {
        /// A renewal of machinery or buildings.
        UnitRenovateInput {
            /// Investment in whole rials.
            investment_irr: Option<Rial>,
        }
        /// The result of recording a renovation.
        UnitRenovatePayload
    }

    /// Records that an official visited a unit.
    unit_visit(Visited) {
        /// A visit by an official.
        UnitVisitInput {}
        /// The result of recording a visit.
        UnitVisitPayload
    }

    /// Records that a unit that had reached operation ended. It becomes `CLOSED`.
    unit_close(Closed) {
        /// The end of a unit that had reached operation.
        UnitCloseInput {}
        /// The result of recording the closing of a unit.
        UnitClosePayload
    }

    /// Records that a plan was cancelled before the unit reached operation. The unit becomes `CANCELLED`.
    unit_cancel(Cancelled) {
        UnitCancelInput
        /// The result of recording a cancellation.
        UnitCancelPayload
    }
}
