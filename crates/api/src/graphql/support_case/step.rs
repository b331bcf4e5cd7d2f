//! The steps of support cases.

use async_graphql::Object;

use shahrak_persistence::support_case::{CaseRecord, StepCorrection};
use shahrak_persistence::unit::View;

use super::{SupportKind, SupportOutcome, SupportStepKind};
use crate::graphql::common::enums::Role;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date, DateTime};

/// A record of a support case, for a day and a moment of knowledge.
pub struct SupportStep {
    record: CaseRecord,
    view: Option<View>,
}

/// What was done with a support case on a day, as recorded. A record is never changed. A correction is a new record that
/// replaces it with all facts, or voids it.
#[Object]
impl SupportStep {
    /// Code that the sender gave to the record, unique within the case.
    async fn code(&self) -> &str {
        &self.record.code
    }

    /// The kind of step; null for a record that voids another.
    async fn step(&self) -> Option<SupportStepKind> {
        Some(self.record.step.as_ref()?.kind().into())
    }

    /// The day on which the step was taken; null for a record that voids another.
    async fn occurred_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Option<Date> {
        Some(Date::new(self.record.step.as_ref()?.occurred_on, calendar))
    }

    /// The kind of help, of an opening; null for other steps.
    async fn kind(&self) -> Option<SupportKind> {
        self.record.step.as_ref()?.act.facts().kind.map(SupportKind::from)
    }

    /// The body, of a referral; null for other steps.
    async fn body(&self) -> Option<String> {
        self.record.step.as_ref()?.act.facts().body
    }

    /// The outcome, of a resolution; null for other steps.
    async fn outcome(&self) -> Option<SupportOutcome> {
        self.record.step.as_ref()?.act.facts().outcome.map(SupportOutcome::from)
    }

    /// The note; for a void, its reason. Null if there is none.
    async fn note(&self) -> Option<&str> {
        self.record.note.as_deref()
    }

    /// Code of the record that this one replaces; null if it replaces none.
    async fn replaces(&self) -> Option<&str> {
        self.record.replaces.as_deref()
    }

    /// Code of the record that this one voids; null if it voids none.
    async fn voids(&self) -> Option<&str> {
        self.record.voids.as_deref()
    }

    /// Code of the record that replaces or voids this one, at the moment of knowledge for which the case is shown; null if
    /// none does.
    async fn corrected_by(&self) -> Option<&str> {
        Some(&self.correction()?.code)
    }

    /// The moment at which the record was added.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.record.recorded_at)
    }

    /// Name of the person or system that recorded it.
    async fn recorded_by(&self) -> &str {
        &self.record.recorder.name
    }

    /// The role of the recorder; null if only a name is known.
    async fn role(&self) -> Option<Role> {
        self.record.recorder.role.map(Role::from)
    }

    /// The organisation of the recorder; null if not known.
    async fn organisation(&self) -> Option<&str> {
        self.record.recorder.organisation.as_deref()
    }
}

impl SupportStep {
    pub(super) fn new(record: CaseRecord, view: Option<View>) -> SupportStep {
        SupportStep { record, view }
    }

    /// Whether it was known at the moment and taken by the day, and is effective unless corrections are asked for.
    pub(super) fn is_shown(&self, corrections: bool) -> bool {
        let known_at = self.view.and_then(|view| view.known_at);
        let known = known_at.is_none_or(|moment| self.record.recorded_at <= moment);
        let taken = match (&self.record.step, self.view) {
            (Some(step), Some(view)) => step.occurred_on <= view.as_of,
            _ => true,
        };
        let effective = self.record.step.is_some() && self.correction().is_none();
        known && taken && (corrections || effective)
    }

    fn correction(&self) -> Option<&StepCorrection> {
        let known_at = self.view.and_then(|view| view.known_at);
        let correction = self.record.correction.as_ref();
        correction.filter(|it| known_at.is_none_or(|moment| it.recorded_at <= moment))
    }
}
