//! Imports as they are read: whoever reads says which of them have fallen silent, by the database's clock.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use shahrak_domain::actor::{Role, RoleName};
use shahrak_domain::code::Coded;
use shahrak_exchange::file::FileKind;
use shahrak_exchange::refusal::RefusalCode;
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use sqlx::{FromRow, QueryBuilder, Row};

use super::{At, ImportId, ImportState, SILENCE, SentFile};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::list::senseless;
use crate::page::{Column, Key, Keyed, Order, Page, PageRequest};

/// An import.
#[derive(Clone, Debug)]
pub struct ImportJob {
    /// Its number in the database.
    pub id: ImportId,
    /// Who started it, by name.
    pub started_by: String,
    /// What tells them apart from all others.
    pub owner: String,
    /// What they might do then.
    pub role: Role,
    /// Whom they acted for.
    pub organisation: Option<String>,
    /// The request in which it was sent.
    pub request: Option<String>,
    /// Whether it is only tried.
    pub dry_run: bool,
    /// How far it has come.
    pub state: ImportState,
    /// The files in the order in which they are applied, with counts once they are judged.
    pub files: Vec<(SentFile, Option<FileCounts>)>,
    /// What it is at; none while it waits.
    pub at: Option<At>,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When its turn came.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended; of one that was interrupted when it was heard of last.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether the register has changed.
    pub committed: bool,
    /// How many refusals are kept.
    pub refusals: i64,
    /// How many there are besides those that are kept.
    pub refusals_left_out: i64,
    /// Of a failure: the id under which the log has its causes.
    pub fault: Option<String>,
}

/// What became of the lines of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct FileCounts {
    /// Lines after the header.
    pub read: u64,
    /// Lines that add a record.
    pub added: u64,
    /// Lines that change a record.
    pub changed: u64,
    /// Lines that say what is recorded.
    pub unchanged: u64,
    /// Lines with a refusal.
    pub refused: u64,
}

/// A refusal as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Refused {
    /// The file as it was named.
    pub file: String,
    /// The line on which the record begins; none for the file as a whole.
    pub line: Option<u64>,
    /// The column.
    pub column: Option<String>,
    #[serde(rename = "code")]
    code_text: String,
    /// What was found.
    pub value: Option<String>,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Refused {
    /// Why.
    ///
    /// # Errors
    /// [`Error::Row`] for a code that is not known.
    pub fn code(&self) -> Result<RefusalCode> {
        RefusalCode::parse(&self.code_text).map_err(Error::row)
    }
}

/// Imports in the order in which they were sent.
pub const BY_NUMBER: Order = Order { columns: &[Column { sql: "id", cast: "bigint" }], descending: true };

/// What is read of an import; what is judged of its silence is judged by the clock of the database.
const COLUMNS: &str = "id, started_by, owner, role, organisation, provinces, request, dry_run, files, progress_of, progress,
    progress_size, created_at, started_at, report, fault, COALESCE(jsonb_array_length(refusals), 0)::bigint AS refusals";

fn select(key: &str) -> String {
    let silent = format!("ended_at IS NULL AND alive_at <= clock_timestamp() - {SILENCE}");
    format!(
        "SELECT {key} AS key, {COLUMNS}, CASE WHEN {silent} THEN 'interrupted' ELSE state END AS state,
            CASE WHEN {silent} THEN alive_at ELSE ended_at END AS ended_at
         FROM import_job WHERE true"
    )
}

/// A page of imports: of one owner, or all.
///
/// # Errors
/// Any [`Error`].
pub async fn list(
    db: &Db,
    owner: Option<&str>,
    order: &Order,
    page: &PageRequest,
) -> Result<Page<ImportJob>> {
    let mut query = QueryBuilder::new(select(&order.key_sql()));
    push_owner(&mut query, owner);
    order.push(&mut query, page);
    let rows: Vec<ImportRow> = db.rows(query.build_query_as()).await?;
    Ok(Page::new(rows, page).map(|row| row.job))
}

/// How many imports there are: of one owner, or all.
///
/// # Errors
/// Any [`Error`].
pub async fn count(db: &Db, owner: Option<&str>) -> Result<i64> {
    let mut query = QueryBuilder::new("SELECT count(*) FROM import_job WHERE true");
    push_owner(&mut query, owner);
    db.value(query.build_query_scalar()).await
}

/// The imports with these numbers, in no order: those of one owner, or all.
///
/// # Errors
/// Any [`Error`].
pub async fn find(db: &Db, owner: Option<&str>, ids: Vec<ImportId>) -> Result<Vec<ImportJob>> {
    let mut query = QueryBuilder::new(select("'{}'::text[]"));
    push_owner(&mut query, owner);
    query.push(" AND id = ANY(").push_bind(ids).push(")");
    let rows: Vec<ImportRow> = db.rows(query.build_query_as()).await?;
    Ok(rows.into_iter().map(|row| row.job).collect())
}

fn push_owner(query: &mut QueryBuilder<sqlx::Postgres>, owner: Option<&str>) {
    if let Some(owner) = owner {
        query.push(" AND owner = ").push_bind(owner.to_owned());
    }
}

/// What was refused, each with its place from 1 on: of each import those after a place, at most so many.
///
/// # Errors
/// Any [`Error`].
pub async fn refusals(
    db: &Db,
    ids: Vec<ImportId>,
    after: i64,
    most: i64,
) -> Result<Vec<(ImportId, i64, Refused)>> {
    let sql = "SELECT id, place, refusal FROM import_job
         CROSS JOIN LATERAL jsonb_array_elements(refusals) WITH ORDINALITY AS listed (refusal, place)
         WHERE id = ANY($1) AND place > $2 AND place <= $2 + $3 ORDER BY id, place";
    let query = sqlx::query_as::<_, (ImportId, i64, Json<Refused>)>(sql).bind(ids).bind(after).bind(most);
    let rows = db.rows(query).await?;
    Ok(rows.into_iter().map(|(id, place, Json(refusal))| (id, place, refusal)).collect())
}

struct ImportRow {
    key: Key,
    job: ImportJob,
}

impl Keyed for ImportRow {
    fn key(&self) -> Key {
        self.key.clone()
    }
}

#[derive(Deserialize)]
struct FileRow {
    name: String,
    kind: String,
    bytes: u64,
}

#[derive(Deserialize)]
struct ReportRow {
    committed: bool,
    refusals_left_out: i64,
    files: Vec<FileCounts>,
}

impl FromRow<'_, PgRow> for ImportRow {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let report: Option<Json<ReportRow>> = row.try_get("report")?;
        let report = report.map(|Json(report)| report);
        let number = |number: i64| u64::try_from(number).unwrap_or_default();
        let done: Option<i64> = row.try_get("progress")?;
        let size: Option<i64> = row.try_get("progress_size")?;
        let of: Option<String> = row.try_get("progress_of")?;
        let job = ImportJob {
            id: row.try_get("id")?,
            started_by: row.try_get("started_by")?,
            owner: row.try_get("owner")?,
            role: role(row)?,
            organisation: row.try_get("organisation")?,
            request: row.try_get("request")?,
            dry_run: row.try_get("dry_run")?,
            state: ImportState::parse(row.try_get("state")?).map_err(senseless)?,
            files: files(row, report.as_ref())?,
            at: of.zip(done).map(|(of, done)| At { of, done: number(done), size: size.map(number) }),
            created_at: row.try_get("created_at")?,
            started_at: row.try_get("started_at")?,
            ended_at: row.try_get("ended_at")?,
            committed: report.as_ref().is_some_and(|report| report.committed),
            refusals: row.try_get("refusals")?,
            refusals_left_out: report.map_or(0, |report| report.refusals_left_out),
            fault: row.try_get("fault")?,
        };
        Ok(ImportRow { key: row.try_get("key")?, job })
    }
}

fn role(row: &PgRow) -> sqlx::Result<Role> {
    let provinces: Vec<String> = row.try_get("provinces")?;
    let name = RoleName::parse(row.try_get("role")?).map_err(senseless)?;
    Role::new(name, BTreeSet::from_iter(provinces)).map_err(senseless)
}

/// The files that were sent, each with its counts: the report lists them in the same order.
fn files(row: &PgRow, report: Option<&ReportRow>) -> sqlx::Result<Vec<(SentFile, Option<FileCounts>)>> {
    let Json(files): Json<Vec<FileRow>> = row.try_get("files")?;
    let read = |(place, FileRow { name, kind, bytes }): (usize, FileRow)| {
        let kind = FileKind::parse(&kind).map_err(senseless)?;
        let counts = report.and_then(|report| report.files.get(place).copied());
        Ok((SentFile { name, kind, bytes }, counts))
    };
    files.into_iter().enumerate().map(read).collect()
}
