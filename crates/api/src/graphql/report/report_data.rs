//! What the reports of several years share: each part is loaded once for all of them, on demand.

use std::sync::Arc;

use async_graphql::{Context, Result};
use tokio::sync::OnceCell;

use shahrak_domain::methodology::Methodologies;
use shahrak_domain::report::Days;
use shahrak_domain::year::IranianYear;
use shahrak_persistence::body_achievement::{self, Achievement};
use shahrak_persistence::methodology;
use shahrak_persistence::reference_cache::ProvinceId;
use shahrak_persistence::yearly_target::{self, StoredTarget};

use super::scope::ReportPlace;
use super::section::{ReportContext, Section};
use crate::graphql::support::context::{ContextExt, failure};

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
