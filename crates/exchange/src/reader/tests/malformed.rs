//! Files that are not well-formed CSV in UTF-8.

use std::io::{self, Read};

use expect_test::expect;

use super::{check, shown};
use crate::reader::read;
use crate::row::IsicDivisionRow;
use crate::testing::context;

#[test]
fn a_malformed_line_does_not_hide_the_others() {
    check(
        "code,name\n10\n11,Drinks,too\n12,Tobacco\n",
        &expect![[r#"
            MALFORMED isic_divisions.csv:2 MALFORMED: the header has 2 cells, but this record has 1; put a cell with a comma in quotation marks
            MALFORMED isic_divisions.csv:3 MALFORMED: the header has 2 cells, but this record has 3; put a cell with a comma in quotation marks
            4: 12 "Tobacco"
        "#]],
    );
    check(
        b"code,name\n10,F\xf6\xf6d\n11,Drinks\n",
        &expect![[r#"
            MALFORMED isic_divisions.csv:2 MALFORMED: the line is not UTF-8; save the file as “CSV UTF-8”
            3: 11 "Drinks"
        "#]],
    );
    check(
        b"code,name\n10,\xc3\n11,Drinks\n",
        &expect![[r#"
            MALFORMED isic_divisions.csv:2 MALFORMED: the line is not UTF-8; save the file as “CSV UTF-8”
            3: 11 "Drinks"
        "#]],
    );
    check(
        "code,name\n10,\"Food\n11,Drinks\n12,\"Tobacco\"\n",
        &expect![[r#"
            MALFORMED isic_divisions.csv:2 MALFORMED: a cell has text after its closing quotation mark; double a quotation mark inside a cell
            3: 11 "Drinks"
            4: 12 "Tobacco"
        "#]],
    );
    check(
        "code,name\n10,\"Food\n11,Drinks\n12,Tobacco\n",
        &expect![[r#"
            MALFORMED isic_divisions.csv:2 MALFORMED: a cell begins with a quotation mark and has no closing one; add it, or double a quotation mark inside a cell
            3: 11 "Drinks"
            4: 12 "Tobacco"
        "#]],
    );
}

#[test]
fn a_character_cut_by_a_comma_is_not_utf8() {
    check(
        b"code,name\n1\xc3,\xa9\n",
        &expect![[r#"
            BAD_CODE isic_divisions.csv:2 code BAD_CODE: “1أ” is not an ISIC division; use two digits
        "#]],
    );
}

#[test]
fn a_record_has_a_greatest_length() {
    let long = "x".repeat(3 << 20);
    check(
        format!("code,name\n10,{long}\n11,Drinks\n"),
        &expect![[r#"
            MALFORMED isic_divisions.csv:2 MALFORMED: the record is longer than 1 MiB; is a quotation mark or a line break missing?
            3: 11 "Drinks"
        "#]],
    );
    let lines = "12,Tobacco\n".repeat(1 << 17);
    let file = format!("code,name\n10,\"Food\n{lines}");
    let rows = read::<IsicDivisionRow, _>("isic_divisions.csv", file.as_bytes(), context())
        .unwrap_or_else(|_| panic!());
    let (read, refused): (Vec<_>, Vec<_>) = rows.partition(Result::is_ok);
    assert_eq!((read.len(), refused.len()), (1 << 17, 1));
}

#[test]
fn a_failing_disk_ends_the_file_with_a_refusal() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("disk on fire"))
        }
    }
    let input = io::Cursor::new("code,name\n10,Food\n").chain(Failing);
    let rows =
        read::<IsicDivisionRow, _>("isic_divisions.csv", input, context()).unwrap_or_else(|_| panic!());
    let shown: Vec<String> = rows.map(shown).collect();
    expect![[r#"
        2: 10 "Food"
        UNREADABLE isic_divisions.csv UNREADABLE: the file cannot be read further: disk on fire
    "#]]
    .assert_eq(&shown.concat());
}

#[test]
fn a_long_value_is_cut_and_cannot_command_a_terminal() {
    let file = format!("code,name\n\u{1b}[2J{},Food\n", "9".repeat(1_000));
    check(
        file,
        &expect![[r#"
            BAD_CODE isic_divisions.csv:2 code BAD_CODE: “�[2J999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999…” is not an ISIC division; use two digits
        "#]],
    );
}
