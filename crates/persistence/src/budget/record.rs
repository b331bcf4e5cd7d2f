//! Recording budget lines.

use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    TryInsertResult,
};

use shahrak_domain::budget::BudgetLine;
use shahrak_domain::change::Change;

use super::Row;
use crate::entity::Code;
use crate::entity::budget_line::{ActiveModel, Column, Entity};
use crate::error::{Error, Result};
use crate::lock::Lock;
use crate::province::number_of;
use crate::tx::Tx;

/// Locks the line with the year, scope, purpose and stage of this one until the end of the transaction.
pub async fn lock(tx: &Tx, line: &BudgetLine) -> Result<Option<Row>> {
    Lock::Budgets.lock_shared(tx).await?;
    let of_scope = match number_of(line.scope.code()) {
        Some(province) => Column::ProvinceId.eq(province),
        None => Column::ProvinceId.is_null(),
    };
    let lines = Entity::find().filter(Column::Year.eq(line.year.number())).filter(of_scope);
    let lines = lines.filter(Column::LineOf.eq(Code(line.line))).filter(Column::Stage.eq(Code(line.stage)));
    Ok(lines.lock_exclusive().one(tx).await?)
}

/// Stores a line, in place of the [locked](lock) row `recorded`, and returns the new row. None if another change has added
/// the line meanwhile: then the change must be decided again.
pub async fn store(tx: &Tx, line: &BudgetLine, recorded: Option<Row>, change: Change) -> Result<Option<Row>> {
    match (change, recorded) {
        (Change::Keep, recorded) => Ok(recorded),
        (_, Some(recorded)) => {
            let mut row = recorded.into_active_model();
            row.amount_irr = ActiveValue::Set(line.amount.get());
            row.source = ActiveValue::Set(line.source.clone());
            Ok(Some(row.update(tx).await?))
        }
        (_, None) => add(tx, line).await,
    }
}

async fn add(tx: &Tx, line: &BudgetLine) -> Result<Option<Row>> {
    let row = ActiveModel {
        id: ActiveValue::NotSet,
        year: ActiveValue::Set(i16::try_from(line.year.number()).map_err(Error::decode)?),
        province_id: ActiveValue::Set(number_of(line.scope.code())),
        line_of: ActiveValue::Set(Code(line.line)),
        stage: ActiveValue::Set(Code(line.stage)),
        amount_irr: ActiveValue::Set(line.amount.get()),
        source: ActiveValue::Set(line.source.clone()),
    };
    let key = [Column::Year, Column::ProvinceId, Column::LineOf, Column::Stage];
    Ok(match Entity::insert(row).on_conflict_do_nothing_on(key).exec_with_returning_many(tx).await? {
        TryInsertResult::Inserted(rows) => rows.into_iter().next(),
        TryInsertResult::Conflicted | TryInsertResult::Empty => None,
    })
}
