use std::io::Read as _;

use expect_test::expect;

use super::*;
use crate::input;
use crate::row::{EventRow, ParkRow};
use crate::testing::context;

fn columns() -> Vec<TableColumn> {
    let column = |name: &'static str, holds| TableColumn { name: name.into(), label: name.into(), holds };
    vec![
        column("code", Held::Text),
        column("jobs", Held::Number),
        column("investment_irr", Held::Amount),
        column("on", Held::Day),
        column("reasons", Held::List),
    ]
}

fn rows() -> [[String; 5]; 2] {
    [["'=U1", "12", "1000000000000000000", "2021-01-27", "liquidity;market"], ["U2", "", "", "", ""]]
        .map(|row| row.map(str::to_owned))
}

fn written(format: FileFormat) -> (Vec<u8>, Option<File>) {
    let mut output = Vec::new();
    let mut writer = TableWriter::new(format, "units", columns(), Headers::Names, &mut output).unwrap();
    for row in rows() {
        writer.write(&row).unwrap();
    }
    let rest = writer.finish().unwrap();
    (output, rest)
}

#[test]
fn a_table_as_csv() {
    expect![[r#"
        code,jobs,investment_irr,on,reasons
        '=U1,12,1000000000000000000,2021-01-27,liquidity;market
        U2,,,,
    "#]]
    .assert_eq(&String::from_utf8(written(FileFormat::Csv).0).unwrap());
}

#[test]
fn a_table_as_json_lines() {
    expect![[r#"
        {"code":"=U1","jobs":12,"investment_irr":"1000000000000000000","on":"2021-01-27","reasons":["liquidity","market"]}
        {"code":"U2","jobs":null,"investment_irr":null,"on":null,"reasons":[]}
    "#]].assert_eq(&String::from_utf8(written(FileFormat::JsonLines).0).unwrap());
}

#[test]
fn labels_come_with_the_mark_by_which_excel_knows_utf_8() {
    let mut output = Vec::new();
    let headers = Headers::Labels(Language::Persian);
    let columns = TableColumn::of_kind(FileKind::Units, headers);
    let writer = TableWriter::new(FileFormat::Csv, "units", columns, headers, &mut output).unwrap();
    writer.finish().unwrap();

    let text = String::from_utf8(output).unwrap();
    assert!(text.starts_with("\u{feff}کد,شهرک,"), "{text}");
}

/// Reads rows, writes them as a workbook, and reads that.
fn as_workbook<T: crate::file_row::FileRow + PartialEq + std::fmt::Debug>(file: &str) {
    let rows = crate::testing::rows::<T>(file.as_bytes(), &context());
    let columns = TableColumn::of_kind(T::KIND, Headers::Names);
    let mut writer =
        TableWriter::new(FileFormat::Xlsx, "sheet", columns, Headers::Names, io::sink()).unwrap();
    for row in &rows {
        writer.write(&row.cells()).unwrap();
    }
    let book = writer.finish().unwrap().unwrap();
    let size = book.metadata().unwrap().len();
    let mut read = input::open(book, size, Some(T::KIND)).unwrap().pop().unwrap();
    let mut text = String::new();
    read.content.read_to_string(&mut text).unwrap();

    let cells = |rows: Vec<T>| rows.iter().map(|row| row.cells()).collect::<Vec<_>>();
    assert_eq!(cells(crate::testing::rows(text.as_bytes(), &context())), cells(rows), "{text}");
}

#[test]
fn a_workbook_is_read_as_it_was_written() {
    as_workbook::<EventRow>(
        "event,unit,kind,occurred_on,investment_irr,jobs,capacity_percent,note,recorded_at\n\
         e1,007,commissioned,1399-02-01,123456789012345678,12,,'=a formula?,\n\
         e2,-U,capacity_reported,2021-01-01,,,40.25,\"two\nlines\",2021-01-27T09:30:00.000001Z\n",
    );
    as_workbook::<ParkRow>(
        "code,province,name_en,name_fa,kind,ownership,approved_on,latitude,longitude\n\
         P1,IR-09,Tous,توس,industrial_park,state,1370-01-01,36.123456,59.1\n",
    );
}
