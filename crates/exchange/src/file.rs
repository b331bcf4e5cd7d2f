//! The kind of a file, by its name.

use std::path::Path;

use shahrak_domain::code::Coded;
use shahrak_domain::import::FileKind;
use shahrak_messages::{Argument, Explain, Message, explained_errors, message};

use crate::columns::find::kind_named;
use crate::suggest::suggest;

/// Why the name of a file is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnknownFile {
    /// The name does not name a kind of file.
    Name {
        /// Name of the file.
        name: String,
        /// The name that was probably meant.
        near: Option<FileKind>,
    },
    /// Neither text nor a workbook.
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

/// The kind of a file by its name: `events.csv` or `Events.xlsx`, or the same in Persian, in any folder.
///
/// # Errors
/// [`UnknownFile`] says how to name or save the file.
pub fn kind_of(path: &Path) -> Result<FileKind, UnknownFile> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    if !is_spreadsheet(path) {
        return Err(UnknownFile::Form { name: name.into_owned() });
    }
    kind_named(&stem).ok_or_else(|| {
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

/// Whether the extension of a file is one that can be imported.
fn is_spreadsheet(path: &Path) -> bool {
    let known = |extension: &std::ffi::OsStr| {
        ["csv", "tsv", "txt", "xlsx"].iter().any(|it| extension.eq_ignore_ascii_case(it))
    };
    path.extension().is_some_and(known)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
