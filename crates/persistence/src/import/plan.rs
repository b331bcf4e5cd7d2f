//! Kinds of lines that are rows of one table: how their codes are resolved, what is checked, and how they land.

use sqlx::postgres::PgConnection;

use shahrak_domain::actor::Actor;

use super::decide::{self, Decided};
use super::staged::{self, Staged};
use super::{Mode, forbidden};
use crate::error::Result;

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
pub(super) async fn judge<T: Staged>(
    connection: &mut PgConnection,
    plan: &Plan,
    mode: Mode,
    who: &Actor,
) -> Result<()> {
    let table = T::TABLE;
    for sql in plan.resolve {
        staged::run(connection, sql).await?;
    }
    forbidden::lines::<T>(connection, who).await?;
    keep::<T>(connection, plan).await?;
    for sql in plan.checks {
        staged::refuse(connection, table, sql).await?;
    }
    staged::settle_repeated(connection, table, plan.key, plan.said, plan.facts).await?;
    settle_known::<T>(connection, plan, mode).await?;
    staged::run(connection, &format!("UPDATE {table} SET fate = 'added' WHERE fate IS NULL")).await
}

/// Has the domain judge the staged lines of somebody: each has a fate afterwards.
pub(super) async fn decide<T: Decided>(
    connection: &mut PgConnection,
    plan: &Plan,
    mode: Mode,
    who: &Actor,
) -> Result<()> {
    for sql in plan.resolve {
        staged::run(connection, sql).await?;
    }
    forbidden::lines::<T>(connection, who).await?;
    keep::<T>(connection, plan).await?;
    staged::settle_repeated(connection, T::TABLE, plan.key, plan.said, plan.facts).await?;
    decide::decide::<T>(connection, mode).await
}

/// Decides once more upon lines that are about to land, and lets nobody record anything more of their kind: what was
/// recorded since they were judged may stand in their way. False if one is refused now.
pub(super) async fn decide_again<T: Decided>(
    connection: &mut PgConnection,
    plan: &Plan,
    mode: Mode,
) -> Result<bool> {
    let table = T::TABLE;
    T::hold(connection).await?;
    staged::run(
        connection,
        &format!("UPDATE {table} SET fate = NULL WHERE fate IN ('added', 'changed', 'unchanged')"),
    )
    .await?;
    staged::settle_repeated(connection, table, plan.key, plan.said, plan.facts).await?;
    decide::decide::<T>(connection, mode).await?;
    Ok(mode == Mode::Ship || !has::<T>(connection, "refused").await?)
}

/// Fills in the values of the columns that a file lacks.
async fn keep<T: Staged>(connection: &mut PgConnection, plan: &Plan) -> Result<()> {
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
    staged::run(connection, &format!("UPDATE {staged} AS s SET {values} FROM {table} AS t WHERE {key}")).await
}

/// Lines whose key is recorded: unchanged or changed. What ships never overwrites what is there.
async fn settle_known<T: Staged>(connection: &mut PgConnection, plan: &Plan, mode: Mode) -> Result<()> {
    let (staged, table, key) = (T::TABLE, plan.table, key(plan));
    let same = staged::same(plan.facts, "s", "t");
    let other = if mode == Mode::Ship { "unchanged" } else { "changed" };
    staged::run(
        connection,
        &format!(
            "UPDATE {staged} AS s SET fate = CASE WHEN {same} THEN 'unchanged' ELSE '{other}' END
             FROM {table} AS t WHERE {key} AND s.fate IS NULL"
        ),
    )
    .await
}

/// Writes the lines into the table. Nothing is said to it where there is nothing to write: a statement alone would tell
/// every server that parks and provinces have changed.
pub(super) async fn land<T: Staged>(connection: &mut PgConnection, plan: &Plan) -> Result<()> {
    land_with::<T>(connection, plan, &NOTHING).await
}

/// What added rows get besides what their lines say.
pub(super) struct Also {
    /// The columns.
    pub(super) columns: &'static [&'static str],
    /// Where their values come from: a join to the staged line `s`.
    pub(super) join: &'static str,
}

const NOTHING: Also = Also { columns: &[], join: "" };

/// Writes the lines into the table, with what is known besides of the rows that are added.
pub(super) async fn land_with<T: Staged>(
    connection: &mut PgConnection,
    plan: &Plan,
    also: &Also,
) -> Result<()> {
    let (staged, table, key) = (T::TABLE, plan.table, key(plan));
    if has::<T>(connection, "changed").await? {
        let facts: Vec<String> = plan.facts.iter().map(|fact| format!("{fact} = s.{fact}")).collect();
        let facts = facts.join(", ");
        let sql = format!(
            "UPDATE public.{table} AS t SET {facts} FROM {staged} AS s WHERE {key} AND s.fate = 'changed'"
        );
        staged::run(connection, &sql).await?;
    }
    if !has::<T>(connection, "added").await? {
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
    staged::run(connection, &sql).await
}

/// Whether a staged line has this fate.
pub(super) async fn has<T: Staged>(connection: &mut PgConnection, fate: &str) -> Result<bool> {
    let sql = format!("SELECT EXISTS (SELECT FROM {} WHERE fate = $1)", T::TABLE);
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(fate).fetch_one(connection).await?)
}

/// The condition that `t` has the key of `s`. Plain equality where it will do: only that can be hashed.
fn key(plan: &Plan) -> String {
    if plan.nullable_key {
        return staged::same(plan.key, "s", "t");
    }
    let equal: Vec<String> = plan.key.iter().map(|column| format!("s.{column} = t.{column}")).collect();
    equal.join(" AND ")
}
