//! Corrections and marks of announced figures.

use std::collections::HashMap;

use async_graphql::{Context, Object, Result};

use shahrak_domain::moment::Moment;
use shahrak_domain::policy::{Action, Jurisdiction, may};
use shahrak_persistence::announcement::{self as stored, Recording};

use super::figure::{Figure, FigureBatch};
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::enums::Role;
use crate::graphql::common::scalar::DateTime;

/// The corrections of a list of figures, and those that these figures make, by the knowledge of its moment.
pub(super) struct Corrections {
    /// By the code of the corrected figure.
    pub(super) of: HashMap<String, stored::FigureCorrection>,
    /// The codes of replaced figures, by the code of the replacement.
    pub(super) replaced: HashMap<String, String>,
    /// The other figures of these corrections, by code.
    pub(super) figures: HashMap<String, Figure>,
}

/// A record that puts a figure out of effect.
pub struct FigureCorrection {
    correction: stored::FigureCorrection,
    replacement: Option<Figure>,
    scope: String,
}

/// A record that puts a figure out of effect, because of a mistake in recording it: the figure was replaced, or is
/// void. What was announced does not change, and the record with the mistake stays.
#[Object]
impl FigureCorrection {
    /// The record that replaces the figure; null if the figure is void.
    async fn replacement(&self) -> Option<&Figure> {
        self.replacement.as_ref()
    }

    /// Why the figure was replaced or voided.
    async fn reason(&self) -> &str {
        &self.correction.reason
    }

    /// The moment at which the correction was recorded.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.correction.recording.at)
    }

    /// Who recorded the correction.
    async fn recording(&self) -> FigureRecording {
        FigureRecording { recording: self.correction.recording.clone(), scope: self.scope.clone() }
    }
}

/// A mark of a figure.
pub struct FigureMark {
    pub(super) mark: stored::FigureMark,
    pub(super) scope: String,
}

/// A decision of a national officer on whether series use a figure that others contradict. A later mark supersedes it; both
/// stay. The announcement does not change.
#[Object]
impl FigureMark {
    /// Whether series use the figure.
    async fn used(&self) -> bool {
        self.mark.mark.used
    }

    /// The reason for the decision.
    async fn reason(&self) -> &str {
        &self.mark.mark.reason
    }

    /// The moment at which the mark was recorded.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.mark.recording.at)
    }

    /// Who recorded the mark.
    async fn recording(&self) -> FigureRecording {
        FigureRecording { recording: self.mark.recording.clone(), scope: self.scope.clone() }
    }
}

/// Who recorded something about a figure of this scope.
pub struct FigureRecording {
    pub(super) recording: Recording,
    pub(super) scope: String,
}

/// Who recorded a figure, its correction or its mark. Role and organisation are public.
#[Object]
impl FigureRecording {
    /// The role of the recorder; null if only a name is known.
    async fn role(&self) -> Option<Role> {
        self.recording.role.map(Role::from)
    }

    /// The organisation of the recorder; null if not known.
    async fn organisation(&self) -> Option<&str> {
        self.recording.organisation.as_deref()
    }

    /// Name of the person or system that recorded it. Null unless the caller is an officer of the province of the figure, a
    /// national officer, an auditor or an administrator.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Option<&str> {
        let sees =
            may(ctx.actor().map(AsRef::as_ref), Action::ReadConfidential(Jurisdiction::Of(&self.scope)));
        sees.then_some(&*self.recording.by)
    }
}

impl Corrections {
    pub(super) async fn load(ctx: &Context<'_>, batch: &FigureBatch) -> Result<Corrections> {
        let corrections = stored::corrections_of(ctx.db()?, &batch.codes).await.map_err(failure)?;
        let known: Vec<_> =
            corrections.into_iter().filter(|it| is_known(it.recording.at, batch.known_at)).collect();
        let named = known.iter().flat_map(|it| std::iter::once(&it.figure).chain(&it.replaced_by));
        let named: Vec<String> = named.cloned().collect();
        let figures = match named.is_empty() {
            true => HashMap::new(),
            false => Figure::by_code(ctx, named, batch.known_at).await?,
        };
        let replaced =
            known.iter().filter_map(|it| Some((it.replaced_by.clone()?, it.figure.clone()))).collect();
        let of = known.into_iter().map(|it| (it.figure.clone(), it)).collect();
        Ok(Corrections { of, replaced, figures })
    }

    /// A correction of a figure of this scope.
    pub(super) fn shown(&self, correction: &stored::FigureCorrection, scope: &str) -> FigureCorrection {
        let replacement = correction.replaced_by.as_ref().and_then(|code| self.figures.get(code).cloned());
        FigureCorrection { correction: correction.clone(), replacement, scope: scope.to_owned() }
    }
}

impl FigureMark {
    /// The marks of a list of figures by the knowledge of its moment, the earliest first.
    pub(super) async fn load(ctx: &Context<'_>, batch: &FigureBatch) -> Result<Vec<stored::FigureMark>> {
        let mut marks = stored::marks_of(ctx.db()?, batch.codes.clone()).await.map_err(failure)?;
        marks.retain(|mark| is_known(mark.recording.at, batch.known_at));
        Ok(marks)
    }
}

/// Whether something recorded at a moment is known at another one; none stands for now.
pub(super) fn is_known(recorded_at: Moment, known_at: Option<Moment>) -> bool {
    known_at.is_none_or(|known_at| recorded_at <= known_at)
}
