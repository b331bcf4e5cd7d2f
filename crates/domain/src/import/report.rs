//! The report of an import: counts by file, refusals and warnings, as text for people and as JSON for programs.

use std::collections::HashMap;
use std::fmt;

use serde::{Serialize, Serializer};

use super::{FileKind, Refusal, Warning};
use crate::code::Coded;

/// The report of an import.
#[derive(Clone, Debug, Serialize)]
pub struct ImportReport {
    /// Whether it was a dry run.
    pub dry_run: bool,
    /// Whether the register has changed: everything was recorded, or nothing.
    pub committed: bool,
    /// The duration.
    pub seconds: f64,
    /// The files in the order in which they were applied.
    pub files: Vec<FileReport>,
    /// The first refusals.
    pub refusals: Vec<Refusal>,
    /// How many refusals are not in the list.
    pub refusals_left_out: u64,
    /// The first warnings.
    pub warnings: Vec<Warning>,
    /// How many warnings are not in the list.
    pub warnings_left_out: u64,
    #[serde(skip)]
    limit: usize,
}

/// The counts of one file, in lines; `read` is the sum of the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// The name of the file.
    pub name: String,
    /// Its kind.
    #[serde(serialize_with = "code")]
    pub kind: FileKind,
    /// Lines after the header.
    pub read: u64,
    /// Lines that add a record.
    pub added: u64,
    /// Lines that change a record.
    pub changed: u64,
    /// Lines that are recorded already.
    pub unchanged: u64,
    /// Lines with a refusal.
    pub refused: u64,
}

fn code<S: Serializer>(kind: &FileKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.code())
}

impl ImportReport {
    /// How many refusals and warnings a report lists.
    pub const LIMIT: usize = 1_000;

    /// An empty report, which lists at most `limit` refusals and as many warnings.
    pub fn new(dry_run: bool, limit: usize) -> ImportReport {
        ImportReport {
            dry_run,
            committed: false,
            seconds: 0.0,
            files: Vec::new(),
            refusals: Vec::new(),
            refusals_left_out: 0,
            warnings: Vec::new(),
            warnings_left_out: 0,
            limit,
        }
    }

    /// Adds a refusal: to the list while there is room, to the count in any case.
    pub fn refuse(&mut self, refusal: Refusal) {
        if self.has_room() {
            self.refusals.push(refusal);
        } else {
            self.refusals_left_out += 1;
        }
    }

    /// Adds a warning: to the list while there is room, to the count in any case.
    pub fn warn(&mut self, warning: Warning) {
        if self.warnings.len() < self.limit {
            self.warnings.push(warning);
        } else {
            self.warnings_left_out += 1;
        }
    }

    /// Whether the next refusal is listed.
    pub fn has_room(&self) -> bool {
        self.refusals.len() < self.limit
    }

    /// Puts refusals and warnings in the order of the files and of their lines.
    pub fn sort(&mut self) {
        let files: HashMap<&str, usize> =
            self.files.iter().enumerate().rev().map(|(place, file)| (&*file.name, place)).collect();
        self.refusals.sort_by_key(|refusal| (files.get(&*refusal.file).copied(), refusal.line));
        self.warnings.sort_by_key(|warning| (files.get(&*warning.file).copied(), warning.line));
    }

    /// Names the cells of workbooks by their file, line and column.
    pub fn name_cells(&mut self, cell: impl Fn(&str, u64, Option<&str>) -> Option<String>) {
        let cell = |file: &str, line: Option<u64>, column: Option<&str>| {
            cell(file, line.filter(|line| *line > 0)?, column)
        };
        for refusal in &mut self.refusals {
            refusal.cell = cell(&refusal.file, refusal.line, refusal.column.as_deref());
        }
        for warning in &mut self.warnings {
            warning.cell = cell(&warning.file, warning.line, warning.column.as_deref());
        }
    }

    /// How many refusals there are, those left out included.
    pub fn refused(&self) -> u64 {
        self.refusals.len() as u64 + self.refusals_left_out
    }

    /// The report for programs.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

impl FileReport {
    /// The report of a file of which nothing was read yet.
    pub fn new(name: impl Into<String>, kind: FileKind) -> FileReport {
        let name = name.into();
        FileReport { name, kind, read: 0, added: 0, changed: 0, unchanged: 0, refused: 0 }
    }
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        list(f, &self.warnings, self.warnings_left_out)?;
        list(f, &self.refusals, self.refusals_left_out)?;
        self.table(f)?;
        let seconds = self.seconds;
        match (self.committed, self.dry_run, self.refused()) {
            (true, ..) => write!(f, "Imported in {seconds:.1} s."),
            (false, true, 0) => write!(f, "Checked in {seconds:.1} s; nothing was recorded (--dry-run)."),
            (false, _, 0) => write!(f, "Stopped after {seconds:.1} s; nothing was recorded."),
            (false, _, 1) => write!(f, "1 error; nothing was recorded."),
            (false, _, errors) => write!(f, "{errors} errors; nothing was recorded."),
        }
    }
}

/// Writes the listed items, the number of others, and an empty line.
fn list(f: &mut fmt::Formatter<'_>, items: &[impl fmt::Display], left_out: u64) -> fmt::Result {
    items.iter().try_for_each(|item| writeln!(f, "{item}"))?;
    match (items.len(), left_out) {
        (0, 0) => Ok(()),
        (_, 0) => writeln!(f),
        (_, more) => writeln!(f, "… and {more} more\n"),
    }
}

impl ImportReport {
    fn table(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |file: &FileReport| file.name.chars().count();
        let width = self.files.iter().map(name).max().unwrap_or_default().max(4);
        let head = ["read", "added", "changed", "unchanged", "refused"];
        write!(f, "{:width$}", "file")?;
        head.iter().try_for_each(|title| write!(f, "  {title:>9}"))?;
        writeln!(f)?;
        for file in &self.files {
            write!(f, "{:width$}", file.name)?;
            let counts = [file.read, file.added, file.changed, file.unchanged, file.refused];
            counts.iter().try_for_each(|count| write!(f, "  {count:>9}"))?;
            writeln!(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
