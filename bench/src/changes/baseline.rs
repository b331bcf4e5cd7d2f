//! The same changes by `pgbench`: the statements of each, in a transaction of its own.

use super::act::changed;
use super::{Act, Subject};
use crate::failure::Result;
use crate::http::Connection;
use crate::load::Load;
use crate::pgbench::Scripts;
use crate::site::Site;
use crate::statements::Log;
use crate::tools::Tools;

/// A measured act, and the scripts of the same changes.
pub struct Baseline {
    /// The mutation.
    pub name: &'static str,
    /// What the server made of it.
    pub load: Load,
    /// The statements.
    pub scripts: Scripts,
}

/// How many changes each client of pgbench makes in turn.
const EACH: usize = 8;

/// The number of the first one: more than are measured at the server.
const FIRST: usize = 20_000;

/// In place of the text of a change that pgbench makes again and again: it would change nothing after the first time.
const ANOTHER_TEXT: &str = "('changed ' || clock_timestamp())";

/// In place of the day on which a target was decided: each revision has its own, here by the millisecond.
const ANOTHER_DAY: &str =
    "(DATE '1900-01-01' + ((extract(epoch FROM clock_timestamp()) * 1000)::bigint % 1000000)::integer)";

/// Makes some changes, and writes down by which statements.
///
/// # Errors
/// A change that is not made; too few transactions in PostgreSQL's log.
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
    // Past those that are measured first: as each client of the server, each of pgbench has some of its own.
    for (number, subject) in (FIRST..).zip(subjects.iter().rev().take(EACH * clients)) {
        act.perform(connection, subject, number).await?;
        // None while a connection does not know yet that it has to log.
        let statements = log.transaction()?;
        let varied = |all: Vec<String>| all.iter().map(|sql| varied(sql, number)).collect();
        changes.extend(statements.map(varied));
    }
    log.end()?;
    Scripts::write_of_clients(site.folder.join(act.name), &changes, clients)
}

/// A statement that does the like each time that it is made.
fn varied(sql: &str, number: usize) -> String {
    let sql = sql.replace(&format!("'{}'", changed(number)), ANOTHER_TEXT);
    match sql.contains("INSERT INTO \"target_revision\"") {
        true => with_another_day(&sql),
        false => sql,
    }
}

/// The statement with [`ANOTHER_DAY`] in place of the one day in it.
fn with_another_day(sql: &str) -> String {
    let day = |part: &&str| part.len() == 10 && part.split('-').map(str::len).eq([4, 2, 2]);
    match sql.split('\'').find(day) {
        Some(day) => sql.replace(&format!("'{day}'"), ANOTHER_DAY),
        None => sql.to_owned(),
    }
}
