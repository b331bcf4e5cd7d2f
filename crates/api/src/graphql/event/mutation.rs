//! Changes: what happened to units.

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

/// Defines the payload of an act on a unit. Each mutation has one of its own, so that one can grow without the others.
macro_rules! payloads {
    ($($(#[$meta:meta])* $name:ident)+) => { $(
        $(#[$meta])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// The unit after it, by the knowledge of the moment at which it was recorded; null if it was refused.
            unit: Option<Unit>,
            /// What was recorded; null if it was refused.
            event: Option<UnitEvent>,
            /// What is to be put right; nothing was recorded if there is anything.
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
    /// What came of recording a permit.
    UnitIssuePermitPayload
    /// What came of recording an assignment of land.
    UnitAssignLandPayload
    /// What came of recording a progress report.
    UnitReportProgressPayload
    /// What came of recording a commissioning.
    UnitCommissionPayload
    /// What came of recording a capacity report.
    UnitReportCapacityPayload
    /// What came of recording that production stopped.
    UnitIdlePayload
    /// What came of recording a revival.
    UnitRevivePayload
    /// What came of recording a raise of capacity.
    UnitRaiseCapacityPayload
    /// What came of recording a renovation.
    UnitRenovatePayload
    /// What came of recording a visit.
    UnitVisitPayload
    /// What came of recording a closing.
    UnitClosePayload
    /// What came of recording a cancellation.
    UnitCancelPayload
}

/// What can be recorded of units. A mutation that fails answers null, so that what others of the document did is answered.
#[derive(Default)]
pub struct EventMutation;

#[Object]
impl EventMutation {
    /// Records that the establishment permit of a unit was issued.
    async fn unit_issue_permit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is recorded.")] input: UnitIssuePermitInput,
    ) -> Option<Result<UnitIssuePermitPayload>> {
        Some(happen(ctx, "unitIssuePermit", input).await.map(Into::into))
    }

    /// Records that land was assigned to a unit.
    async fn unit_assign_land(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is recorded.")] input: UnitAssignLandInput,
    ) -> Option<Result<UnitAssignLandPayload>> {
        Some(happen(ctx, "unitAssignLand", input).await.map(Into::into))
    }

    /// Records the physical progress of a unit's construction.
    async fn unit_report_progress(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is recorded.")] input: UnitReportProgressInput,
    ) -> Option<Result<UnitReportProgressPayload>> {
        Some(happen(ctx, "unitReportProgress", input).await.map(Into::into))
    }

    /// Records that a unit reached operation.
    async fn unit_commission(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is recorded.")] input: UnitCommissionInput,
    ) -> Option<Result<UnitCommissionPayload>> {
        Some(happen(ctx, "unitCommission", input).await.map(Into::into))
    }

    /// Records the share of its nominal capacity that a unit uses. Its status follows by the thresholds in force (rule L3).
    async fn unit_report_capacity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is recorded.")] input: UnitReportCapacityInput,
    ) -> Option<Result<UnitReportCapacityPayload>> {
        Some(happen(ctx, "unitReportCapacity", input).await.map(Into::into))
    }

    /// Records that production stopped.
    async fn unit_idle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is recorded.")] input: UnitIdleInput,
    ) -> Option<Result<UnitIdlePayload>> {
        Some(happen(ctx, "unitIdle", input).await.map(Into::into))
    }

    /// Records that an idle or semi-active unit produces again.
    async fn unit_revive(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is recorded.")] input: UnitReviveInput,
    ) -> Option<Result<UnitRevivePayload>> {
        Some(happen(ctx, "unitRevive", input).await.map(Into::into))
    }

    /// Records that a unit below its capacity was helped to a higher one.
    async fn unit_raise_capacity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is recorded.")] input: UnitRaiseCapacityInput,
    ) -> Option<Result<UnitRaiseCapacityPayload>> {
        Some(happen(ctx, "unitRaiseCapacity", input).await.map(Into::into))
    }

    /// Records that machinery or buildings of a unit were renewed.
    async fn unit_renovate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is recorded.")] input: UnitRenovateInput,
    ) -> Option<Result<UnitRenovatePayload>> {
        Some(happen(ctx, "unitRenovate", input).await.map(Into::into))
    }

    /// Records that an official saw a unit.
    async fn unit_visit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is recorded.")] input: UnitVisitInput,
    ) -> Option<Result<UnitVisitPayload>> {
        Some(happen(ctx, "unitVisit", input).await.map(Into::into))
    }

    /// Records that a unit which had reached operation ended.
    async fn unit_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is recorded.")] input: UnitCloseInput,
    ) -> Option<Result<UnitClosePayload>> {
        Some(happen(ctx, "unitClose", input).await.map(Into::into))
    }

    /// Records that a plan ended before operation.
    async fn unit_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is recorded.")] input: UnitCancelInput,
    ) -> Option<Result<UnitCancelPayload>> {
        Some(happen(ctx, "unitCancel", input).await.map(Into::into))
    }

    /// Corrects the history of a unit: events are stated anew, struck, or recorded late. All of it is judged together, by
    /// the history as it stands at the end (rules L2, L4, L5), and takes effect at one moment, or not at all.
    async fn unit_correct(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is corrected.")] input: UnitCorrectInput,
    ) -> Option<Result<UnitCorrectPayload>> {
        Some(correct::correct(ctx, input).await)
    }
}
