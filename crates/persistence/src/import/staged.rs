//! Files on their way in: each kind is staged in a table of its own, judged there, and told apart by its fate.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use sea_orm::{ConnectionTrait, FromQueryResult};

use shahrak_domain::code::Coded;
use shahrak_domain::import::{FileKind, ImportReport, Refusal};
use shahrak_domain::refusal::RefusalCode;
use shahrak_exchange::reader::{self, Context, Line as FileLine, Record};
use shahrak_exchange::row::{ParkRow, UnitRow};
use shahrak_exchange::workbook::SheetColumns;
use tokio::task::yield_now;

use super::copy::{Copy, Line};
use super::{ImportFile, Progress};
use crate::connection::On;
use crate::error::{Error, Result};
use crate::sql::Sql;

/// A kind of line that is staged.
pub(super) trait Staged: Record {
    /// Name of the temporary table.
    const TABLE: &'static str;
    /// Its columns with their types, in the order of [`Staged::fill`], besides `file`, `line`, `n` and `fate`.
    const COLUMNS: &'static [(&'static str, &'static str)];
    /// Selections of the provinces that a line concerns: file, line, column, value, what stands there, number of the
    /// province. `s` is the staged line.
    const PLACES: &'static [&'static str] = &[];
    /// The columns by which a past is restored.
    const RESTORING: &'static [&'static str] = &[];
    /// The columns of a file that decide what becomes of other lines, and without which a line is not judged with them.
    const DECIDING: &'static [&'static str] = &[];

    /// Adds the values of a row, one for each column.
    fn fill(&self, line: &mut Line);
}

/// An import sorts and joins whole files, in tables of its own: with memory for them, and without compiling plans
/// that run once. All that a cursor answers is read.
const SETTINGS: &str = "SET LOCAL temp_buffers = '64MB'; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;
    SET LOCAL cursor_tuple_fraction = 1";

/// The tables of the import itself: what is refused, parks and units that are not registered for that, and units for which what follows from their events is derived anew.
const TABLES: &str = "
    CREATE TEMP TABLE refused (
        file integer NOT NULL, line bigint NOT NULL, field text, code text NOT NULL, value text, message text NOT NULL,
        -- Only of what the domain says; of all else there is a sentence for each code.
        persian text
    ) ON COMMIT DROP;
    CREATE TEMP TABLE refused_code (kind text NOT NULL, code text NOT NULL) ON COMMIT DROP;
    CREATE TEMP TABLE rederived (unit_id bigint PRIMARY KEY, old_sector smallint, new_sector smallint) ON COMMIT DROP";

/// Parks and units as they will be: those of the register and those that the import adds. The views stand before the tables
/// of the same names for all statements of the import that do not say `public`: nothing is written before the landing, and
/// what later files name is found all the same.
const OVERLAYS: &str = "
    CREATE TEMP VIEW park AS
    SELECT id, code, province_id, county, name_en, name_fa, kind, ownership, approved_on, operating_since, closed_on,
        land_total_ha, land_operational_ha, land_assignable_ha, latitude, longitude, version FROM public.park
    UNION ALL SELECT id, code COLLATE \"C\", province_id, county, name_en, name_fa, kind, ownership, approved_on,
        operating_since, closed_on, land_total_ha, land_operational_ha, land_assignable_ha, latitude, longitude, 1
    FROM staged_park WHERE fate = 'added';
    CREATE TEMP VIEW unit AS
    SELECT id, code, park_id, province_id, name_en, name_fa, isic_revision, isic_code, sector, licence, owner, version
    FROM public.unit
    UNION ALL SELECT id, code COLLATE \"C\", park_id, province_id, name_en, name_fa, isic_revision, isic_code COLLATE \"C\",
        sector, licence, owner, 1 FROM staged_unit WHERE fate = 'added'";

/// Makes what every import needs, at the beginning of its transaction.
pub(super) async fn prepare(db: &On<'_>) -> Result<()> {
    run(db, SETTINGS).await?;
    run(db, TABLES).await?;
    create::<ParkRow>(db).await?;
    create::<UnitRow>(db).await?;
    run(db, OVERLAYS).await
}

/// From here on the tables of the register stand for themselves, also in its triggers.
pub(super) async fn uncover(db: &On<'_>) -> Result<()> {
    run(db, "DROP VIEW pg_temp.park, pg_temp.unit").await
}

/// Gives the added rows of a staging table their numbers: those of the table, or, where nothing is recorded, others.
pub(super) async fn number<T: Staged>(db: &On<'_>, table: &str, dry_run: bool) -> Result<()> {
    let (id, staged) = (if dry_run { "-n" } else { "nextval(own.sequence)" }, T::TABLE);
    run(
        db,
        // The sequence is looked up once, not for each line.
        &format!(
            "WITH own AS MATERIALIZED (SELECT pg_get_serial_sequence('public.{table}', 'id')::regclass AS sequence)
             UPDATE {staged} SET id = {id} FROM own WHERE fate = 'added'; ANALYZE {staged}"
        ),
    )
    .await
}

/// Runs a statement without arguments.
pub(super) async fn run(db: &On<'_>, sql: &str) -> Result<()> {
    db.execute_unprepared(sql).await?;
    Ok(())
}

/// Makes the staging table of a kind.
pub(super) async fn create<T: Staged>(db: &On<'_>) -> Result<()> {
    let columns: Vec<String> = T::COLUMNS.iter().map(|(name, kind)| format!("{name} {kind}")).collect();
    let table = T::TABLE;
    run(
        db,
        &format!(
            "CREATE TEMP TABLE {table} (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, file integer NOT NULL,
                line bigint NOT NULL, fate text, {}) ON COMMIT DROP",
            columns.join(", ")
        ),
    )
    .await
}

/// The fate of a line that is refused already, and of which the rest is judged with the lines that are not.
pub(super) const REST: &str = "rest";

/// Reads a file into its staging table. Lines with mistakes are reported; what else they say is judged with the others.
pub(super) async fn stage<T: Staged>(
    db: &On<'_>,
    file: ImportFile,
    place: usize,
    context: &Arc<Context>,
    report: &mut ImportReport,
    sheets: &mut HashMap<String, SheetColumns>,
    progress: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Result<()> {
    let names: Vec<&str> = T::COLUMNS.iter().map(|(name, _)| *name).collect();
    let columns = format!("{} (file, line, fate, {})", T::TABLE, names.join(", "));
    let read = reader::read::<T, _>(file.name.clone(), file.input, Arc::clone(context));
    if let Some(findings) = &file.findings {
        if let Some(columns) = findings.columns() {
            sheets.insert(file.name.clone(), columns);
        }
        findings.warnings(&file.name).into_iter().for_each(|warning| report.warn(warning));
    }
    let mut rows = match read {
        Ok(rows) => rows.with(file.findings),
        Err(refusals) => {
            refusals.into_iter().for_each(|refusal| report.refuse(refusal));
            return Ok(());
        }
    };
    let mut connection = db.lock().await;
    let mut copy = Copy::begin(&mut connection, &columns);
    while let Some(item) = rows.next() {
        report.files[place].read += 1;
        match item {
            Ok(FileLine { number, row }) => {
                row.fill(copy.line().plain(place).plain(number).maybe(None::<&str>));
                copy.end_line().await?;
            }
            Err(line) => {
                let fate = if line.lacks(T::DECIDING) { "refused" } else { REST };
                // Nobody reads what else is wrong once there are more refusals than are told.
                match line.rest.filter(|_| report.has_room()) {
                    Some(rest) => {
                        rest.fill(copy.line().plain(place).plain(line.number).plain(fate));
                        copy.end_line().await?;
                    }
                    None => report.files[place].refused += 1,
                }
                line.refusals.into_iter().for_each(|refusal| report.refuse(refusal));
            }
        }
        if report.files[place].read.is_multiple_of(2_000) {
            progress(Progress { file: &file.name, bytes: rows.bytes(), size: file.size });
            // Lines that are refused wait for nothing: who looks after the import has to have their turn all the same.
            yield_now().await;
        }
    }
    progress(Progress { file: &file.name, bytes: rows.bytes(), size: file.size });
    copy.finish().await?;
    drop(connection);
    run(db, &format!("ANALYZE {}", T::TABLE)).await
}

/// Refuses lines: `sql` selects their file, line, column, code, value and message.
pub(super) async fn refuse(db: &On<'_>, table: &str, sql: &str) -> Result<()> {
    run(db, &format!("INSERT INTO refused (file, line, field, code, value, message) {sql}")).await?;
    mark_refused(db, table).await
}

/// Gives the refused lines their fate.
pub(super) async fn mark_refused(db: &On<'_>, table: &str) -> Result<()> {
    run(
        db,
        &format!(
            "UPDATE {table} AS s SET fate = 'refused' FROM refused AS r
             WHERE r.file = s.file AND r.line = s.line AND s.fate IS DISTINCT FROM 'refused'"
        ),
    )
    .await
}

/// Notes the codes of lines that are refused: what names them is told so.
pub(super) async fn keep_refused<T: Staged>(db: &On<'_>, kind: &str) -> Result<()> {
    let table = T::TABLE;
    let refused = format!("SELECT '{kind}', code FROM {table} WHERE fate IN ('refused', '{REST}')");
    run(db, &format!("INSERT INTO refused_code {refused}")).await
}

/// Lines whose key stands earlier in the files: unchanged if they say the same, refused if not.
pub(super) async fn settle_repeated(
    db: &On<'_>,
    table: &str,
    key: &[&str],
    said: &str,
    facts: &[&str],
) -> Result<()> {
    let (key, same) = (key.join(", "), same(facts, "s", "first"));
    run(
        db,
        &format!(
            "CREATE TEMP TABLE repeated ON COMMIT DROP AS
             SELECT s.n, first.n AS first_n, ({same}) AS same FROM (
                SELECT *, min(n) OVER (PARTITION BY {key}) AS first_n FROM {table} WHERE fate IS NULL
             ) AS s JOIN {table} AS first ON first.n = s.first_n WHERE s.n > s.first_n"
        ),
    )
    .await?;
    refuse(
        db,
        table,
        &format!(
            "SELECT s.file, s.line, NULL, '{}', NULL,
                format('line %s%s says something else of the same %s; leave one of the two', first.line,
                    CASE WHEN first.file = s.file THEN '' ELSE ' of another file' END, '{said}')
             FROM repeated AS r JOIN {table} AS s ON s.n = r.n JOIN {table} AS first ON first.n = r.first_n
             WHERE NOT r.same",
            RefusalCode::DuplicateKey.code()
        ),
    )
    .await?;
    run(
        db,
        &format!("UPDATE {table} AS s SET fate = 'unchanged' FROM repeated AS r WHERE r.n = s.n AND r.same; DROP TABLE repeated"),
    )
    .await
}

/// The SQL condition that two rows say the same in these columns.
pub(super) fn same(facts: &[&str], left: &str, right: &str) -> String {
    let side = |row: &str| facts.iter().map(|fact| format!("{row}.{fact}")).collect::<Vec<_>>().join(", ");
    format!("ROW({}) IS NOT DISTINCT FROM ROW({})", side(left), side(right))
}

#[derive(FromQueryResult)]
struct Counted {
    file: i32,
    fate: Option<String>,
    lines: i64,
}

/// Adds the fates of the staged lines to the report.
pub(super) async fn count(db: &On<'_>, table: &str, report: &mut ImportReport) -> Result<()> {
    let sql = format!("SELECT file, fate, count(*) AS lines FROM {table} GROUP BY file, fate");
    let counted: Vec<Counted> = Sql::new(sql).rows(db).await?;
    for Counted { file, fate, lines } in counted {
        let lines = u64::try_from(lines).unwrap_or_default();
        let file = usize::try_from(file).ok().and_then(|place| report.files.get_mut(place));
        let file = file.ok_or_else(|| Error::row("a staged line of no file"))?;
        match fate.as_deref() {
            // A record against which nothing was said.
            Some("added") | None => file.added += lines,
            Some("changed") => file.changed += lines,
            Some("unchanged") => file.unchanged += lines,
            Some("refused" | REST) => file.refused += lines,
            Some(other) => return Err(Error::row(format!("a line of {table} with the fate {other}"))),
        }
    }
    Ok(())
}

/// Counts records as refused that were to be added.
pub(super) async fn count_refused(db: &On<'_>, report: &mut ImportReport) -> Result<()> {
    let sql = "SELECT s.file, NULL::text AS fate, count(DISTINCT s.line) AS lines FROM staged_event AS s
         JOIN refused AS r ON (s.file, s.line) = (r.file, r.line) WHERE s.fate IS NULL GROUP BY s.file";
    let counted: Vec<Counted> = Sql::new(sql).rows(db).await?;
    for Counted { file, lines, .. } in counted {
        let lines = u64::try_from(lines).unwrap_or_default();
        if let Some(file) = usize::try_from(file).ok().and_then(|place| report.files.get_mut(place)) {
            file.added = file.added.saturating_sub(lines);
            file.refused += lines;
        }
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Refused {
    file: i32,
    line: i64,
    field: Option<String>,
    code: String,
    value: Option<String>,
    message: String,
    persian: Option<String>,
}

/// Moves what was refused into the report: the first of it in full, the rest by number. Of a cell that is refused already
/// nothing more is said: something else stood in for it.
pub(super) async fn report_refused(
    db: &On<'_>,
    report: &mut ImportReport,
    sheets: &HashMap<String, SheetColumns>,
) -> Result<()> {
    let all: i64 = Sql::new("SELECT count(*) FROM refused").value(db).await?;
    let limit = i64::try_from(ImportReport::KEPT).unwrap_or(i64::MAX);
    let refused: Vec<Refused> =
        Sql::with("SELECT * FROM refused ORDER BY file, line, field LIMIT $1", [limit.into()])
            .rows(db)
            .await?;
    let shown = refused.len() as u64;
    let cell = |refusal: &Refusal| (refusal.file.clone(), refusal.line, refusal.column.clone());
    let told: HashSet<_> = report.refusals.iter().map(cell).collect();
    for refused in refused {
        let refusal = refusal(refused, report)?;
        if !told.contains(&cell(&refusal)) {
            report.refuse(refusal);
        }
    }
    report.refusals_left_out += u64::try_from(all).unwrap_or_default() - shown;
    report.name_cells(|file, line, column| Some(sheets.get(file)?.place(line, column)));
    report.sort();
    Ok(())
}

fn refusal(refused: Refused, report: &ImportReport) -> Result<Refusal> {
    let file = usize::try_from(refused.file).ok().and_then(|place| report.files.get(place));
    let name = file.map(|file| file.name.clone()).unwrap_or_default();
    let code = RefusalCode::parse(&refused.code).map_err(Error::row)?;
    let mut refusal = Refusal::new(name, code, refused.message).at(refused.line.unsigned_abs());
    refusal.persian = refused.persian;
    if let Some(field) = refused.field {
        refusal = refusal.in_column(field);
    }
    Ok(refusal.because_of(&refused.value.unwrap_or_default()))
}

/// The kinds that the report can name, by the order in which they are applied.
pub(super) fn order(kind: FileKind) -> usize {
    FileKind::ALL.iter().position(|known| *known == kind).unwrap_or(usize::MAX)
}
