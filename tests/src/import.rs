//! Importing files into a register.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test whose files do not arrive has failed")]

use std::fs;
use std::path::Path;

use shahrak_demo::Demo;
use shahrak_domain::act::{Act, Via};
use shahrak_domain::code::Coded as _;
use shahrak_domain::day::Day;
use shahrak_domain::import::{FileKind, ImportReport};
use shahrak_domain::moment::Moment;
use shahrak_exchange::file;
use shahrak_exchange::input;
use shahrak_export::manifest::{MANIFEST, synthetic_in};
use shahrak_import::{ImportFile, ImportOptions, ProgressReport, fill as fill_register, import, load_bundle};
use shahrak_persistence::db;

/// The bundled data.
const SHIPPED: [(&str, &str); 8] = [
    ("provinces.csv", include_str!("../../data/provinces.csv")),
    ("years.csv", include_str!("../../data/years.csv")),
    ("isic_divisions.csv", include_str!("../../data/isic_divisions.csv")),
    ("rates.csv", include_str!("../../data/rates.csv")),
    ("methodologies.csv", include_str!("../../data/methodologies.csv")),
    ("metrics.csv", include_str!("../../data/metrics.csv")),
    ("targets.csv", include_str!("../../data/targets.csv")),
    ("announcements.csv", include_str!("../../data/announcements.csv")),
];

/// Loads the bundled data.
pub async fn load_shipped(url: &str, now: Moment) {
    let report = ship(url, now).await.expect("nothing is loaded yet");
    assert!(report.committed, "{report}");
}

/// Loads the bundled data as a server does that starts: none if they are loaded.
pub async fn ship(url: &str, now: Moment) -> Option<ImportReport> {
    let session = db::open(url).await.unwrap();
    let act = Act { via: Via::Program, ..Act::on_command_line("shahrak", "ship") };
    let options = ImportOptions { act, ..options(now) };
    load_bundle(session, files(&SHIPPED), "as a test ships it", &options).await.unwrap()
}

/// Imports files by their names and returns the report.
pub async fn try_import(url: &str, now: Moment, named: &[(&str, &str)]) -> ImportReport {
    let session = db::open(url).await.unwrap();
    import(session, files(named), &options(now), &mut |_| ()).await.unwrap()
}

/// Imports the CSV files and workbooks of a folder, which may be an export.
pub async fn try_import_folder(url: &str, now: Moment, folder: &Path) -> ImportReport {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let tables = paths.filter(|path| path.extension().is_none_or(|extension| extension != "json"));
    let files = tables.flat_map(|path| opened(&path)).collect();
    let session = db::open(url).await.unwrap();
    let synthetic = fs::read(folder.join(MANIFEST)).ok().and_then(|manifest| synthetic_in(&manifest));
    let options = ImportOptions { synthetic, ..options(now) };
    import(session, files, &options, &mut |_| ()).await.unwrap()
}

fn opened(path: &Path) -> Vec<ImportFile> {
    let kind = file::kind_of(path).ok();
    let file = fs::File::open(path).unwrap();
    let size = file.metadata().unwrap().len();
    let name = path.file_name().unwrap().to_string_lossy();
    let inputs = input::open(file, size, kind).unwrap();
    inputs.into_iter().map(|input| ImportFile::of_input(&name, input)).collect()
}

/// The same, with a callback for the progress.
pub async fn with_progress(
    url: &str,
    now: Moment,
    named: &[(&str, &str)],
    progress: &mut (dyn FnMut(ProgressReport<'_>) + Send),
) -> ImportReport {
    let session = db::open(url).await.unwrap();
    import(session, files(named), &options(now), progress).await.unwrap()
}

/// Fills an empty register with a synthetic one; none if it is not empty.
pub async fn fill(url: &str, now: Moment, demo: &Demo) -> Option<ImportReport> {
    let session = db::open(url).await.unwrap();
    let file = |kind: FileKind| {
        ImportFile::of_text(kind, format!("{}.csv", kind.code()), demo.write(kind, Vec::new()).unwrap())
    };
    let files = Demo::KINDS.map(file).into();
    fill_register(session, files, &options(now), demo.origin(), &mut |_| ()).await.unwrap()
}

/// Checks the files without recording them.
pub async fn dry_run(url: &str, now: Moment, named: &[(&str, &str)]) -> ImportReport {
    let session = db::open(url).await.unwrap();
    let options = ImportOptions { dry_run: true, ..options(now) };
    import(session, files(named), &options, &mut |_| ()).await.unwrap()
}

fn files(named: &[(&str, &str)]) -> Vec<ImportFile> {
    let file = |(name, text): &(&str, &str)| {
        let kind = file::kind_of(Path::new(name)).expect("the name says what the file holds");
        ImportFile::of_text(kind, *name, *text)
    };
    named.iter().map(file).collect()
}

fn options(now: Moment) -> ImportOptions {
    ImportOptions {
        dry_run: false,
        today: Day::new(now.date_naive()),
        now,
        act: Act::on_command_line("a test", "import"),
        zone: "Asia/Tehran".to_owned(),
        synthetic: None,
    }
}
