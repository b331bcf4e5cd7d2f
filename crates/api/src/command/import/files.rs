//! Which files an import takes: those named, and those of the folders named, each with what it holds.

use std::fs;
use std::path::{Path, PathBuf};

use shahrak_domain::code::Coded;
use shahrak_exchange::file::{FileKind, is_spreadsheet};

use crate::failure::Failure;

/// A file that is open, and what it holds.
#[derive(Debug)]
pub struct Source {
    /// What it holds.
    pub kind: FileKind,
    /// Where it is.
    pub path: PathBuf,
    /// The file.
    pub file: fs::File,
    /// Its length in bytes.
    pub size: u64,
}

/// The files to import. In folders everything but CSV and workbooks is passed over, and so is what ships with the
/// program, and what a program keeps beside a workbook that is open in it.
///
/// # Errors
/// [`Failure::Usage`] and [`Failure::File`] name the path that is not as it should be.
pub fn find(paths: &[PathBuf], kind: Option<FileKind>) -> Result<Vec<Source>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(named(path, kind)?);
        } else if let Some(kind) = kind {
            let kind = kind.code();
            let folder = path.display();
            return Err(Failure::Usage(format!(
                "--as {kind} applies to files, but {folder} is a folder; name the files"
            )));
        } else {
            files.extend(inside(path)?);
        }
    }
    if files.is_empty() {
        return Err(Failure::Usage(
            "there is nothing to import in the folder; it should contain files such as parks.csv, units.csv and events.csv"
                .to_owned(),
        ));
    }
    Ok(files)
}

/// A file that was named itself.
fn named(path: &Path, kind: Option<FileKind>) -> Result<Source, Failure> {
    // Not opened before it is known to be a file: a pipe would wait for a writer.
    if !fs::metadata(path).map_err(unreadable(path))?.is_file() {
        let path = path.display();
        return Err(Failure::Usage(format!(
            "{path} is not a regular file; name a CSV file, a workbook or a folder of them"
        )));
    }
    let kind = match kind {
        Some(kind) => kind,
        None => FileKind::of_path(path).map_err(|unknown| Failure::Usage(unknown.to_string()))?,
    };
    if kind.ships() {
        let kind = kind.code();
        return Err(Failure::Usage(format!(
            "{kind}.csv is bundled with the program and cannot be imported; leave it out"
        )));
    }
    // Opened now, so that a wrong path is told before any database is asked.
    let file = fs::File::open(path).map_err(unreadable(path))?;
    let size = file.metadata().map_err(unreadable(path))?.len();
    Ok(Source { kind, path: path.to_owned(), file, size })
}

/// The files of a folder, not of those inside it.
fn inside(folder: &Path) -> Result<Vec<Source>, Failure> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        paths.push(entry.map_err(unreadable(folder))?.path());
    }
    paths.sort();
    let lock =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"~$"));
    let ships = |path: &PathBuf| FileKind::of_path(path).is_ok_and(FileKind::ships);
    paths
        .iter()
        .filter(|path| is_spreadsheet(path) && !lock(path) && !ships(path))
        .map(|path| named(path, None))
        .collect()
}

/// For `map_err`: which path cannot be read.
fn unreadable(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::File { doing: "read", path, source }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            fs::write(folder.path().join(file), "").unwrap();
        }
        folder
    }

    #[track_caller]
    fn refused(paths: &[PathBuf], kind: Option<FileKind>, expected: &str) {
        let sentence = find(paths, kind).unwrap_err().sentence();
        assert!(sentence.contains(expected), "{sentence}");
    }

    #[test]
    fn a_folder_gives_its_spreadsheets_without_what_ships() {
        let folder =
            folder(&["units.csv", "Events.CSV", "rates.xlsx", "~$rates.xlsx", "provinces.csv", "README.md"]);
        let kinds: Vec<_> =
            find(&[folder.path().to_owned()], None).unwrap().into_iter().map(|file| file.kind).collect();

        assert_eq!(kinds, [FileKind::Events, FileKind::Rates, FileKind::Units]);
    }

    #[test]
    fn what_cannot_be_imported_is_told_with_what_would_be_right() {
        let folder = folder(&["unit.csv", "years.csv"]);
        let path = |name: &str| vec![folder.path().join(name)];

        refused(&path("unit.csv"), None, "nearest: units.csv");
        refused(&path("years.csv"), None, "bundled with the program");
        refused(&path("parks.csv"), None, "cannot read");
        fs::create_dir(folder.path().join("targets.csv")).unwrap();
        refused(&[folder.path().to_owned()], None, "not a regular file");
        refused(&[folder.path().to_owned()], Some(FileKind::Units), "name the files");
        refused(&[tempfile::tempdir().unwrap().path().to_owned()], None, "nothing to import");
    }

    #[test]
    fn a_kind_that_is_said_overrules_the_name() {
        let folder = folder(&["plants of 1399.csv"]);
        let path = folder.path().join("plants of 1399.csv");

        let found = find(std::slice::from_ref(&path), Some(FileKind::Units)).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].kind, &found[0].path), (FileKind::Units, &path));
    }
}
