//! `shahrak migrate`: the database at the present version, with what ships; `serve` and `import` begin so too.

use super::say;
use crate::config::Migrate;
use crate::database::Database;
use crate::failure::Failure;
use crate::signals::Stop;

/// Brings the database to the present version.
///
/// # Errors
/// What keeps it from being there.
pub async fn run(options: &Migrate, stop: &Stop) -> Result<(), Failure> {
    let database = Database::to_use(&options.database).await?;
    let prepare = database.prepare(options.place.time_zone);
    let prepared = stop.unless_asked("stopped; the current migration was rolled back", prepare).await;
    let stopped = database.stop().await;
    prepared?;
    stopped?;
    say("The database is up to date.")
}
