//! Recording targets and their revisions.

use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, TryInsertResult,
};

use shahrak_domain::actor::Actor;
use shahrak_domain::yearly_target::{Revision, Target};

use super::row::revisions;
use super::{Row, TargetId};
use crate::entity::target::{ActiveModel, Column, Entity};
use crate::entity::{Code, target_revision};
use crate::error::{Error, Result};
use crate::ledger::sums;
use crate::lock::Lock;
use crate::province::number_of;
use crate::tx::Tx;

/// Whether a target with this year, metric, scope, population and body exists.
pub async fn is_set(tx: &Tx, target: &Target) -> Result<bool> {
    Lock::Targets.lock_shared(tx).await?;
    let of_scope = match number_of(target.scope.code()) {
        Some(province) => Column::ProvinceId.eq(province),
        None => Column::ProvinceId.is_null(),
    };
    let of_body = match target.body {
        Some(body) => Column::Body.eq(Code(body)),
        None => Column::Body.is_null(),
    };
    let found = Entity::find().filter(Column::Year.eq(target.year.number())).filter(of_scope);
    let found = found.filter(Column::Metric.eq(Code(target.metric))).filter(of_body);
    Ok(found.filter(Column::Population.eq(Code(target.population))).one(tx).await?.is_some())
}

/// Locks the target with this number until the end of the transaction, and returns it with its revisions.
pub async fn lock(tx: &Tx, id: TargetId) -> Result<Option<Row>> {
    Lock::Targets.lock_shared(tx).await?;
    let Some(target) = Entity::find_by_id(id).lock_exclusive().one(tx).await? else { return Ok(None) };
    Ok(Some(Row { target, revisions: revisions(tx, vec![id], None).await? }))
}

/// Adds a target and its first revision. None if another change has added it meanwhile.
pub async fn add(tx: &Tx, target: &Target, first: &Revision, recorder: &Actor) -> Result<Option<Row>> {
    let row = ActiveModel {
        id: ActiveValue::NotSet,
        year: ActiveValue::Set(i16::try_from(target.year.number()).map_err(Error::decode)?),
        metric: ActiveValue::Set(Code(target.metric)),
        province_id: ActiveValue::Set(number_of(target.scope.code())),
        population: ActiveValue::Set(Code(target.population)),
        body: ActiveValue::Set(target.body.map(Code)),
    };
    let key = [Column::Year, Column::Metric, Column::ProvinceId, Column::Population, Column::Body];
    let added = match Entity::insert(row).on_conflict_do_nothing_on(key).exec_with_returning_many(tx).await? {
        TryInsertResult::Inserted(rows) => rows.into_iter().next(),
        TryInsertResult::Conflicted | TryInsertResult::Empty => None,
    };
    let Some(target) = added else { return Ok(None) };
    let row = Row { target, revisions: Vec::new() };
    Ok(Some(add_revision(tx, row, first, recorder).await?))
}

/// Adds a revision to a [locked](lock) target, and returns the target with it. The ledger is open from here to the end of
/// the transaction, so this comes last.
pub async fn add_revision(tx: &Tx, mut target: Row, revision: &Revision, recorder: &Actor) -> Result<Row> {
    let opened = sums::open(tx).await?;
    let baseline = revision.baseline.as_ref();
    let row = target_revision::ActiveModel {
        target_id: ActiveValue::Set(target.target.id),
        place: ActiveValue::NotSet,
        value: ActiveValue::Set(revision.value),
        decided_on: ActiveValue::Set(revision.decided_on.date()),
        reason: ActiveValue::Set(revision.reason.clone()),
        source: ActiveValue::Set(revision.source.clone()),
        recorded_at: ActiveValue::Set(opened.moment),
        recorded_by: ActiveValue::Set(recorder.name.clone()),
        recorder_role: ActiveValue::Set(Some(Code(recorder.role.name()))),
        recorder_organisation: ActiveValue::Set(recorder.organisation.clone()),
        baseline_value: ActiveValue::Set(baseline.map(|baseline| baseline.value)),
        baseline_on: ActiveValue::Set(baseline.map(|baseline| baseline.on.date())),
        baseline_source: ActiveValue::Set(baseline.and_then(|baseline| baseline.source.clone())),
    };
    let row = row.insert(tx).await?;
    opened.close(tx, opened.last_position).await?;
    let place = target.revisions.partition_point(|it| it.decided_on <= row.decided_on);
    target.revisions.insert(place, row);
    Ok(target)
}
