//! One line made of single cells, as a form fills it: what is entered by hand obeys the rules of files.

use std::sync::Arc;

use crate::file::FileKind;
use crate::reader::{self, Context, Record};
use crate::refusal::Refusal;
use crate::text::escape;

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

    /// Fills a column; an empty text clears it. None leaves it.
    #[must_use]
    pub fn cell(mut self, column: &'static str, text: Option<impl ToString>) -> Entry {
        self.cells.extend(text.map(|text| (column, text.to_string())));
        self
    }

    /// The column with this name, if the kind has it.
    pub fn has(&self, column: &str) -> bool {
        self.cells.iter().any(|(name, _)| *name == column)
    }

    /// A file with the columns that are filled, and this line.
    pub fn to_csv(&self) -> String {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let names: Vec<&str> = self.cells.iter().map(|(name, _)| *name).collect();
        let cells: Vec<String> = self.cells.iter().map(|(_, text)| quoted(&escape(text))).collect();
        format!("{}\n{}\n", names.join(","), cells.join(","))
    }

    /// What the line says.
    ///
    /// # Errors
    /// All [`Refusal`]s of its cells, and of columns that must be there.
    pub fn read<T: Record>(&self, context: Arc<Context>) -> Result<T, Vec<Refusal>> {
        let csv = self.to_csv();
        let mut rows = reader::read::<T, _>("", csv.as_bytes(), context)?;
        match rows.next() {
            Some(line) => line.map(|line| line.row),
            None => Err(Vec::new()),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use shahrak_domain::code::Coded;

    use super::*;
    use crate::refusal::RefusalCode;
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
        let refusals = entry.read::<UnitRow>(context()).unwrap_err();
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
}
