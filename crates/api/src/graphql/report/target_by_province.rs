//! The targets of the provinces compared with the national ones (rule R8).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_graphql::{Context, Object, Result, SimpleObject};

use shahrak_domain::event::Body;
use shahrak_domain::metric;
use shahrak_domain::population;
use shahrak_domain::yearly_target::rank;
use shahrak_persistence::reference_cache::{ProvinceId, Reference};

use super::int;
use super::progress::YearTargets;
use super::scope::ReportPlace;
use super::target::TargetProgress;
use crate::graphql::announced_metric::AnnouncedMetric;
use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::enums::{ExecutingBody, Population};
use crate::graphql::common::scalar::Decimal;
use crate::graphql::province::Province;
use crate::graphql::yearly_target::TargetMetric;

/// The target of the country, and those of provinces.
type OfKind = (Option<TargetProgress>, Vec<(ProvinceId, TargetProgress)>);

/// What targets that are compared have in common.
type Kind = (metric::TargetMetric, population::Population, Option<Body>);

/// The targets of one metric, population and body.
pub struct TargetByProvince {
    kind: Kind,
    national: Option<TargetProgress>,
    /// By rank, then province.
    ranking: Vec<RankedTarget>,
    without: Vec<Province>,
}

/// The target of a province with its rank.
#[derive(SimpleObject, Clone)]
pub struct RankedTarget {
    /// The rank by `progress { ofInForce }`, 1 for the greatest; for a share, for the least. Provinces with equal progress
    /// have the same rank, and the ranks after them are left out. Null without progress: no revision is in force, its value
    /// is 0, or nothing can be computed.
    rank: Option<i32>,
    /// The province.
    province: Province,
    /// Its target.
    target: TargetProgress,
}

/// The national target of a metric, population and body compared with those of the provinces. The difference is shown, not
/// forbidden.
#[Object]
impl TargetByProvince {
    /// The metric of the targets.
    #[graphql(
        deprecation = "Use `announcedMetric { code }`: the code by which figures and files name the metric."
    )]
    async fn metric(&self) -> TargetMetric {
        self.kind.0.into()
    }

    /// The metric of the targets in the vocabulary that announced figures use as well.
    async fn announced_metric(&self, ctx: &Context<'_>) -> Result<Option<AnnouncedMetric>> {
        Ok(AnnouncedMetric::of_target(&*ctx.reference()?, self.kind.0))
    }

    /// The units that count.
    async fn population(&self) -> Population {
        self.kind.1.into()
    }

    /// The body that is responsible; null if all count.
    async fn body(&self) -> Option<ExecutingBody> {
        self.kind.2.map(Into::into)
    }

    /// The national target; null if there is none.
    async fn national(&self) -> Option<TargetProgress> {
        self.national.clone()
    }

    /// The sum of the provinces' values in force. Null if there is none, and for shares, which do not add up.
    async fn sum(&self) -> Option<Decimal> {
        self.sum_in_force().map(Decimal)
    }

    /// The national value in force less the sum: what no province has promised, or, if negative, what they have promised
    /// beyond it. Null if one of them is.
    async fn gap(&self) -> Option<Decimal> {
        let national = self.national.as_ref()?.value_in_force()?;
        Some(Decimal(national.checked_sub(self.sum_in_force()?)?))
    }

    /// The provinces with a target, the best progress first, those with equal progress and those without a rank by code.
    async fn ranking(&self) -> Vec<RankedTarget> {
        self.ranking.clone()
    }

    /// The provinces whose target is behind its schedule, the least progress first.
    async fn behind(&self) -> Vec<RankedTarget> {
        self.ranking.iter().rev().filter(|ranked| ranked.target.is_behind()).cloned().collect()
    }

    /// The provinces without such a target, by code.
    async fn without(&self) -> Vec<Province> {
        self.without.clone()
    }
}

impl TargetByProvince {
    /// The targets of a report of the country, by metric, population and body. None of another report.
    pub async fn of(ctx: &Context<'_>, targets: &YearTargets) -> Result<Vec<TargetByProvince>> {
        if targets.shared.view.scope.place != ReportPlace::Country {
            return Ok(Vec::new());
        }
        let mut kinds: BTreeMap<Kind, OfKind> = BTreeMap::new();
        for national in targets.own(ctx).await? {
            let kind = national.kind();
            kinds.entry(kind).or_default().0 = Some(national);
        }
        for (id, target) in targets.of_provinces(ctx).await? {
            kinds.entry(target.kind()).or_default().1.push((id, target));
        }
        let reference = &targets.shared.view.reference;
        let ids = province_ids(reference);
        let provinces = BatchScope::of_provinces(reference.clone(), ids.clone());
        kinds
            .into_iter()
            .map(|(kind, (national, of_provinces))| {
                let with: BTreeSet<ProvinceId> = of_provinces.iter().map(|(id, _)| *id).collect();
                let without = ids.clone().filter(|id| !with.contains(id));
                let without = without.filter_map(|id| Province::in_batch(&provinces, id)).collect();
                let ranking = ranked(kind.0, of_provinces, &provinces)?;
                Ok(TargetByProvince { kind, national, ranking, without })
            })
            .collect()
    }

    fn sum_in_force(&self) -> Option<rust_decimal::Decimal> {
        let values = self.ranking.iter().filter_map(|ranked| ranked.target.value_in_force());
        rank::sum(self.kind.0, values)
    }
}

/// The numbers of all provinces, in the order of their codes.
fn province_ids(reference: &Reference) -> impl Iterator<Item = ProvinceId> + Clone + use<> {
    1..=ProvinceId::try_from(reference.provinces.len()).unwrap_or(ProvinceId::MAX)
}

fn ranked(
    metric: metric::TargetMetric,
    targets: Vec<(ProvinceId, TargetProgress)>,
    provinces: &Arc<BatchScope>,
) -> Result<Vec<RankedTarget>> {
    let progress: Vec<_> = targets.iter().map(|(_, target)| target.fraction_in_force()).collect();
    let ranks = rank::ranks(metric, &progress);
    let mut ranked = Vec::new();
    for ((id, target), rank) in targets.into_iter().zip(ranks) {
        let Some(province) = Province::in_batch(provinces, id) else { continue };
        let rank = rank.and_then(|rank| i64::try_from(rank).ok()).map(int).transpose()?;
        ranked.push(RankedTarget { rank, province, target });
    }
    // They come by province, and stay so within a rank.
    ranked.sort_by_key(|ranked| ranked.rank.unwrap_or(i32::MAX));
    Ok(ranked)
}
