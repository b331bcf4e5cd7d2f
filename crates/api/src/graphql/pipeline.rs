//! The pipeline: units that are not in operation yet.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result};
use tokio::sync::OnceCell;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::park::InfrastructureLine as Line;
use shahrak_domain::pipeline::{ProgressBand as Band, missing_lines};
use shahrak_domain::support::CaseStatus;
use shahrak_persistence::page::Page;
use shahrak_persistence::pipeline::{self as stored, BandCount, Unfinished};
use shahrak_persistence::reference_cache::ProvinceId;
use shahrak_persistence::unit::{UnitFilter as StoredFilter, View};

use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::enums::{InfrastructureLine, convert_each};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::scalar::{Calendar, Date, DateTime, Decimal};
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::province::Province;
use crate::graphql::support_case::{self, SupportCase};
use crate::graphql::unit::{Unit, UnitFilter, view};

/// The query of the pipeline.
#[derive(Default)]
pub struct PipelineQuery;

#[Object]
impl PipelineQuery {
    /// The units that are not in operation yet (`PLANNED` and `UNDER_CONSTRUCTION`), by physical progress: their numbers
    /// by band, how long each has waited, and what it lacks.
    async fn pipeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only units that satisfy all conditions.")] filter: Option<UnitFilter>,
        #[graphql(desc = "The day for which the units are shown, not in the future (default: today).")]
        as_of: Option<Date>,
        #[graphql(
            desc = "The moment of knowledge, not in the future: only what was recorded by then counts (default: now)."
        )]
        known_at: Option<DateTime>,
    ) -> Result<Pipeline> {
        let view = view(ctx, as_of, known_at).await?;
        let filter = filter.unwrap_or_default().stored(ctx, view).await?;
        let as_of = view.map_or_else(|| ctx.today(), |view| Ok(view.as_of))?;
        Ok(Pipeline { as_of, view, filter: Arc::new(filter), counts: OnceCell::new() })
    }
}

/// How far a unit is built, by the latest report of its physical progress.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::pipeline::ProgressBand")]
pub enum ProgressBand {
    /// More than 60 %.
    #[graphql(name = "OVER_60")]
    Over60,
    /// More than 40 and up to 60 %.
    #[graphql(name = "TO_60")]
    To60,
    /// More than 20 and up to 40 %.
    #[graphql(name = "TO_40")]
    To40,
    /// Up to 20 %.
    #[graphql(name = "TO_20")]
    To20,
    /// No progress was reported.
    NotReported,
}

/// The units that are not in operation yet, for a day and a moment of knowledge.
pub struct Pipeline {
    as_of: Day,
    view: Option<View>,
    filter: Arc<StoredFilter>,
    counts: OnceCell<Vec<BandCount>>,
}

/// The units that are not in operation yet.
#[Object]
impl Pipeline {
    /// The day for which the units are shown.
    async fn as_of(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.as_of, calendar)
    }

    /// The moment of knowledge; null for now.
    async fn known_at(&self) -> Option<DateTime> {
        self.view?.known_at.map(DateTime)
    }

    /// Number of units.
    async fn total(&self, ctx: &Context<'_>) -> Result<i32> {
        let counts = self.counts(ctx).await?;
        Ok(i32::try_from(counts.iter().map(|count| count.units).sum::<i64>())?)
    }

    /// The numbers of units by band, those over 60 % first, including bands without units.
    async fn bands(&self, ctx: &Context<'_>) -> Result<Vec<PipelineBand>> {
        Ok(PipelineBand::all(self.counts(ctx).await?.iter()))
    }

    /// The numbers of units by province, ordered by its code. Provinces without such units are left out.
    async fn by_province(&self, ctx: &Context<'_>) -> Result<Vec<PipelineProvince>> {
        let counts = self.counts(ctx).await?;
        let mut ids: Vec<ProvinceId> = counts.iter().map(|count| count.province_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let scope = BatchScope::of_provinces(ctx.reference()?, ids.iter().copied());
        let of_province = |id: ProvinceId| PipelineProvince {
            scope: Arc::clone(&scope),
            id,
            counts: counts.iter().filter(|count| count.province_id == id).copied().collect(),
        };
        Ok(ids.into_iter().map(of_province).collect())
    }

    /// The units, the most advanced first, those without a report of progress last, then by code.
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only units of these bands.")] band: Option<Vec<ProgressBand>>,
    ) -> Result<Connection<PipelineUnit>> {
        let page = PageArgs { first, after, last, before }.request(ORDER, &stored::BY_PROGRESS)?;
        let bands: Option<Vec<Band>> = band.map(convert_each);
        let found = stored::list(ctx.db()?, &self.filter, bands.as_deref(), &page).await.map_err(failure)?;
        let reference = ctx.reference_at_least(found.version).await?;
        let Page { rows, more_before, more_after } = found.page;
        let scope = BatchScope::of_units(reference, self.view, rows.iter().map(|(_, row)| &row.unit));
        let filter = Arc::clone(&self.filter);
        let total = TotalCount::new(move |db| {
            let (filter, bands) = (Arc::clone(&filter), bands.clone());
            async move { stored::count(&db, &filter, bands.as_deref()).await.map_err(failure) }
        });
        let page = Page { rows, more_before, more_after };
        let as_of = self.as_of;
        Ok(connection(ORDER, page, total, |row| PipelineUnit { scope: Arc::clone(&scope), row, as_of }))
    }
}

const ORDER: &str = "pipeline.progress";

impl Pipeline {
    async fn counts(&self, ctx: &Context<'_>) -> Result<&Vec<BandCount>> {
        let db = ctx.db()?;
        self.counts.get_or_try_init(async || stored::bands(db, &self.filter).await.map_err(failure)).await
    }
}

/// The number of units of a band.
pub struct PipelineBand {
    band: Band,
    units: i64,
}

/// The number of units of a band.
#[Object]
impl PipelineBand {
    /// The band.
    async fn band(&self) -> ProgressBand {
        self.band.into()
    }

    /// Number of units.
    async fn units(&self) -> Result<i32> {
        Ok(i32::try_from(self.units)?)
    }
}

impl PipelineBand {
    fn all<'a>(counts: impl Iterator<Item = &'a BandCount> + Clone) -> Vec<PipelineBand> {
        let units =
            |band: Band| counts.clone().filter(|count| count.band == band).map(|count| count.units).sum();
        Band::ALL.iter().map(|band| PipelineBand { band: *band, units: units(*band) }).collect()
    }
}

/// The numbers of units of a province.
pub struct PipelineProvince {
    scope: Arc<BatchScope>,
    id: ProvinceId,
    counts: Vec<BandCount>,
}

/// The units of a province that are not in operation yet.
#[Object]
impl PipelineProvince {
    /// The province.
    async fn province(&self) -> Result<Province> {
        Province::of_row(&self.scope, self.id)
    }

    /// Number of units.
    async fn total(&self) -> Result<i32> {
        Ok(i32::try_from(self.counts.iter().map(|count| count.units).sum::<i64>())?)
    }

    /// The numbers of units by band, those over 60 % first, including bands without units.
    async fn bands(&self) -> Vec<PipelineBand> {
        PipelineBand::all(self.counts.iter())
    }
}

/// A unit that is not in operation yet.
pub struct PipelineUnit {
    scope: Arc<BatchScope>,
    row: Unfinished,
    as_of: Day,
}

/// A unit that is not in operation yet: how far it is built, how long it has waited, and what it lacks.
#[Object]
impl PipelineUnit {
    /// The unit.
    async fn unit(&self) -> Unit {
        Unit::in_batch(&self.scope, self.row.unit.clone())
    }

    /// Physical progress in percent by the latest report; null if none was reported.
    async fn progress_percent(&self) -> Option<Decimal> {
        Some(Decimal(self.row.progress?.get()))
    }

    /// The band of the physical progress.
    async fn band(&self) -> ProgressBand {
        Band::of(self.row.progress).into()
    }

    /// The day on which the permit was issued.
    async fn permitted_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.row.permitted_on, calendar)
    }

    /// The day since which the unit waits: that of its latest permit, assignment of land or report of progress. Visits do
    /// not count.
    async fn waiting_since(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.row.waiting_since, calendar)
    }

    /// The number of days from `waitingSince` to the day for which the unit is shown.
    async fn waiting_days(&self) -> Result<i32> {
        let days = (self.as_of.date() - self.row.waiting_since.date()).num_days();
        Ok(i32::try_from(days)?)
    }

    /// Whether no assignment of land to the unit is recorded.
    async fn lacks_land(&self) -> bool {
        !self.row.has_land
    }

    /// The infrastructure lines that its park does not supply on the day, as far as the register knows; null outside
    /// parks. The infrastructure is that known now.
    async fn missing_infrastructure(&self) -> Option<Vec<InfrastructureLine>> {
        let park = self.scope.reference.park(self.row.unit.park_id?)?;
        let missing: Vec<Line> = missing_lines(&park.infrastructure, self.as_of);
        Some(convert_each(missing))
    }

    /// The support cases of the unit that are not resolved, ordered by the day of opening. Null for callers who may not
    /// read the cases of its province.
    async fn open_support_cases(&self, ctx: &Context<'_>) -> Result<Option<Vec<SupportCase>>> {
        let unit = (self.row.unit.id, self.row.unit.province_id);
        let open = vec![CaseStatus::Open, CaseStatus::Referred];
        support_case::of_unit(ctx, &self.scope.units, unit, Some(open), self.scope.view).await
    }
}
