//! Further spellings that people use, and mistakes that must be found in one run.

use super::*;

#[tokio::test]
async fn rows_are_numbered_and_cells_are_separated_by_bars() {
    check(
        "row-numbers",
        expect![[r#"
        units.csv units: 2 added, 0 refused
        units.csv 1: the column ردیف is not read: it numbers the rows
        units.csv 1: columns were read by their labels: “کد” as code, “شهرک” as park, “نام” as name_fa
    "#]],
    )
    .await;
    check(
        "bars",
        expect![[r#"
        units.csv units: 1 added, 0 refused
    "#]],
    )
    .await;
}

#[tokio::test]
async fn the_code_and_the_name_of_a_province_must_agree() {
    check("code-and-name", expect![[r#"
        parks.csv parks: 1 added, 1 refused
        parks.csv 3 INCONSISTENT: IR-30 is the code of Alborz, but the name is that of Khorasan Razavi: IR-30 was its code before 2020, IR-09 is its code now; correct one of the two
        parks.csv 1: columns were read by their labels: “کد” as code, “کد استان” as province, “نام” as name_fa, “نوع” as kind, “مالکیت” as ownership, “تاریخ تصویب” as approved_on
        parks.csv 2: “شهرک صنعتی” was read as industrial_park in 2 cells
        parks.csv 2: “دولتی” was read as state in 2 cells
    "#]]).await;
}

#[tokio::test]
async fn cells_of_a_misspelt_column_are_checked() {
    check("misspelt-columns", expect![[r#"
        events.csv events: 0 added, 1 refused
        events.csv 1 UNKNOWN_COLUMN: a file of events has no column knid; did you mean kind?
        events.csv 1 UNKNOWN_COLUMN: a file of events has no column occured_on; did you mean occurred_on?
        events.csv 1 UNKNOWN_COLUMN: a file of events has no column jobz; did you mean jobs?
        events.csv 1 UNKNOWN_COLUMN: a file of events has no column colour; its columns are event, unit, kind, occurred_on, investment_irr, jobs, capacity_percent, progress_percent, area_m2, reasons, body, means, note, evidence, replaces, voids, recorded_at, recorded_by
        events.csv 1 MISSING_COLUMN: the column kind is missing; a file of events needs it
        events.csv 1 MISSING_COLUMN: the column occurred_on is missing; a file of events needs it
        events.csv 2 BAD_VALUE: “visitd” is not a known kind of event; did you mean visited (visited)?
        events.csv 2 BAD_DAY: the Iranian calendar has no day “1399-13-01”
        events.csv 2 BAD_NUMBER: “many” is not a whole number; write it like 1200 or 1,200
    "#]]).await;
}

#[tokio::test]
async fn line_feeds_in_cells_and_marks_inside_codes_do_not_matter() {
    check(
        "returns-in-cells",
        expect![[r#"
        events.csv events: 2 added, 0 refused
    "#]],
    )
    .await;
    check(
        "marks-inside",
        expect![[r#"
        events.csv events: 1 added, 0 refused
    "#]],
    )
    .await;
    check("zero-byte", expect![[r#"
        units.csv units: 0 added, 1 refused
        units.csv 2 BAD_VALUE: the text contains a line break, a tab or another control character; write it on one line
    "#]]).await;
}

#[tokio::test]
async fn lists_and_percents_are_read_as_people_write_them() {
    check(
        "reasons",
        expect![[r#"
        events.csv events: 5 added, 0 refused
        events.csv 2: “کمبود نقدینگی�کمبود انرژی” was read as liquidity;energy
    "#]],
    )
    .await;
    check(
        "percent-words",
        expect![[r#"
        events.csv events: 3 added, 0 refused
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_unit_a_row_becomes_units_and_events() {
    check(
        "one-sheet",
        expect![[r#"
        list.csv units: 5 added, 0 refused
        list.csv (commissioned) events: 4 added, 0 refused
        list.csv (status) events: 3 added, 0 refused
        list.csv 0: the name of the file says nothing; it was read as a file of units, by its columns
        list.csv 1: this line is not read: the header is line 4
        list.csv 2: this line is not read: the header is line 4
        list.csv 4: the column ردیف is not read: it numbers the rows
        list.csv 4: the columns of days and of the latest status were read as events of the units
        list.csv 4: columns were read by their labels: “کد” as code, “شهرک” as park, “نام” as name_fa
        list.csv (status) 6: “کمبود نقدینگی” was read as liquidity
        list.csv (status) 7: “کمبود نقدینگی؛ کمبود انرژی” was read as liquidity;energy
    "#]],
    )
    .await;
    check(
        "one-sheet-workbook",
        expect![[r#"
        list.xlsx units: 2 added, 0 refused
        list.xlsx (commissioned) events: 2 added, 0 refused
        list.xlsx (status) events: 1 added, 0 refused
        list.xlsx 1: this line is not read: the header is line 2
        list.xlsx 2: the column ردیف is not read: it numbers the rows
        list.xlsx 2: the columns of days and of the latest status were read as events of the units
        list.xlsx 2: columns were read by their labels: “کد” as code, “شهرک” as park, “نام” as name_fa
    "#]],
    )
    .await;
    check(
        "one-sheet-by-libreoffice",
        expect![[r#"
        list.xlsx units: 2 added, 0 refused
        list.xlsx (commissioned) events: 2 added, 0 refused
        list.xlsx (status) events: 1 added, 0 refused
        list.xlsx 1: this line is not read: the header is line 2
        list.xlsx 2: the column ردیف is not read: it numbers the rows
        list.xlsx 2: the columns of days and of the latest status were read as events of the units
        list.xlsx 2: columns were read by their labels: “کد” as code, “شهرک” as park, “نام” as name_fa
    "#]],
    )
    .await;
    check("one-sheet-mistakes", expect![[r#"
        units.csv units: 3 added, 1 refused
        units.csv (commissioned) events: 2 added, 2 refused
        units.csv (status) events: 0 added, 2 refused
        units.csv 5 UNKNOWN_PARK: no park has the code “NOWHERE”; register it first, or import parks.csv in the same call
        units.csv (commissioned) 2 EMPTY: the value is empty; it is required
        units.csv (commissioned) 5 BAD_DAY: the Iranian calendar has no day “1397-13-01”
        units.csv (commissioned) 5 UNKNOWN_UNIT: the line that registers this unit is refused; correct that line
        units.csv (status) 3 EMPTY: the value is empty; it is required
        units.csv (status) 4 BAD_VALUE: “sleeping” is not a known status of a unit; use one of planned, under_construction, active, semi_active, inactive, closed, cancelled
        units.csv 1: the columns of days and of the latest status were read as events of the units
    "#]]).await;
}

#[tokio::test]
async fn a_cover_and_an_empty_sheet_are_passed_over() {
    check("cover-first", expect![[r#"
        units.xlsx units: 1 added, 0 refused
        units.xlsx 0: the sheet “راهنما” is not read: only the first sheet of a workbook is read, here “units”; send the other in a file of its own if it belongs to the register
        units.xlsx 1: columns were read by their labels: “کد” as code, “شهرک” as park, “نام” as name_fa
    "#]]).await;
    check(
        "empty-first",
        expect![[r#"
        units.xlsx units: 1 added, 0 refused
        units.xlsx 1: columns were read by their labels: “کد” as code, “شهرک” as park, “نام” as name_fa
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_sheet_sent_again_changes_nothing_and_a_later_status_adds_an_event() {
    let register = register_of_the_acceptance().await;
    let line = |status: &str| {
        format!(
            "code,park,name_en,commissioned_on,jobs,status,status_since,reasons\nN1,TOUS,One,1397-02-01,12,{status}\n"
        )
    };
    let folder = tempfile::tempdir().unwrap();
    let send = async |status: &str| {
        fs::write(folder.path().join("units.csv"), line(status)).unwrap();
        let report = register.try_import_folder(folder.path()).await;
        assert!(report.committed, "{report}");
        let events = report.files.iter().filter(|file| file.kind.code() == "events");
        events.map(|file| (file.added, file.unchanged)).collect::<Vec<_>>()
    };

    assert_eq!(send("active,,").await, [(1, 0), (0, 0)]);
    assert_eq!(send("active,,").await, [(0, 1), (0, 0)]);
    assert_eq!(send("inactive,1399/05/01,market").await, [(0, 1), (1, 0)]);
    assert_eq!(send("Inactive,2020-07-22,نبود بازار").await, [(0, 1), (0, 1)]);

    let unit = register.ask("{ unit(code: \"N1\") { status jobs statusSince } }", json!({})).await;
    assert_eq!(unit["unit"], json!({ "status": "INACTIVE", "jobs": 12, "statusSince": "2020-07-22" }));
}

#[tokio::test]
async fn a_sheet_that_would_leave_something_out_is_refused() {
    let cases = [
        (
            "commissioned_on,status,status_since\nN1,TOUS,One,1397-02-01,active,1401-02-01",
            "state the capacity",
        ),
        ("permit_issued_on,status\nN1,TOUS,One,1397-02-01,active", "state the capacity"),
        ("commissioned_on,status,reasons\nN1,TOUS,One,1397-02-01,active,market", "state the capacity"),
        ("permit_issued_on,status,capacity_percent\nN1,TOUS,One,1397-02-01,planned,70", "has no capacity"),
        ("commissioned_on,status,status_since\nN1,TOUS,One,1397-02-01,,1401-02-01", "EMPTY"),
        ("permit_issued_on,jobs\nN1,TOUS,One,1397-02-01,12", "commissioned_on"),
        ("commissioned_on,status_since\nN1,TOUS,One,1397-02-01,1401-02-01", "status"),
        ("commissioned_on,jobs,Employees\nN1,TOUS,One,1397-02-01,12,13", "jobs"),
    ];
    let register = register_of_the_acceptance().await;
    let folder = tempfile::tempdir().unwrap();
    for (text, expected) in cases {
        fs::write(folder.path().join("units.csv"), format!("code,park,name_en,{text}\n")).unwrap();
        let report = register.try_import_folder(folder.path()).await;
        assert!(!report.committed && report.to_string().contains(expected), "{text}: {report}");
    }
}

#[tokio::test]
async fn a_folder_of_many_names_is_read_or_listed() {
    let register = register_of_the_acceptance().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("spreadsheets/names");

    let sent = sent(&register, &folder).await;

    let lines = sent.lines().filter(|line| line.contains(" units: ")).count();
    assert_eq!(lines, fs::read_dir(&folder).unwrap().count(), "{sent}");
    assert!(sent.contains("units (1).csv units: 0 added, 0 refused"), "{sent}");
}

#[tokio::test]
async fn what_is_no_text_is_refused_with_what_would_be_right() {
    let register = register_of_the_acceptance().await;
    let officer = register.token(RoleName::Administrator, &[]).await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("spreadsheets/old-workbook-beside");
    let request = register.to_post("/imports").bearer_auth(&officer);
    let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=frontier");

    let response = request.body(form(&folder)).send().await.unwrap();

    assert_eq!(response.status(), 400);
    let body: Value = response.json().await.unwrap();
    let message = body["errors"][0]["message"].as_str().unwrap();
    assert!(
        message.contains("“events.xls” is not read: only .csv, .tsv, .txt and .xlsx files are"),
        "{message}"
    );
}
