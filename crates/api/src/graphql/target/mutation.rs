//! Changes: targets are set and revised.

use async_graphql::{Context, ID, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::code::Coded;
use shahrak_domain::policy::Action;
use shahrak_domain::population::Scope;
use shahrak_domain::province;
use shahrak_domain::target::Target as Promise;
use shahrak_exchange::entry::Entry;
use shahrak_exchange::refusal::RefusalCode;
use shahrak_persistence::error::Error;
use shahrak_persistence::snapshot::Reference;
use shahrak_persistence::target::{self as stored, Row, TargetId, TargetKey};
use shahrak_persistence::tx::Tx;

use super::{Metric, Target};
use crate::graphql::closed_set::ExecutingBody;
use crate::graphql::context::{Ask, failure};
use crate::graphql::line::{self, line_input, payload};
use crate::graphql::node::{self, Kind};
use crate::graphql::perform::{Failure, Outcome, perform};
use crate::graphql::persian;
use crate::graphql::population::Population;
use crate::graphql::user_error::{Mistake, in_the_way};
use crate::graphql::written::{Date, Decimal};

line_input! {
    /// A target that was not set yet, and its first version.
    TargetSetInput(Targets) {
        /// The Iranian year for which it is promised.
        year: i32,
        /// What is promised.
        metric: Metric,
        /// `IR` for the country, or the province by ISO 3166-2 code of 2020: `IR-09`.
        scope: String,
        /// Which units count; those in parks if left out.
        population: Option<Population>,
        /// Whose promise it is: only what this body carries out counts. Left out, all counts.
        body: Option<ExecutingBody>,
        /// The value: units, persons, rials, or percent of a share, as the metric says.
        value: Decimal,
        /// Day of the decision, not in the future.
        decided_on: Date,
        /// Why it was decided.
        reason: Option<String>,
        /// Where it was read.
        source: Option<String>,
    }
}

line_input! {
    /// A decision that changes a target.
    TargetReviseInput(Targets) {
        /// The value from now on: units, persons, rials, or percent of a share, as the metric says.
        value: Decimal,
        /// Day of the decision, not in the future; one on which the target was not decided yet.
        decided_on: Date,
        /// Why it was decided.
        reason: Option<String>,
        /// Where it was read.
        source: Option<String>,
    }
    beside {
        /// Global id of the target.
        target: ID,
        /// The version of the target that you have read: if somebody else has revised it since, the revision is refused.
        expected_version: Option<i32>,
    }
}

payload! {
    /// What came of setting a target.
    TargetSetPayload {
        /// The target; null if it was refused.
        target: Target
    }
}

payload! {
    /// What came of revising a target.
    TargetRevisePayload {
        /// The target after it; as it is now where the version is stale, null if it was refused for another reason.
        target: Target
    }
}

/// What can be changed of targets.
#[derive(Default)]
pub struct TargetMutation;

#[Object]
impl TargetMutation {
    /// Sets a yearly target.
    async fn target_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: TargetSetInput,
    ) -> Option<Result<TargetSetPayload>> {
        Some(
            async {
                Ok(match set(ctx, &input).await? {
                    Ok(kept) => TargetSetPayload::new(Some(show(kept)?), Vec::new()),
                    Err(mistakes) => TargetSetPayload::new(None, mistakes),
                })
            }
            .await,
        )
    }

    /// Adds a version to a yearly target; the versions before it stay. Where it is recorded already, nothing changes.
    async fn target_revise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: TargetReviseInput,
    ) -> Option<Result<TargetRevisePayload>> {
        Some(
            async {
                Ok(match revise(ctx, &input).await? {
                    Ok(kept) => TargetRevisePayload::new(Some(show(kept)?), Vec::new()),
                    Err(mistakes) => {
                        let there = in_the_way(&mistakes)?.map(show).transpose()?;
                        TargetRevisePayload::new(there, mistakes)
                    }
                })
            }
            .await,
        )
    }
}

async fn set(ctx: &Context<'_>, input: &TargetSetInput) -> Result<Outcome<Row>> {
    perform(ctx, "targetSet", input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        ctx.officer(Action::Announce)?;
        tx.alone().await?;
        let reference = ctx.reference()?;
        let key = key(&reference, input);
        let mut known = Vec::new();
        if let Some(key) = &key {
            known.extend(stored::id_of(tx, key).await?.map(|_| registered()));
        }
        line::record(ctx, tx, act, input.entry(), known).await?;
        let id = match &key {
            Some(key) => stored::id_of(tx, key).await?,
            None => None,
        };
        left(tx, id).await
    })
    .await
}

async fn revise(ctx: &Context<'_>, input: &TargetReviseInput) -> Result<Outcome<Row>> {
    perform(ctx, "targetRevise", input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        ctx.officer(Action::Announce)?;
        tx.alone().await?;
        let found = match number(&input.target) {
            Some(id) => stored::find(tx, id).await?.map(Row::into_target).transpose()?,
            None => None,
        };
        let line = input.entry();
        let Some(found) = found else {
            return line::refuse(ctx, tx, act, line, unknown(&input.target)).await;
        };
        let version = i32::try_from(found.target.revisions.len()).unwrap_or(i32::MAX);
        let stale = line::stale(input.expected_version, version, &line, &latest(&found.target));
        let stale = match stale {
            Some(stale) => vec![stale.beside(&left(tx, Some(found.id)).await?)?],
            None => Vec::new(),
        };
        line::record(ctx, tx, act, of_target(line, &found.target), stale).await?;
        left(tx, Some(found.id)).await
    })
    .await
}

/// What tells the target from others; none where its scope names no province.
fn key(reference: &Reference, input: &TargetSetInput) -> Option<TargetKey> {
    let province_id = match input.scope.trim() {
        "IR" => None,
        code => Some(reference.province_id(&province::find(&reference.provinces, code).ok()?.code)?),
    };
    let population = input.population.unwrap_or(Population::InParks).into();
    let body = input.body.map(Into::into);
    Some(TargetKey { year: input.year, metric: input.metric.into(), province_id, population, body })
}

/// The line as one of this target.
fn of_target(line: Entry, target: &Promise) -> Entry {
    let scope = match &target.scope {
        Scope::Country => "IR",
        Scope::Province(code) | Scope::Park(code) => code,
    };
    line.cell("year", Some(target.year))
        .cell("metric", Some(target.metric.code()))
        .cell("scope", Some(scope))
        .cell("population", Some(target.population.code()))
        .cell("body", target.body.map(Coded::code))
}

/// The latest version, as a line.
fn latest(target: &Promise) -> Entry {
    let entry = Entry::new(shahrak_exchange::file::FileKind::Targets);
    let Some(revision) = target.revisions.last() else { return entry };
    let entry =
        entry.cell("value", Some(revision.value.normalize())).cell("decided_on", Some(revision.decided_on));
    entry.cell("reason", revision.reason.as_deref()).cell("source", revision.source.as_deref())
}

fn registered() -> Mistake {
    let english = "this target was set already; revise it";
    let persian = "این هدف پیش‌تر تعیین شده است؛ آن را بازنگری کنید";
    Mistake::new(RefusalCode::AlreadyRegistered, ["input"], english, persian)
}

fn unknown(id: &ID) -> Mistake {
    let english = format!("no target has the id “{:.64}”; take one from targets", id.as_str());
    let persian = persian::refusal(RefusalCode::UnknownTarget, Some(id));
    Mistake::new(RefusalCode::UnknownTarget, ["input", "target"], english, persian)
}

/// The number of the target with this global id.
fn number(id: &ID) -> Option<TargetId> {
    match node::decode(id) {
        Some((Kind::Target, key)) => node::numbers(&[key]).pop(),
        _ => None,
    }
}

/// The target as the act left it.
async fn left(tx: &mut Tx, id: Option<TargetId>) -> std::result::Result<Row, Failure> {
    let kept = match id {
        Some(id) => stored::find(tx, id).await?,
        None => None,
    };
    Ok(kept.ok_or_else(|| Error::row("a target that was recorded is not there"))?)
}

/// The target and its versions as they stood after the change.
fn show(row: Row) -> Result<Target> {
    Ok(Target(row.into_target().map_err(failure)?))
}
