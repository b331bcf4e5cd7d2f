//! Headers: the names of columns.

use expect_test::expect;

use super::check;
use crate::row::{EventRow, InfrastructureRow, UnitRow};
use crate::testing::refused;

#[test]
fn a_header_is_judged_as_a_whole() {
    check(
        "",
        &expect![[r#"
            MALFORMED isic_divisions.csv MALFORMED: the file is empty; its first line must name the columns: code, name
        "#]],
    );
    check(
        "Code,nmae,code,,colour\n10,Food\n",
        &expect![[r#"
            DUPLICATE_COLUMN isic_divisions.csv:1 code DUPLICATE_COLUMN: the column code occurs twice; remove one of them
            UNKNOWN_COLUMN isic_divisions.csv:1 nmae UNKNOWN_COLUMN: a file of isic divisions has no column nmae; did you mean name?
            UNKNOWN_COLUMN isic_divisions.csv:1 colour UNKNOWN_COLUMN: a file of isic divisions has no column colour; its columns are code, name
            MISSING_COLUMN isic_divisions.csv:1 name MISSING_COLUMN: the column name is missing; a file of isic divisions needs it
            MALFORMED isic_divisions.csv:2 MALFORMED: the header has 5 cells, but this record has 2; put a cell with a comma in quotation marks
        "#]],
    );
    check(
        "code;name\n10;Food\n",
        &expect![[r#"
            2: 10 "Food"
        "#]],
    );
    check(
        "code,name,name\n",
        &expect![[r#"
            DUPLICATE_COLUMN isic_divisions.csv:1 name DUPLICATE_COLUMN: the column name occurs twice; remove one of them
        "#]],
    );
    check(
        "PK\u{3}\u{4}",
        &expect![[r#"
            MALFORMED isic_divisions.csv MALFORMED: this workbook cannot be read; save it as .xlsx, or its sheet as “CSV UTF-8”
        "#]],
    );
    check(
        [0xff, 0xfe, b'c', 0],
        &expect![[r#"
            UNKNOWN_COLUMN isic_divisions.csv:1 c UNKNOWN_COLUMN: a file of isic divisions has no column c; its columns are code, name
            MISSING_COLUMN isic_divisions.csv:1 code MISSING_COLUMN: the column code is missing; a file of isic divisions needs it
            MISSING_COLUMN isic_divisions.csv:1 name MISSING_COLUMN: the column name is missing; a file of isic divisions needs it
        "#]],
    );
    check(
        b"code,n\xe1me\n",
        &expect![[r#"
            MALFORMED isic_divisions.csv:1 MALFORMED: the line is not UTF-8; save the file as “CSV UTF-8”
        "#]],
    );
    check(
        "code,\"name\n10,Food\n",
        &expect![[r#"
            MALFORMED isic_divisions.csv:1 MALFORMED: a cell begins with a quotation mark and has no closing one; add it, or double a quotation mark inside a cell
        "#]],
    );
}

#[test]
fn the_nearest_column_is_named() {
    expect![[r#"
        UNKNOWN_COLUMN events.csv:1 occured_on UNKNOWN_COLUMN: a file of events has no column occured_on; did you mean occurred_on?
        UNKNOWN_COLUMN events.csv:1 recorded UNKNOWN_COLUMN: a file of events has no column recorded; did you mean recorded_at?
        MISSING_COLUMN events.csv:1 occurred_on MISSING_COLUMN: the column occurred_on is missing; a file of events needs it
    "#]].assert_eq(&refused::<EventRow>(
        b"event,unit,kind,occured_on,investment,capacity,reason,voids,recorded,comment\n",
    ));
    expect![""].assert_eq(&refused::<UnitRow>(b"code,name,province\n"));
    expect![[r#"
        UNKNOWN_COLUMN infrastructure.csv:1 since UNKNOWN_COLUMN: a file of infrastructure has no column since; did you mean in_service_since?
    "#]].assert_eq(&refused::<InfrastructureRow>(b"park,line,capacity,unit,since\n"));
}
