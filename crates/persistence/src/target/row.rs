//! A target and its revisions as rows.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use shahrak_domain::day::Day;
use shahrak_domain::target::{Revision, Target};
use shahrak_domain::year::IranianYear;

use super::{StoredTarget, TargetId};
use crate::entity::target::Model;
use crate::entity::target_revision;
use crate::error::{Error, Result};
use crate::province::scope_of;

/// A target and its revisions as they are stored, in the order of the days of decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The target.
    pub target: Model,
    /// Its revisions.
    pub revisions: Vec<target_revision::Model>,
}

/// The revisions of a target.
pub(super) async fn revisions(
    db: &impl ConnectionTrait,
    target: TargetId,
) -> Result<Vec<target_revision::Model>> {
    use target_revision::{Column, Entity};

    let revisions = Entity::find().filter(Column::TargetId.eq(target)).order_by_asc(Column::DecidedOn);
    Ok(revisions.order_by_asc(Column::Place).all(db).await?)
}

impl Row {
    /// The target that the rows hold.
    ///
    /// # Errors
    /// A row that makes no sense.
    pub fn into_target(self) -> Result<StoredTarget> {
        let Row { target, revisions } = self;
        Ok(StoredTarget {
            id: target.id,
            province_id: target.province_id,
            target: Target {
                year: IranianYear::new(target.year.into()).map_err(Error::row)?,
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
    /// The revision that the row holds.
    pub fn into_revision(self) -> Revision {
        Revision {
            value: self.value.normalize(),
            decided_on: Day::new(self.decided_on),
            reason: self.reason,
            source: self.source,
            recorded_at: self.recorded_at,
        }
    }
}
