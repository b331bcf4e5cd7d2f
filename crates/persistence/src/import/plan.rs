//! Kinds of lines that are rows of one table: how their codes are resolved, what is checked, and how they land.

use shahrak_domain::actor::Actor;
use shahrak_domain::ledger::Position;

use super::decide::{self, Decided};
use super::staged::{self, Staged};
use super::{Mode, forbidden};
use crate::connection::On;
use crate::error::{Error, Result};
use crate::sql::Sql;

/// How staged lines become rows. `s` is the staged line and `t` the row with its key in all SQL here.
pub(super) struct Plan {
    /// The table.
    pub(super) table: &'static str,
    /// Statements that resolve codes and fill in what the file leaves as it is.
    pub(super) resolve: &'static [&'static str],
    /// Columns that a file may lack, which then keep their value.
    pub(super) keep: &'static [&'static str],
    /// Selections of lines to refuse: file, line, column, code, value, message.
    pub(super) checks: &'static [&'static str],
    /// The columns that tell rows apart.
    pub(super) key: &'static [&'static str],
    /// Whether one of these can be NULL, which then equals itself.
    pub(super) nullable_key: bool,
    /// The key as files say it.
    pub(super) said: &'static str,
    /// All others.
    pub(super) facts: &'static [&'static str],
}

/// Judges the staged lines of somebody: each has a fate afterwards.
pub(super) async fn judge<T: Staged>(db: &On<'_>, plan: &Plan, mode: Mode, who: &Actor) -> Result<()> {
    let table = T::TABLE;
    for sql in plan.resolve {
        staged::run(db, sql).await?;
    }
    forbidden::lines::<T>(db, who).await?;
    keep::<T>(db, plan).await?;
    for sql in plan.checks {
        staged::refuse(db, table, sql).await?;
    }
    staged::settle_repeated(db, table, plan.key, plan.said, plan.facts).await?;
    settle_known::<T>(db, plan, mode).await?;
    staged::run(db, &format!("UPDATE {table} SET fate = 'added' WHERE fate IS NULL")).await
}

/// Has the domain judge the staged lines of somebody: each has a fate afterwards.
pub(super) async fn decide<T: Decided>(db: &On<'_>, plan: &Plan, mode: Mode, who: &Actor) -> Result<()> {
    for sql in plan.resolve {
        staged::run(db, sql).await?;
    }
    forbidden::lines::<T>(db, who).await?;
    keep::<T>(db, plan).await?;
    staged::settle_repeated(db, T::TABLE, plan.key, plan.said, plan.facts).await?;
    decide::decide::<T>(db, mode).await
}

/// Decides once more upon lines that are about to land, and lets nobody record anything more of their kind: what was
/// recorded since they were judged may stand in their way. False if one is refused now.
pub(super) async fn decide_again<T: Decided>(db: &On<'_>, plan: &Plan, mode: Mode) -> Result<bool> {
    let table = T::TABLE;
    T::hold(db).await?;
    staged::run(
        db,
        &format!("UPDATE {table} SET fate = NULL WHERE fate IN ('added', 'changed', 'unchanged')"),
    )
    .await?;
    staged::settle_repeated(db, table, plan.key, plan.said, plan.facts).await?;
    decide::decide::<T>(db, mode).await?;
    Ok(mode == Mode::Ship || !has::<T>(db, "refused").await?)
}

/// Fills in the values of the columns that a file lacks.
async fn keep<T: Staged>(db: &On<'_>, plan: &Plan) -> Result<()> {
    if plan.keep.is_empty() {
        return Ok(());
    }
    let values: Vec<String> = plan
        .keep
        .iter()
        .map(|column| {
            format!("{column} = CASE WHEN '{column}' = ANY(s.present) THEN s.{column} ELSE t.{column} END")
        })
        .collect();
    let (staged, table, key) = (T::TABLE, plan.table, key(plan));
    let values = values.join(", ");
    staged::run(db, &format!("UPDATE {staged} AS s SET {values} FROM {table} AS t WHERE {key}")).await
}

/// Lines whose key is recorded: unchanged or changed. What ships never overwrites what is there.
async fn settle_known<T: Staged>(db: &On<'_>, plan: &Plan, mode: Mode) -> Result<()> {
    let (staged, table, key) = (T::TABLE, plan.table, key(plan));
    let same = staged::same(plan.facts, "s", "t");
    let other = if mode == Mode::Ship { "unchanged" } else { "changed" };
    staged::run(
        db,
        &format!(
            "UPDATE {staged} AS s SET fate = CASE WHEN {same} THEN 'unchanged' ELSE '{other}' END
             FROM {table} AS t WHERE {key} AND s.fate IS NULL"
        ),
    )
    .await
}

/// Writes the lines into the table. Nothing is said to it where there is nothing to write: a statement alone would tell
/// every server that parks and provinces have changed.
pub(super) async fn land<T: Staged>(db: &On<'_>, plan: &Plan) -> Result<()> {
    land_changed::<T>(db, plan).await?;
    land_added::<T>(db, plan, &NOTHING).await
}

/// What added rows get besides what their lines say.
pub(super) struct Also {
    /// The columns.
    pub(super) columns: &'static [&'static str],
    /// Where their values come from: a join to the staged line `s`.
    pub(super) join: &'static str,
}

/// Nothing else.
pub(super) const NOTHING: Also = Also { columns: &[], join: "" };

/// Changes the rows that lines change.
pub(super) async fn land_changed<T: Staged>(db: &On<'_>, plan: &Plan) -> Result<()> {
    let (staged, table, key) = (T::TABLE, plan.table, key(plan));
    if !has::<T>(db, "changed").await? {
        return Ok(());
    }
    let facts: Vec<String> = plan.facts.iter().map(|fact| format!("{fact} = s.{fact}")).collect();
    let facts = facts.join(", ");
    let sql = format!(
        "UPDATE public.{table} AS t SET {facts} FROM {staged} AS s WHERE {key} AND s.fate = 'changed'"
    );
    staged::run(db, &sql).await
}

/// Notes which rows lines are about, by their versions, and which of them they move to another place.
pub(super) async fn note_versions<T: Staged>(db: &On<'_>, plan: &Plan, place: &[&str]) -> Result<()> {
    let (staged, table, key) = (T::TABLE, plan.table, key(plan));
    let stays = staged::same(place, "s", "t");
    let sql = format!(
        "CREATE TEMP TABLE known_{table} ON COMMIT DROP AS
         SELECT t.id, t.version, s.fate = 'changed' AND NOT ({stays}) AS moves
         FROM public.{table} AS t JOIN {staged} AS s ON {key} WHERE s.fate IN ('changed', 'unchanged');
         ANALYZE known_{table}"
    );
    staged::run(db, &sql).await
}

/// Locks these rows until the end of the transaction: nobody else changes them any more, nor records anything of units that
/// they move. Others have recorded up to the position `end` what is not of the import itself.
///
/// # Errors
/// [`Error::Conflict`] if somebody has changed one since it was judged, or has recorded an event where one moves from: such
/// a row stays where it is (rule L7). `named` is the column of a unit that names the row.
pub(super) async fn hold_versions(
    db: &On<'_>,
    plan: &Plan,
    named: &str,
    (head, end): (Position, Position),
) -> Result<()> {
    let table = plan.table;
    let changed = format!(
        "WITH locked AS MATERIALIZED (
            SELECT t.version <> k.version AS changed FROM public.{table} AS t JOIN known_{table} AS k ON k.id = t.id
            ORDER BY t.id FOR NO KEY UPDATE OF t)
         SELECT EXISTS (SELECT FROM locked WHERE changed)"
    );
    let moved = format!(
        "SELECT u.id FROM public.unit AS u WHERE u.{named} IN (SELECT id FROM known_{table} WHERE moves)"
    );
    // Before they are asked for: who records an event holds its unit.
    staged::run(db, &format!("{moved} ORDER BY u.id FOR NO KEY UPDATE")).await?;
    let recorded = format!(
        "SELECT EXISTS (SELECT FROM public.unit_event AS e
            WHERE e.position > $1 AND e.position <= $2 AND e.unit_id IN ({moved}))"
    );
    let changed: bool = Sql::new(changed).value(db).await?;
    let recorded: bool = Sql::with(recorded, [head.into(), end.into()]).value(db).await?;
    match changed || recorded {
        true => Err(Error::Conflict(format!("a {table} was changed while the import was judged"))),
        false => Ok(()),
    }
}

/// Adds the rows that lines add, with what is known of them besides.
pub(super) async fn land_added<T: Staged>(db: &On<'_>, plan: &Plan, also: &Also) -> Result<()> {
    let (staged, table) = (T::TABLE, plan.table);
    if !has::<T>(db, "added").await? {
        return Ok(());
    }
    let numbered = !plan.key.contains(&"id") && T::COLUMNS.iter().any(|(name, _)| *name == "id");
    let (id, own): (&[&str], _) = if numbered { (&["id"], " OVERRIDING SYSTEM VALUE") } else { (&[], "") };
    let said = [id, plan.key, plan.facts].concat();
    let columns = [&said, also.columns].concat().join(", ");
    let values = said.iter().map(|column| format!("s.{column}"));
    let values: Vec<String> = values.chain(also.columns.iter().map(|&column| column.to_owned())).collect();
    let (values, join) = (values.join(", "), also.join);
    let sql = format!(
        "INSERT INTO public.{table} ({columns}){own}
         SELECT {values} FROM {staged} AS s {join} WHERE s.fate = 'added' ORDER BY s.n"
    );
    staged::run(db, &sql).await
}

/// Whether a staged line has this fate.
pub(super) async fn has<T: Staged>(db: &On<'_>, fate: &str) -> Result<bool> {
    let sql = format!("SELECT EXISTS (SELECT FROM {} WHERE fate = $1)", T::TABLE);
    Sql::with(sql, [fate.into()]).value(db).await
}

/// The condition that `t` has the key of `s`. Plain equality where it will do: only that can be hashed.
fn key(plan: &Plan) -> String {
    if plan.nullable_key {
        return staged::same(plan.key, "s", "t");
    }
    let equal: Vec<String> = plan.key.iter().map(|column| format!("s.{column} = t.{column}")).collect();
    equal.join(" AND ")
}
