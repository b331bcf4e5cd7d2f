//! Imports as they are read: whoever reads says which of them have fallen silent, by the database's clock.

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

use super::{At, ImportId, ImportState, SentFile, is_alive};
use crate::db::Db;
use crate::entity::Code;
use crate::error::{Error, Result};
use crate::list::{Paged, Source, columns};
use crate::page::{Column, Order, Page, PageRequest};
use crate::sql::Sql;

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
    /// How many warnings are kept.
    pub warnings: i64,
    /// How many there are besides those that are kept.
    pub warnings_left_out: i64,
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
    /// The cell of a workbook.
    pub cell: Option<String>,
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
pub const BY_NUMBER: Order = Order { columns: &[Column { sql: "job.id", cast: "bigint" }], descending: true };

/// Imports as they stand by the clock of the database: one whose server has fallen silent is interrupted since.
fn jobs() -> Source {
    static HEARD: LazyLock<String> = LazyLock::new(|| {
        let is_alive = is_alive("job");
        format!(" CROSS JOIN LATERAL (SELECT job.ended_at IS NULL AND NOT {is_alive} AS silent) AS heard")
    });
    Source { table: "import_job AS job", alias: "job", joins: &HEARD }
}

/// A page of imports: of one owner, or all.
pub async fn list(
    db: &Db,
    owner: Option<&str>,
    order: &Order,
    page: &PageRequest,
) -> Result<Page<ImportJob>> {
    let found: Paged<Row> = jobs().page(db, order, page, |query| push_owner(query, owner)).await?;
    found.page.try_map(Row::into_job)
}

/// How many imports there are: of one owner, or all.
pub async fn count(db: &Db, owner: Option<&str>) -> Result<i64> {
    jobs().count(db, |query| push_owner(query, owner)).await
}

/// The imports with these numbers, in no order: those of one owner, or all.
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

/// What was refused, each with its place from 1 on: of each import those after a place, at most so many.
pub async fn refusals(
    db: &Db,
    ids: Vec<ImportId>,
    after: i64,
    most: i64,
) -> Result<Vec<(ImportId, i64, Refused)>> {
    let query = raw_sql!(
        Postgres,
        "SELECT id, place, item FROM import_job
         CROSS JOIN LATERAL jsonb_array_elements(refusals) WITH ORDINALITY AS listed (item, place)
         WHERE id = ANY({ids}) AND place > {after} AND place <= {after} + {most} ORDER BY id, place"
    );
    let rows = ListedRow::find_by_statement(query).all(db).await?;
    rows.into_iter().map(|row| Ok((row.id, row.place, read(row.item)?))).collect()
}

/// The warnings, each with its place from 1 on: of each import those after a place, at most so many.
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

/// An import as it is read. Of its refusals and warnings only the numbers: there can be many.
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
            role: Role::new(self.role.0, BTreeSet::from_iter(self.provinces)).map_err(Error::row)?,
            organisation: self.organisation,
            request: self.request,
            dry_run: self.dry_run,
            state: self.state.0,
            files: files(read(self.files)?, report.as_ref())?,
            at: at.map(|(of, done)| At { of, done: number(done), size }),
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

/// The files that were sent, each with its counts: the report lists them in the same order.
fn files(files: Vec<FileRow>, report: Option<&ReportRow>) -> Result<Vec<(SentFile, Option<FileCounts>)>> {
    let read = |(place, FileRow { name, kind, bytes }): (usize, FileRow)| {
        let kind = FileKind::parse(&kind).map_err(Error::row)?;
        let counts = report.and_then(|report| report.files.get(place).copied());
        Ok((SentFile { name, kind, bytes }, counts))
    };
    files.into_iter().enumerate().map(read).collect()
}

/// What was written as JSON.
fn read<T: DeserializeOwned>(json: JsonValue) -> Result<T> {
    serde_json::from_value(json).map_err(Error::row)
}
