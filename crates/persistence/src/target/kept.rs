//! Rows of targets in lists, and what they say.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::FromRow;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::Body;
use shahrak_domain::metric::Metric;
use shahrak_domain::population::{Population, Scope};
use shahrak_domain::target::{Revision, Target};
use shahrak_domain::year::IranianYear;

use super::{StoredTarget, TargetId};
use crate::error::{Error, Result};
use crate::snapshot::ProvinceId;

#[derive(FromRow)]
pub(super) struct TargetRow {
    pub id: TargetId,
    year: i16,
    metric: String,
    province_id: Option<ProvinceId>,
    province: Option<String>,
    population: String,
    body: Option<String>,
}

#[derive(FromRow)]
pub(super) struct RevisionRow {
    pub target_id: TargetId,
    value: Decimal,
    decided_on: NaiveDate,
    reason: Option<String>,
    source: Option<String>,
    recorded_at: DateTime<Utc>,
}

impl TargetRow {
    pub fn into_target(self, revisions: Vec<Revision>) -> Result<StoredTarget> {
        Ok(StoredTarget {
            id: self.id,
            province_id: self.province_id,
            target: Target {
                year: IranianYear::new(self.year.into()).map_err(Error::row)?,
                metric: Metric::parse(&self.metric).map_err(Error::row)?,
                scope: self.province.map_or(Scope::Country, Scope::Province),
                population: Population::parse(&self.population).map_err(Error::row)?,
                body: self.body.as_deref().map(Body::parse).transpose().map_err(Error::row)?,
                revisions,
            },
        })
    }
}

impl RevisionRow {
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
