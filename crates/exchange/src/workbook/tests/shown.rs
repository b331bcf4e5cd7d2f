//! A cell is recorded as a person sees it, or refused.

use rust_xlsxwriter::Worksheet;

use super::*;

/// The text of a cell below the name of its column, or why it is refused.
fn read_cell(kind: FileKind, column: &str, fill: impl FnOnce(&mut Worksheet)) -> Result<String, String> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, column).unwrap();
    fill(sheet);
    let bytes = workbook.save_to_buffer().unwrap();
    let mut sheet = to_csv(Cursor::new(bytes), kind, MOST_UNPACKED).unwrap();
    let mut text = String::new();
    sheet.read_to_string(&mut text).unwrap();
    match sheet.findings().take_row(2).pop() {
        Some((0, wrong)) => Err(wrong.message.to_string()),
        Some((place, _)) => panic!("a finding in column {place}"),
        None => Ok(text.lines().nth(1).unwrap_or_default().trim_matches('"').to_owned()),
    }
}

/// A number in a column of events, by its format.
fn number(column: &str, number: f64, format: &str) -> Result<String, String> {
    let format = Format::new().set_num_format(format);
    read_cell(FileKind::Events, column, |sheet| {
        sheet.write_with_format(1, 0, number, &format).unwrap();
    })
}

#[track_caller]
fn seen(column: &str, held: f64, format: &str, expected: &str) {
    assert_eq!(number(column, held, format).as_deref(), Ok(expected), "{format}");
}

#[track_caller]
fn hidden(column: &str, held: f64, format: &str, why: &str) {
    let message = number(column, held, format).unwrap_err();
    assert!(message.contains(why), "{format}: {message}");
}

#[test]
fn a_number_is_read_where_its_format_shows_it() {
    for format in [
        "General",
        "@",
        "0",
        "#,##0",
        "0.00",
        "#,##0.00",
        "0.##",
        "_-* #,##0_-;-* #,##0_-",
        "[Red]0",
        "0;(0)",
    ] {
        seen("jobs", 1_200.0, format, "1200");
    }
    seen("investment_irr", 4.5e14, "General", "450000000000000");
    seen("investment_irr", 4.5e14, "0.00E+00", "450000000000000");
    seen("investment_irr", 1e18, "#,##0", "1000000000000000000");
    seen("investment_irr", 1_200.0, "#,##0 \"ریال\"", "1200");
    seen("investment_irr", 1_200.0, "_-* #,##0 [$ریال-fa-IR]_-", "1200");
    seen("area_m2", 0.1 + 0.2, "General", "0.3");
    seen("area_m2", 12.5, "0.0", "12.5");
    seen("area_m2", -12.5, "0.0", "-12.5");
    seen("area_m2", -12.5, "0.0_);(0.0)", "-12.5");
    seen("jobs", 0.0, "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", "0");
}

#[test]
fn a_number_that_looks_otherwise_is_refused() {
    hidden("area_m2", 12.6, "0", "shows 13 and holds 12.6");
    hidden("investment_irr", 123_456.0, "0.00E+00", "shows 123000 and holds 123456");
    hidden("investment_irr", 4.5e8, "0.0,,", "shows something else");
    hidden("investment_irr", 4.5e8, "#,##0,", "shows something else");
    hidden("investment_irr", 450.0, "#,##0 \"million\"", "shows something else");
    hidden("investment_irr", 450.0, "#,##0 \"تومان\"", "shows something else");
    hidden("investment_irr", 450.0, "General\" تومان\"", "shows something else");
    hidden("jobs", 450.0, "#,##0 \"ریال\"", "shows something else");
    hidden("jobs", 450.0, "[>=1000]0,\"k\";0", "shows something else");
    hidden("jobs", 5.0, "-0", "shows something else");
    hidden("jobs", 5.0, ";;;", "shows something else");
    hidden("jobs", 0.0, "0;-0;", "shows something else");
    hidden("area_m2", -5.0, "0;0", "shows something else");
    hidden("area_m2", 1.5, "# ?/?", "shows something else");
    hidden("investment_irr", 13_991_108.0, "0000-00-00", "shows something else");
    hidden("investment_irr", 12_345_678_901_234_568_000.0, "0", "lost digits");
    hidden("jobs", 35.0, "yyyy-mm-dd", "a number belongs here");
    hidden("jobs", 1.5, "[h]:mm", "a number belongs here");
    hidden("jobs", 0.5, "h:mm AM/PM", "a number belongs here");
}

#[test]
fn a_percent_is_read_with_its_sign() {
    seen("capacity_percent", 0.65, "0%", "65%");
    seen("capacity_percent", 0.655, "0.0%", "65.5%");
    seen("capacity_percent", 0.655, "0.00%", "65.5%");
    seen("capacity_percent", 1.0, "0%", "100%");
    seen("capacity_percent", 0.07, "0%", "7%");
    seen("capacity_percent", 65.0, "0\"%\"", "65%");
    seen("capacity_percent", 65.0, "0\"٪\"", "65%");
    seen("capacity_percent", 65.0, "General", "65");
    hidden("capacity_percent", 0.655, "0%", "shows 66 and holds 65.5");
    hidden("note", 0.65, "0%", "format the column as text");
}

#[test]
fn a_text_is_taken_as_it_is_shown_or_refused() {
    seen("note", 97.0, "General", "97");
    seen("note", 7.0, "000", "007");
    seen("note", 123_456.0, "0000000000", "0000123456");
    seen("note", 99_999_999_999.0, "General", "99999999999");
    seen("note", 123_456_789_012_345.0, "0", "123456789012345");
    hidden("note", 123_456_789_012.0, "General", "format the column as text");
    hidden("note", 1_234_567_890_123_456.0, "0", "lost digits");
    hidden("note", 24.1, "General", "format the column as text");
    hidden("note", 24.1, "0.00", "format the column as text");
    hidden("note", 1_234.0, "#,##0", "format the column as text");
    hidden("note", 1.2e5, "0.0E+00", "format the column as text");
    hidden("note", -7.0, "000", "format the column as text");
    hidden("note", 0.0, "#", "format the column as text");
    hidden("note", 46_054.0, "d-mmm", "a text belongs here");
    hidden("note", 0.5, "h:mm", "a text belongs here");
}

#[test]
fn a_day_is_read_where_all_of_it_is_shown() {
    for format in ["yyyy-mm-dd", "m/d/yy", "dddd, mmmm dd, yyyy", "[$-fa-IR,16]yyyy/mm/dd;@", "d-mmm-yy"] {
        seen("occurred_on", 44_223.0, format, "2021-01-27");
    }
    seen("occurred_on", 44_223.5, "yyyy-mm-dd", "2021-01-27");
    seen("occurred_on", 44_223.5, "yyyy-mm-dd hh:mm", "2021-01-27T12:00:00");
    hidden("occurred_on", 44_223.0, "mmm-yy", "does not show the day");
    hidden("occurred_on", 44_223.0, "d-mmm", "does not show the day");
    hidden("occurred_on", 44_223.0, "yyyy", "does not show the day");
    hidden("occurred_on", 44_223.5, "h:mm", "does not show the day");
    hidden("occurred_on", 1.0, "yyyy-mm-dd", "does not show the day");
    hidden("occurred_on", 13_991_108.0, "0000\"/\"00\"/\"00", "shows something else");
}

#[test]
fn errors_and_logical_values_are_refused_everywhere() {
    for column in ["note", "jobs", "occurred_on", "unit"] {
        for error in ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"] {
            let formula = Formula::new("=1").set_result(error);
            let read = read_cell(FileKind::Events, column, |sheet| {
                sheet.write(1, 0, formula).unwrap();
            });
            let message = read.unwrap_err();
            assert!(message.contains(&format!("the error {error};")), "{message}");
        }
        let read = read_cell(FileKind::Events, column, |sheet| {
            sheet.write(1, 0, true).unwrap();
        });
        assert!(read.unwrap_err().contains("TRUE"));
    }
}

#[test]
fn a_formula_gives_its_result_or_is_refused() {
    let formula = |result: &str| {
        let formula = Formula::new("=30+5").set_result(result);
        read_cell(FileKind::Events, "jobs", |sheet| {
            sheet.write(1, 0, formula).unwrap();
        })
    };
    assert_eq!(formula("35").as_deref(), Ok("35"));
    // Programs that do not compute formulas write this.
    assert!(formula("0").unwrap_err().contains("save it and send it again"));
}

#[test]
fn merged_cells_are_refused_below_the_header() {
    let merged = |first: u32, last: u32| {
        read_cell(FileKind::Events, "unit", |sheet| {
            sheet.merge_range(first, 0, last, 0, "U1", &Format::new()).unwrap();
        })
    };
    assert!(merged(1, 2).unwrap_err().contains("the cells A2:A3 are merged"));
}

#[test]
fn a_line_break_in_a_cell_does_not_move_the_rows() {
    use crate::row::UnitRow;
    use crate::testing::context;

    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows = [
        ["code", "province", "name_en"],
        ["U1", "IR-09", "One\n\n"],
        ["U2", "IR-09", "#N/A"],
        ["U3", "IR-31", "3"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let sheet = to_csv(Cursor::new(bytes), FileKind::Units, MOST_UNPACKED).unwrap();
    let findings = sheet.findings();

    let rows = crate::reader::read::<UnitRow, _>("units.xlsx", sheet, context()).unwrap_or_else(|_| panic!());
    let refused: Vec<_> = rows.with(Some(findings)).filter_map(Result::err).collect();

    let told: Vec<_> = refused.iter().map(|line| (line.number, line.refusals[0].column.as_deref())).collect();
    assert_eq!(told, [(3, Some("name_en")), (4, Some("province"))]);
}
