//! Staging tables: one temporary table for each kind of file, whose lines get an outcome.

use std::fmt::Display;

use sea_orm::ConnectionTrait;

use shahrak_domain::code::Coded;
use shahrak_domain::import::FileKind;
use shahrak_domain::refusal::RefusalCode;

use super::LineOutcome;
use crate::connection::Session;
use crate::entity::Column;
use crate::error::Result;

/// A staging table.
pub(super) trait StagingTable {
    /// The kind of file that it holds.
    const KIND: FileKind;
    /// Its name.
    const TABLE: &'static str;
    /// Its columns and their types, besides `n`, `file`, `line` and `outcome`.
    const COLUMNS: &'static [(&'static str, &'static str)];
    /// Further columns: those of an entity, which lines state under the same names.
    fn of_entity() -> Vec<Column> {
        Vec::new()
    }
    /// Queries for the provinces that a line concerns: file, line, column, value, key of the message for who may not edit there,
    /// code of the park or the unit, number of the province.
    const PLACES: &'static [&'static str] = &[];
    /// The columns that restore a past.
    const RESTORING: &'static [&'static str] = &[];
}

/// An import sorts and joins whole files in its own tables: it gets memory for them, and does not compile plans that run
/// once. Whatever a cursor returns is read to its end. Small samples say enough about tables that are joined by their keys.
const SETTINGS: &str = "SET LOCAL temp_buffers = '64MB'; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;
    SET LOCAL cursor_tuple_fraction = 1; SET LOCAL default_statistics_target = 10";

/// What is refused; the codes of refused parks and units; the units whose sums and spans are derived again.
const TABLES: &str = "
    CREATE TEMP TABLE refused (
        file integer NOT NULL, line bigint NOT NULL, field text, code text NOT NULL, value text,
        -- Its key and arguments.
        message jsonb NOT NULL
    ) ON COMMIT DROP;
    CREATE TEMP TABLE refused_code (kind text NOT NULL, code text NOT NULL) ON COMMIT DROP;
    CREATE TEMP TABLE rederived (unit_id bigint PRIMARY KEY, old_sector smallint, new_sector smallint) ON COMMIT DROP";

/// Prepares the session, and creates what every import needs besides the tables of kinds.
pub(super) async fn prepare(db: &Session) -> Result<()> {
    run(db, SETTINGS).await?;
    run(db, TABLES).await
}

/// Gives the added rows of a staging table their ids: from the sequence of the table or, in a dry run, negative ones. Later
/// files find them by their codes.
pub(super) async fn number<T: StagingTable>(db: &Session, table: &str, dry_run: bool) -> Result<()> {
    let (id, staged) = (if dry_run { "-n" } else { "nextval(own.sequence)" }, T::TABLE);
    run(
        db,
        // The sequence is looked up once, not for each line.
        &format!(
            "WITH own AS MATERIALIZED (SELECT pg_get_serial_sequence('public.{table}', 'id')::regclass AS sequence)
             UPDATE {staged} SET id = {id} FROM own WHERE outcome = 'added';
             CREATE INDEX ON {staged} (code);
             ANALYZE {staged}"
        ),
    )
    .await
}

/// Runs a statement without arguments.
pub(super) async fn run(db: &Session, sql: &str) -> Result<()> {
    db.execute_unprepared(sql).await?;
    Ok(())
}

/// Creates a staging table.
pub(super) async fn create<T: StagingTable>(db: &Session) -> Result<()> {
    let own = T::COLUMNS.iter().map(|(name, kind)| format!("{name} {kind}"));
    let of_entity = T::of_entity().into_iter().map(|column| format!("{} {}", column.name, column.sql_type));
    let columns: Vec<String> = own.chain(of_entity).collect();
    let table = T::TABLE;
    run(
        db,
        &format!(
            "CREATE TEMP TABLE {table} (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, file integer NOT NULL,
                line bigint NOT NULL, outcome text, {}) ON COMMIT DROP",
            columns.join(", ")
        ),
    )
    .await
}

/// Refuses lines: `sql` selects their file, line, column, code, value and message.
pub(super) async fn refuse(db: &Session, table: &str, sql: &str) -> Result<()> {
    run(db, &format!("INSERT INTO refused (file, line, field, code, value, message) {sql}")).await?;
    mark_refused(db, table).await
}

/// Gives the refused lines their outcome.
pub(super) async fn mark_refused(db: &Session, table: &str) -> Result<()> {
    run(
        db,
        &format!(
            "UPDATE {table} AS s SET outcome = 'refused' FROM refused AS r
             WHERE r.file = s.file AND r.line = s.line AND s.outcome IS DISTINCT FROM 'refused'"
        ),
    )
    .await
}

/// Notes the codes of refused lines: messages about lines that name them say so.
pub(super) async fn note_refused_codes<T: StagingTable>(db: &Session, kind: &str) -> Result<()> {
    let (table, partial) = (T::TABLE, LineOutcome::Partial.code());
    let refused = format!("SELECT '{kind}', code FROM {table} WHERE outcome IN ('refused', '{partial}')");
    run(db, &format!("INSERT INTO refused_code {refused}")).await
}

/// Lines whose key occurs earlier in the files: unchanged if their facts are the same, otherwise refused.
pub(super) async fn compare_repeated(
    db: &Session,
    table: &str,
    key: &[&str],
    key_name: &str,
    facts: &[impl Display],
) -> Result<()> {
    let (key, same) = (key.join(", "), same(facts, "s", "first"));
    run(
        db,
        &format!(
            "CREATE TEMP TABLE repeated ON COMMIT DROP AS
             SELECT s.n, first.n AS first_n, ({same}) AS same FROM (
                SELECT *, min(n) OVER (PARTITION BY {key}) AS first_n FROM {table} WHERE outcome IS NULL
             ) AS s JOIN {table} AS first ON first.n = s.first_n WHERE s.n > s.first_n"
        ),
    )
    .await?;
    refuse(
        db,
        table,
        &format!(
            "SELECT s.file, s.line, NULL, '{}', NULL,
                jsonb_build_object(
                    'key', CASE WHEN first.file = s.file THEN 'line-contradicts' ELSE 'line-contradicts-other-file' END,
                    'args', jsonb_build_object(
                        'line', jsonb_build_object('number', first.line::text),
                        'same', jsonb_build_object('message', jsonb_build_object('key', '{key_name}'))))
             FROM repeated AS r JOIN {table} AS s ON s.n = r.n JOIN {table} AS first ON first.n = r.first_n
             WHERE NOT r.same",
            RefusalCode::DuplicateKey.code()
        ),
    )
    .await?;
    run(
        db,
        &format!(
            "UPDATE {table} AS s SET outcome = 'unchanged' FROM repeated AS r WHERE r.n = s.n AND r.same;
             DROP TABLE repeated"
        ),
    )
    .await
}

/// The SQL condition that two rows are the same in these columns.
pub(super) fn same(facts: &[impl Display], left: &str, right: &str) -> String {
    let side = |row: &str| facts.iter().map(|fact| format!("{row}.{fact}")).collect::<Vec<_>>().join(", ");
    format!("ROW({}) IS NOT DISTINCT FROM ROW({})", side(left), side(right))
}
