//! The kinds of files, told by their names.

use std::path::Path;

use shahrak_domain::code::Coded;
use shahrak_domain::import::FileKind;

use crate::nearest::nearest;

/// A file that is not read because of its name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownFile {
    /// The name does not say what the file holds.
    #[error("the name “{name}” does not tell the kind of file{hint}; name it {known}, or use --as KIND")]
    Name {
        /// Name of the file.
        name: String,
        /// The nearest kind of file.
        hint: String,
        /// All kinds of files.
        known: String,
    },
    /// Neither CSV nor a workbook.
    #[error(
        "“{name}” is not read: only .csv and .xlsx files are; save it as “CSV UTF-8” or as .xlsx, with its new ending in its name"
    )]
    Form {
        /// Name of the file.
        name: String,
    },
}

impl UnknownFile {
    /// Why the file is not read, in Persian.
    pub fn persian(&self) -> String {
        match self {
            UnknownFile::Name { name, known, .. } => {
                format!("نام «{name}» نمی‌گوید در فایل چیست؛ آن را یکی از این‌ها بنامید: {known}")
            }
            UnknownFile::Form { name } => {
                format!(
                    "«{name}» خوانده نمی‌شود: تنها فایل‌های .csv و .xlsx خوانده می‌شوند؛ آن را به شکل «CSV UTF-8» یا .xlsx ذخیره کنید"
                )
            }
        }
    }
}

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
        let known = FileKind::ALL.iter().filter(|kind| !kind.ships()).map(|kind| kind.code());
        UnknownFile::Name {
            name: name.into_owned(),
            hint: nearest(&stem, known.clone())
                .map_or_else(String::new, |kind| format!(" (nearest: {kind}.csv)")),
            known: known.map(|kind| format!("{kind}.csv")).collect::<Vec<_>>().join(", "),
        }
    })
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
