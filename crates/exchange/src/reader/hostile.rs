//! Files of strangers: whatever they contain, reading ends, with rows or refusals.

use std::io::Cursor;

use proptest::prelude::*;
use shahrak_domain::import::FileKind;

use super::read;
use crate::file_row::FileRow;
use crate::row::{AnnouncementRow, EventRow, ParkRow, UnitRow};
use crate::testing::context;
use crate::workbook;

/// The largest text of a converted sheet.
const MOST: u64 = 1 << 20;

/// Pieces of a file of units or events.
fn file() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        "code",
        "unit",
        "kind",
        "occurred_on",
        "province",
        "name_en",
        "name_fa",
        "jobs",
        "investment_irr",
        "کد",
        "تاریخ",
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "\"",
        "\"\"",
        "'",
        "=",
        "+",
        "-",
        "IR-09",
        "commissioned",
        "1399/11/08",
        "2021-01-27",
        "۱۲",
        "1,160",
        "99999999999999999999",
        "e1",
        "U1",
        " ",
        "\u{feff}",
        "\u{0}",
        "\u{200f}",
        "sep=;",
        "#N/A",
        "é",
    ]);
    let text = prop::collection::vec(pieces, 0..150).prop_map(|pieces| pieces.concat());
    prop_oneof![
        text.clone().prop_map(String::into_bytes),
        text.clone().prop_map(|text| text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        text.prop_map(|text| [b"code,unit,kind,occurred_on\n", text.as_bytes()].concat()),
        prop::collection::vec(any::<u8>(), 0..400),
    ]
}

fn ends<T: FileRow>(bytes: &[u8]) {
    match read::<T, _>("file.csv", Cursor::new(bytes), context()) {
        // A line has at least one byte.
        Ok(rows) => assert!(rows.count() <= bytes.len() + 1),
        Err(refusals) => assert!(!refusals.is_empty(), "a refusal says why"),
    }
}

/// A workbook of one sheet with one cell.
fn small_workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, text) in ["code", "unit", "kind", "occurred_on"].iter().enumerate() {
        sheet.write(0, u16::try_from(column).unwrap_or_default(), *text).expect("a cell");
    }
    workbook.save_to_buffer().expect("a workbook")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_file_is_read_to_an_end(bytes in file()) {
        ends::<UnitRow>(&bytes);
        ends::<EventRow>(&bytes);
        ends::<ParkRow>(&bytes);
        ends::<AnnouncementRow>(&bytes);
    }

    #[test]
    fn any_damaged_workbook_is_read_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..20),
        length in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let mut bytes = small_workbook();
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        if cut {
            let length = length.index(bytes.len());
            bytes.truncate(length);
        }
        let _ = workbook::to_csv(Cursor::new(bytes), FileKind::Events, MOST);
    }
}
