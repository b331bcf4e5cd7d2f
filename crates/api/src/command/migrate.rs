//! `shahrak migrate`: migrates the database and loads the bundled data, as `serve` and `import` do at their start.

use super::print;
use crate::config::MigrateArgs;
use crate::database::Database;
use crate::failure::Failure;
use crate::signals::Stop;

pub async fn run(options: &MigrateArgs, stop: &Stop) -> Result<(), Failure> {
    let database = Database::for_command(&options.database).await?;
    let prepare = database.prepare(options.place.time_zone);
    let prepared = stop.unless_requested("stopped; the current migration was rolled back", prepare).await;
    let stopped = database.stop().await;
    prepared?;
    stopped?;
    print("The database is up to date.")
}
