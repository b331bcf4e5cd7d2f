//! Mutations of events: what happened to units.

use async_graphql::{Context, Object, Result, SimpleObject};

use super::UnitEvent;
use super::correct::{self, UnitCorrectInput, UnitCorrectPayload};
use super::input::{
    UnitAssignLandInput, UnitCancelInput, UnitCloseInput, UnitCommissionInput, UnitIdleInput,
    UnitIssuePermitInput, UnitRaiseCapacityInput, UnitRenovateInput, UnitReportCapacityInput,
    UnitReportProgressInput, UnitReviveInput, UnitVisitInput,
};
use super::record::{Shown, happen};
use crate::graphql::unit::Unit;
use crate::graphql::user_error::UserError;

/// Defines the payload of an event mutation. Each mutation has its own, so that one can grow without the others.
macro_rules! payloads {
    ($($(#[$meta:meta])* $name:ident)+) => { $(
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

        impl From<Shown> for $name {
            fn from(shown: Shown) -> Self {
                let event = shown.events.into_iter().next();
                $name { unit: shown.unit, event, user_errors: shown.user_errors }
            }
        }
    )+ };
}

payloads! {
    /// The result of recording a permit.
    UnitIssuePermitPayload
    /// The result of recording an assignment of land.
    UnitAssignLandPayload
    /// The result of recording a progress report.
    UnitReportProgressPayload
    /// The result of recording a commissioning.
    UnitCommissionPayload
    /// The result of recording a capacity report.
    UnitReportCapacityPayload
    /// The result of recording a stop of production.
    UnitIdlePayload
    /// The result of recording a revival.
    UnitRevivePayload
    /// The result of recording a raise of capacity.
    UnitRaiseCapacityPayload
    /// The result of recording a renovation.
    UnitRenovatePayload
    /// The result of recording a visit.
    UnitVisitPayload
    /// The result of recording the closing of a unit.
    UnitClosePayload
    /// The result of recording a cancellation.
    UnitCancelPayload
}

/// The mutations of events. A mutation that fails returns null, so that the results of the others in the document are
/// returned.
#[derive(Default)]
pub struct EventMutation;

#[Object]
impl EventMutation {
    /// Records that the establishment permit of a unit was issued.
    async fn unit_issue_permit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event to record.")] input: UnitIssuePermitInput,
    ) -> Option<Result<UnitIssuePermitPayload>> {
        Some(happen(ctx, "unitIssuePermit", input).await.map(Into::into))
    }

    /// Records that land was assigned to a unit.
    async fn unit_assign_land(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event to record.")] input: UnitAssignLandInput,
    ) -> Option<Result<UnitAssignLandPayload>> {
        Some(happen(ctx, "unitAssignLand", input).await.map(Into::into))
    }

    /// Records the physical progress of a unit's construction.
    async fn unit_report_progress(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event to record.")] input: UnitReportProgressInput,
    ) -> Option<Result<UnitReportProgressPayload>> {
        Some(happen(ctx, "unitReportProgress", input).await.map(Into::into))
    }

    /// Records that a unit reached operation. The unit becomes `ACTIVE`.
    async fn unit_commission(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event to record.")] input: UnitCommissionInput,
    ) -> Option<Result<UnitCommissionPayload>> {
        Some(happen(ctx, "unitCommission", input).await.map(Into::into))
    }

    /// Records the capacity in use of a unit. The status follows from the thresholds in force on that day: below
    /// `idleBelow` it is `INACTIVE`, below `semiActiveBelow` `SEMI_ACTIVE`, otherwise `ACTIVE`.
    async fn unit_report_capacity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event to record.")] input: UnitReportCapacityInput,
    ) -> Option<Result<UnitReportCapacityPayload>> {
        Some(happen(ctx, "unitReportCapacity", input).await.map(Into::into))
    }

    /// Records that production stopped. The unit becomes `INACTIVE`.
    async fn unit_idle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event to record.")] input: UnitIdleInput,
    ) -> Option<Result<UnitIdlePayload>> {
        Some(happen(ctx, "unitIdle", input).await.map(Into::into))
    }

    /// Records that an inactive or semi-active unit produces again. It becomes `ACTIVE`.
    async fn unit_revive(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event to record.")] input: UnitReviveInput,
    ) -> Option<Result<UnitRevivePayload>> {
        Some(happen(ctx, "unitRevive", input).await.map(Into::into))
    }

    /// Records that an active or semi-active unit below its capacity was helped to a higher one. The status follows
    /// from the thresholds in force.
    async fn unit_raise_capacity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event to record.")] input: UnitRaiseCapacityInput,
    ) -> Option<Result<UnitRaiseCapacityPayload>> {
        Some(happen(ctx, "unitRaiseCapacity", input).await.map(Into::into))
    }

    /// Records that machinery or buildings of a unit were renewed.
    async fn unit_renovate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event to record.")] input: UnitRenovateInput,
    ) -> Option<Result<UnitRenovatePayload>> {
        Some(happen(ctx, "unitRenovate", input).await.map(Into::into))
    }

    /// Records that an official visited a unit.
    async fn unit_visit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event to record.")] input: UnitVisitInput,
    ) -> Option<Result<UnitVisitPayload>> {
        Some(happen(ctx, "unitVisit", input).await.map(Into::into))
    }

    /// Records that a unit that had reached operation ended. It becomes `CLOSED`.
    async fn unit_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event to record.")] input: UnitCloseInput,
    ) -> Option<Result<UnitClosePayload>> {
        Some(happen(ctx, "unitClose", input).await.map(Into::into))
    }

    /// Records that a plan was cancelled before the unit reached operation. The unit becomes `CANCELLED`.
    async fn unit_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event to record.")] input: UnitCancelInput,
    ) -> Option<Result<UnitCancelPayload>> {
        Some(happen(ctx, "unitCancel", input).await.map(Into::into))
    }

    /// Corrects the history of a unit: replaces events, voids them, or adds missing ones. All corrections are checked
    /// together against the history that results from them, in which every event must be allowed in the status before
    /// it. They take effect at one moment, or none does.
    async fn unit_correct(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The corrections to make.")] input: UnitCorrectInput,
    ) -> Option<Result<UnitCorrectPayload>> {
        Some(correct::correct(ctx, input).await)
    }
}
