//! Finding a column by what a header calls it, and the kind of a file by its header.

use std::collections::HashMap;
use std::sync::LazyLock;

use shahrak_domain::code::Coded;
use shahrak_domain::import::FileKind;
use shahrak_domain::text::trim;

use super::one_sheet::DAYS;
use super::{Column, ONE_SHEET, UNIT_STATE, columns_of};
use crate::spelling::folded;

/// What a cell of a header names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// The column at this index of the kind
    Column(usize),
    /// The name of the province, beside its code
    NameOfProvince,
    /// A column that exports write and that is not read: it follows from others
    Derived,
    /// A column of a sheet with units and their events
    OfSheet,
    /// The numbers of the rows, which say nothing about the register
    RowNumber,
}

/// Of each kind: what each spelling names.
static KNOWN: LazyLock<Vec<HashMap<String, Named>>> =
    LazyLock::new(|| FileKind::ALL.iter().map(|kind| known(*kind)).collect());

/// Headers of a column with the name of the province, beside one with its code.
const NAME_OF_PROVINCE: [&str; 3] = ["province name", "name of the province", "نام استان"];

/// Headers of a column with the code of the province. Beside it, a column of provinces has their names.
const CODE_OF_PROVINCE: [&str; 4] = ["province code", "code of the province", "کد استان", "iso code"];

/// Headers of a column that numbers the rows.
const ROW_NUMBER: [&str; 7] = ["row", "row number", "row no.", "no.", "no", "ردیف", "شماره ردیف"];

fn known(kind: FileKind) -> HashMap<String, Named> {
    let columns = columns_of(kind);
    let mut known: HashMap<String, Named> = ROW_NUMBER.map(|name| (folded(name), Named::RowNumber)).into();
    if columns.iter().any(|column| column.name == "province") {
        known.extend(NAME_OF_PROVINCE.map(|name| (folded(name), Named::NameOfProvince)));
    }
    if kind == FileKind::Units {
        let of_sheet = ONE_SHEET.iter().flat_map(Column::spellings);
        known.extend(of_sheet.map(|spelling| (folded(spelling), Named::OfSheet)));
        let derived = UNIT_STATE.iter().flat_map(Column::spellings);
        known.extend(derived.map(|spelling| (folded(spelling), Named::Derived)));
    }
    for (place, column) in columns.iter().enumerate() {
        known.extend(column.spellings().map(|spelling| (folded(spelling), Named::Column(place))));
    }
    known
}

/// What a cell of a header names in a kind of file.
pub(crate) fn named(kind: FileKind, cell: &str) -> Option<Named> {
    if trim(cell) == "#" {
        return Some(Named::RowNumber);
    }
    KNOWN[kind as usize].get(&folded(cell)).copied()
}

/// The column that a cell of a header names in a sheet with units and their events, beside those of units.
pub(crate) fn named_in_one_sheet(cell: &str) -> Option<&'static Column> {
    let cell = folded(cell);
    ONE_SHEET.iter().find(|column| column.spellings().any(|spelling| folded(spelling) == cell))
}

/// Whether a header is that of a sheet with units and their events: it has a column for the day of an event.
pub(crate) fn is_one_sheet(header: &[impl AsRef<str>]) -> bool {
    let mut columns = header.iter().filter_map(|cell| named_in_one_sheet(cell.as_ref()));
    columns.any(|column| DAYS.contains(&column.name))
}

/// Whether a cell of a header names the code of the unit.
pub(crate) fn unit_code(cell: &str) -> bool {
    named(FileKind::Units, cell) == Some(Named::Column(0))
}

/// Whether a cell of a header names the code of the province, rather than the province.
pub(crate) fn names_code(cell: &str) -> bool {
    let cell = folded(cell);
    CODE_OF_PROVINCE.iter().any(|name| folded(name) == cell)
}

/// The kind of file that has these columns: the one that needs no other column and knows most of them. None if several do,
/// or none.
pub(crate) fn kind_with(header: &[String]) -> Option<FileKind> {
    let mut fitting: Vec<(usize, FileKind)> = Vec::new();
    for kind in FileKind::ALL.iter().copied().filter(|kind| !kind.ships()) {
        let named: Vec<Named> = header.iter().filter_map(|cell| named(kind, cell)).collect();
        let has = |place| named.contains(&Named::Column(place));
        let complete =
            columns_of(kind).iter().enumerate().all(|(place, column)| !column.required || has(place));
        if complete && is_header(kind, header) {
            fitting.push((named.len(), kind));
        }
    }
    let most = fitting.iter().map(|(known, _)| *known).max()?;
    let mut best = fitting.into_iter().filter(|(known, _)| *known == most);
    best.next().filter(|_| best.next().is_none()).map(|(_, kind)| kind)
}

/// Whether these cells are a header: it names at least two columns of the kind, and no more unknown ones than known ones.
pub(crate) fn is_header(kind: FileKind, cells: &[String]) -> bool {
    let filled = cells.iter().filter(|cell| !folded(cell).is_empty()).count();
    let known = known_in(kind, cells);
    known >= 2 && 2 * known >= filled
}

/// How many cells name a column of the kind.
pub(crate) fn known_in(kind: FileKind, cells: &[String]) -> usize {
    cells.iter().filter(|cell| named(kind, cell).is_some()).count()
}

/// The kind of file that a name names, in either language: `units`, `Units`, and the Persian word.
pub(crate) fn kind_named(name: &str) -> Option<FileKind> {
    use shahrak_messages::{Explain as _, Language};
    let name = folded(name);
    FileKind::ALL.iter().copied().find(|kind| {
        let label = |language| folded(&kind.message().text(language));
        [folded(kind.code()), label(Language::English), label(Language::Persian)].contains(&name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(header: &str) -> Option<FileKind> {
        kind_with(&header.split(',').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_file_is_known_by_its_columns() {
        assert_eq!(kind("code,park,name_en"), Some(FileKind::Units));
        assert_eq!(kind("کد,شهرک,نام"), Some(FileKind::Units));
        assert_eq!(kind("Code,Province,Name,Kind,Ownership,Approved on"), Some(FileKind::Parks));
        assert_eq!(kind("event,unit,kind,occurred_on,jobs"), Some(FileKind::Events));
        assert_eq!(kind("date,amount,remark"), None);
    }

    #[test]
    fn a_kind_is_named_in_either_language() {
        assert_eq!(kind_named("Units"), Some(FileKind::Units));
        assert_eq!(kind_named("واحدها"), Some(FileKind::Units));
        assert_eq!(kind_named("Support cases"), Some(FileKind::SupportCases));
        assert_eq!(kind_named("Sheet1"), None);
    }
}
