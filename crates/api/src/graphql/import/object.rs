//! An import as the schema shows it.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use graphql_http::error_code::internal;

use shahrak_domain::import::Warning;
use shahrak_domain::refusal::RefusalCode;
use shahrak_persistence::import_job::{
    self as stored, FileCounts, ImportId, ImportJob, JobProgress, SentFile, StoredRowError,
};
use shahrak_persistence::page::{Column, Order, Page};

use crate::graphql::common::batch::Batch;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::enums::{ImportFileKind, ImportState, Role};
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::scalar::DateTime;
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::common::user_error::UserErrorCode;
use crate::graphql::province::Province;

/// An import and the batch with which it was loaded.
#[derive(Clone)]
pub struct Import {
    job: Arc<ImportJob>,
    batch: Arc<Batch>,
}

/// The name of the order of refusals in cursors.
const BY_PLACE: &str = "import.refusal";

/// The name of the order of warnings in cursors.
const WARNINGS_BY_PLACE: &str = "import.warning";

/// Refusals and warnings in the order in which they were found.
const BY_NUMBER: Order = Order { columns: &[Column { sql: "place", cast: "bigint" }], descending: false };

/// Refusals or warnings of several imports, each with its number within the import.
type ItemsOfImports<T> = HashMap<ImportId, Vec<(i64, T)>>;

impl Import {
    pub(super) fn new(job: ImportJob, batch: Arc<Batch>) -> Import {
        Import { job: Arc::new(job), batch }
    }

    /// Whether the import has ended.
    pub(super) fn has_ended(&self) -> bool {
        self.job.ended_at.is_some()
    }

    /// Whether the import has not changed.
    pub(super) fn is_as(&self, other: &Import) -> bool {
        self.job.state == other.job.state && self.job.at == other.job.at
    }
}

/// Files that were sent to `POST /imports`, and the result. Either all of it is recorded, or nothing.
#[Object]
impl Import {
    /// Global id.
    pub(crate) async fn id(&self) -> ID {
        global_id::encode(NodeKind::Import, self.job.id)
    }

    /// State of the import.
    async fn state(&self) -> ImportState {
        self.job.state.into()
    }

    /// Whether the files are only checked. A dry run records nothing, even if there are no errors.
    async fn dry_run(&self) -> bool {
        self.job.dry_run
    }

    /// Whether the import has changed the register.
    async fn committed(&self) -> bool {
        self.job.committed
    }

    /// The sender of the import, as of that time.
    async fn started_by(&self) -> ImportSender<'_> {
        ImportSender(&self.job)
    }

    /// Id of the request that sent the import, as in `X-Request-Id` and in the log.
    async fn request_id(&self) -> Option<&str> {
        self.job.request.as_deref()
    }

    /// The files, in the order in which they are applied.
    async fn files(&self) -> Vec<ImportFile> {
        self.job.files.iter().map(ImportFile::new).collect()
    }

    /// Progress of the import; null while it waits and after it has ended.
    async fn progress(&self) -> Option<ImportProgress> {
        self.job.at.as_ref().filter(|_| self.job.ended_at.is_none()).map(ImportProgress::new)
    }

    /// The refused values, ordered by file and line. `totalCount` counts all of them; the first 1,000 are stored.
    async fn refusals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
    ) -> Result<Connection<ImportRefusal>> {
        let Window { after, size } = window(BY_PLACE, first, after)?;
        let question = format!("refusals {after} {size}");
        let found =
            self.batch.get_or_load(question, async |ids| refusals(ctx, ids, after, size).await).await?;
        let page = self.page(&found, after, size, self.job.refusals);
        let total = TotalCount::known(self.job.refusals + self.job.refusals_left_out);
        Ok(connection(BY_PLACE, page, total, ImportRefusal))
    }

    /// What the sender should know although nothing is refused because of it, ordered by file and line: files, sheets and
    /// facts that are left out. `totalCount` counts all of them; the first 1,000 are stored.
    async fn warnings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns only the items after this cursor.")] after: Option<String>,
    ) -> Result<Connection<ImportWarning>> {
        let Window { after, size } = window(WARNINGS_BY_PLACE, first, after)?;
        let question = format!("warnings {after} {size}");
        let found =
            self.batch.get_or_load(question, async |ids| warnings(ctx, ids, after, size).await).await?;
        let page = self.page(&found, after, size, self.job.warnings);
        let total = TotalCount::known(self.job.warnings + self.job.warnings_left_out);
        Ok(connection(WARNINGS_BY_PLACE, page, total, ImportWarning))
    }

    /// The moment at which the import was sent.
    async fn created_at(&self) -> DateTime {
        DateTime(self.job.created_at)
    }

    /// The moment at which the import started; null while it waits.
    async fn started_at(&self) -> Option<DateTime> {
        self.job.started_at.map(DateTime)
    }

    /// The moment at which the import ended; for an interrupted one, the last sign of life of its server. Null while it
    /// waits or runs.
    async fn ended_at(&self) -> Option<DateTime> {
        self.job.ended_at.map(DateTime)
    }

    /// Id under which the log has the causes of a failure; null if the import did not fail.
    async fn fault_id(&self) -> Option<&str> {
        self.job.fault.as_deref()
    }
}

/// A part of a list: at most `size` items after a number.
struct Window {
    after: i64,
    size: i64,
}

fn window(order: &'static str, first: Option<i32>, after: Option<String>) -> Result<Window> {
    let request = PageArgs { first, after, last: None, before: None }.request(order, &BY_NUMBER)?;
    let after = request.after.as_ref().and_then(|key| key.first()?.parse().ok()).unwrap_or_default();
    Ok(Window { after, size: i64::from(request.size) })
}

async fn refusals(
    ctx: &Context<'_>,
    ids: Vec<ImportId>,
    after: i64,
    size: i64,
) -> Result<ItemsOfImports<StoredRowError>> {
    Ok(by_import(stored::refusals(ctx.db()?, ids, after, size).await.map_err(failure)?))
}

async fn warnings(
    ctx: &Context<'_>,
    ids: Vec<ImportId>,
    after: i64,
    size: i64,
) -> Result<ItemsOfImports<Warning>> {
    Ok(by_import(stored::warnings(ctx.db()?, ids, after, size).await.map_err(failure)?))
}

fn by_import<T>(rows: Vec<(ImportId, i64, T)>) -> ItemsOfImports<T> {
    let mut found = ItemsOfImports::new();
    for (id, place, item) in rows {
        found.entry(id).or_default().push((place, item));
    }
    found
}

impl Import {
    /// Its own part of what was loaded for several imports.
    fn page<T: Clone>(&self, found: &ItemsOfImports<T>, after: i64, size: i64, kept: i64) -> Page<T> {
        let own = found.get(&self.job.id).into_iter().flatten();
        let rows = own.map(|(place, item)| (vec![place.to_string()], item.clone())).collect();
        Page { more_before: after > 0, more_after: after.saturating_add(size) < kept, rows }
    }
}

/// The sender of an import.
pub struct ImportSender<'a>(&'a ImportJob);

/// The sender of an import, as of the time of sending.
#[Object]
impl ImportSender<'_> {
    /// Name of the person or system.
    async fn name(&self) -> &str {
        &self.0.started_by
    }

    /// Role of the sender.
    async fn role(&self) -> Role {
        self.0.role.name().into()
    }

    /// Organisation of the sender; null if not known.
    async fn organisation(&self) -> Option<&str> {
        self.0.organisation.as_deref()
    }

    /// The provinces to which the role was limited, ordered by code; null if it was not limited.
    async fn provinces(&self, ctx: &Context<'_>) -> Result<Option<Vec<Province>>> {
        let Some(own) = self.0.role.provinces() else { return Ok(None) };
        Ok(Some(Province::by_code(ctx.reference()?, own)))
    }
}

/// A file of an import. Counts are in lines, and null until all lines have been checked.
#[derive(SimpleObject)]
pub struct ImportFile {
    /// Name of the file.
    name: String,
    /// Kind of records in the file.
    kind: ImportFileKind,
    /// Size in bytes; 2,147,483,647 for larger files.
    bytes: i32,
    /// Number of lines after the header.
    read: Option<i32>,
    /// Number of lines that add a record.
    added: Option<i32>,
    /// Number of lines that change a record.
    changed: Option<i32>,
    /// Number of lines that match what is already recorded.
    unchanged: Option<i32>,
    /// Number of lines with an error.
    refused: Option<i32>,
}

impl ImportFile {
    fn new((sent, counts): &(SentFile, Option<FileCounts>)) -> ImportFile {
        let of = |count: fn(&FileCounts) -> u64| counts.as_ref().map(count).map(int);
        ImportFile {
            name: sent.name.clone(),
            kind: sent.kind.into(),
            bytes: int(sent.bytes),
            read: of(|it| it.read),
            added: of(|it| it.added),
            changed: of(|it| it.changed),
            unchanged: of(|it| it.unchanged),
            refused: of(|it| it.refused),
        }
    }
}

/// Progress of an import.
#[derive(SimpleObject)]
pub struct ImportProgress {
    /// The file that is being read, or `the ledger` while events are checked.
    of: String,
    /// How much is done: bytes of the file, or records of the ledger.
    done: i32,
    /// The total, in the same unit as `done`; null if not known.
    size: Option<i32>,
}

impl ImportProgress {
    fn new(at: &JobProgress) -> ImportProgress {
        ImportProgress { of: at.of.clone(), done: int(at.done), size: at.size.map(int) }
    }
}

/// A number as an `Int`, at most the largest one.
fn int(number: u64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// A place in a file.
struct FilePlace<'a> {
    line: Option<u64>,
    column: Option<&'a str>,
    cell: Option<&'a str>,
}

#[Object]
impl FilePlace<'_> {
    /// The line on which the record begins; the header is line 1. Null for the file as a whole.
    async fn line(&self) -> Option<i32> {
        self.line.map(int)
    }

    /// The column; null for the line as a whole.
    async fn column(&self) -> Option<&str> {
        self.column
    }

    /// The cell of a workbook as the spreadsheet names it, `Units!C7`; null for other files, and for a file as a whole.
    async fn cell(&self) -> Option<&str> {
        self.cell
    }
}

/// A refused value in a file.
pub struct ImportRefusal(StoredRowError);

/// A refused value in a file, and what would be right.
#[Object]
impl ImportRefusal {
    /// Name of the file.
    async fn file(&self) -> &str {
        &self.0.file
    }

    #[graphql(flatten)]
    async fn place(&self) -> FilePlace<'_> {
        let (column, cell) = (self.0.column.as_deref(), self.0.cell.as_deref());
        FilePlace { line: self.0.line, column, cell }
    }

    /// Why the value is refused, for programs.
    async fn code(&self) -> Result<UserErrorCode> {
        Ok(self.known()?.into())
    }

    /// The refused value, at most 200 characters of it; null if there is none.
    async fn value(&self) -> Option<&str> {
        self.0.value.as_deref()
    }

    /// What is wrong and what would be right, for people: in Persian with `Accept-Language: fa`, otherwise in English.
    async fn message(&self, ctx: &Context<'_>) -> String {
        self.0.message.text(ctx.language())
    }
}

impl ImportRefusal {
    fn known(&self) -> Result<RefusalCode> {
        self.0.code().map_err(internal)
    }
}

/// Something that the sender of a file should know.
pub struct ImportWarning(Warning);

/// Something that the sender of a file should know, although nothing is refused because of it.
#[Object]
impl ImportWarning {
    /// The file as it was named.
    async fn file(&self) -> &str {
        &self.0.file
    }

    #[graphql(flatten)]
    async fn place(&self) -> FilePlace<'_> {
        let (column, cell) = (self.0.column.as_deref(), self.0.cell.as_deref());
        FilePlace { line: self.0.line, column, cell }
    }

    /// What the file holds and what becomes of it, for people: in Persian with `Accept-Language: fa`, else in English.
    async fn message(&self, ctx: &Context<'_>) -> String {
        self.0.message.text(ctx.language())
    }
}
