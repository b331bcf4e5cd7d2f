//! Staging tables whose lines become rows of one table: how codes are resolved, what is checked, and how rows are written.

use shahrak_domain::actor::Actor;
use shahrak_domain::ledger::Position;

use super::table::{self, StagingTable};
use super::{Mode, authorize};
use crate::connection::Session;
use crate::error::{Error, Result};
use crate::sql::Sql;

/// A staging table whose lines become rows of one table.
pub(super) trait RowTable: StagingTable {
    /// How they do.
    const SPEC: TableSpec;
}

/// How staged lines become rows. In all SQL here, `s` is the staged line and `t` the row with its key.
pub(super) struct TableSpec {
    /// The table.
    pub(super) table: &'static str,
    /// Statements that resolve codes, and fill in what the file does not change.
    pub(super) resolve: &'static [&'static str],
    /// Columns that a file may lack, besides those of the entity; the rows then keep their values.
    pub(super) optional: &'static [&'static str],
    /// The columns that identify a row.
    pub(super) key: &'static [&'static str],
    /// Whether one of these can be NULL, which then equals itself.
    pub(super) nullable_key: bool,
    /// The message that names the key.
    pub(super) key_name: &'static str,
    /// All other columns, besides those of [`StagingTable::of_entity`].
    pub(super) facts: &'static [&'static str],
    /// Those of the facts that other tables refer to, together with the row's id.
    pub(super) referred_to: &'static [&'static str],
}

impl TableSpec {
    /// What most tables need: nothing to resolve, no optional columns, a key without NULL.
    pub(super) const NEW: TableSpec = TableSpec {
        table: "",
        resolve: &[],
        optional: &[],
        key: &[],
        nullable_key: false,
        key_name: "same-code",
        facts: &[],
        referred_to: &[],
    };
}

/// Validates lines about which the domain has nothing to decide; afterwards each has an outcome.
pub(super) async fn compare<T: RowTable>(db: &Session, mode: Mode, actor: &Actor) -> Result<()> {
    prepare::<T>(db, actor).await?;
    compare_with_rows::<T>(db, mode).await?;
    table::run(db, &format!("UPDATE {} SET outcome = 'added' WHERE outcome IS NULL", T::TABLE)).await
}

/// Resolves codes, refuses what the actor may not do, and compares lines with each other.
pub(super) async fn prepare<T: RowTable>(db: &Session, actor: &Actor) -> Result<()> {
    for sql in T::SPEC.resolve {
        table::run(db, sql).await?;
    }
    authorize::lines::<T>(db, actor).await?;
    fill_optional::<T>(db, "true").await?;
    compare_with_each_other::<T>(db).await
}

pub(super) async fn compare_with_each_other<T: RowTable>(db: &Session) -> Result<()> {
    let TableSpec { key, key_name, .. } = T::SPEC;
    table::compare_repeated(db, T::TABLE, key, key_name, &facts::<T>()).await
}

/// Fills in the values of the columns that a file lacks, for the staged lines `s` that satisfy a condition.
pub(super) async fn fill_optional<T: RowTable>(db: &Session, condition: &str) -> Result<()> {
    let columns = optional::<T>();
    if columns.is_empty() {
        return Ok(());
    }
    let value = |column: &String| {
        format!("{column} = CASE WHEN '{column}' = ANY(s.present) THEN s.{column} ELSE t.{column} END")
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    let (staged, table, key) = (T::TABLE, T::SPEC.table, key::<T>());
    let values = values.join(", ");
    let sql = format!("UPDATE {staged} AS s SET {values} FROM {table} AS t WHERE {key} AND {condition}");
    table::run(db, &sql).await
}

/// Lines whose key is recorded: unchanged or changed. Bundled data never overwrites rows.
async fn compare_with_rows<T: RowTable>(db: &Session, mode: Mode) -> Result<()> {
    let (staged, table, key) = (T::TABLE, T::SPEC.table, key::<T>());
    let same = table::same(&facts::<T>(), "s", "t");
    let other = if mode == Mode::Bundled { "unchanged" } else { "changed" };
    table::run(
        db,
        &format!(
            "UPDATE {staged} AS s SET outcome = CASE WHEN {same} THEN 'unchanged' ELSE '{other}' END
             FROM {table} AS t WHERE {key} AND s.outcome IS NULL"
        ),
    )
    .await
}

/// Writes the lines into the table. No statement runs where there is nothing to write: a statement alone would notify
/// every server that parks and provinces have changed.
pub(super) async fn write<T: RowTable>(db: &Session) -> Result<()> {
    write_changed::<T>(db).await?;
    write_added::<T>(db, &NOTHING).await
}

/// Further columns of added rows.
pub(super) struct FurtherColumns {
    pub(super) columns: &'static [&'static str],
    /// Where their values come from: a join to the staged line `s`.
    pub(super) join: &'static str,
}

/// No further columns.
pub(super) const NOTHING: FurtherColumns = FurtherColumns { columns: &[], join: "" };

/// Changes rows.
pub(super) async fn write_changed<T: RowTable>(db: &Session) -> Result<()> {
    if !has::<T>(db, "changed").await? {
        return Ok(());
    }
    let referred_to = T::SPEC.referred_to;
    if referred_to.is_empty() {
        return table::run(db, &update::<T>(&facts::<T>(), "true")).await;
    }
    // PostgreSQL locks a row with its key if a statement only names a column of a key, and the table has a trigger before
    // updates: changes that refer to the row would wait for the end of the import.
    let rest: Vec<String> =
        facts::<T>().into_iter().filter(|fact| !referred_to.contains(&fact.as_str())).collect();
    let stays = table::same(referred_to, "s", "t");
    table::run(db, &update::<T>(&rest, &stays)).await?;
    let (staged, table, key) = (T::TABLE, T::SPEC.table, key::<T>());
    let moves = format!(
        "SELECT EXISTS (SELECT FROM {staged} AS s JOIN public.{table} AS t ON {key}
            WHERE s.outcome = 'changed' AND NOT ({stays}))"
    );
    match Sql::new(moves).value(db).await? {
        true => table::run(db, &update::<T>(&facts::<T>(), &format!("NOT ({stays})"))).await,
        false => Ok(()),
    }
}

/// A statement that sets columns of the changed rows that satisfy a condition.
fn update<T: RowTable>(columns: &[String], condition: &str) -> String {
    let (staged, table, key) = (T::TABLE, T::SPEC.table, key::<T>());
    let columns: Vec<String> = columns.iter().map(|column| format!("{column} = s.{column}")).collect();
    let columns = columns.join(", ");
    format!(
        "UPDATE public.{table} AS t SET {columns} FROM {staged} AS s
         WHERE {key} AND s.outcome = 'changed' AND {condition}"
    )
}

/// Notes the versions of the rows that lines are about, and which of the rows they move to another place.
pub(super) async fn note_versions<T: RowTable>(db: &Session, place: &[&str]) -> Result<()> {
    let (staged, table, key) = (T::TABLE, T::SPEC.table, key::<T>());
    let stays = table::same(place, "s", "t");
    let sql = format!(
        "CREATE TEMP TABLE known_{table} ON COMMIT DROP AS
         SELECT t.id, t.version, s.outcome = 'changed' AND NOT ({stays}) AS moves
         FROM public.{table} AS t JOIN {staged} AS s ON {key} WHERE s.outcome IN ('changed', 'unchanged');
         ANALYZE known_{table}"
    );
    table::run(db, &sql).await
}

/// Locks these rows until the end of the transaction, and the units that move with them: nobody else changes the rows or
/// records events of the units. `named` is the column of a unit that refers to the row. Records of others have positions
/// after `head`, and up to `end`. Returns whether somebody has changed rows since they were validated: these are listed in
/// the table `overtaken_…`.
///
/// # Errors
/// [`Error::Conflict`] if somebody has recorded an event of a unit that moves: such a unit stays where it is (rule L7).
pub(super) async fn lock_versions<T: RowTable>(
    db: &Session,
    named: &str,
    (head, end): (Position, Position),
) -> Result<bool> {
    let table = T::SPEC.table;
    let lock = format!(
        "CREATE TEMP TABLE overtaken_{table} ON COMMIT DROP AS
         WITH locked AS MATERIALIZED (
            SELECT t.id, t.version <> k.version AS changed FROM public.{table} AS t JOIN known_{table} AS k ON k.id = t.id
            ORDER BY t.id FOR NO KEY UPDATE OF t)
         SELECT id FROM locked WHERE changed"
    );
    let moved = format!(
        "SELECT u.id FROM public.unit AS u WHERE u.{named} IN (SELECT id FROM known_{table} WHERE moves)"
    );
    // Before the events are read: whoever records an event locks its unit.
    table::run(db, &format!("{moved} ORDER BY u.id FOR NO KEY UPDATE")).await?;
    let recorded = format!(
        "SELECT EXISTS (SELECT FROM public.unit_event AS e
            WHERE e.position > $1 AND e.position <= $2 AND e.unit_id IN ({moved}))"
    );
    table::run(db, &lock).await?;
    if Sql::with(recorded, [head.into(), end.into()]).value(db).await? {
        return Err(Error::Conflict(format!(
            "events of a moved {table} were recorded while it was validated"
        )));
    }
    Sql::new(format!("SELECT EXISTS (SELECT FROM overtaken_{table})")).value(db).await
}

/// Adds rows.
pub(super) async fn write_added<T: RowTable>(db: &Session, further: &FurtherColumns) -> Result<()> {
    let (staged, TableSpec { table, key, .. }) = (T::TABLE, T::SPEC);
    if !has::<T>(db, "added").await? {
        return Ok(());
    }
    let numbered = !key.contains(&"id") && T::COLUMNS.iter().any(|(name, _)| *name == "id");
    let (id, own): (&[&str], _) = if numbered { (&["id"], " OVERRIDING SYSTEM VALUE") } else { (&[], "") };
    let stated: Vec<String> =
        id.iter().chain(key).map(|&column| column.to_owned()).chain(facts::<T>()).collect();
    let further_columns = further.columns.iter().map(|&column| column.to_owned());
    let columns = stated.iter().cloned().chain(further_columns).collect::<Vec<_>>().join(", ");
    let values = stated.iter().map(|column| format!("s.{column}"));
    let values: Vec<String> = values.chain(further.columns.iter().map(|&column| column.to_owned())).collect();
    let (values, join) = (values.join(", "), further.join);
    let sql = format!(
        "INSERT INTO public.{table} ({columns}){own}
         SELECT {values} FROM {staged} AS s {join} WHERE s.outcome = 'added' ORDER BY s.n"
    );
    table::run(db, &sql).await
}

/// All columns of a row besides its key: those of the specification, and those of the entity.
pub(super) fn facts<T: RowTable>() -> Vec<String> {
    let own = T::SPEC.facts.iter().map(|&fact| fact.to_owned());
    own.chain(T::of_entity().into_iter().map(|column| column.name)).collect()
}

/// The columns that a file may lack: those of the specification, and those that may be NULL in the entity.
fn optional<T: RowTable>() -> Vec<String> {
    let own = T::SPEC.optional.iter().map(|&column| column.to_owned());
    let of_entity = T::of_entity().into_iter().filter(|column| column.nullable).map(|column| column.name);
    own.chain(of_entity).collect()
}

/// Whether a staged line has this outcome.
pub(super) async fn has<T: StagingTable>(db: &Session, outcome: &str) -> Result<bool> {
    let sql = format!("SELECT EXISTS (SELECT FROM {} WHERE outcome = $1)", T::TABLE);
    Sql::with(sql, [outcome.into()]).value(db).await
}

/// The condition that `t` has the key of `s`. Plain equality where possible: only that can be hashed.
pub(super) fn key<T: RowTable>() -> String {
    let TableSpec { key, nullable_key, .. } = T::SPEC;
    if nullable_key {
        return table::same(key, "s", "t");
    }
    let equal: Vec<String> = key.iter().map(|column| format!("s.{column} = t.{column}")).collect();
    equal.join(" AND ")
}
