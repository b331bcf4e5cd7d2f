//! Decisions of the domain about staged lines, by the same functions as for single changes. Lines are read back in batches,
//! together with the facts that only the register knows.

use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult};
use serde_json::{Value, json};

use shahrak_domain::actor::Actor;
use shahrak_domain::change::Change;
use shahrak_domain::code::Coded;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;

use super::table_spec::{RowTable, compare_with_each_other, fill_optional, has, key, prepare};
use super::{Mode, table};
use crate::connection::Session;
use crate::error::{Error, Result};
use crate::sql::Sql;

/// A staging table about whose lines the domain decides.
pub(super) trait Decided: RowTable {
    /// A line as it is read back: a row of the table for which it is meant.
    type Row: FromQueryResult + Send + Sync;
    /// What the register knows about the lines of a batch.
    type Facts: Send;

    /// The columns of the staging table that make up a row, besides those of the entity.
    const ROW: &'static str;

    /// Keeps others from recording anything of this kind until the end of the transaction.
    async fn lock(_db: &Session) -> Result<()> {
        Ok(())
    }

    /// Reads the facts for the decisions, with a constant number of statements.
    async fn facts(db: &Session, rows: &[Self::Row]) -> Result<Self::Facts>;

    /// Decides about a line.
    fn decide(row: &Self::Row, facts: &Self::Facts) -> Result<Verdict>;
}

/// A decision: the change, or all violations.
pub(super) type Verdict = std::result::Result<Change, Vec<Violation>>;

/// A staged line with its number.
struct DecidedLine<R> {
    n: i64,
    /// Whether the line is refused already: further violations are reported, its outcome stays.
    refused: bool,
    row: R,
}

/// Lines that are read back at once.
const BATCH: i64 = 2_000;

/// Has the domain decide about the lines; afterwards each has an outcome.
pub(super) async fn decide<T: Decided>(db: &Session, mode: Mode, actor: &Actor) -> Result<()> {
    prepare::<T>(db, actor).await?;
    decide_all::<T>(db, mode).await
}

/// Decides once more about lines that are about to be written, and keeps others from recording anything of their kind:
/// single changes since the first decision may be in conflict with them. False if one is refused now.
pub(super) async fn decide_again<T: Decided>(db: &Session, mode: Mode) -> Result<bool> {
    let table = T::TABLE;
    T::lock(db).await?;
    let undecide =
        format!("UPDATE {table} SET outcome = NULL WHERE outcome IN ('added', 'changed', 'unchanged')");
    table::run(db, &undecide).await?;
    compare_with_each_other::<T>(db).await?;
    decide_all::<T>(db, mode).await?;
    Ok(mode == Mode::Bundled || !has::<T>(db, "refused").await?)
}

/// Decides again about the lines whose rows others have changed; these rows are locked. False if a line is refused now.
///
/// # Errors
/// [`Error::Conflict`] if a line would now change one of the columns `sums`, by which reports add up: its events and sums have
/// to be validated again.
pub(super) async fn decide_about_overtaken<T: Decided>(
    db: &Session,
    mode: Mode,
    sums: &[&str],
) -> Result<bool> {
    let (staged, table, key) = (T::TABLE, T::SPEC.table, key::<T>());
    let undecide = format!(
        "UPDATE {staged} AS s SET outcome = NULL FROM public.{table} AS t
         WHERE {key} AND t.id IN (SELECT id FROM overtaken_{table}) AND s.outcome IN ('changed', 'unchanged')"
    );
    table::run(db, &undecide).await?;
    fill_optional::<T>(db, "s.outcome IS NULL").await?;
    decide_undecided::<T>(db, mode).await?;
    let same = table::same(sums, "s", "t");
    let moves = format!(
        "SELECT EXISTS (SELECT FROM {staged} AS s JOIN public.{table} AS t ON {key}
            WHERE t.id IN (SELECT id FROM overtaken_{table}) AND s.outcome = 'changed' AND NOT ({same}))"
    );
    if Sql::new(moves).value(db).await? {
        return Err(Error::Conflict(format!("a {table} was changed while the import was validated")));
    }
    Ok(mode == Mode::Bundled || !has::<T>(db, "refused").await?)
}

/// Decides about the staged lines. Lines that repeat another one have an outcome already.
async fn decide_all<T: Decided>(db: &Session, mode: Mode) -> Result<()> {
    decide_those::<T>(db, mode, "outcome IS DISTINCT FROM 'unchanged'").await
}

/// Decides about the staged lines without an outcome.
async fn decide_undecided<T: Decided>(db: &Session, mode: Mode) -> Result<()> {
    decide_those::<T>(db, mode, "outcome IS NULL").await
}

async fn decide_those<T: Decided>(db: &Session, mode: Mode, condition: &str) -> Result<()> {
    let mut last = 0;
    loop {
        let lines = batch::<T>(db, last, condition).await?;
        let Some(end) = lines.last() else { return Ok(()) };
        last = end.n;
        let (refused, rows): (Vec<(i64, bool)>, Vec<T::Row>) =
            lines.into_iter().map(|line| ((line.n, line.refused), line.row)).unzip();
        let facts = T::facts(db, &rows).await?;
        let mut outcomes = Outcomes::default();
        for ((n, refused), row) in refused.into_iter().zip(&rows) {
            outcomes.add(n, refused, T::decide(row, &facts)?, mode);
        }
        outcomes.write(db, T::TABLE).await?;
    }
}

async fn batch<T: Decided>(db: &Session, last: i64, condition: &str) -> Result<Vec<DecidedLine<T::Row>>> {
    let of_entity: String = T::of_entity().iter().map(|column| format!(", {}", column.name)).collect();
    let (row, table) = (T::ROW, T::TABLE);
    let sql = format!(
        "SELECT n, outcome IS NOT NULL AS refused, {row}{of_entity} FROM {table} AS s
         WHERE n > $1 AND {condition} ORDER BY n LIMIT {BATCH}"
    );
    let rows = db.query_all_raw(Sql::with(sql, [last.into()]).statement()).await?;
    rows.iter().map(DecidedLine::of).collect()
}

impl<R: FromQueryResult> DecidedLine<R> {
    fn of(row: &QueryResult) -> Result<DecidedLine<R>> {
        let (n, refused) = (row.try_get("", "n")?, row.try_get("", "refused")?);
        Ok(DecidedLine { n, refused, row: R::from_query_result(row, "")? })
    }
}

/// The outcomes of a batch as columns, and what is refused.
#[derive(Default)]
struct Outcomes {
    lines: Vec<i64>,
    outcomes: Vec<String>,
    refusals: Vec<(i64, Violation)>,
}

impl Outcomes {
    fn add(&mut self, n: i64, refused: bool, verdict: Verdict, mode: Mode) {
        let outcome = match verdict {
            // Bundled data never overwrites rows.
            Ok(Change::Replace) if mode == Mode::Bundled => "unchanged",
            Ok(Change::Add) => "added",
            Ok(Change::Replace) => "changed",
            Ok(Change::Keep) => "unchanged",
            Err(violations) if mode == Mode::Bundled && violations.iter().all(is_recorded_otherwise) => {
                "unchanged"
            }
            Err(mut violations) => {
                // A placeholder for a refused cell differs from the recorded value, which is no violation.
                violations.retain(|violation| !refused || !is_recorded_otherwise(violation));
                self.refusals.extend(violations.into_iter().map(|violation| (n, violation)));
                "refused"
            }
        };
        if !refused {
            self.lines.push(n);
            self.outcomes.push(outcome.to_owned());
        }
    }

    async fn write(self, db: &Session, table: &str) -> Result<()> {
        let sql = format!(
            "UPDATE {table} AS s SET outcome = f.outcome FROM unnest($1::bigint[], $2::text[]) AS f (n, outcome) WHERE s.n = f.n"
        );
        Sql::with(sql, [self.lines.into(), self.outcomes.into()]).execute(db).await?;
        refuse(db, table, self.refusals).await
    }
}

fn is_recorded_otherwise(violation: &Violation) -> bool {
    violation.code == RefusalCode::Changed
}

/// Adds refusals of staged lines.
pub(super) async fn refuse(db: &Session, table: &str, refusals: Vec<(i64, Violation)>) -> Result<()> {
    if refusals.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO refused (file, line, field, code, value, message)
         SELECT s.file, s.line, r.field, r.code, r.value, r.message
         FROM jsonb_to_recordset($1)
            AS r (n bigint, field text, code text, value text, message jsonb)
            JOIN {table} AS s ON s.n = r.n"
    );
    let refusals: Vec<Value> = refusals.into_iter().map(as_json).collect();
    Sql::with(sql, [Value::Array(refusals).into()]).execute(db).await?;
    Ok(())
}

fn as_json((n, violation): (i64, Violation)) -> Value {
    let Violation { field, code, value, message } = violation;
    json!({ "n": n, "field": field, "code": code.code(), "value": value, "message": message })
}

/// A decision of the domain, with its errors as violations.
pub(super) fn verdict<E: Into<Violation>>(decided: std::result::Result<Change, Vec<E>>) -> Verdict {
    decided.map_err(|errors| errors.into_iter().map(Into::into).collect())
}
