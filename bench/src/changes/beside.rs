//! The same changes by `pgbench`: the statements of each, in a transaction of its own.

use super::{Act, Subject};
use crate::failure::Result;
use crate::http::Connection;
use crate::load::Load;
use crate::pgbench::Scripts;
use crate::site::Site;
use crate::statements::Log;
use crate::tools::Tools;

/// A measured act, and the scripts of the same changes.
pub struct Beside {
    /// The mutation.
    pub name: &'static str,
    /// What the server made of it.
    pub load: Load,
    /// The statements.
    pub scripts: Scripts,
}

/// How many changes each client of pgbench makes in turn.
const EACH: usize = 8;

/// Makes some changes, and writes down by which statements.
///
/// # Errors
/// A change that is not made; no transaction in PostgreSQL's log.
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
    for (number, subject) in subjects.iter().rev().take(EACH * clients).enumerate() {
        act.perform(connection, subject, number).await?;
        changes.push(log.transaction()?);
    }
    log.end()?;
    Scripts::write_of_clients(site.folder.join(act.name), &changes, clients)
}
