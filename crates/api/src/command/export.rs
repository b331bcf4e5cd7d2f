//! `shahrak export`: writes the register as files.

mod folder;
mod one_list;
mod progress;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::Duration;

use shahrak_domain::moment::Moment;
use shahrak_export::digest::Digesting;
use shahrak_export::manifest::{Manifest, Origin};
use shahrak_export::package::{self, DATA_PACKAGE};
use shahrak_export::{Failure as ExportFailure, List, Options, archive, list, register};
use shahrak_messages::{Argument, Language, message};
use shahrak_persistence::db::{Db, DbOptions};
use shahrak_persistence::ledger::moments;
use shahrak_persistence::reference_cache::{ProvinceId, ReferenceCache};
use shahrak_persistence::register_info;
use shahrak_persistence::snapshot::Snapshot;

use self::folder::Folder;
use self::progress::Display;
use super::print;
use crate::config::export::ExportArgs;
use crate::database::Database;
use crate::failure::{Failure, Need};
use crate::signals::Stop;

/// How long a small statement may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Exports the register, or a list of it. The files appear when all are complete.
///
/// # Errors
/// Errors of the folder or of the database.
pub async fn run(options: &ExportArgs, language: Language, stop: &Stop) -> Result<(), Failure> {
    if let Some(format) = one_list::format_of(options) {
        return one_list::run(options, format, language, stop).await;
    }
    if !options.conditions.is_empty() || options.list.is_some() {
        let path = options.folder.display().to_string();
        return Err(Failure::Usage(message!("export-of-list-without-file", path)));
    }
    let mut folder = Folder::open(&options.folder, options.format.into(), options.headers.into())?;
    let database = Database::for_command(&options.database).await?;
    let shown = options.folder.display().to_string();
    let export = Box::pin(export(options, language, &mut folder, &database));
    let exported = stop.unless_requested(message!("export-stopped", folder = &*shown), export).await;
    let stopped = database.stop().await;
    let manifest = exported?;
    stopped?;
    let rows: u64 = manifest.files.iter().map(|file| file.rows).sum();
    let files = Argument::number(manifest.files.len());
    let known_at = &*manifest.known_at;
    print(
        &message!("exported", files, rows = Argument::number(rows), folder = &*shown, known_at)
            .text(language),
    )
}

async fn export(
    options: &ExportArgs,
    language: Language,
    folder: &mut Folder,
    database: &Database,
) -> Result<Manifest, Failure> {
    database.prepare_if_new(options.place.time_zone).await?;
    let db = connect(database).await?;
    let moment = options.known_at.or_else(|| folder.begun_at());
    if let Some(moment) = moment {
        check(&db, moment).await?;
    }
    moments::advance(&db).await?;
    let snapshot = Snapshot::begin(database.url()).await?;
    let known_at = match moment {
        Some(moment) => moment,
        None => snapshot.present().await?,
    };
    let sight = everywhere(&db).await?;
    db.close().await;
    let (format, headers) = (options.format.into(), options.headers.into());
    let options = Options { format, headers, known_at, sight };
    let synthetic = register_info::synthetic(&snapshot).await?;
    let origin = synthetic.map(|synthetic| Origin::of(synthetic, language));
    folder.begin(Manifest::new(&options, origin, true))?;
    write(&snapshot, &options, folder, &mut Display::begin(language)).await?;
    folder.publish()
}

/// Writes all files that are not there yet.
async fn write(
    snapshot: &Snapshot,
    options: &Options,
    folder: &mut Folder,
    display: &mut Display,
) -> Result<(), Failure> {
    let lists: Vec<(String, List)> = register::lists(options)
        .into_iter()
        .map(|list| (register::file_name(&list, options), list))
        .collect();
    folder.check(lists.iter().map(|(name, _)| &**name).chain([DATA_PACKAGE]))?;
    for (name, list) in lists {
        // What was recorded by a moment stays the same; what else there is, is as it is now.
        if register::stays(list.kind()) && folder.keep(&name)? {
            continue;
        }
        display.file(&name);
        let part = folder.part(&name);
        let (rows, digest) = write_file(snapshot, &list, options, &part, display).await?;
        folder.add(name, rows, digest)?;
    }
    display.end();
    write_package(folder)
}

/// Writes the data package of the files, if tools can read them by the names of columns.
fn write_package(folder: &mut Folder) -> Result<(), Failure> {
    let path = folder.part(DATA_PACKAGE);
    let unwritable = |source| Failure::File { need: Need::Write, path: path.clone(), source };
    let text = folder.manifest().map(package::text).transpose().map_err(unwritable)?;
    let Some(text) = text.flatten() else { return Ok(()) };
    let mut output = Digesting::new(File::create(&path).map_err(unwritable)?);
    output.write_all(text.as_bytes()).map_err(unwritable)?;
    let (file, digest) = output.finish();
    file.sync_all().map_err(unwritable)?;
    folder.add(DATA_PACKAGE.to_owned(), 0, digest)
}

async fn write_file(
    snapshot: &Snapshot,
    list: &List,
    options: &Options,
    path: &Path,
    display: &mut Display,
) -> Result<(u64, shahrak_export::digest::Digest), Failure> {
    let unwritable = |source| Failure::File { need: Need::Write, path: path.to_owned(), source };
    let file = File::create(path).map_err(unwritable)?;
    let mut output = Digesting::new(BufWriter::new(file));
    let written = list::write(snapshot, list, options, &mut output, display).await;
    let written = written.map_err(|failure| match failure {
        ExportFailure::Database(error) => Failure::Database(error),
        ExportFailure::Output(source) => unwritable(source),
        ExportFailure::TooManyRows => Failure::Usage(message!("export-too-large-for-workbook")),
    })?;
    if let Some(workbook) = written.file {
        archive::copy(workbook, &mut output, display).await.map_err(unwritable)?;
    }
    let (mut file, digest) = output.finish();
    file.flush().and_then(|()| file.get_ref().sync_all()).map_err(unwritable)?;
    Ok((written.rows, digest))
}

/// Refuses a moment that has not come.
async fn check(db: &Db, moment: Moment) -> Result<(), Failure> {
    if moments::settle(db, moment).await? {
        return Ok(());
    }
    let now = moments::present(db).await?.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    Err(Failure::Usage(message!("this-moment-in-future", now)))
}

/// All provinces: the command line acts as an administrator.
async fn everywhere(db: &Db) -> Result<Vec<ProvinceId>, Failure> {
    let reference = ReferenceCache::load(db.clone()).await?.current();
    Ok(reference.provinces.iter().filter_map(|province| reference.province_id(&province.code)).collect())
}

async fn connect(database: &Database) -> Result<Db, Failure> {
    let options = DbOptions {
        url: database.url().to_owned(),
        connections: 1,
        heavy: 1,
        writers: 1,
        control: 1,
        acquire_timeout: TIMEOUT,
        statement_timeout: TIMEOUT,
    };
    Ok(Db::connect(&options).await?)
}
