//! The vocabulary of announced figures: what they may measure.

use async_graphql::{Context, Enum, Object, Result};

use shahrak_domain::code::Coded;
use shahrak_domain::metric;
use shahrak_domain::vocabulary as domain;
use shahrak_persistence::reference_cache::Reference;

use crate::graphql::announcement::Measure;
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::name::Name;
use crate::graphql::yearly_target::TargetMetric;

mod mutation;

pub use mutation::AnnouncedMetricMutation;

/// When a value of a metric is better.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "domain::Direction")]
pub enum MetricDirection {
    /// More is better: a target is a minimum.
    Floor,
    /// Less is better: a target is a maximum.
    Ceiling,
    /// Neither.
    Neither,
}

/// The queries of the vocabulary.
#[derive(Default)]
pub struct AnnouncedMetricQuery;

#[Object]
impl AnnouncedMetricQuery {
    /// All metrics of announced figures, in the order in which they were introduced.
    async fn metrics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only metrics that the register computes, or only others.")] computed: Option<bool>,
    ) -> Result<Vec<AnnouncedMetric>> {
        let reference = ctx.reference()?;
        let asked = |metric: &&domain::Metric| computed.is_none_or(|it| it == metric.computation.is_some());
        Ok(reference.vocabulary.all().iter().filter(asked).cloned().map(AnnouncedMetric).collect())
    }

    /// The metric with this code or alias; null if there is none.
    async fn metric(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code or alias, for example `units_revived`.")] code: String,
    ) -> Result<Option<AnnouncedMetric>> {
        Ok(ctx.reference()?.vocabulary.get(&code).cloned().map(AnnouncedMetric))
    }
}

/// A metric of announced figures.
pub struct AnnouncedMetric(pub domain::Metric);

impl AnnouncedMetric {
    /// The metric of a target.
    pub fn of_target(reference: &Reference, metric: metric::TargetMetric) -> Option<AnnouncedMetric> {
        reference.vocabulary.get(metric.code()).cloned().map(AnnouncedMetric)
    }
}

/// What an announced figure measures. Figures keep the code under which they were recorded; near-duplicates are aliases of
/// one metric.
#[Object]
impl AnnouncedMetric {
    /// The code, for example `units_revived`.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// The name.
    async fn name(&self) -> Name {
        (&self.0.name).into()
    }

    /// What it counts.
    async fn meaning(&self) -> Name {
        (&self.0.meaning).into()
    }

    /// Kind of number. A figure may also state a target for it.
    async fn measure(&self) -> Measure {
        self.0.measure.into()
    }

    /// Unit of measurement: `units`, `persons`, `IRR`, `percent` and others. Amounts in `IRR` may also be stated in `USD`.
    async fn unit(&self) -> &str {
        &self.0.unit
    }

    /// When a value is better.
    async fn direction(&self) -> MetricDirection {
        self.0.direction.into()
    }

    /// Whether the register computes it, so that figures of it are compared.
    async fn computed(&self) -> bool {
        self.0.computation.is_some()
    }

    /// The code of the figure that the register computes, for example `units_revived`; null if it computes none.
    async fn computation(&self) -> Option<&str> {
        self.0.computation.map(Coded::code)
    }

    /// The value of the enum `Metric` by which targets of this metric are set; null if no target can be set for it.
    async fn target_metric(&self) -> Option<TargetMetric> {
        metric::TargetMetric::parse(&self.0.code).ok().map(Into::into)
    }

    /// The part of the register to which the computation is limited, for example `sector:metal`; null if it is not.
    async fn limited_to(&self) -> Option<String> {
        self.0.only.as_ref().map(ToString::to_string)
    }

    /// Other codes under which figures of this metric are recorded.
    async fn aliases(&self) -> &[String] {
        &self.0.aliases
    }
}
