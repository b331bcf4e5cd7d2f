//! Imports that were sent to the API: jobs, each kept alive by its server and ended in the transaction of its import.

use serde_json::{Value, json};
use shahrak_domain::act::Act;
use shahrak_domain::code::Coded;
use shahrak_domain::coded;
use shahrak_exchange::file::FileKind;
use shahrak_exchange::report::ImportReport;
use sqlx::postgres::PgConnection;

use crate::audit;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::tx::Tx;

mod read;

pub use read::{BY_NUMBER, FileCounts, ImportJob, Refused, count, find, list, refusals};

/// Number of an import in the database.
pub type ImportId = i64;

coded! {
    /// How far an import has come.
    pub enum ImportState("state of an import") {
        /// Its turn has not come yet
        Waiting = "waiting",
        /// It is being read and judged
        Running = "running",
        /// It has ended: everything is recorded, or could be
        Done = "done",
        /// Lines were refused; nothing is recorded
        Refused = "refused",
        /// Somebody cancelled it; nothing is recorded
        Cancelled = "cancelled",
        /// The server was at fault; nothing is recorded
        Failed = "failed",
        /// Its server ended before it did; nothing is recorded
        Interrupted = "interrupted",
    }
}

/// A file that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentFile {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: FileKind,
    /// Its length.
    pub bytes: u64,
}

/// What an import is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// What is being read or judged.
    pub of: String,
    /// Bytes read of it, or records judged where it has no size.
    pub done: u64,
    /// All of its bytes, if known.
    pub size: Option<u64>,
}

/// What a server learns when it says that it still works on an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It may go on.
    GoOn,
    /// Somebody wants it cancelled.
    Cancel,
    /// It was silent for too long, or the import has ended.
    Lost,
}

/// After how long a silence the server of an import is taken to be gone.
pub(crate) const SILENCE: &str = "interval '15 seconds'";

/// Adds an import that waits, in the transaction of the act that asks for it.
///
/// # Errors
/// Any [`Error`].
pub async fn add(tx: &mut Tx, act: &Act, dry_run: bool, files: &[SentFile]) -> Result<ImportId> {
    let files: Vec<Value> = files
        .iter()
        .map(|file| json!({ "name": file.name, "kind": file.kind.code(), "bytes": file.bytes }))
        .collect();
    let actor = &act.actor;
    let provinces: Vec<&String> = actor.role.provinces().into_iter().flatten().collect();
    let id = sqlx::query_scalar(
        "INSERT INTO import_job (started_by, owner, role, organisation, provinces, request, dry_run, files)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
    )
    .bind(&actor.name)
    .bind(&actor.owner)
    .bind(actor.role.name().code())
    .bind(&actor.organisation)
    .bind(provinces)
    .bind(&act.request)
    .bind(dry_run)
    .bind(Value::Array(files))
    .fetch_one(tx.connection())
    .await?;
    Ok(id)
}

/// Says that the server still works on an import, and what the import is at; none while it waits.
///
/// # Errors
/// Any [`Error`].
pub async fn keep_alive(db: &Db, id: ImportId, at: Option<&At>) -> Result<Heard> {
    let sql = format!(
        "UPDATE import_job SET alive_at = clock_timestamp(), progress_of = $2, progress = $3, progress_size = $4,
            state = CASE WHEN $2 IS NULL THEN state ELSE 'running' END,
            started_at = CASE WHEN $2 IS NULL THEN started_at ELSE COALESCE(started_at, clock_timestamp()) END
         WHERE id = $1 AND ended_at IS NULL AND alive_at > clock_timestamp() - {SILENCE} RETURNING cancel_asked"
    );
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(id)
        .bind(at.map(|at| at.of.clone()))
        .bind(at.map(|at| number(at.done)))
        .bind(at.and_then(|at| at.size).map(number));
    Ok(match db.control().row::<(bool,)>(query).await? {
        Some((false,)) => Heard::GoOn,
        Some((true,)) => Heard::Cancel,
        None => Heard::Lost,
    })
}

/// Ends an import as done, in its own transaction. One that was cancelled or given up meanwhile is not done any more.
pub(crate) async fn finish(connection: &mut PgConnection, id: ImportId, report: &ImportReport) -> Result<()> {
    let (report, refusals) = written(report);
    let sql = format!(
        "UPDATE import_job SET state = 'done', ended_at = clock_timestamp(), report = $2, refusals = $3,
            started_at = COALESCE(started_at, clock_timestamp())
         WHERE id = $1 AND ended_at IS NULL AND NOT cancel_asked AND alive_at > clock_timestamp() - {SILENCE}"
    );
    let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).bind(report).bind(refusals);
    match query.execute(connection).await?.rows_affected() {
        0 => Err(Error::row(format!("import {id} was given up before its end"))),
        _ => Ok(()),
    }
}

/// How an import ended that recorded nothing.
#[derive(Clone, Copy, Debug)]
pub enum End<'a> {
    /// It was tried, or lines were refused.
    Reported(&'a ImportReport),
    /// Somebody cancelled it.
    Cancelled,
    /// Its server is on its way down.
    Interrupted,
    /// The server is at fault, by the id in its log.
    Failed(&'a str),
}

/// Ends an import that recorded nothing. Where it has ended already that stays as it is.
///
/// # Errors
/// Any [`Error`].
pub async fn end(db: &Db, id: ImportId, end: End<'_>) -> Result<()> {
    let state = match end {
        End::Reported(report) if report.refused() > 0 => ImportState::Refused,
        End::Reported(_) => ImportState::Done,
        End::Cancelled => ImportState::Cancelled,
        End::Interrupted => ImportState::Interrupted,
        End::Failed(_) => ImportState::Failed,
    };
    let (report, refusals) = match end {
        End::Reported(report) => {
            let (report, refusals) = written(report);
            (Some(report), Some(refusals))
        }
        _ => (None, None),
    };
    let fault = if let End::Failed(fault) = end { Some(fault) } else { None };
    // Whoever cancelled it is told so, also where the import noticed it as a failure first.
    let sql = format!(
        "UPDATE import_job SET state = CASE WHEN cancel_asked AND $2 = 'failed' THEN 'cancelled' ELSE $2 END,
            fault = CASE WHEN NOT cancel_asked THEN $5 END, report = $3, refusals = $4, ended_at = clock_timestamp(),
            started_at = CASE WHEN $3 IS NULL THEN started_at ELSE COALESCE(started_at, clock_timestamp()) END
         WHERE id = $1 AND ended_at IS NULL AND alive_at > clock_timestamp() - {SILENCE} RETURNING true"
    );
    let query = sqlx::query_as::<_, (bool,)>(sqlx::AssertSqlSafe(sql));
    db.control().row(query.bind(id).bind(state.code()).bind(report).bind(refusals).bind(fault)).await?;
    Ok(())
}

/// Asks the server of an import to cancel it; false if it has ended. Waits for one whose commit is under way.
///
/// # Errors
/// Any [`Error`].
pub async fn ask_to_cancel(tx: &mut Tx, id: ImportId) -> Result<bool> {
    let sql = format!(
        "UPDATE import_job SET cancel_asked = true
         WHERE id = $1 AND ended_at IS NULL AND alive_at > clock_timestamp() - {SILENCE}"
    );
    let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id);
    if query.execute(tx.connection()).await?.rows_affected() == 0 {
        return Ok(false);
    }
    audit::add_cancelling(tx.connection(), id).await?;
    Ok(true)
}

/// A report without its refusals, and these.
fn written(report: &ImportReport) -> (Value, Value) {
    let mut written = report.to_json();
    let refusals = written.as_object_mut().and_then(|report| report.remove("refusals"));
    (written, refusals.unwrap_or_else(|| json!([])))
}
