//! Imports over the API: jobs, which their server renews, and which end in the transaction of their import.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, UpdateMany,
};
use serde_json::{Value, json};
use shahrak_domain::act::Act;
use shahrak_domain::code::Coded;
use shahrak_domain::import::{FileKind, ImportReport};

use crate::audit;
use crate::db::{Db, Session};
use crate::entity::Code;
use crate::entity::import_job::{ActiveModel, Column, Entity};
use crate::error::{Error, Result};
use crate::lock::{JOBS, Lock};
use crate::tx::Tx;

mod read;
pub(crate) mod state;

pub use read::{BY_NUMBER, FileCounts, ImportJob, StoredRowError, count, find, list, refusals, warnings};
pub use state::{ImportId, ImportState};

/// A file that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentFile {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: FileKind,
    /// Its length.
    pub bytes: u64,
}

/// The progress of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobProgress {
    /// The file that is being read, or “the ledger”.
    pub of: String,
    /// Bytes read, or records validated.
    pub done: u64,
    /// All of its bytes, if known.
    pub size: Option<u64>,
}

/// The state of an import when its server renews it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lease {
    /// It continues.
    GoOn,
    /// Somebody has cancelled it.
    Cancel,
    /// It was not renewed for too long, or has ended.
    Lost,
}

/// Adds an import that waits for its turn.
pub async fn add(tx: &Tx, act: &Act, dry_run: bool, files: &[SentFile]) -> Result<ImportId> {
    let files = files
        .iter()
        .map(|file| json!({ "name": file.name, "kind": file.kind.code(), "bytes": file.bytes }))
        .collect();
    let actor = &act.actor;
    let job = ActiveModel {
        started_by: Set(actor.name.clone()),
        owner: Set(actor.owner.clone()),
        role: Set(Code(actor.role.name())),
        organisation: Set(actor.organisation.clone()),
        provinces: Set(actor.role.provinces().into_iter().flatten().cloned().collect()),
        request: Set(act.request.clone()),
        dry_run: Set(dry_run),
        files: Set(Value::Array(files)),
        ..Default::default()
    };
    Ok(job.insert(tx).await?.id)
}

/// Renews an import and records its progress; none while it waits.
pub async fn keep_alive(db: &Db, id: ImportId, at: Option<&JobProgress>) -> Result<Lease> {
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let progress = ActiveModel {
        progress_of: Set(at.map(|at| at.of.clone())),
        progress: Set(at.map(|at| number(at.done))),
        progress_size: Set(at.and_then(|at| at.size).map(number)),
        ..Default::default()
    };
    let mut renewed = under_way(id).set(progress).col_expr(Column::AliveAt, now());
    if at.is_some() {
        renewed = started(renewed).col_expr(Column::State, Expr::value(ImportState::Running.code()));
    }
    let renewed = renewed.exec_with_returning(&db.control()).await?;
    Ok(match renewed.first().map(|job| job.cancel_asked) {
        Some(false) => Lease::GoOn,
        Some(true) => Lease::Cancel,
        None => Lease::Lost,
    })
}

/// Takes the lease of an import: the job lives as long as the session.
pub async fn hold_lease(session: &Session, id: ImportId) -> Result<()> {
    Lock::Job(id).lock_for_session(session).await
}

/// Ends an import as done, in its own transaction; fails if it was cancelled or given up meanwhile.
pub(crate) async fn finish(tx: &impl ConnectionTrait, id: ImportId, report: &ImportReport) -> Result<()> {
    let done = under_way(id).set(reported(report, ImportState::Done)).col_expr(Column::EndedAt, now());
    let done = started(done);
    match done.filter(Column::CancelAsked.eq(false)).exec(tx).await?.rows_affected {
        0 => Err(Error::decode(format!("import {id} was given up before its end"))),
        _ => Ok(()),
    }
}

/// The end of an import that recorded nothing.
#[derive(Clone, Copy, Debug)]
pub enum JobEnd<'a> {
    /// It was a dry run, or lines were refused.
    Reported(&'a ImportReport),
    /// Somebody cancelled it.
    Cancelled,
    /// Its server stops.
    Interrupted,
    /// An error of the server, with the id in its log.
    Failed(&'a str),
}

/// Ends an import that recorded nothing, unless it has ended already.
pub async fn end(db: &Db, id: ImportId, end: JobEnd<'_>) -> Result<()> {
    let ended = under_way(id).col_expr(Column::EndedAt, now());
    let ended = match end {
        JobEnd::Reported(report) if report.refused() > 0 => {
            started(ended.set(reported(report, ImportState::Refused)))
        }
        JobEnd::Reported(report) => started(ended.set(reported(report, ImportState::Done))),
        JobEnd::Cancelled => ended.col_expr(Column::State, Expr::value(ImportState::Cancelled.code())),
        JobEnd::Interrupted => ended.col_expr(Column::State, Expr::value(ImportState::Interrupted.code())),
        // Cancelling can make the import fail before it notices: it counts as cancelled.
        JobEnd::Failed(fault) => ended
            .col_expr(Column::State, Expr::cust("CASE WHEN cancel_asked THEN 'cancelled' ELSE 'failed' END"))
            .col_expr(
                Column::Fault,
                Expr::cust_with_values("CASE WHEN NOT cancel_asked THEN $1 END", [fault]),
            ),
    };
    ended.exec(&db.control()).await?;
    Ok(())
}

/// Asks the server of an import to cancel it; false if it has ended. Waits for a commit in progress.
pub async fn ask_to_cancel(tx: &Tx, id: ImportId) -> Result<bool> {
    let asked = under_way(id).col_expr(Column::CancelAsked, Expr::value(true));
    if asked.exec(tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    audit::add_cancelling(tx, id).await?;
    Ok(true)
}

/// A change of this import, if it has not ended and is alive.
fn under_way(id: ImportId) -> UpdateMany<Entity> {
    let alive = Condition::all().add(Expr::cust(is_alive("import_job")));
    Entity::update_many().filter(Column::Id.eq(id)).filter(Column::EndedAt.is_null()).filter(alive)
}

/// Notes that it has begun, if that is not noted yet.
fn started(change: UpdateMany<Entity>) -> UpdateMany<Entity> {
    change.col_expr(Column::StartedAt, Expr::cust("COALESCE(started_at, clock_timestamp())"))
}

/// The database's clock.
fn now() -> SimpleExpr {
    Expr::cust("clock_timestamp()")
}

/// The SQL condition that an import which has not ended is alive: its server has renewed it in the last 15 seconds, or its
/// session holds the lease ([`Lock::Job`]). `pg_locks` shows the two halves of a key of 64 bits.
fn is_alive(alias: &str) -> String {
    format!(
        "({alias}.alive_at > clock_timestamp() - interval '15 seconds' OR EXISTS (SELECT FROM pg_locks
            WHERE locktype = 'advisory' AND granted AND objsubid = 1
                AND classid::bigint << 32 | objid::bigint = {JOBS} + {alias}.id
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())))"
    )
}

/// A state with the report, which is stored apart from its refusals.
fn reported(report: &ImportReport, state: ImportState) -> ActiveModel {
    let mut written = json!(report);
    let refusals = written.as_object_mut().and_then(|report| report.remove("refusals"));
    ActiveModel {
        state: Set(Code(state)),
        report: Set(Some(written)),
        refusals: Set(Some(refusals.unwrap_or_else(|| json!([])))),
        ..Default::default()
    }
}
