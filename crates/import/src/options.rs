//! The input of an import, and its progress.

use std::fmt;
use std::io::{Cursor, Read};

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::synthetic::Synthetic;
use shahrak_exchange::input::Input;
use shahrak_exchange::workbook::Findings;

/// A file to import.
pub struct ImportFile {
    /// Its kind.
    pub kind: FileKind,
    /// Its name in the report.
    pub name: String,
    /// Its content.
    pub input: Box<dyn Read + Send>,
    /// Its length in bytes, if known.
    pub size: Option<u64>,
    /// Of a workbook: findings of its conversion, besides the text of the cells.
    pub findings: Option<Findings>,
    /// Whether only its columns tell its kind.
    pub by_columns: bool,
}

impl ImportFile {
    /// A text, of which the name states the kind.
    pub fn of_text(kind: FileKind, name: impl Into<String>, text: impl Into<Vec<u8>>) -> ImportFile {
        let text = text.into();
        let size = u64::try_from(text.len()).ok();
        let input = Box::new(Cursor::new(text));
        ImportFile { kind, name: name.into(), input, size, findings: None, by_columns: false }
    }

    /// An open file with this name. A further sheet of a workbook is a file of its own in the report.
    pub fn of_input(name: &str, input: Input) -> ImportFile {
        let Input { kind, by_columns, sheet, content, size, findings } = input;
        let name = sheet.map_or_else(|| name.to_owned(), |sheet| format!("{name} ({sheet})"));
        ImportFile { kind, name, input: content, size, findings, by_columns }
    }
}

impl fmt::Debug for ImportFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImportFile")
            .field("kind", &self.kind)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// How files are imported.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// Whether nothing is recorded: the files are only checked.
    pub dry_run: bool,
    /// Today, in the time zone of the register.
    pub today: Day,
    /// Now, by the clock of the caller. Moments of recording that are later by this clock or the database's are refused.
    pub now: Moment,
    /// Whose act it is. Lines beyond their permission are refused.
    pub act: Act,
    /// The time zone of the register, as the tz database names it: `Asia/Tehran`.
    pub zone: String,
    /// From what the files were made, if they are those of a synthetic register: then this register is synthetic too.
    pub synthetic: Option<Synthetic>,
}

/// The progress of an import.
#[derive(Clone, Copy, Debug)]
pub struct ProgressReport<'a> {
    /// The file that is being read, or “the ledger” during validation.
    pub file: &'a str,
    /// Bytes read, or records validated.
    pub bytes: u64,
    /// The size of the file in bytes, if known.
    pub size: Option<u64>,
}

impl ProgressReport<'static> {
    /// Everything is validated; writing follows.
    pub const VALIDATED: Self = Self { file: "validated", bytes: u64::MAX - 1, size: None };
    /// Everything is written; the commit follows, which cannot be cancelled any more.
    pub const COMMIT: Self = Self { file: "commit", bytes: u64::MAX, size: None };
}

impl ProgressReport<'_> {
    /// Whether this is [`ProgressReport::VALIDATED`].
    pub fn is_validated(&self) -> bool {
        self.bytes == ProgressReport::VALIDATED.bytes
    }

    /// Whether this is [`ProgressReport::COMMIT`].
    pub fn is_commit(&self) -> bool {
        self.bytes == ProgressReport::COMMIT.bytes
    }
}
