//! Lines upon which the domain decides, by the same rules as upon changes made by hand. Lines are read back in batches, and
//! with each batch the facts that only the register knows.

use sea_orm::{FromQueryResult, QueryResult};
use sqlx::postgres::{PgArguments, PgConnection, PgRow, Postgres};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Row as _};

use shahrak_domain::change::Change;
use shahrak_domain::code::Coded;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;

use super::Mode;
use super::staged::Staged;
use crate::error::Result;

/// A kind of line upon which the domain decides.
pub(super) trait Decided: Staged {
    /// A line as it is read back: the row of the table in which it would land.
    type Row: FromQueryResult + Send + Sync;
    /// What only the register knows of the lines of a batch.
    type Facts: Send;

    /// The columns of the staging table as which a row is read.
    const ROW: &'static str;

    /// Keeps others from recording what these lines are about until the end of the transaction.
    async fn hold(_connection: &mut PgConnection) -> Result<()> {
        Ok(())
    }

    /// Asks the register for what the decisions upon these lines need: some statements for all of them.
    async fn facts(connection: &mut PgConnection, rows: &[Self::Row]) -> Result<Self::Facts>;

    /// Decides upon a line.
    fn decide(row: &Self::Row, facts: &Self::Facts) -> Result<Verdict>;
}

/// What is decided upon a line: what is to be done, or all that speaks against it.
pub(super) type Verdict = std::result::Result<Change, Vec<Violation>>;

/// A staged line and where it is in its table.
struct Line<R> {
    n: i64,
    /// Whether the line is refused already: it gets no other fate, but all that is wrong is reported.
    refused: bool,
    row: R,
}

/// Lines that are read back at once.
const BATCH: i64 = 2_000;

/// Decides upon the staged lines; each has a fate afterwards. Lines that repeat another one have theirs already.
pub(super) async fn decide<T: Decided>(connection: &mut PgConnection, mode: Mode) -> Result<()> {
    let mut last = 0;
    loop {
        let lines = batch::<T>(connection, last).await?;
        let Some(end) = lines.last() else { return Ok(()) };
        last = end.n;
        let (refused, rows): (Vec<(i64, bool)>, Vec<T::Row>) =
            lines.into_iter().map(|line| ((line.n, line.refused), line.row)).unzip();
        let facts = T::facts(connection, &rows).await?;
        let mut fates = Fates::default();
        for ((n, refused), row) in refused.into_iter().zip(&rows) {
            fates.add(n, refused, T::decide(row, &facts)?, mode);
        }
        fates.write(connection, T::TABLE).await?;
    }
}

async fn batch<T: Decided>(connection: &mut PgConnection, last: i64) -> Result<Vec<Line<T::Row>>> {
    let sql = format!(
        "SELECT n, fate IS NOT NULL AS refused, {} FROM {} AS s
         WHERE n > $1 AND fate IS DISTINCT FROM 'unchanged' ORDER BY n LIMIT {BATCH}",
        T::ROW,
        T::TABLE
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(last).persistent(false).fetch_all(connection).await?;
    rows.into_iter().map(Line::of).collect()
}

impl<R: FromQueryResult> Line<R> {
    fn of(row: PgRow) -> Result<Line<R>> {
        let (n, refused) = (row.try_get("n")?, row.try_get("refused")?);
        Ok(Line { n, refused, row: R::from_query_result(&QueryResult::from(row), "")? })
    }
}

/// The fates of a batch as columns, and what is refused.
#[derive(Default)]
struct Fates {
    lines: Vec<i64>,
    fates: Vec<&'static str>,
    refusals: Vec<(i64, Violation)>,
}

impl Fates {
    fn add(&mut self, n: i64, refused: bool, verdict: Verdict, mode: Mode) {
        let fate = match verdict {
            // What ships never overwrites what is there.
            Ok(Change::Replace) if mode == Mode::Ship => "unchanged",
            Ok(Change::Add) => "added",
            Ok(Change::Replace) => "changed",
            Ok(Change::Keep) => "unchanged",
            Err(violations) if mode == Mode::Ship && violations.iter().all(is_recorded_otherwise) => {
                "unchanged"
            }
            Err(mut violations) => {
                // That it is recorded with other facts is said of what it states, not of what stands in for a refused cell.
                violations.retain(|violation| !refused || !is_recorded_otherwise(violation));
                self.refusals.extend(violations.into_iter().map(|violation| (n, violation)));
                "refused"
            }
        };
        if !refused {
            self.lines.push(n);
            self.fates.push(fate);
        }
    }

    async fn write(self, connection: &mut PgConnection, table: &str) -> Result<()> {
        let sql = format!(
            "UPDATE {table} AS s SET fate = f.fate FROM unnest($1::bigint[], $2::text[]) AS f (n, fate) WHERE s.n = f.n"
        );
        sqlx::query(AssertSqlSafe(sql))
            .bind(self.lines)
            .bind(self.fates)
            .persistent(false)
            .execute(&mut *connection)
            .await?;
        refuse(connection, table, self.refusals).await
    }
}

fn is_recorded_otherwise(violation: &Violation) -> bool {
    violation.code == RefusalCode::Changed
}

/// Notes what is refused in staged lines, for the report.
pub(super) async fn refuse(
    connection: &mut PgConnection,
    table: &str,
    refusals: Vec<(i64, Violation)>,
) -> Result<()> {
    if refusals.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO refused (file, line, field, code, value, message, persian)
         SELECT s.file, s.line, r.field, r.code, r.value, r.message, r.persian
         FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
            AS r (n, field, code, value, message, persian) JOIN {table} AS s ON s.n = r.n"
    );
    let (lines, violations): (Vec<i64>, Vec<Violation>) = refusals.into_iter().unzip();
    let texts = |text: fn(&Violation) -> Option<String>| violations.iter().map(text).collect::<Vec<_>>();
    sqlx::query(AssertSqlSafe(sql))
        .bind(lines)
        .bind(texts(|it| it.field.map(str::to_owned)))
        .bind(texts(|it| Some(it.code.code().to_owned())))
        .bind(texts(|it| it.value.clone()))
        .bind(texts(|it| Some(it.message.clone())))
        .bind(texts(|it| Some(it.persian.clone())))
        .persistent(false)
        .execute(connection)
        .await?;
    Ok(())
}

/// What the domain decided, with the words of its errors.
pub(super) fn verdict<E: Into<Violation>>(decided: std::result::Result<Change, Vec<E>>) -> Verdict {
    decided.map_err(|errors| errors.into_iter().map(Into::into).collect())
}

/// The rows that a statement answers, as models.
pub(super) async fn models<M: FromQueryResult>(
    connection: &mut PgConnection,
    query: Query<'_, Postgres, PgArguments>,
) -> Result<Vec<M>> {
    let rows = query.persistent(false).fetch_all(connection).await?;
    let model = |row: PgRow| Ok(M::from_query_result(&QueryResult::from(row), "")?);
    rows.into_iter().map(model).collect()
}
