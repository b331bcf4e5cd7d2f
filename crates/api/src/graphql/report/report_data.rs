//! What the reports of several years share: each part is loaded once for all of them, on demand.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_graphql::{Context, Result};
use tokio::sync::OnceCell;

use shahrak_domain::announcement::Measure;
use shahrak_domain::code::Coded;
use shahrak_domain::methodology::Methodologies;
use shahrak_domain::metric::TargetMetric;
use shahrak_domain::report::Days;
use shahrak_domain::year::IranianYear;
use shahrak_persistence::announcement::{self, Figure as Announced, FigureFilter};
use shahrak_persistence::body_achievement::{self, Achievement};
use shahrak_persistence::methodology;
use shahrak_persistence::reference_cache::ProvinceId;
use shahrak_persistence::yearly_target::{self, StoredTarget};

use super::scope::ReportPlace;
use super::section::{ReportContext, Section, SectionPlan};
use crate::graphql::announcement::Figure;
use crate::graphql::common::context::{ContextExt, failure};

/// What the reports of several years share.
pub struct ReportData {
    /// The units that count, and the moment of knowledge.
    pub view: Arc<ReportContext>,
    /// The section with their figures.
    pub section: Arc<Section>,
    years: Vec<IranianYear>,
    periods: Vec<Days>,
    targets: OnceCell<Vec<StoredTarget>>,
    of_bodies: OnceCell<Vec<Vec<Achievement>>>,
    methodologies: OnceCell<Methodologies>,
    of_provinces: OnceCell<OfProvinces>,
    announced: OnceCell<Vec<(Announced, Figure)>>,
}

/// The targets of the provinces in the scope, and a section with all populations of these provinces.
pub struct OfProvinces {
    /// The targets of all years.
    pub targets: Vec<StoredTarget>,
    /// The section with what was achieved.
    pub section: Arc<Section>,
}

impl ReportData {
    /// What the reports of these years share.
    pub fn new(view: Arc<ReportContext>, section: Arc<Section>, years: &[(IranianYear, Days)]) -> ReportData {
        ReportData {
            view,
            section,
            years: years.iter().map(|(year, _)| *year).collect(),
            periods: years.iter().map(|(_, days)| *days).collect(),
            targets: OnceCell::new(),
            of_bodies: OnceCell::new(),
            methodologies: OnceCell::new(),
            of_provinces: OnceCell::new(),
            announced: OnceCell::new(),
        }
    }

    /// The targets of all years.
    pub async fn targets(&self, ctx: &Context<'_>) -> Result<&[StoredTarget]> {
        if let ReportPlace::Park(_) = self.view.scope.place {
            return Ok(&[]);
        }
        let db = ctx.db()?;
        let read = || yearly_target::of_scope(db, &self.years, self.province(), self.view.known_at);
        Ok(self.targets.get_or_try_init(read).await.map_err(failure)?)
    }

    /// The targets of the provinces in the scope.
    pub async fn of_provinces(&self, ctx: &Context<'_>) -> Result<&OfProvinces> {
        self.of_provinces.get_or_try_init(|| self.read_provinces(ctx)).await
    }

    async fn read_provinces(&self, ctx: &Context<'_>) -> Result<OfProvinces> {
        if self.view.scope.place != ReportPlace::Country {
            return Ok(OfProvinces {
                targets: self.targets(ctx).await?.to_vec(),
                section: self.section.clone(),
            });
        }
        let (db, known_at) = (ctx.db()?, self.view.known_at);
        let targets = yearly_target::of_provinces(db, &self.years, known_at).await.map_err(failure)?;
        if targets.is_empty() {
            return Ok(OfProvinces { targets, section: self.section.clone() });
        }
        let ids: BTreeSet<ProvinceId> = targets.iter().filter_map(|stored| stored.province_id).collect();
        let plan = SectionPlan {
            areas: ids.into_iter().flat_map(|id| ReportPlace::Province(id).areas()).collect(),
            periods: self.periods.clone(),
            stocks: targets.iter().any(|stored| stored.target.metric.ceiling()),
            by_sector: false,
        };
        let section = Section::read(ctx, plan, &self.view.rates, Some(known_at)).await?;
        Ok(OfProvinces { targets, section })
    }

    /// The announced figures of the metrics of targets, in any scope, whose periods end within the years.
    pub async fn announced(&self, ctx: &Context<'_>) -> Result<&[(Announced, Figure)]> {
        Ok(self.announced.get_or_try_init(|| self.read_announced(ctx)).await?)
    }

    async fn read_announced(&self, ctx: &Context<'_>) -> Result<Vec<(Announced, Figure)>> {
        let vocabulary = &self.view.reference.vocabulary;
        let metrics = TargetMetric::ALL.iter().filter_map(|metric| vocabulary.get(metric.code()));
        let first = self.periods.iter().map(|period| period.from).min();
        let last = self.periods.iter().map(|period| period.to).max();
        let filter = FigureFilter {
            metrics: Some(metrics.flat_map(|metric| metric.codes().map(str::to_owned)).collect()),
            measures: Some(vec![Measure::Flow, Measure::Share]),
            ends_in: first.zip(last),
            known_at: Some(self.view.known_at),
            ..FigureFilter::default()
        };
        let rows = announcement::matching(ctx.db()?, &filter).await.map_err(failure)?;
        let (reference, known_at) = (self.view.reference.clone(), Some(self.view.known_at));
        let figure = Figure::maker(reference, &rows.iter().collect::<Vec<_>>(), known_at);
        Ok(rows.into_iter().map(|row| (row.clone(), figure(row))).collect())
    }

    /// The achievements of bodies, in the order of the requested years.
    pub async fn of_bodies(&self, ctx: &Context<'_>) -> Result<&[Vec<Achievement>]> {
        let db = ctx.db()?;
        let read = || body_achievement::achievements(db, self.province(), &self.periods, self.view.known_at);
        Ok(self.of_bodies.get_or_try_init(read).await.map_err(failure)?)
    }

    /// All methodologies.
    pub async fn methodologies(&self, ctx: &Context<'_>) -> Result<&Methodologies> {
        let db = ctx.db()?;
        self.methodologies.get_or_try_init(|| methodology::all(db)).await.map_err(failure)
    }

    /// The province whose targets count; none for the country.
    fn province(&self) -> Option<ProvinceId> {
        match self.view.scope.place {
            ReportPlace::Province(id) => Some(id),
            ReportPlace::Country | ReportPlace::Park(_) => None,
        }
    }
}
