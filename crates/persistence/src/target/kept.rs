//! A target as it stood, so that what was answered of it can be answered again.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::Body;
use shahrak_domain::metric::Metric;
use shahrak_domain::moment::Moment;
use shahrak_domain::population::{Population, Scope};
use shahrak_domain::target::{Revision, Target};
use shahrak_domain::year::IranianYear;

use super::{COLUMNS, REVISIONS, StoredTarget, TARGETS, TargetId};
use crate::error::{Error, Result};
use crate::snapshot::ProvinceId;
use crate::tx::Tx;

/// A target and its revisions as they stood, so that what was answered of them can be answered again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    target: TargetRow,
    revisions: Vec<RevisionRow>,
}

#[derive(Clone, Debug, FromRow, Serialize, Deserialize)]
pub(super) struct TargetRow {
    pub id: TargetId,
    year: i16,
    metric: String,
    province_id: Option<ProvinceId>,
    province: Option<String>,
    population: String,
    body: Option<String>,
}

#[derive(Clone, Debug, FromRow, Serialize, Deserialize)]
pub(super) struct RevisionRow {
    pub target_id: TargetId,
    value: Decimal,
    decided_on: NaiveDate,
    reason: Option<String>,
    source: Option<String>,
    recorded_at: DateTime<Utc>,
}

/// The target with this number and all its revisions, as an act sees it.
///
/// # Errors
/// Any [`Error`].
pub async fn find_on(tx: &mut Tx, id: TargetId) -> Result<Option<StoredTarget>> {
    find_kept(tx, id).await?.map(Kept::into_target).transpose()
}

/// The target with this number and all its revisions, as an act sees them and as they can be kept.
///
/// # Errors
/// Any [`Error`].
pub async fn find_kept(tx: &mut Tx, id: TargetId) -> Result<Option<Kept>> {
    let sql = format!("SELECT {COLUMNS} FROM {TARGETS} WHERE target.id = $1");
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id);
    let Some(target) = query.fetch_optional(tx.connection()).await? else { return Ok(None) };
    let query = sqlx::query_as(REVISIONS).bind(vec![id]).bind(None::<Moment>);
    Ok(Some(Kept { target, revisions: query.fetch_all(tx.connection()).await? }))
}

impl Kept {
    /// The target as it stood.
    ///
    /// # Errors
    /// A row that makes no sense.
    pub fn into_target(self) -> Result<StoredTarget> {
        self.target.into_target(self.revisions.into_iter().map(RevisionRow::into_revision).collect())
    }
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
