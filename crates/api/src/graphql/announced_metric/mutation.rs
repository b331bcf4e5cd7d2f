//! The mutation of the vocabulary: metrics are defined.

use async_graphql::{Context, InputObject, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::announcement::Figure;
use shahrak_domain::change::Change;
use shahrak_domain::parse;
use shahrak_domain::policy::Action;
use shahrak_domain::province::Name;
use shahrak_domain::violation::Violations;
use shahrak_domain::vocabulary::Metric;
use shahrak_persistence::metric as stored;
use shahrak_persistence::tx::Tx;

use super::{AnnouncedMetric, MetricDirection};
use crate::graphql::announcement::Measure;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::mutation::{self, MutationOutcome, idempotency_key};
use crate::graphql::common::payload::payload;

/// A metric as it is to be: a new one, or all values of one that exists. What the register computes for it, and how it
/// relates to other metrics, stays as it is; files can change that.
#[derive(InputObject, Clone, Debug)]
pub struct MetricDefineInput {
    /// A lower-case letter followed by at most 99 lower-case letters, digits or `_`.
    code: String,
    /// Name in English.
    name_en: String,
    /// Name in Persian.
    name_fa: Option<String>,
    /// What it counts, in English.
    meaning_en: String,
    /// What it counts, in Persian.
    meaning_fa: Option<String>,
    /// Kind of number.
    measure: Measure,
    /// Unit of measurement: `units`, `persons`, `IRR`, `percent` and others.
    unit: String,
    /// When a value is better.
    direction: MetricDirection,
    /// Other codes under which figures of this metric are recorded; at most 100.
    aliases: Option<Vec<String>>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

payload! {
    /// The result of defining a metric.
    MetricDefinePayload {
        /// The metric; null if the change was refused.
        metric: AnnouncedMetric
    }
}

/// The mutation of the vocabulary.
#[derive(Default)]
pub struct AnnouncedMetricMutation;

#[Object]
impl AnnouncedMetricMutation {
    /// Introduces a metric of announced figures, or replaces the values of one, such as its aliases. If it is already
    /// defined so, nothing changes.
    async fn metric_define(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: MetricDefineInput,
    ) -> Option<Result<MetricDefinePayload>> {
        let outcome = define(ctx, &input).await;
        let show = async |()| {
            // The next query must find the metric in memory.
            let reference = ctx.register()?.snapshot.fresh().await.map_err(failure)?;
            Ok(reference.vocabulary.get(input.code.trim()).cloned().map(AnnouncedMetric))
        };
        Some(MetricDefinePayload::of(outcome, show).await)
    }
}

async fn define(ctx: &Context<'_>, input: &MetricDefineInput) -> Result<MutationOutcome<()>> {
    mutation::run(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, _: &Act| {
        ctx.authorized(Action::Announce)?;
        let mut violations = Violations::new();
        let vocabulary = stored::lock(tx).await?;
        let recorded = vocabulary.all().iter().find(|metric| metric.code == input.code.trim());
        let metric = input.read(&mut violations, recorded);
        let change = metric.as_ref().and_then(|it| violations.take(it.define(recorded, vocabulary.all())));
        let (metric, change) = violations.settle(metric.zip(change))?;
        if change != Change::Keep {
            stored::store(tx, &metric).await?;
        }
        Ok(())
    })
    .await
}

/// The maximum number of aliases.
const MAX_ALIASES: usize = 100;

impl MetricDefineInput {
    fn read(&self, violations: &mut Violations, recorded: Option<&Metric>) -> Option<Metric> {
        let code = violations.required("code", &self.code, Figure::metric);
        let name_en = violations.required("name_en", &self.name_en, parse::name);
        let name_fa = violations.optional("name_fa", self.name_fa.as_deref(), parse::name);
        let meaning_en = violations.required("meaning_en", &self.meaning_en, parse::prose);
        let meaning_fa = violations.optional("meaning_fa", self.meaning_fa.as_deref(), parse::prose);
        let unit = violations.required("unit", &self.unit, parse::name);
        let aliases = self.aliases.iter().flatten().take(MAX_ALIASES);
        let aliases: Vec<_> =
            aliases.map(|alias| violations.required("aliases", alias, Figure::metric)).collect();
        Some(Metric {
            code: code?,
            name: Name::english(name_en?, name_fa),
            meaning: Name::english(meaning_en?, meaning_fa),
            measure: self.measure.into(),
            unit: unit?,
            direction: self.direction.into(),
            computation: recorded.and_then(|metric| metric.computation),
            only: recorded.and_then(|metric| metric.only),
            part_of: recorded.map(|metric| metric.part_of.clone()).unwrap_or_default(),
            quotient: recorded.and_then(|metric| metric.quotient.clone()),
            aliases: aliases.into_iter().collect::<Option<_>>()?,
        })
    }
}
