//! Imports over the API: jobs, which their server renews, and which end in the transaction of their import.

use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ConnectionTrait};
use serde_json::{Value, json};
use shahrak_domain::act::Act;
use shahrak_domain::code::Coded;
use shahrak_domain::import::{FileKind, ImportReport};

use crate::audit;
use crate::db::{Db, Session};
use crate::entity::Code;
use crate::entity::import_job::ActiveModel;
use crate::error::{Error, Result};
use crate::lock::{JOBS, Lock};
use crate::sql::Sql;
use crate::tx::Tx;

mod read;
pub(crate) mod state;

pub use read::{BY_NUMBER, FileCounts, ImportJob, StoredRefusal, count, find, list, refusals, warnings};
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
    let mut query = Sql::new("UPDATE import_job SET alive_at = clock_timestamp()");
    query.push(", progress_of = ").push_bind(at.map(|at| at.of.clone()));
    query.push(", progress = ").push_bind(at.map(|at| number(at.done)));
    query.push(", progress_size = ").push_bind(at.and_then(|at| at.size).map(number));
    if at.is_some() {
        query.push(", state = 'running', started_at = COALESCE(started_at, clock_timestamp())");
    }
    push_under_way(&mut query, id);
    query.push(" RETURNING cancel_asked");
    let cancel_asked: Option<bool> = query.value_if_any(&db.control()).await?;
    Ok(match cancel_asked {
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
    let (report, refusals) = written(report);
    let mut query = Sql::new("UPDATE import_job SET state = 'done', ended_at = clock_timestamp()");
    query.push(", report = ").push_bind(report).push(", refusals = ").push_bind(refusals);
    query.push(", started_at = COALESCE(started_at, clock_timestamp())");
    push_under_way(&mut query, id);
    query.push(" AND NOT cancel_asked");
    match query.execute(tx).await? {
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
    let state = match end {
        JobEnd::Reported(report) if report.refused() > 0 => ImportState::Refused,
        JobEnd::Reported(_) => ImportState::Done,
        JobEnd::Cancelled => ImportState::Cancelled,
        JobEnd::Interrupted => ImportState::Interrupted,
        JobEnd::Failed(_) => ImportState::Failed,
    };
    let report = if let JobEnd::Reported(report) = end { Some(written(report)) } else { None };
    let fault = if let JobEnd::Failed(fault) = end { Some(fault) } else { None };
    // Cancelling can make the import fail before it notices: it counts as cancelled.
    let mut query = Sql::new("UPDATE import_job SET ended_at = clock_timestamp(), state = ");
    query
        .push("CASE WHEN cancel_asked AND ")
        .push_bind(state.code())
        .push(" = 'failed' THEN 'cancelled' ELSE ");
    query.push_bind(state.code()).push(" END, fault = CASE WHEN NOT cancel_asked THEN ").push_bind(fault);
    query.push(" END");
    if let Some((report, refusals)) = report {
        query.push(", report = ").push_bind(report).push(", refusals = ").push_bind(refusals);
        query.push(", started_at = COALESCE(started_at, clock_timestamp())");
    }
    push_under_way(&mut query, id);
    query.execute(&db.control()).await?;
    Ok(())
}

/// Asks the server of an import to cancel it; false if it has ended. Waits for a commit in progress.
pub async fn ask_to_cancel(tx: &Tx, id: ImportId) -> Result<bool> {
    let mut query = Sql::new("UPDATE import_job SET cancel_asked = true");
    push_under_way(&mut query, id);
    if query.execute(tx).await? == 0 {
        return Ok(false);
    }
    audit::add_cancelling(tx, id).await?;
    Ok(true)
}

/// Adds the condition that it is this import, and that it has not ended and is alive.
fn push_under_way(query: &mut Sql, id: ImportId) {
    query.push(" WHERE id = ").push_bind(id).push(" AND ended_at IS NULL AND ").push(is_alive("import_job"));
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

/// The report without its refusals, and the refusals.
fn written(report: &ImportReport) -> (Value, Value) {
    let mut written = json!(report);
    let refusals = written.as_object_mut().and_then(|report| report.remove("refusals"));
    (written, refusals.unwrap_or_else(|| json!([])))
}
