//! One line made of single cells, as a form fills it: what is entered by hand obeys the rules of files.

use std::sync::Arc;

use shahrak_domain::violation::{EMPTY, EMPTY_IN_PERSIAN};

use crate::columns::{Column, NOTHINGS};
use crate::file::FileKind;
use crate::reader::{self, Context, Record, RefusedLine};
use crate::refusal::{Refusal, RefusalCode};
use crate::text::{escape, unescape};

/// A line of a kind of file with some of its columns. A column that is not there leaves a value, an empty cell clears it.
#[derive(Clone, Debug)]
pub struct Entry {
    kind: FileKind,
    cells: Vec<(&'static str, String)>,
}

impl Entry {
    /// A line without cells.
    pub fn new(kind: FileKind) -> Entry {
        Entry { kind, cells: Vec::new() }
    }

    /// The kind of file.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// A line that states nothing in all columns that have to state something.
    pub fn blank(kind: FileKind) -> Entry {
        let required = kind.columns().iter().filter(|column| column.required);
        Entry { kind, cells: required.map(|column| (column.name, String::new())).collect() }
    }

    /// Fills a column; an empty text clears it. None leaves it.
    #[must_use]
    pub fn cell(mut self, column: &'static str, text: Option<impl ToString>) -> Entry {
        self.cells.extend(text.map(|text| (column, text.to_string())));
        self
    }

    /// The same of something whose code nothing has.
    #[must_use]
    pub fn as_new(mut self) -> Entry {
        self.cells.retain(|(column, _)| *column != "code");
        self.cell("code", Some(NOTHINGS))
    }

    /// What a row says, in all of its columns.
    pub fn of<T: Record>(row: &T) -> Entry {
        let cells = T::KIND.columns().iter().zip(row.cells());
        let cells = cells.map(|(column, text)| (column.name, unescape(&text).to_owned()));
        Entry { kind: T::KIND, cells: cells.collect() }
    }

    /// What stands in a column; none where the line leaves it.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.cells.iter().find(|(name, _)| *name == column).map(|(_, text)| text.trim())
    }

    /// Fills what a line has to state, and it does not, with what is recorded.
    #[must_use]
    pub fn completed(mut self, recorded: &Entry) -> Entry {
        let lacking = |column: &&str| {
            let other = PAIRS.iter().find(|pair| pair.contains(column));
            let half = other.is_some_and(|pair| pair.iter().any(|other| self.get(other).is_some()));
            let required = self.kind.columns().iter().any(|it| it.name == *column && it.required);
            self.get(column).is_none() && (required || half)
        };
        let names = self.kind.columns().iter().map(|column| column.name).filter(lacking);
        for column in names.collect::<Vec<_>>() {
            self = self.cell(column, recorded.get(column));
        }
        self
    }

    /// What the line would change: the columns in which it says something else than is recorded, and what is there.
    pub fn differences<'a>(&'a self, recorded: &'a Entry) -> impl Iterator<Item = (&'static str, &'a str)> {
        let cells = self.cells.iter().map(|(column, text)| (*column, text.trim()));
        cells.filter_map(|(column, text)| {
            let there = recorded.get(column).unwrap_or_default();
            (there != text).then_some((column, there))
        })
    }

    /// What the line says.
    ///
    /// # Errors
    /// All refusals of its cells, and of columns that must be there.
    pub fn read<T: Record>(&self, context: Arc<Context>) -> Result<T, RefusedLine<T>> {
        let unread = |refusals| RefusedLine::unread(FIRST, refusals);
        let lacking = self.lacking();
        if !lacking.is_empty() {
            return Err(unread(lacking));
        }
        let (csv, _) = file(std::slice::from_ref(self));
        let mut rows = reader::read::<T, _>("", csv.as_bytes(), context).map_err(unread)?;
        rows.next().unwrap_or_else(|| Err(unread(Vec::new()))).map(|line| line.row)
    }

    /// What a line without any text lacks; nothing of another line. A file passes over it.
    pub fn lacking(&self) -> Vec<Refusal> {
        if self.cells.iter().any(|(_, text)| !text.trim().is_empty()) {
            return Vec::new();
        }
        let empty = Refusal::new("", RefusalCode::Empty, EMPTY).in_persian(EMPTY_IN_PERSIAN).at(FIRST);
        let required = self.kind.columns().iter().filter(|column| column.required);
        required.map(|column| empty.clone().in_column(column.name)).collect()
    }
}

/// The line after the header.
const FIRST: u64 = 2;

/// Columns that say something only together.
const PAIRS: [[&str; 2]; 2] = [["latitude", "longitude"], ["isic_revision", "isic_code"]];

/// A file of lines of one kind with all columns that any of them fills, and the number of the line on which each begins.
pub fn file(entries: &[Entry]) -> (String, Vec<u64>) {
    let columns = entries.first().map_or(&[][..], |first| first.kind.columns());
    let filled = |column: &&Column| entries.iter().any(|entry| entry.get(column.name).is_some());
    let names: Vec<&str> = columns.iter().filter(filled).map(|column| column.name).collect();
    let (mut csv, mut line, mut begins) = (format!("{}\n", names.join(",")), FIRST, Vec::new());
    for entry in entries {
        let cells: Vec<String> =
            names.iter().map(|name| quoted(entry.get(name).unwrap_or_default())).collect();
        let record = cells.join(",");
        begins.push(line);
        line += 1 + record.matches('\n').count() as u64;
        csv += &record;
        csv.push('\n');
    }
    (csv, begins)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escape(text).replace('"', "\"\""))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use shahrak_domain::code::Coded;

    use super::*;
    use crate::row::UnitRow;
    use crate::testing::context;

    fn unit(name: &str) -> Entry {
        let entry = Entry::new(FileKind::Units).cell("code", Some("U-1"));
        entry.cell("province", Some("IR-09")).cell("name_en", Some(name))
    }

    #[test]
    fn what_is_entered_is_read_as_it_is() {
        for name in ["Steel", "=1+1", "'=1", "a, \"b\"", "-5", "'tis"] {
            let row: UnitRow = unit(name).read(context()).unwrap();
            assert_eq!(row.name_en, name);
        }
    }

    #[test]
    fn every_mistake_is_found_at_once() {
        let entry = Entry::new(FileKind::Units).cell("code", Some("a b")).cell("sector", Some("x"));
        let entry = entry.cell("name_en", Some("")).cell("province", Some("IR-99"));
        let refusals = entry.read::<UnitRow>(context()).unwrap_err().refusals;
        let found: Vec<_> =
            refusals.iter().map(|it| (it.column.as_deref().unwrap(), it.code.code())).collect();
        assert_eq!(
            found,
            [
                ("code", RefusalCode::BadCode.code()),
                ("province", RefusalCode::UnknownProvince.code()),
                ("name_en", RefusalCode::Empty.code()),
                ("sector", RefusalCode::BadValue.code()),
            ]
        );
    }

    #[test]
    fn a_line_without_text_lacks_what_must_be_there() {
        let blank = Entry::new(FileKind::Units).cell("code", Some(" "));
        let refusals = blank.read::<UnitRow>(context()).unwrap_err().refusals;
        let columns: Vec<_> = refusals.iter().map(|it| it.column.as_deref().unwrap()).collect();
        assert_eq!(columns, ["code", "name_en"]);
    }

    #[test]
    fn a_line_is_completed_by_what_is_recorded() {
        let recorded: UnitRow = unit("Steel")
            .cell("isic_revision", Some("4"))
            .cell("isic_code", Some("24"))
            .read(context())
            .unwrap();
        let recorded = Entry::of(&recorded);
        let line = Entry::new(FileKind::Units).cell("code", Some("U-1")).cell("isic_code", Some("25"));
        assert_eq!(line.differences(&recorded).collect::<Vec<_>>(), [("isic_code", "24")]);
        let line = line.completed(&recorded);
        assert_eq!(line.get("name_en"), Some("Steel"));
        assert_eq!(line.get("isic_revision"), Some("4"));
        assert_eq!(line.get("province"), None);
    }

    #[test]
    fn a_file_says_where_each_of_its_lines_begins() {
        let two = [unit("a\nb"), unit("c").cell("owner", Some("d"))];
        let (csv, begins) = file(&two);
        assert_eq!(
            csv,
            "code,province,name_en,owner\n\"U-1\",\"IR-09\",\"a\nb\",\"\"\n\"U-1\",\"IR-09\",\"c\",\"d\"\n"
        );
        assert_eq!(begins, [2, 4]);
    }
}
