//! Budget lines and their revisions on their way into the register.

use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, TryInsertResult,
};

use shahrak_domain::actor::Actor;
use shahrak_domain::budget::{BudgetLine, BudgetRevision};

use super::Row;
use super::row::revisions;
use crate::entity::budget_line::{ActiveModel, Column, Entity};
use crate::entity::{Code, budget_revision};
use crate::error::{Error, Result};
use crate::ledger::sums;
use crate::lock::Lock;
use crate::province::number_of;
use crate::tx::Tx;

/// The line with the year, scope, purpose and stage of this one, and its revisions. It is locked against other revisions until the end
/// of the transaction.
pub async fn lock(tx: &Tx, line: &BudgetLine) -> Result<Option<Row>> {
    Lock::Budgets.lock_shared(tx).await?;
    let of_scope = match number_of(line.scope.code()) {
        Some(province) => Column::ProvinceId.eq(province),
        None => Column::ProvinceId.is_null(),
    };
    let lines = Entity::find().filter(Column::Year.eq(line.year.number())).filter(of_scope);
    let lines = lines.filter(Column::LineOf.eq(Code(line.line))).filter(Column::Stage.eq(Code(line.stage)));
    let Some(line) = lines.lock_exclusive().one(tx).await? else { return Ok(None) };
    let revisions = revisions(tx, vec![line.id], None).await?;
    Ok(Some(Row { line, revisions }))
}

/// Adds a line without revisions. None if somebody else has added it meanwhile: then the change is decided again.
pub async fn add(tx: &Tx, line: &BudgetLine) -> Result<Option<Row>> {
    let row = ActiveModel {
        id: ActiveValue::NotSet,
        year: ActiveValue::Set(i16::try_from(line.year.number()).map_err(Error::decode)?),
        province_id: ActiveValue::Set(number_of(line.scope.code())),
        line_of: ActiveValue::Set(Code(line.line)),
        stage: ActiveValue::Set(Code(line.stage)),
    };
    let key = [Column::Year, Column::ProvinceId, Column::LineOf, Column::Stage];
    let added = match Entity::insert(row).on_conflict_do_nothing_on(key).exec_with_returning_many(tx).await? {
        TryInsertResult::Inserted(rows) => rows.into_iter().next(),
        TryInsertResult::Conflicted | TryInsertResult::Empty => None,
    };
    Ok(added.map(|line| Row { line, revisions: Vec::new() }))
}

/// Adds a revision to a line that is [locked](lock) or new; the line with it. It is recorded at the ledger's moment: the
/// ledger is open from here to the end of the transaction, so this comes last.
pub async fn add_revision(
    tx: &Tx,
    mut line: Row,
    revision: &BudgetRevision,
    recorder: &Actor,
) -> Result<Row> {
    let opened = sums::open(tx).await?;
    let row = budget_revision::ActiveModel {
        budget_line_id: ActiveValue::Set(line.line.id),
        place: ActiveValue::NotSet,
        amount_irr: ActiveValue::Set(revision.amount.get()),
        decided_on: ActiveValue::Set(revision.decided_on.date()),
        reason: ActiveValue::Set(revision.reason.clone()),
        source: ActiveValue::Set(revision.source.clone()),
        recorded_at: ActiveValue::Set(opened.moment),
        recorded_by: ActiveValue::Set(recorder.name.clone()),
        recorder_role: ActiveValue::Set(Some(Code(recorder.role.name()))),
        recorder_organisation: ActiveValue::Set(recorder.organisation.clone()),
    };
    let row = row.insert(tx).await?;
    opened.close(tx, opened.last_position).await?;
    let place = line.revisions.partition_point(|it| it.decided_on <= row.decided_on);
    line.revisions.insert(place, row);
    Ok(line)
}
