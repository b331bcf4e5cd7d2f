//! The export of one list into a file, by the filters of the schema.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use graphql_http::{Caller, clock};

use shahrak_domain::actor::Actor;
use shahrak_domain::code::Coded as _;
use shahrak_domain::import::FileKind;
use shahrak_exchange::table::FileFormat;
use shahrak_export::Options;
use shahrak_messages::{Argument, Explain as _, Language, Message, message};
use shahrak_persistence::ledger::listener::LedgerListener;
use shahrak_persistence::ledger::moments;
use shahrak_persistence::reference_cache::ReferenceCache;
use shahrak_persistence::register_info;
use shahrak_persistence::snapshot::Snapshot;

use super::progress::Display;
use super::{connect, everywhere, print, write_file};
use crate::config::export::ExportArgs;
use crate::database::Database;
use crate::exports::asker::Asker;
use crate::exports::parameters::Parameters;
use crate::exports::selection::{self, Selection};
use crate::exports::words;
use crate::failure::{Failure, Need};
use crate::graphql::common::context::Register;
use crate::signals::Stop;

/// The format of the file that is asked for; none for a folder.
pub(super) fn format_of(options: &ExportArgs) -> Option<FileFormat> {
    let extension = options.folder.extension()?.to_str()?.to_ascii_lowercase();
    FileFormat::of_extension(&extension).filter(|_| !options.folder.is_dir())
}

/// Writes the file. It appears when it is complete, and does not replace another one.
///
/// # Errors
/// A condition or a path that is wrong, and errors of the file or of the database.
pub(super) async fn run(
    options: &ExportArgs,
    format: FileFormat,
    language: Language,
    stop: &Stop,
) -> Result<(), Failure> {
    let path = &options.folder;
    let shown = path.display().to_string();
    let kind = kind_of(options)?;
    if path.exists() {
        return Err(Failure::Usage(message!("export-would-replace", path = &*shown)));
    }
    let database = Database::for_command(&options.database).await?;
    let export = Box::pin(export(options, (kind, format), language, &database));
    let exported = stop.unless_requested(message!("export-of-list-stopped", path = &*shown), export).await;
    let stopped = database.stop().await;
    let (rows, known_at, notice) = exported?;
    stopped?;
    if let Some(notice) = notice {
        eprintln!("{}", notice.text(language));
    }
    print(&message!("exported-list", rows = Argument::number(rows), path = &*shown, known_at).text(language))
}

/// What the file holds.
fn kind_of(options: &ExportArgs) -> Result<FileKind, Failure> {
    let stem = options.folder.file_stem().unwrap_or_default().to_string_lossy();
    let name = options.list.as_deref().unwrap_or(&stem);
    let kind = FileKind::parse(name).ok().filter(|kind| !kind.ships());
    kind.ok_or_else(|| {
        let known = FileKind::ALL.iter().filter(|kind| !kind.ships()).map(|kind| kind.code());
        Failure::Usage(message!("export-of-unknown-list", name, known = Argument::list(known)))
    })
}

/// The number of rows, the moment of knowledge, and the notice of a synthetic register.
async fn export(
    options: &ExportArgs,
    (kind, format): (FileKind, FileFormat),
    language: Language,
    database: &Database,
) -> Result<(u64, String, Option<Message>), Failure> {
    let zone = options.place.time_zone;
    database.prepare_if_new(zone).await?;
    let db = connect(database).await?;
    moments::advance(&db).await?;
    let register = Register {
        db: db.clone(),
        snapshot: ReferenceCache::load(db.clone()).await?,
        follower: LedgerListener::new(db.clone()),
        zone,
    };
    // The command line acts as an administrator.
    let caller = Caller(Some(Arc::new(Actor::of_command_line("shahrak export"))));
    let asker = Asker { register, db: db.clone(), now: clock::now(), caller, language };
    let mut parameters = options.conditions.clone();
    parameters.extend(options.known_at.map(|moment| ("knownAt".to_owned(), moment.to_rfc3339())));
    let selected = selection::of_kind(&asker, kind, Parameters::given(parameters)).await;
    let Selection { list, known_at } =
        selected.map_err(|refusal| Failure::Usage(Message::verbatim(words(&refusal, language))))?;
    let sight = everywhere(&db).await?;
    let snapshot = Snapshot::begin(database.url()).await?;
    let known_at = match known_at {
        Some(moment) => moment,
        None => snapshot.present().await?,
    };
    let synthetic = register_info::synthetic(&snapshot).await?;
    let options_of_list = Options { format, headers: options.headers.into(), known_at, sight };
    let part = Part::beside(&options.folder);
    let mut display = Display::begin(language);
    display.file(kind.code());
    let (rows, _) = write_file(&snapshot, &list, &options_of_list, &part.0, &mut display).await?;
    display.end();
    let unwritable = |source| Failure::File { need: Need::Write, path: options.folder.clone(), source };
    fs::rename(&part.0, &options.folder).map_err(unwritable)?;
    let known_at = known_at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    Ok((rows, known_at, synthetic.map(|synthetic| synthetic.message())))
}

/// A file that is being written. What is not complete is removed.
struct Part(PathBuf);

impl Part {
    fn beside(path: &Path) -> Part {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Part(path.with_file_name(format!(".{name}.part")))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // A complete file has another name by now.
        let _ = fs::remove_file(&self.0);
    }
}
