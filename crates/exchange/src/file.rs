//! The kinds of files by their names.

use std::path::Path;

use shahrak_domain::code::Coded;
use shahrak_domain::import::FileKind;
use shahrak_messages::{Argument, Explain, Message, explained_errors, message};

use crate::suggest::suggest;

/// A file that is not read because of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnknownFile {
    /// The name does not say what the file holds.
    Name {
        /// Name of the file.
        name: String,
        /// The nearest kind of file.
        near: Option<FileKind>,
    },
    /// Neither CSV nor a workbook.
    Form {
        /// Name of the file.
        name: String,
    },
}

impl Explain for UnknownFile {
    fn message(&self) -> Message {
        let known = || Argument::list(imported().map(file_name));
        match self {
            UnknownFile::Name { name, near: None } => message!("file-of-unknown-kind", name, known = known()),
            UnknownFile::Name { name, near: Some(near) } => {
                message!("file-of-unknown-kind-near", name, near = file_name(*near), known = known())
            }
            UnknownFile::Form { name } => message!("file-of-unknown-form", name),
        }
    }
}

explained_errors!(UnknownFile);

/// What the file holds by its name: `events.csv` or `events.xlsx`, whatever its folder and the case of its letters.
///
/// # Errors
/// [`UnknownFile`] says how the file should be named or saved.
pub fn kind_of(path: &Path) -> Result<FileKind, UnknownFile> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    if !is_spreadsheet(path) {
        return Err(UnknownFile::Form { name: name.into_owned() });
    }
    FileKind::parse(&stem).map_err(|_| {
        let near = suggest(&stem, imported().map(FileKind::code));
        let near = near.and_then(|code| FileKind::parse(code).ok());
        UnknownFile::Name { name: name.into_owned(), near }
    })
}

/// The kinds of files that users import.
fn imported() -> impl Iterator<Item = FileKind> {
    FileKind::ALL.iter().copied().filter(|kind| !kind.ships())
}

fn file_name(kind: FileKind) -> String {
    format!("{}.csv", kind.code())
}

/// Whether the file is one that can be imported, by the end of its name: `.csv` or `.xlsx`.
fn is_spreadsheet(path: &Path) -> bool {
    let known =
        |extension: &std::ffi::OsStr| ["csv", "xlsx"].iter().any(|it| extension.eq_ignore_ascii_case(it));
    path.extension().is_some_and(known)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
