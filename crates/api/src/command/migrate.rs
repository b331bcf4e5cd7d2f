//! `shahrak migrate`: migrates the database and loads the bundled data, as `serve` and `import` do at their start.

use shahrak_messages::{Language, message};

use super::print;
use crate::config::MigrateArgs;
use crate::database::Database;
use crate::failure::Failure;
use crate::signals::Stop;

pub async fn run(options: &MigrateArgs, language: Language, stop: &Stop) -> Result<(), Failure> {
    let database = Database::for_command(&options.database).await?;
    let prepare = database.prepare(options.place.time_zone);
    let prepared = stop.unless_requested(message!("stopped-migration"), prepare).await;
    let stopped = database.stop().await;
    prepared?;
    stopped?;
    print(&message!("database-up-to-date").text(language))
}
