//! The same changes by `pgbench`: the statements of each in one transaction.

use super::act::changed;
use super::{Act, Subject};
use crate::failure::Result;
use crate::http::Connection;
use crate::load::Load;
use crate::pgbench::Scripts;
use crate::site::Site;
use crate::statements::Log;
use crate::tools::Tools;

/// A measured act, and the scripts for pgbench.
pub struct Baseline {
    /// The mutation.
    pub name: &'static str,
    /// The result of the server.
    pub load: Load,
    /// The statements.
    pub scripts: Scripts,
}

/// The number of different changes of each client of pgbench.
const EACH: usize = 8;

/// The number of the first one, greater than those that the server makes.
const FIRST: usize = 20_000;

/// Replaces the text of a change that pgbench repeats: the same text would change nothing after the first time.
const ANOTHER_TEXT: &str = "('changed ' || clock_timestamp())";

/// Replaces the day of a decision about a target: each revision needs another one, here by the millisecond.
const ANOTHER_DAY: &str =
    "(DATE '1900-01-01' + ((extract(epoch FROM clock_timestamp()) * 1000)::bigint % 1000000)::integer)";

/// Makes some changes, and logs their statements.
///
/// # Errors
/// A refused change, or too few transactions in PostgreSQL's log.
pub async fn record(
    tools: &Tools,
    site: &Site,
    connection: &mut Connection,
    act: &Act,
    subjects: &[Subject],
    clients: usize,
) -> Result<Scripts> {
    let mut log = Log::begin(tools, &site.url)?;
    let mut changes = Vec::new();
    // After the subjects of the server: each client of pgbench has its own, too.
    for (number, subject) in (FIRST..).zip(subjects.iter().rev().take(EACH * clients)) {
        act.perform(connection, subject, number).await?;
        // None if the connection has not noticed yet that it has to log.
        let statements = log.transaction()?;
        let varied = |all: Vec<String>| all.iter().map(|sql| varied(sql, number)).collect();
        changes.extend(statements.map(varied));
    }
    log.end()?;
    Scripts::write_of_clients(site.folder.join(act.name), &changes, clients)
}

/// A statement that has an effect each time it is run.
fn varied(sql: &str, number: usize) -> String {
    let sql = sql.replace(&format!("'{}'", changed(number)), ANOTHER_TEXT);
    match sql.contains("INSERT INTO \"target_revision\"") {
        true => with_another_day(&sql),
        false => sql,
    }
}

/// The statement with [`ANOTHER_DAY`] in place of its only day.
fn with_another_day(sql: &str) -> String {
    let day = |part: &&str| part.len() == 10 && part.split('-').map(str::len).eq([4, 2, 2]);
    match sql.split('\'').find(day) {
        Some(day) => sql.replace(&format!("'{day}'"), ANOTHER_DAY),
        None => sql.to_owned(),
    }
}
