//! The mutation of marks: whether series use a figure.

use async_graphql::{Context, InputObject, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::announcement::{FigureStanding, Mark};
use shahrak_domain::change::Change;
use shahrak_domain::parse;
use shahrak_domain::policy::Action;
use shahrak_domain::violation::{Violation, Violations};
use shahrak_persistence::announcement as stored;
use shahrak_persistence::tx::Tx;

use super::Figure;
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::mutation::{self, MutationOutcome, idempotency_key};
use crate::graphql::common::payload::payload;
use crate::graphql::common::stale::{stale, unless_stale};

/// A decision on whether series use a figure.
#[derive(InputObject, Clone, Debug)]
pub struct FigureMarkInput {
    /// Code of the figure. It must be in force.
    figure: String,
    /// True: series use the figure instead of others of the same year or month. False: they use it only if it is marked
    /// again.
    used: bool,
    /// The reason for the decision.
    reason: String,
    /// The version of the figure that you have read. If the figure has been marked since, the change is refused.
    expected_version: Option<i32>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

payload! {
    /// The result of marking a figure.
    FigureMarkPayload {
        /// The figure with its marks; null if the change was refused.
        figure: Figure
    }
}

/// The mutation of marks.
#[derive(Default)]
pub struct FigureMarkMutation;

#[Object]
impl FigureMarkMutation {
    /// Marks an announced figure as the one that series use, or as one that they do not use, with the reason. The
    /// announcement does not change, and earlier marks stay. The same mark again, for the same reason, changes nothing.
    async fn figure_mark(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: FigureMarkInput,
    ) -> Option<Result<FigureMarkPayload>> {
        let outcome = mark(ctx, &input).await;
        let show = async |code: String| Ok(Figure::by_key(ctx, &[code]).await?.into_values().next());
        Some(FigureMarkPayload::of(outcome, show).await)
    }
}

/// Returns the code of the figure.
async fn mark(ctx: &Context<'_>, input: &FigureMarkInput) -> Result<MutationOutcome<String>> {
    mutation::run(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        ctx.authorized(Action::Announce)?;
        let mut violations = Violations::new();
        let code = violations.required("figure", &input.figure, parse::code);
        let reason = violations.required("reason", &input.reason, parse::prose);
        let locked = match &code {
            Some(code) => stored::lock(tx, &[code]).await?.remove(code),
            None => None,
        };
        if let Some(code) = &code {
            let standing = locked.as_ref().map(|locked| &locked.standing);
            if let Err(error) = FigureStanding::check(standing, code) {
                violations.add(Violation::from(error).at("figure"));
            }
        }
        let marks = match &locked {
            Some(locked) => locked.marks(tx).await?,
            None => Vec::new(),
        };
        let latest = marks.last().map(|it| &it.mark);
        let stated = [("reason", Some(&*input.reason), latest.map(|mark| mark.reason.clone()))];
        let version = i32::try_from(marks.len()).unwrap_or(i32::MAX);
        let stale = locked.as_ref().and_then(|_| stale(input.expected_version, version, stated));
        let (code, reason) = unless_stale(stale, violations.settle(code.zip(reason)))?;
        if Mark::decide(input.used, &reason, latest) == Change::Add {
            stored::mark(tx, &code, input.used, &reason, &act.actor).await?;
        }
        Ok(code)
    })
    .await
}
