//! The files of an import: those named on the command line, and those of named folders, with their kinds.

use std::fs;
use std::path::{Path, PathBuf};

use shahrak_domain::code::Coded;
use shahrak_domain::import::{FileKind, Warning};
use shahrak_domain::synthetic::Synthetic;
use shahrak_exchange::file::{self, UnknownFile};
use shahrak_exchange::input;
use shahrak_export::manifest::{MANIFEST, synthetic_in};
use shahrak_export::package::DATA_PACKAGE;
use shahrak_import::ImportFile;
use shahrak_messages::{Argument, Explain, Message, message};

use crate::failure::{Failure, Need};

/// The files of an import.
#[derive(Debug, Default)]
pub struct ImportSources {
    /// The files that are read.
    pub sources: Vec<ImportFile>,
    /// Warnings about files in the folders that are not read.
    pub left_out: Vec<Warning>,
    /// From what the files were made, by the manifest of a folder.
    pub synthetic: Option<Synthetic>,
}

/// Opens the files to import. Unreadable files in a folder are listed with the reason; hidden files, and the lock files of
/// open workbooks, are ignored.
///
/// # Errors
/// [`Failure::Usage`] and [`Failure::File`] name the wrong path.
pub fn find(paths: &[PathBuf], kind: Option<FileKind>) -> Result<ImportSources, Failure> {
    let mut found = ImportSources::default();
    for path in paths {
        if !path.is_dir() {
            found.sources.extend(named(path, kind)?);
        } else if let Some(kind) = kind {
            let folder = path.display().to_string();
            return Err(Failure::Usage(message!("kind-for-folder", kind = kind.code(), folder)));
        } else {
            inside(path, &mut found)?;
        }
    }
    if found.sources.is_empty() {
        return Err(Failure::Usage(nothing(&found.left_out)));
    }
    Ok(found)
}

/// The error for folders without a readable file.
fn nothing(left_out: &[Warning]) -> Message {
    match left_out {
        [] => message!("folder-without-files"),
        _ => {
            let reasons = left_out.iter().map(|warning| warning.message.clone());
            message!("folder-without-readable-files", reasons = Argument::clauses(reasons))
        }
    }
}

/// Opens a file that was named itself. If its name does not tell what it holds, its columns do.
fn named(path: &Path, kind: Option<FileKind>) -> Result<Vec<ImportFile>, Failure> {
    // Only a file is opened: a pipe would wait for a writer.
    if !fs::metadata(path).map_err(unreadable(path))?.is_file() {
        return Err(Failure::Usage(message!("not-a-file", path = path.display().to_string())));
    }
    let kind = match kind {
        Some(kind) => Ok(kind),
        None => file::kind_of(path),
    };
    match &kind {
        Ok(kind) if kind.ships() => {
            return Err(Failure::Usage(message!("file-bundled-alone", kind = kind.code())));
        }
        Err(unknown @ UnknownFile::Form { .. }) => return Err(Failure::Usage(unknown.message())),
        Ok(_) | Err(UnknownFile::Name { .. }) => {}
    }
    // Opened now, so that a wrong path is reported before connecting to the database.
    let file = fs::File::open(path).map_err(unreadable(path))?;
    let size = file.metadata().map_err(unreadable(path))?.len();
    let inputs = input::open(file, size, kind.as_ref().ok().copied()).map_err(unreadable(path))?;
    match kind {
        Err(unknown) if inputs.is_empty() => Err(Failure::Usage(unknown.message())),
        _ => {
            let name = path.display().to_string();
            Ok(inputs.into_iter().map(|input| ImportFile::of_input(&name, input)).collect())
        }
    }
}

/// Adds the files of a folder, without its subfolders.
fn inside(folder: &Path, found: &mut ImportSources) -> Result<(), Failure> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        paths.push(entry.map_err(unreadable(folder))?.path());
    }
    paths.sort();
    let manifest = folder.join(MANIFEST);
    if manifest.is_file() {
        let content = fs::read(&manifest).map_err(unreadable(&manifest))?;
        found.synthetic = found.synthetic.or(synthetic_in(&content));
    }
    for path in paths.iter().filter(|path| !is_passed_over(path)) {
        let files = left_out(path).map_or_else(|| named(path, None), |message| Err(Failure::Usage(message)));
        match files {
            Ok(files) => found.sources.extend(files),
            Err(Failure::Usage(message)) => {
                found.left_out.push(Warning::new(path.display().to_string(), message));
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

/// Whether a file is hidden, the lock file of a program, or describes the files of an export.
fn is_passed_over(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || ["thumbs.db", "desktop.ini", MANIFEST, DATA_PACKAGE].contains(&&*name)
}

/// Why an entry of a folder is not opened.
fn left_out(path: &Path) -> Option<Message> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if path.is_dir() {
        return Some(message!("folder-in-folder", name = &*name));
    }
    match file::kind_of(path) {
        Ok(kind) if kind.ships() => Some(message!("file-bundled", name = &*name)),
        Ok(_) | Err(_) => None,
    }
}

/// For `map_err`: names the unreadable path.
fn unreadable(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::File { need: Need::Read, path, source }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use shahrak_messages::Language;

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
        let sentence = find(paths, kind).unwrap_err().sentence(Language::English);
        assert!(sentence.contains(expected), "{sentence}");
    }

    #[test]
    fn what_is_in_a_folder_is_read_or_listed() {
        let names = [
            "units.csv",
            "Events.CSV",
            "rates.xlsx",
            "~$rates.xlsx",
            "._units.csv",
            ".DS_Store",
            "provinces.csv",
            "README.md",
            "events.xls",
            "parks.ods",
            "targets.tsv",
            "unit.csv",
            "units (1).csv",
            "units.csv.csv",
            "واحدها.csv",
        ];
        let folder = folder(&names);
        fs::create_dir(folder.path().join("1399")).unwrap();

        let found = find(&[folder.path().to_owned()], None).unwrap();

        let kinds: Vec<_> = found.sources.iter().map(|file| file.kind).collect();
        let expected =
            [FileKind::Events, FileKind::Rates, FileKind::Targets, FileKind::Units, FileKind::Units];
        assert_eq!(kinds, expected);
        let left_out: Vec<_> =
            found.left_out.iter().map(|warning| warning.file.rsplit('/').next().unwrap()).collect();
        let expected = [
            "1399",
            "README.md",
            "events.xls",
            "parks.ods",
            "provinces.csv",
            "unit.csv",
            "units (1).csv",
            "units.csv.csv",
        ];
        assert_eq!(left_out, expected);
        let said = |name: &str| {
            let path = folder.path().join(name).display().to_string();
            found.left_out.iter().find(|warning| warning.file == path).unwrap().message.to_string()
        };
        assert!(said("events.xls").contains("save it as “CSV UTF-8” or as .xlsx"), "{}", said("events.xls"));
        assert!(said("unit.csv").contains("nearest: units.csv"), "{}", said("unit.csv"));
        assert!(said("provinces.csv").contains("ships with the program"));
        assert!(said("1399").contains("folder"));
    }

    #[test]
    fn a_folder_without_a_file_that_is_read_says_why() {
        let folder = folder(&["units.xls", "notes.md"]);
        let paths = [folder.path().to_owned()];

        refused(&paths, None, "nothing to import");
        refused(&paths, None, "“units.xls” is not read");
    }

    #[test]
    fn what_cannot_be_imported_is_told_with_what_would_be_right() {
        let folder = folder(&["unit.csv", "units.xls", "years.csv"]);
        let path = |name: &str| vec![folder.path().join(name)];

        refused(&path("unit.csv"), None, "nearest: units.csv");
        refused(&path("years.csv"), None, "bundled with the program");
        refused(&path("parks.csv"), None, "cannot read");
        refused(&path("units.xls"), None, "only .csv, .tsv, .txt and .xlsx files are");
        refused(&[folder.path().to_owned()], Some(FileKind::Units), "name the files");
        refused(&[tempfile::tempdir().unwrap().path().to_owned()], None, "nothing to import");
    }

    #[test]
    fn a_kind_that_is_said_overrules_the_name() {
        let folder = folder(&["plants of 1399.csv"]);
        let path = folder.path().join("plants of 1399.csv");

        let found = find(std::slice::from_ref(&path), Some(FileKind::Units)).unwrap();
        assert_eq!(found.sources.len(), 1);
        assert_eq!(
            (found.sources[0].kind, &found.sources[0].name),
            (FileKind::Units, &path.display().to_string())
        );
    }
}
