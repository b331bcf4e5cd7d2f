//! A budget line and its revisions as rows.

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use shahrak_domain::budget::{BudgetLine, BudgetPurpose, BudgetRevision, BudgetStage};
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_domain::number::Rial;
use shahrak_domain::year::IranianYear;

use super::{BudgetLineId, StoredBudgetLine};
use crate::entity::budget_line::Model;
use crate::entity::budget_revision;
use crate::error::{Error, Result};
use crate::list::columns;
use crate::province::scope_of;
use crate::reference_cache::ProvinceId;

/// A budget line and its revisions as they are stored, in the order of the days of decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The line.
    pub line: Model,
    /// Its revisions.
    pub revisions: Vec<budget_revision::Model>,
}

/// The revisions of some lines: all, or those known at a moment.
pub(super) async fn revisions(
    db: &impl ConnectionTrait,
    lines: Vec<BudgetLineId>,
    known_at: Option<Moment>,
) -> Result<Vec<budget_revision::Model>> {
    use budget_revision::COLUMN;

    let mut revisions = budget_revision::Entity::find().filter(COLUMN.budget_line_id.eq_any(lines));
    if let Some(moment) = known_at {
        revisions = revisions.filter(COLUMN.recorded_at.lte(moment));
    }
    let revisions = revisions.order_by_asc(COLUMN.budget_line_id).order_by_asc(COLUMN.decided_on);
    Ok(revisions.order_by_asc(COLUMN.place).all(db).await?)
}

columns!(Model, "budget_line", { id, year, province_id, line_of, stage });

/// A line without revisions.
pub(crate) fn line_of(
    year: i16,
    province_id: Option<ProvinceId>,
    line: BudgetPurpose,
    stage: BudgetStage,
) -> Result<BudgetLine> {
    Ok(BudgetLine {
        year: IranianYear::new(year.into()).map_err(Error::decode)?,
        scope: scope_of(province_id),
        line,
        stage,
        revisions: Vec::new(),
    })
}

impl Row {
    /// The line that the rows hold.
    pub fn into_line(self) -> Result<StoredBudgetLine> {
        let Row { line, revisions } = self;
        let (id, province_id) = (line.id, line.province_id);
        let mut line = line_of(line.year, province_id, line.line_of.0, line.stage.0)?;
        line.revisions =
            revisions.into_iter().map(budget_revision::Model::into_revision).collect::<Result<_>>()?;
        Ok(StoredBudgetLine { id, province_id, line })
    }
}

impl budget_revision::Model {
    /// The revision that the row holds.
    pub fn into_revision(self) -> Result<BudgetRevision> {
        Ok(BudgetRevision {
            amount: Rial::new(self.amount_irr.into()).map_err(Error::decode)?,
            decided_on: Day::new(self.decided_on),
            reason: self.reason,
            source: self.source,
            recorded_at: self.recorded_at,
        })
    }
}
