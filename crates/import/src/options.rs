//! What an import is asked to do, and how it tells how far it has come.

use std::io::Read;

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_exchange::workbook::Findings;

/// A file to import.
pub struct ImportFile {
    /// What it holds.
    pub kind: FileKind,
    /// How it is named in the report.
    pub name: String,
    /// Its content.
    pub input: Box<dyn Read + Send>,
    /// Its length in bytes, if known.
    pub size: Option<u64>,
    /// Of a workbook: what is found besides the text of its cells.
    pub findings: Option<Findings>,
}

/// How an import is done.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// Does everything but keep it.
    pub dry_run: bool,
    /// Today, where the register is kept.
    pub today: Day,
    /// Now, by the clock of the caller. No moment of recording is taken that is later by this clock or the database's.
    pub now: Moment,
    /// Whose act it is. Lines beyond what they may do are refused.
    pub act: Act,
    /// Where today is, as the tz database names it: `Asia/Tehran`.
    pub zone: String,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// What is being read or judged.
    pub file: &'a str,
    /// Bytes read of it, or records judged.
    pub bytes: u64,
    /// All of its bytes, if known.
    pub size: Option<u64>,
}

impl Progress<'static> {
    /// Everything is judged; what follows is the landing.
    pub const VALIDATED: Self = Self { file: "validated", bytes: u64::MAX - 1, size: None };
    /// Everything is judged and written; what follows is the commit, which can no longer be taken back.
    pub const COMMIT: Self = Self { file: "commit", bytes: u64::MAX, size: None };
}

impl Progress<'_> {
    /// Whether this is [`Progress::VALIDATED`].
    pub fn is_validated(&self) -> bool {
        self.bytes == Progress::VALIDATED.bytes
    }

    /// Whether this is [`Progress::COMMIT`].
    pub fn is_commit(&self) -> bool {
        self.bytes == Progress::COMMIT.bytes
    }
}
