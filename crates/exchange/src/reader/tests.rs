use std::io;

use expect_test::{Expect, expect};
use shahrak_domain::code::Coded;

use super::*;
use crate::columns::columns_of;
use crate::row::{
    AnnouncementRow, EventRow, InfrastructureRow, IsicDivisionRow, MethodologyRow, ParkRow, RateRow, UnitRow,
};
use crate::testing::{context, refused, rows, said_in_persian};

/// The lines of a file of divisions, or its refusals.
fn check(file: impl AsRef<[u8]>, expected: &Expect) {
    let read = match read::<IsicDivisionRow, _>("isic_divisions.csv", file.as_ref(), context()) {
        Ok(rows) => rows.map(told).collect(),
        Err(refusals) => vec![refusals.iter().map(say).collect()],
    };
    expected.assert_eq(&read.concat());
}

fn told(item: Result<Line<IsicDivisionRow>, RefusedLine<IsicDivisionRow>>) -> String {
    match item {
        Ok(Line { number, row }) => format!("{number}: {} {:?}\n", row.code, row.name),
        Err(line) => line.refusals.iter().map(say).collect(),
    }
}

fn say(refusal: &Refusal) -> String {
    said_in_persian(refusal);
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
            UNKNOWN_COLUMN isic_divisions.csv:1 Code UNKNOWN_COLUMN: a file of isic divisions has no column Code; its columns are code, name
            UNKNOWN_COLUMN isic_divisions.csv:1 nmae UNKNOWN_COLUMN: a file of isic divisions has no column nmae; did you mean name?
            UNKNOWN_COLUMN isic_divisions.csv:1 UNKNOWN_COLUMN: column 4 has no name; name it or remove it
            UNKNOWN_COLUMN isic_divisions.csv:1 colour UNKNOWN_COLUMN: a file of isic divisions has no column colour; its columns are code, name
            MISSING_COLUMN isic_divisions.csv:1 name MISSING_COLUMN: the column name is missing; a file of isic divisions needs it
        "#]],
    );
    check(
        "code;name\n10;Food\n",
        &expect![[r#"
            MALFORMED isic_divisions.csv:1 MALFORMED: the cells of the header are not separated by commas; save the file as “CSV UTF-8”
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
            MALFORMED isic_divisions.csv MALFORMED: the file is UTF-16; save it as “CSV UTF-8”
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
        UNKNOWN_COLUMN events.csv:1 investment UNKNOWN_COLUMN: a file of events has no column investment; did you mean investment_irr?
        UNKNOWN_COLUMN events.csv:1 capacity UNKNOWN_COLUMN: a file of events has no column capacity; did you mean capacity_percent?
        UNKNOWN_COLUMN events.csv:1 reason UNKNOWN_COLUMN: a file of events has no column reason; did you mean reasons?
        UNKNOWN_COLUMN events.csv:1 recorded UNKNOWN_COLUMN: a file of events has no column recorded; did you mean recorded_at?
        UNKNOWN_COLUMN events.csv:1 comment UNKNOWN_COLUMN: a file of events has no column comment; its columns are event, unit, kind, occurred_on, investment_irr, jobs, capacity_percent, progress_percent, area_m2, reasons, body, means, note, evidence, replaces, voids, recorded_at, recorded_by
        MISSING_COLUMN events.csv:1 occurred_on MISSING_COLUMN: the column occurred_on is missing; a file of events needs it
    "#]].assert_eq(&refused::<EventRow>(
        b"event,unit,kind,occured_on,investment,capacity,reason,voids,recorded,comment\n",
    ));
    expect![[r#"
        UNKNOWN_COLUMN units.csv:1 name UNKNOWN_COLUMN: a file of units has no column name; did you mean name_en?
        MISSING_COLUMN units.csv:1 name_en MISSING_COLUMN: the column name_en is missing; a file of units needs it
    "#]]
    .assert_eq(&refused::<UnitRow>(b"code,name,province\n"));
    expect![[r#"
        UNKNOWN_COLUMN infrastructure.csv:1 since UNKNOWN_COLUMN: a file of infrastructure has no column since; did you mean in_service_since?
    "#]].assert_eq(&refused::<InfrastructureRow>(b"park,line,capacity,unit,since\n"));
}

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
            MALFORMED isic_divisions.csv:2 MALFORMED: the line is not UTF-8; save the file as “CSV UTF-8”
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
    let told: Vec<String> = rows.map(told).collect();
    expect![[r#"
        2: 10 "Food"
        UNREADABLE isic_divisions.csv UNREADABLE: the file cannot be read further: disk on fire
    "#]]
    .assert_eq(&told.concat());
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

#[test]
fn bytes_are_counted_for_the_progress() {
    let file = "\u{feff}code,name\r\n10,Food\r\n\r\n11,Drinks";
    let mut rows = read::<IsicDivisionRow, _>("f", file.as_bytes(), context()).unwrap_or_else(|_| panic!());
    assert_eq!(rows.by_ref().count(), 2);
    assert_eq!(rows.bytes(), file.len() as u64);
}

#[test]
fn a_missing_column_leaves_and_an_empty_cell_clears() {
    use crate::cell::Cell;
    let context = context();
    let head = "code,province,name_en,kind,ownership,approved_on";
    let line = "P,IR-09,Tous,industrial_park,state,1989-05-10";
    let missing = rows::<ParkRow>(format!("{head}\n{line}\n").as_bytes(), &context);
    assert_eq!((&missing[0].county, &missing[0].position), (&Cell::Absent, &Cell::Absent));
    let empty = format!("{head},county,latitude,longitude\n{line},,,\n");
    let empty = rows::<ParkRow>(empty.as_bytes(), &context);
    assert_eq!((&empty[0].county, &empty[0].position), (&Cell::Empty, &Cell::Empty));
}

/// Each column of a valid line with a wrong cell: those without which the rest of the line is not checked.
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
fn decisive<T: FileRow>(line: &[(&'static str, &str)]) -> Vec<&'static str> {
    let bent = |column: &str| {
        let cells = columns_of(T::KIND).iter().map(|other| {
            let text = line.iter().find(|(name, _)| *name == other.name).map_or("", |(_, text)| *text);
            if other.name == column { "\u{1}" } else { text }
        });
        let names: Vec<&str> = columns_of(T::KIND).iter().map(|column| column.name).collect();
        format!("{}\n{}\n", names.join(","), cells.collect::<Vec<_>>().join(","))
    };
    let columns = columns_of(T::KIND).iter().map(|column| column.name);
    let without_rest = columns.filter(|column| {
        let file = bent(column);
        let line = read::<T, _>("", file.as_bytes(), context()).unwrap().next().unwrap().err().unwrap();
        let refused: Vec<_> = line.refusals.iter().filter_map(|refusal| refusal.column.as_deref()).collect();
        assert!(refused.contains(column), "{file}");
        line.rest.is_none()
    });
    without_rest.collect()
}

#[test]
fn the_rest_of_a_line_is_read_without_its_refused_cells() {
    let park = [
        ("code", "P1"),
        ("province", "IR-09"),
        ("name_en", "One"),
        ("kind", "rural_zone"),
        ("ownership", "state"),
        ("approved_on", "2000-01-01"),
        ("latitude", "36"),
        ("longitude", "59"),
    ];
    assert_eq!(decisive::<ParkRow>(&park), [""; 0]);
    let unit =
        [("code", "U1"), ("park", "P1"), ("name_en", "One"), ("isic_revision", "4"), ("isic_code", "24")];
    assert_eq!(decisive::<UnitRow>(&unit), [""; 0]);
    let line = [("park", "P1"), ("line", "water"), ("capacity", "1"), ("unit", "l/s")];
    assert_eq!(decisive::<InfrastructureRow>(&line), ["park"]);
    let event = [
        ("event", "e1"),
        ("unit", "U1"),
        ("kind", "commissioned"),
        ("occurred_on", "2020-01-01"),
        ("jobs", "1"),
    ];
    assert_eq!(decisive::<EventRow>(&event), ["unit", "voids"]);
    let rate =
        [("kind", "market"), ("valid_from", "2020-01-01"), ("valid_to", "2020-02-01"), ("irr_per_usd", "5")];
    assert_eq!(decisive::<RateRow>(&rate), ["kind", "valid_from", "valid_to"]);
    let methodology =
        [("code", "new"), ("valid_from", "2020-01-01"), ("idle_below", "20"), ("semi_active_below", "60")];
    assert_eq!(decisive::<MethodologyRow>(&methodology), ["valid_from"]);
    let figure = [
        ("id", "a1"),
        ("announced_on", "2020-01-01"),
        ("date_basis", "stated"),
        ("scope", "IR"),
        ("population", "in_parks"),
        ("metric", "jobs"),
        ("measure", "flow"),
        ("value_low", "1"),
        ("value_high", "2"),
        ("unit", "persons"),
        ("source", "https://example.org"),
    ];
    assert_eq!(
        decisive::<AnnouncementRow>(&figure),
        ["announced_on", "date_basis", "value_low", "value_high", "source"]
    );
}

#[test]
fn contradictions_are_found_beside_a_refused_cell() {
    let file = "code,province,name_en,kind,ownership,approved_on,operating_since\n\
        P1,IR-09,,rural_zone,state,2000-01-01,1999-01-01\n";
    let told = refused::<ParkRow>(file.as_bytes());
    assert!(
        told.contains("EMPTY parks.csv:2 name_en")
            && told.contains("INCONSISTENT parks.csv:2 operating_since"),
        "{told}"
    );
}

#[test]
fn what_a_spreadsheet_has_spoiled_is_refused_in_text_too() {
    expect![[r##"
        BAD_VALUE units.csv:2 name_en BAD_VALUE: the cell holds the error #N/A; correct its formula, or write the value
        BAD_VALUE units.csv:3 licence BAD_VALUE: “1.23457E+17” has lost digits: a spreadsheet keeps 15 of a number; format the column as text and write the value again
        BAD_VALUE units.csv:4 licence BAD_VALUE: the cell holds the error #REF!; correct its formula, or write the value
        OLD_PROVINCE_CODE units.csv:4 province OLD_PROVINCE_CODE: “IR-31” is a province code from before 2020; the current code of North Khorasan is IR-28 (to use the old one, write iso_code_before_2020:IR-31)
    "##]]
    .assert_eq(&refused::<UnitRow>(
        b"code,province,name_en,licence\nU1,IR-09,#N/A,\nU2,IR-09,Two,1.23457E+17\nU3,IR-31,Three,#REF!\nU4,IR-09,'#N/A,\nU5,IR-09,E+17,#1\n",
    ));
}

#[test]
fn percents_may_have_their_sign_where_percents_are_meant() {
    let context = context();
    let events = |cell: &str| {
        format!("event,unit,kind,occurred_on,capacity_percent\ne1,U1,capacity_reported,2020-01-01,{cell}\n")
    };
    for cell in ["65", "65%", "65 %", "۶۵٪", "٪۶۵"] {
        assert_eq!(
            rows::<EventRow>(events(cell).as_bytes(), &context),
            rows::<EventRow>(events("65").as_bytes(), &context)
        );
    }
    assert!(refused::<EventRow>(events("65%%").as_bytes()).contains("BAD_NUMBER"));
    let jobs = "event,unit,kind,occurred_on,jobs\ne1,U1,commissioned,2020-01-01,35%\n";
    assert!(refused::<EventRow>(jobs.as_bytes()).contains("BAD_NUMBER"));
    let target =
        |metric: &str| format!("year,metric,scope,value,decided_on\n1400,{metric},IR,18%,1400-01-15\n");
    let share = rows::<crate::row::TargetRow>(target("share_inactive_or_semi_active").as_bytes(), &context);
    assert_eq!(share[0].value.to_string(), "18");
    assert!(refused::<crate::row::TargetRow>(target("jobs_revived").as_bytes()).contains("BAD_NUMBER"));
    let figure = |unit: &str| {
        format!(
            "id,announced_on,date_basis,scope,population,metric,measure,value_low,value_high,unit,source\n\
             a1,2020-01-01,stated,IR,in_parks,idle_share,share,18.7%,18.7%,{unit},https://example.org\n"
        )
    };
    let figures = rows::<AnnouncementRow>(figure("percent").as_bytes(), &context);
    assert_eq!(figures[0].figure.low.to_string(), "18.7");
    assert!(refused::<AnnouncementRow>(figure("units").as_bytes()).contains("BAD_NUMBER"));
}
