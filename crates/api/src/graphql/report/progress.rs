//! The progress of the targets of a report, and of those of its provinces.

use std::sync::Arc;

use async_graphql::{Context, Result};

use shahrak_domain::report::Days;
use shahrak_domain::year::IranianYear;
use shahrak_persistence::body_achievement::Achievement;
use shahrak_persistence::reference_cache::ProvinceId;
use shahrak_persistence::yearly_target::StoredTarget;

use super::report_data::ReportData;
use super::scope::ReportPlace;
use super::target::TargetProgress;

/// The targets of one year of a report. Whatever the number of years and provinces, all are read together.
#[derive(Clone)]
pub struct YearTargets {
    /// What the reports of several years share.
    pub shared: Arc<ReportData>,
    /// The year.
    pub year: IranianYear,
    /// The index of the year among those of the reports.
    pub index: usize,
    /// The days of the year that count.
    pub period: Days,
}

impl YearTargets {
    /// The targets with exactly the scope of the report.
    pub async fn own(&self, ctx: &Context<'_>) -> Result<Vec<TargetProgress>> {
        let stored = self.of_year(self.shared.targets(ctx).await?);
        let of_bodies = self.of_bodies(ctx, &stored).await?;
        let (section, place) = (&self.shared.section, self.shared.view.scope.place);
        let progress = |stored| TargetProgress::of(self, section, place, stored, of_bodies);
        Ok(stored.into_iter().map(progress).collect())
    }

    /// The targets of the provinces in the scope, by metric, population, body and province.
    pub async fn of_provinces(&self, ctx: &Context<'_>) -> Result<Vec<(ProvinceId, TargetProgress)>> {
        self.of_some_provinces(ctx, |_| true).await
    }

    /// The targets of one of these provinces.
    pub async fn of_province(&self, ctx: &Context<'_>, id: ProvinceId) -> Result<Vec<TargetProgress>> {
        let own = self.of_some_provinces(ctx, |province| province == id).await?;
        Ok(own.into_iter().map(|(_, target)| target).collect())
    }

    async fn of_some_provinces(
        &self,
        ctx: &Context<'_>,
        wanted: impl Fn(ProvinceId) -> bool,
    ) -> Result<Vec<(ProvinceId, TargetProgress)>> {
        let of_provinces = self.shared.of_provinces(ctx).await?;
        let mut stored = self.of_year(&of_provinces.targets);
        stored.retain(|stored| stored.province_id.is_some_and(&wanted));
        let of_bodies = self.of_bodies(ctx, &stored).await?;
        let progress = |stored: &StoredTarget| {
            let id = stored.province_id?;
            let place = ReportPlace::Province(id);
            Some((id, TargetProgress::of(self, &of_provinces.section, place, stored, of_bodies)))
        };
        Ok(stored.into_iter().filter_map(progress).collect())
    }

    fn of_year<'a>(&self, targets: &'a [StoredTarget]) -> Vec<&'a StoredTarget> {
        targets.iter().filter(|stored| stored.target.year == self.year).collect()
    }

    /// The achievements of bodies, if a target needs them.
    async fn of_bodies(&self, ctx: &Context<'_>, targets: &[&StoredTarget]) -> Result<&[Achievement]> {
        if targets.iter().all(|stored| stored.target.body.is_none()) {
            return Ok(&[]);
        }
        Ok(self.shared.of_bodies(ctx).await?.get(self.index).map_or(&[][..], Vec::as_slice))
    }
}
