//! The report of an import: counts by file, refusals and warnings, as text for people and as JSON for programs.

use std::collections::HashMap;
use std::fmt;

use serde::{Serialize, Serializer};
use shahrak_messages::{Argument, Language, Message, message};

use super::{FileKind, RowError, Warning};
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
    pub refusals: Vec<RowError>,
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
    pub fn refuse(&mut self, refusal: RowError) {
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

    /// The report for programs, with messages in a language. Those of warnings are in Persian too.
    pub fn to_json(&self, language: Language) -> serde_json::Value {
        let mut report = serde_json::to_value(self).unwrap_or_default();
        for (place, refusal) in self.refusals.iter().enumerate() {
            report["refusals"][place]["message"] = refusal.message.text(language).into();
        }
        for (place, warning) in self.warnings.iter().enumerate() {
            let shown = &mut report["warnings"][place];
            shown["message"] = warning.message.text(language).into();
            shown["message_fa"] = warning.message.text(Language::Persian).into();
        }
        report
    }
}

impl FileReport {
    /// The report of a file of which nothing was read yet.
    pub fn new(name: impl Into<String>, kind: FileKind) -> FileReport {
        let name = name.into();
        FileReport { name, kind, read: 0, added: 0, changed: 0, unchanged: 0, refused: 0 }
    }
}

/// In English.
impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

/// The items, how many more there are, and an empty line after them.
fn list(items: impl Iterator<Item = String>, left_out: u64, language: Language) -> String {
    let mut list: String = items.map(|item| item + "\n").collect();
    if left_out > 0 {
        list += &(message!("report-more", count = left_out).text(language) + "\n");
    }
    if list.is_empty() { list } else { list + "\n" }
}

impl ImportReport {
    /// The report for people: warnings, refusals, a table of the files, and the result.
    pub fn text(&self, language: Language) -> String {
        let warnings = self.warnings.iter().map(|warning| warning.text(language));
        let refusals = self.refusals.iter().map(|refusal| refusal.text(language));
        list(warnings, self.warnings_left_out, language)
            + &list(refusals, self.refusals_left_out, language)
            + &self.table(language)
            + &self.result().text(language)
    }

    fn table(&self, language: Language) -> String {
        let name = |file: &FileReport| file.name.chars().count();
        let width = self.files.iter().map(name).max().unwrap_or_default().max(4);
        let head = [
            message!("report-read"),
            message!("report-added"),
            message!("report-changed"),
            message!("report-unchanged"),
            message!("report-refused"),
        ];
        let row = |name: &str, cells: [String; 5]| {
            let cells: String = cells.iter().map(|cell| format!("  {cell:>9}")).collect();
            format!("{name:width$}{cells}\n")
        };
        let head = row(&message!("report-file").text(language), head.map(|title| title.text(language)));
        let files = self.files.iter().map(|file| {
            let counts = [file.read, file.added, file.changed, file.unchanged, file.refused];
            row(&file.name, counts.map(|count| message!("report-count", count).text(language)))
        });
        head + &files.collect::<String>()
    }

    /// Whether anything was recorded.
    fn result(&self) -> Message {
        let seconds = || Argument::number(format!("{:.1}", self.seconds));
        match (self.committed, self.dry_run, self.refused()) {
            (true, ..) => message!("report-imported", seconds = seconds()),
            (false, true, 0) => message!("report-checked", seconds = seconds()),
            (false, _, 0) => message!("report-stopped", seconds = seconds()),
            (false, _, errors) => message!("report-errors", count = errors),
        }
    }
}

#[cfg(test)]
mod tests;
