use std::io::Cursor;

use expect_test::{Expect, expect};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::*;

mod shown;

fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.add_worksheet().write(0, 0, "the second sheet").unwrap();
    workbook.save_to_buffer().unwrap()
}

fn read(bytes: &[u8], most: u64) -> io::Result<String> {
    let mut text = String::new();
    to_csv(Cursor::new(bytes.to_vec()), FileKind::Units, most)?.read_to_string(&mut text)?;
    Ok(text)
}

#[track_caller]
fn check(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet), expected: &Expect) {
    expected.assert_eq(&read(&workbook(fill), MOST_UNPACKED).unwrap());
}

#[track_caller]
fn refused(bytes: &[u8], most: u64, expected: &Expect) {
    let error = read(bytes, most).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidData);
    expected.assert_eq(&error.to_string());
}

#[test]
fn cells_of_unknown_columns_are_written_plainly() {
    check(
        |sheet| {
            let day = Format::new().set_num_format("yyyy-mm-dd");
            let grouped = Format::new().set_num_format("#,##0");
            sheet.write(0, 0, "code").unwrap().write(0, 1, "value").unwrap();
            let mut row = |row, code: &str| sheet.write(row, 0, code).map(|_| ()).unwrap();
            for (number, code) in (1..).zip(["fa", "text", "whole", "large", "long", "part", "sum", "yes"]) {
                row(number, code);
            }
            sheet.write(1, 1, "شرکت «نمونه»، ۱۳۹۹").unwrap();
            sheet.write(2, 1, "1000000000000000000").unwrap();
            sheet.write_with_format(3, 1, 1200.0, &grouped).unwrap();
            sheet.write(4, 1, 1e18).unwrap();
            sheet.write(5, 1, 12_345_678_901_234_568_000.0).unwrap();
            sheet.write(6, 1, -12.5).unwrap();
            sheet.write(7, 1, 0.1 + 0.2).unwrap();
            sheet.write(8, 1, true).unwrap();
            sheet.write(9, 0, "day, \"true\"").unwrap();
            let date = ExcelDateTime::from_ymd(2021, 1, 27).unwrap();
            sheet.write_with_format(9, 1, &date, &day).unwrap();
            let noon = date.and_hms(12, 30, 0).unwrap();
            sheet.write(10, 0, "moment").unwrap().write_with_format(10, 1, &noon, &day).unwrap();
            sheet.write(11, 0, "sum").unwrap();
            sheet.write(11, 1, Formula::new("=40+2").set_result("42")).unwrap();
            sheet.write(12, 0, "name").unwrap();
            sheet.write(12, 1, Formula::new("=\"a\"&\"b\"").set_result("ab")).unwrap();
        },
        &expect![[r#"
            code,value
            fa,شرکت «نمونه»، ۱۳۹۹
            text,1000000000000000000
            whole,1200
            large,1000000000000000000
            long,1.2345678901234567e19
            part,-12.5
            sum,0.3
            yes,true
            "day, ""true""",2021-01-27
            moment,2021-01-27T12:30:00
            sum,42
            name,ab
        "#]],
    );
}

#[test]
fn lines_are_those_of_the_sheet() {
    let sheet = workbook(|sheet| {
        sheet.write(1, 0, "code").unwrap().write(1, 1, "name").unwrap().write(1, 2, "note").unwrap();
        sheet.write(2, 0, "a").unwrap();
        sheet.write(4, 1, "b").unwrap().write(4, 9, "beside").unwrap();
        sheet.write_blank(6, 0, &Format::new().set_bold()).unwrap();
    });

    let lines = [" ", "code,name,note", "a,,", ",,", ",b,,beside", ",,", ""];
    assert_eq!(read(&sheet, MOST_UNPACKED).unwrap(), lines.join("\n"));
}

#[test]
fn what_cannot_be_read_is_told_with_what_would_be_right() {
    let good = workbook(|sheet| drop(sheet.write(0, 0, "code").unwrap().write(1, 0, "a".repeat(5_000))));

    refused(
        &good[..good.len() / 2],
        MOST_UNPACKED,
        &expect![
            "this workbook cannot be read (invalid Zip archive: Could not find EOCD); save it as .xlsx, or its sheet as “CSV UTF-8”"
        ],
    );
    refused(
        b"PK\x03\x04",
        MOST_UNPACKED,
        &expect![
            "this workbook cannot be read (invalid Zip archive: Could not find EOCD); save it as .xlsx, or its sheet as “CSV UTF-8”"
        ],
    );
    refused(
        &good,
        2_000,
        &expect!["this workbook is larger than 0 MB when unpacked; save its sheet as “CSV UTF-8”"],
    );
    assert!(read(&good, 1_000_000).is_ok());
}

#[test]
fn a_sheet_that_is_not_read_to_its_end_is_let_go() {
    let large = workbook(|sheet| {
        for row in 0..20_000 {
            sheet.write(row, 0, "something to fill the pipe").unwrap();
        }
    });
    let mut sheet = to_csv(Cursor::new(large), FileKind::Units, MOST_UNPACKED).unwrap();
    sheet.read_exact(&mut [0; 9]).unwrap();
    let Sheet { pipe, work, .. } = sheet;
    drop(pipe);

    assert!(work.unwrap().join().unwrap().is_err());
}

#[test]
fn a_cell_has_the_name_that_the_spreadsheet_gives_it() {
    assert_eq!([0, 2, 25, 26, 701, 702, 16_383].map(letters), ["A", "C", "Z", "AA", "ZZ", "AAA", "XFD"]);
    let place = |sheet: &str, column| {
        let findings = Findings::default();
        findings.read_from(sheet);
        findings.header(0, vec!["code".to_owned(), "name_en".to_owned()]);
        findings.columns().unwrap().place(7, column)
    };
    assert_eq!(place("Units", Some("name_en")), "Units!B7");
    assert_eq!(place("واحدها", Some("code")), "واحدها!A7");
    assert_eq!(place("1399", Some("code")), "'1399'!A7");
    assert_eq!(place("Ali's units", None), "'Ali''s units'!7:7");
    assert_eq!(place("Units", Some("park")), "Units!7:7");
}

/// The workbook with a text replaced in one of its parts.
fn altered(bytes: &[u8], name: &str, from: &str, to: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut output = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        let (here, mut text) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut text).unwrap();
        assert!(here != name || text.contains(from), "{text}");
        let text = if here == name { text.replace(from, to) } else { text };
        output.start_file(here, zip::write::SimpleFileOptions::default()).unwrap();
        output.write_all(text.as_bytes()).unwrap();
    }
    output.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_without_a_visible_sheet_is_refused() {
    let sheet = workbook(|sheet| drop(sheet.write(0, 0, "code")));
    let hidden = altered(&sheet, "xl/workbook.xml", " sheetId=", " state=\"hidden\" sheetId=");

    refused(
        &hidden,
        MOST_UNPACKED,
        &expect!["all sheets of this workbook are hidden; show the one that is to be read"],
    );
}

#[test]
fn an_error_that_is_not_known_is_refused_with_its_place() {
    let sheet = workbook(|sheet| {
        sheet.write(0, 0, "code").unwrap().write(1, 0, "U1").unwrap();
        sheet.write(1, 1, Formula::new("=1").set_result("#N/A")).unwrap();
    });
    let spilt = altered(&sheet, "xl/worksheets/sheet1.xml", "#N/A", "#SPILL!");

    refused(
        &spilt,
        MOST_UNPACKED,
        &expect![
            "the first cell after A2 of the sheet “Sheet1” holds the error #SPILL!; correct its formula, or write the value"
        ],
    );
}
