//! A target and its revisions as rows.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_domain::year::IranianYear;
use shahrak_domain::yearly_target::{Baseline, Revision, Target};

use super::{StoredTarget, TargetId};
use crate::entity::target::Model;
use crate::entity::target_revision;
use crate::error::{Error, Result};
use crate::list::columns;
use crate::province::scope_of;

/// A target and its revisions as stored, in the order of the days of decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The target.
    pub target: Model,
    /// Its revisions.
    pub revisions: Vec<target_revision::Model>,
}

/// The revisions of some targets: all, or those known at a moment.
pub(super) async fn revisions(
    db: &impl ConnectionTrait,
    targets: Vec<TargetId>,
    known_at: Option<Moment>,
) -> Result<Vec<target_revision::Model>> {
    use target_revision::COLUMN;

    let mut revisions = target_revision::Entity::find().filter(COLUMN.target_id.eq_any(targets));
    if let Some(moment) = known_at {
        revisions = revisions.filter(COLUMN.recorded_at.lte(moment));
    }
    let revisions = revisions.order_by_asc(COLUMN.target_id).order_by_asc(COLUMN.decided_on);
    Ok(revisions.order_by_asc(COLUMN.place).all(db).await?)
}

/// The baseline that columns hold.
pub(crate) fn baseline(
    value: Option<Decimal>,
    on: Option<NaiveDate>,
    source: Option<String>,
) -> Option<Baseline> {
    let (value, on) = value.zip(on)?;
    Some(Baseline { value: value.normalize(), on: Day::new(on), source })
}

columns!(Model, "target", { id, year, metric, province_id, population, body });

impl Row {
    /// Converts the rows to a target.
    pub fn into_target(self) -> Result<StoredTarget> {
        let Row { target, revisions } = self;
        Ok(StoredTarget {
            id: target.id,
            province_id: target.province_id,
            target: Target {
                year: IranianYear::new(target.year.into()).map_err(Error::decode)?,
                metric: target.metric.0,
                scope: scope_of(target.province_id),
                population: target.population.0,
                body: target.body.map(|body| body.0),
                revisions: revisions.into_iter().map(target_revision::Model::into_revision).collect(),
            },
        })
    }
}

impl target_revision::Model {
    /// Converts the row to a revision.
    pub fn into_revision(self) -> Revision {
        Revision {
            value: self.value.normalize(),
            baseline: baseline(self.baseline_value, self.baseline_on, self.baseline_source),
            decided_on: Day::new(self.decided_on),
            reason: self.reason,
            source: self.source,
            recorded_at: self.recorded_at,
        }
    }
}
