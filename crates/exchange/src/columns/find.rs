//! Finding a column by what a header calls it, and the kind of a file by its header.

use std::collections::HashMap;
use std::sync::LazyLock;

use shahrak_domain::code::Coded;
use shahrak_domain::import::FileKind;

use super::{Column, UNIT_STATE, columns_of};
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
}

/// Of each kind: what each spelling names.
static KNOWN: LazyLock<Vec<HashMap<String, Named>>> =
    LazyLock::new(|| FileKind::ALL.iter().map(|kind| known(*kind)).collect());

/// Headers of a column with the name of the province, beside one with its code.
const NAME_OF_PROVINCE: [&str; 3] = ["province name", "name of the province", "نام استان"];

fn known(kind: FileKind) -> HashMap<String, Named> {
    let columns = columns_of(kind);
    let mut known = HashMap::new();
    if columns.iter().any(|column| column.name == "province") {
        known.extend(NAME_OF_PROVINCE.map(|name| (folded(name), Named::NameOfProvince)));
    }
    if kind == FileKind::Units {
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
    KNOWN[kind as usize].get(&folded(cell)).copied()
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
