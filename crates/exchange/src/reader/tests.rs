use expect_test::{Expect, expect};
use shahrak_domain::code::Coded;

use super::*;
use crate::row::IsicDivisionRow;
use crate::testing::{assert_persian, context};

mod cells;
mod header;
mod malformed;
mod understood;

/// The lines of a file of divisions, or its refusals.
fn check(file: impl AsRef<[u8]>, expected: &Expect) {
    let read = match read::<IsicDivisionRow, _>("isic_divisions.csv", file.as_ref(), context()) {
        Ok(rows) => {
            let header = rows.mistakes().iter().map(listed).collect();
            [header].into_iter().chain(rows.map(shown)).collect()
        }
        Err(refusals) => vec![refusals.iter().map(listed).collect()],
    };
    expected.assert_eq(&read.concat());
}

fn shown(item: Result<Line<IsicDivisionRow>, RefusedLine<IsicDivisionRow>>) -> String {
    match item {
        Ok(Line { number, row }) => format!("{number}: {} {:?}\n", row.code, row.name),
        Err(line) => line.refusals.iter().map(listed).collect(),
    }
}

fn listed(refusal: &RowError) -> String {
    assert_persian(refusal);
    format!("{} {refusal}\n", refusal.code.code())
}

#[test]
fn columns_go_by_name_in_any_order() {
    check(
        "code,name\n10,Food\n",
        &expect![[r#"
        2: 10 "Food"
    "#]],
    );
    check(
        "name,code\nFood,10",
        &expect![[r#"
        2: 10 "Food"
    "#]],
    );
    check(
        "\u{feff}code,name\r\n10,Food\r\n11,\"Drinks, \"\"soft\"\" too\"\r\n",
        &expect![[r#"
        2: 10 "Food"
        3: 11 "Drinks, \"soft\" too"
    "#]],
    );
    check(
        "\n\"code\", name \n10,Food\n",
        &expect![[r#"
        3: 10 "Food"
    "#]],
    );
}

#[test]
fn a_line_is_that_on_which_its_record_begins() {
    let file = "code,name\n\n10,\"Food\n\n\"\n,\n   \n1,Drinks\r\n\r\n12,Tobacco\n";
    check(
        file,
        &expect![[r#"
            3: 10 "Food"
            BAD_CODE isic_divisions.csv:8 code BAD_CODE: “1” is not an ISIC division; use two digits
            10: 12 "Tobacco"
        "#]],
    );
}

#[test]
fn bytes_are_counted_for_the_progress() {
    let file = "\u{feff}code,name\r\n10,Food\r\n\r\n11,Drinks";
    let mut rows = read::<IsicDivisionRow, _>("f", file.as_bytes(), context()).unwrap_or_else(|_| panic!());
    assert_eq!(rows.by_ref().count(), 2);
    assert_eq!(rows.bytes(), file.len() as u64);
}
