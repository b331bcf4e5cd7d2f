//! Reading imports. One that was not renewed for too long, by the database's clock, is shown as interrupted.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, JsonValue, raw_sql};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use shahrak_domain::actor::{Role, RoleName};
use shahrak_domain::code::Coded;
use shahrak_domain::import::{FileKind, Warning};
use shahrak_domain::refusal::RefusalCode;
use shahrak_messages::Message;

use super::{ImportId, ImportState, JobProgress, SentFile, is_alive};
use crate::db::Db;
use crate::entity::Code;
use crate::error::{Error, Result};
use crate::list::{ListTables, Paged, columns};
use crate::page::{Column, Order, Page, PageRequest};
use crate::sql::Sql;

/// An import.
#[derive(Clone, Debug)]
pub struct ImportJob {
    /// Its id.
    pub id: ImportId,
    /// The name of the actor who started it.
    pub started_by: String,
    /// The owner: what identifies the actor.
    pub owner: String,
    /// The role of the actor at that time.
    pub role: Role,
    /// The organisation of the actor.
    pub organisation: Option<String>,
    /// The id of the request.
    pub request: Option<String>,
    /// Whether it is a dry run.
    pub dry_run: bool,
    /// Its state.
    pub state: ImportState,
    /// The files in the order in which they are applied, with counts at the end.
    pub files: Vec<(SentFile, Option<FileCounts>)>,
    /// Its progress; none while it waits.
    pub at: Option<JobProgress>,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When it began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended or, if it was interrupted, was last renewed.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether the register has changed.
    pub committed: bool,
    /// How many refusals are stored.
    pub refusals: i64,
    /// How many are not stored.
    pub refusals_left_out: i64,
    /// How many warnings are stored.
    pub warnings: i64,
    /// How many are not stored.
    pub warnings_left_out: i64,
    /// Of a failure: the id in the log.
    pub fault: Option<String>,
}

/// The outcomes of the lines of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct FileCounts {
    /// Lines after the header.
    pub read: u64,
    /// Lines that add a record.
    pub added: u64,
    /// Lines that change a record.
    pub changed: u64,
    /// Lines that are recorded already.
    pub unchanged: u64,
    /// Lines with a refusal.
    pub refused: u64,
}

/// A stored refusal.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct StoredRowError {
    /// The file as it was named.
    pub file: String,
    /// The line on which the record begins; none for the file as a whole.
    pub line: Option<u64>,
    /// The column.
    pub column: Option<String>,
    /// The cell of a workbook.
    pub cell: Option<String>,
    #[serde(rename = "code")]
    code_text: String,
    /// What was found.
    pub value: Option<String>,
    /// What is wrong and what would be right.
    pub message: Message,
}

impl StoredRowError {
    /// Why.
    ///
    /// # Errors
    /// [`Error::Decode`] for an unknown code.
    pub fn code(&self) -> Result<RefusalCode> {
        RefusalCode::parse(&self.code_text).map_err(Error::decode)
    }
}

/// Imports in the order in which they were sent.
pub const BY_NUMBER: Order = Order { columns: &[Column { sql: "job.id", cast: "bigint" }], descending: true };

/// Imports with their state by the database's clock.
fn jobs() -> ListTables {
    static HEARD: LazyLock<String> = LazyLock::new(|| {
        let is_alive = is_alive("job");
        format!(" CROSS JOIN LATERAL (SELECT job.ended_at IS NULL AND NOT {is_alive} AS silent) AS heard")
    });
    ListTables { table: "import_job AS job", alias: "job", joins: &HEARD }
}

/// Returns a page of imports: of one owner, or all.
pub async fn list(
    db: &Db,
    owner: Option<&str>,
    order: &Order,
    page: &PageRequest,
) -> Result<Page<ImportJob>> {
    let found: Paged<Row> = jobs().page(db, order, page, |query| push_owner(query, owner)).await?;
    found.page.try_map(Row::into_job)
}

/// Counts the imports of one owner, or all.
pub async fn count(db: &Db, owner: Option<&str>) -> Result<i64> {
    jobs().count(db, |query| push_owner(query, owner)).await
}

/// Returns the imports with these ids, in no order: those of one owner, or all.
pub async fn find(db: &Db, owner: Option<&str>, ids: Vec<ImportId>) -> Result<Vec<ImportJob>> {
    let found: Paged<Row> = jobs().find(db, "job.id", ids).await?;
    let rows = found.page.rows.into_iter().map(|(_, row)| row);
    rows.filter(|row| owner.is_none_or(|owner| row.owner == owner)).map(Row::into_job).collect()
}

fn push_owner(query: &mut Sql, owner: Option<&str>) {
    if let Some(owner) = owner {
        query.push(" AND job.owner = ").push_bind(owner);
    }
}

/// Returns refusals of each import with their places, which count from 1: those after a place, at most `most`.
pub async fn refusals(
    db: &Db,
    ids: Vec<ImportId>,
    after: i64,
    most: i64,
) -> Result<Vec<(ImportId, i64, StoredRowError)>> {
    let query = raw_sql!(
        Postgres,
        "SELECT id, place, item FROM import_job
         CROSS JOIN LATERAL jsonb_array_elements(refusals) WITH ORDINALITY AS listed (item, place)
         WHERE id = ANY({ids}) AND place > {after} AND place <= {after} + {most} ORDER BY id, place"
    );
    let rows = ListedRow::find_by_statement(query).all(db).await?;
    rows.into_iter().map(|row| Ok((row.id, row.place, read(row.item)?))).collect()
}

/// Returns warnings of each import with their places, which count from 1: those after a place, at most `most`.
pub async fn warnings(
    db: &Db,
    ids: Vec<ImportId>,
    after: i64,
    most: i64,
) -> Result<Vec<(ImportId, i64, Warning)>> {
    let query = raw_sql!(
        Postgres,
        "SELECT id, place, item FROM import_job
         CROSS JOIN LATERAL jsonb_array_elements(report -> 'warnings') WITH ORDINALITY AS listed (item, place)
         WHERE id = ANY({ids}) AND place > {after} AND place <= {after} + {most} ORDER BY id, place"
    );
    let rows = ListedRow::find_by_statement(query).all(db).await?;
    rows.into_iter().map(|row| Ok((row.id, row.place, read(row.item)?))).collect()
}

/// A refusal or a warning, and its place in the list.
#[derive(FromQueryResult)]
struct ListedRow {
    id: ImportId,
    place: i64,
    item: JsonValue,
}

/// An import without its refusals and warnings: there can be many.
struct Row {
    id: ImportId,
    started_by: String,
    owner: String,
    role: Code<RoleName>,
    organisation: Option<String>,
    provinces: Vec<String>,
    request: Option<String>,
    dry_run: bool,
    files: JsonValue,
    state: Code<ImportState>,
    progress_of: Option<String>,
    progress: Option<i64>,
    progress_size: Option<i64>,
    created_at: DateTime<Utc>,
    started_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    report: Option<JsonValue>,
    refusals: i64,
    warnings: i64,
    fault: Option<String>,
}

columns!(Row, "job", {
    id, started_by, owner, role, organisation, provinces, request, dry_run, files,
    state = "CASE WHEN silent THEN 'interrupted' ELSE job.state END",
    progress_of, progress, progress_size, created_at, started_at,
    ended_at = "CASE WHEN silent THEN job.alive_at ELSE job.ended_at END",
    report = "job.report - 'warnings'",
    refusals = "COALESCE(jsonb_array_length(job.refusals), 0)::bigint",
    warnings = "COALESCE(jsonb_array_length(job.report -> 'warnings'), 0)::bigint",
    fault,
});

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
    /// Reports of earlier versions have none.
    #[serde(default)]
    warnings_left_out: i64,
    files: Vec<FileCounts>,
}

impl Row {
    fn into_job(self) -> Result<ImportJob> {
        let report: Option<ReportRow> = self.report.map(read).transpose()?;
        let number = |number: i64| u64::try_from(number).unwrap_or_default();
        let at = self.progress_of.zip(self.progress);
        let size = self.progress_size.map(number);
        Ok(ImportJob {
            id: self.id,
            started_by: self.started_by,
            owner: self.owner,
            role: Role::new(self.role.0, BTreeSet::from_iter(self.provinces)).map_err(Error::decode)?,
            organisation: self.organisation,
            request: self.request,
            dry_run: self.dry_run,
            state: self.state.0,
            files: files(read(self.files)?, report.as_ref())?,
            at: at.map(|(of, done)| JobProgress { of, done: number(done), size }),
            created_at: self.created_at,
            started_at: self.started_at,
            ended_at: self.ended_at,
            committed: report.as_ref().is_some_and(|report| report.committed),
            refusals: self.refusals,
            refusals_left_out: report.as_ref().map_or(0, |report| report.refusals_left_out),
            warnings: self.warnings,
            warnings_left_out: report.map_or(0, |report| report.warnings_left_out),
            fault: self.fault,
        })
    }
}

/// The files with their counts, which the report lists in the same order.
fn files(files: Vec<FileRow>, report: Option<&ReportRow>) -> Result<Vec<(SentFile, Option<FileCounts>)>> {
    let read = |(place, FileRow { name, kind, bytes }): (usize, FileRow)| {
        let kind = FileKind::parse(&kind).map_err(Error::decode)?;
        let counts = report.and_then(|report| report.files.get(place).copied());
        Ok((SentFile { name, kind, bytes }, counts))
    };
    files.into_iter().enumerate().map(read).collect()
}

/// Decodes JSON.
fn read<T: DeserializeOwned>(json: JsonValue) -> Result<T> {
    serde_json::from_value(json).map_err(Error::decode)
}
