//! Files as people write them: separators, encodings, headers and values in either language. What is read is read, what is
//! not is refused in one sentence, and the report says how it was understood. Every file is also sent over HTTP.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use expect_test::{Expect, expect};
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_domain::code::Coded;
use shahrak_domain::import::ImportReport;
use shahrak_tests::register::Register;
use tokio::time::sleep;

use crate::acceptance::register_of_the_acceptance;

mod variants;

/// Imports a folder of `tests/spreadsheets` over HTTP without recording it, then from the disk: both report the same.
async fn check(folder: &str, expected: Expect) {
    let register = register_of_the_acceptance().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("spreadsheets").join(folder);

    let sent = sent(&register, &folder).await;
    let report = register.try_import_folder(&folder).await;

    let shown = shown(&report);
    assert_eq!(sent, shown, "over HTTP");
    expected.assert_eq(&shown);
}

fn shown(report: &ImportReport) -> String {
    let files = report.files.iter().map(|file| {
        format!("{} {}: {} added, {} refused\n", file.name, file.kind.code(), file.added, file.refused)
    });
    let refusals = report.refusals.iter().map(|refusal| {
        format!(
            "{} {} {}: {}\n",
            refusal.file,
            refusal.line.unwrap_or_default(),
            refusal.code.code(),
            refusal.message
        )
    });
    let warnings = report.warnings.iter().map(|warning| {
        format!("{} {}: {}\n", warning.file, warning.line.unwrap_or_default(), warning.message)
    });
    files.chain(refusals).chain(warnings).collect()
}

/// The report of a dry run over HTTP, in the same form.
async fn sent(register: &Register, folder: &Path) -> String {
    let officer = register.token(RoleName::Administrator, &[]).await;
    let request = register.to_post("/imports?dryRun=true").bearer_auth(&officer);
    let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=frontier");
    let response = request.body(form(folder)).send().await.unwrap();
    assert_eq!(response.status(), 202, "{}", response.text().await.unwrap());
    let place = response.headers()["location"].to_str().unwrap().to_owned();
    let mut import = Value::Null;
    for _ in 0..200 {
        let whole: Value = register.get_as(&officer, &place).await.json().await.unwrap();
        import = whole["import"].clone();
        if !import["endedAt"].is_null() {
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    let each = |name: &str| import[name].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let line = |value: &Value| value["line"].as_u64().unwrap_or_default();
    let files = each("files").into_iter().map(|file| {
        let kind = text(&file["kind"]).to_lowercase();
        format!("{} {kind}: {} added, {} refused\n", text(&file["name"]), file["added"], file["refused"])
    });
    let refusals = each("refusals").into_iter().map(|it| {
        format!("{} {} {}: {}\n", text(&it["file"]), line(&it), text(&it["code"]), text(&it["message"]))
    });
    let warnings = each("warnings")
        .into_iter()
        .map(|it| format!("{} {}: {}\n", text(&it["file"]), line(&it), text(&it["message"])));
    files.chain(refusals).chain(warnings).collect()
}

/// The body of a form with the files of a folder.
fn form(folder: &Path) -> Vec<u8> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut body = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let head = format!("content-disposition: form-data; name=\"files\"; filename=\"{name}\"");
        body.extend(format!("--frontier\r\n{head}\r\n\r\n").into_bytes());
        body.extend(fs::read(&file).unwrap());
        body.extend(b"\r\n");
    }
    body.extend(b"--frontier--\r\n");
    body
}

#[tokio::test]
async fn separators_do_not_matter() {
    check(
        "stated-separator",
        expect![[r#"
        parks.csv parks: 1 added, 0 refused
    "#]],
    )
    .await;
    check(
        "semicolons",
        expect![[r#"
        parks.csv parks: 1 added, 0 refused
    "#]],
    )
    .await;
    check(
        "quoted-semicolons",
        expect![[r#"
        parks.csv parks: 1 added, 0 refused
    "#]],
    )
    .await;
    check(
        "tabs",
        expect![[r#"
        parks.tsv parks: 1 added, 0 refused
    "#]],
    )
    .await;
    check("comma-in-header", expect![[r#"
        units.csv units: 1 added, 0 refused
        units.csv 1: the column “owner, licence” is not read: it names several columns, owner, licence; give each a column of its own
    "#]])
    .await;
}

#[tokio::test]
async fn encodings_do_not_matter() {
    check(
        "utf-16",
        expect![[r#"
        parks.csv parks: 1 added, 0 refused
    "#]],
    )
    .await;
    check(
        "utf-16-mark",
        expect![[r#"
        parks.csv parks: 1 added, 0 refused
    "#]],
    )
    .await;
    check(
        "utf-16-big-endian",
        expect![[r#"
        parks.csv parks: 1 added, 0 refused
    "#]],
    )
    .await;
    check("windows-1256", expect![[r#"
        parks.csv parks: 1 added, 0 refused
        parks.csv 0: the file is not in UTF-8; it was read as windows-1256
        parks.csv 1: columns were read by their labels: “کد” as code, “استان” as province, “نام” as name_fa, “نوع” as kind, “مالکيت” as ownership, “تاريخ تصويب” as approved_on
        parks.csv 2: “شهرک صنعتي” was read as industrial_park
        parks.csv 2: “دولتي” was read as state
        parks.csv 2: “خراسان رضوي” was read as IR-09
    "#]]).await;
}

#[tokio::test]
async fn ends_of_lines_and_empty_cells_do_not_matter() {
    check(
        "carriage-returns",
        expect![[r#"
        parks.csv parks: 2 added, 0 refused
    "#]],
    )
    .await;
    check(
        "line-feeds-and-returns",
        expect![[r#"
        parks.csv parks: 1 added, 0 refused
    "#]],
    )
    .await;
    check(
        "trailing-cells",
        expect![[r#"
        parks.csv parks: 1 added, 0 refused
    "#]],
    )
    .await;
    check(
        "direction-marks",
        expect![[r#"
        units.csv units: 2 added, 0 refused
        events.csv events: 2 added, 0 refused
    "#]],
    )
    .await;
    check(
        "title-row",
        expect![[r#"
        units.xlsx units: 1 added, 0 refused
        units.xlsx 1: this line is not read: the header is line 2
    "#]],
    )
    .await;
}

#[tokio::test]
async fn headers_and_values_are_read_by_their_labels() {
    check("persian-header", expect![[r#"
        parks.csv parks: 1 added, 0 refused
        parks.csv 1: columns were read by their labels: “کد” as code, “استان” as province, “نام” as name_fa, “نوع” as kind, “مالکیت” as ownership, “تاریخ تصویب” as approved_on
    "#]]).await;
    check(
        "header-marks",
        expect![[r#"
        parks.csv parks: 1 added, 0 refused
    "#]],
    )
    .await;
    check(
        "english-labels",
        expect![[r#"
        parks.csv parks: 1 added, 0 refused
        parks.csv 1: columns were read by their labels: “Name” as name_en, “Kind of park” as kind
        parks.csv 2: “Khorasan Razavi” was read as IR-09
    "#]],
    )
    .await;
    check("persian-labels", expect![[r#"
        parks.csv parks: 1 added, 0 refused
        واحدها.csv units: 1 added, 0 refused
        رویدادها.csv events: 2 added, 0 refused
        parks.csv 1: columns were read by their labels: “کد” as code, “استان” as province, “نام” as name_fa, “نوع” as kind, “مالکیت” as ownership, “تاریخ تصویب” as approved_on
        parks.csv 2: “شهرک صنعتي” was read as industrial_park
        parks.csv 2: “دولتي” was read as state
        parks.csv 2: “خراسان رضوي” was read as IR-09
        واحدها.csv 1: columns were read by their labels: “کد” as code, “شهرک” as park, “نام” as name_fa, “بخش” as sector, “شماره پروانه” as licence
        واحدها.csv 2: “غذایی، آشامیدنی و دارویی” was read as food
        رویدادها.csv 1: columns were read by their labels: “رویداد” as event, “واحد” as unit, “نوع رویداد” as kind, “تاریخ” as occurred_on, “سرمایه‌گذاری (ریال)” as investment_irr, “اشتغال” as jobs, “علت” as reasons
        رویدادها.csv 2: “بهره‌برداری” was read as commissioned
        رویدادها.csv 3: “توقف توليد” was read as idled
        رویدادها.csv 3: “کمبود نقدینگی؛ کمبود انرژی” was read as liquidity;energy
    "#]]).await;
    check("thousands", expect![[r#"
        units.csv units: 1 added, 0 refused
        events.csv events: 1 added, 0 refused
        units.csv 2: the name “پنیر طوس” is in Persian letters, in a column of English names; Persian names belong in name_fa
    "#]]).await;
}

#[tokio::test]
async fn what_is_unclear_is_refused_with_what_would_be_right() {
    check("ambiguous", expect![[r#"
        parks.csv parks: 0 added, 2 refused
        parks.csv 2 BAD_VALUE: “خراسان” may mean Khorasan Razavi (IR-09), North Khorasan (IR-28), South Khorasan (IR-29); write one of these
        parks.csv 2 BAD_VALUE: “industrial” may mean industrial park (industrial_park), industrial zone (industrial_zone); write one of these
        parks.csv 3 UNKNOWN_PROVINCE: “Khorasan Razawi” is not a province; did you mean Khorasan Razavi (IR-09)?
        parks.csv 3 BAD_VALUE: “شهرک صنعنی” is not a known kind of park; did you mean industrial park (industrial_park)?
        parks.csv 3 BAD_VALUE: “privat” is not a known ownership; use one of state, non_governmental
        parks.csv 2: “دولتى” was read as state
    "#]]).await;
    check("old-province-code", expect![[r#"
        parks.csv parks: 0 added, 1 refused
        parks.csv 2 INCONSISTENT: IR-30 is the code of Alborz, but the name is that of Khorasan Razavi: IR-30 was its code before 2020, IR-09 is its code now; correct one of the two
    "#]]).await;
    check("header-mistakes", expect![[r#"
        parks.csv parks: 0 added, 1 refused
        parks.csv 1 UNKNOWN_COLUMN: a file of parks has no column provinse; did you mean province?
        parks.csv 1 UNKNOWN_COLUMN: a file of parks has no column colour; its columns are code, province, county, name_en, name_fa, kind, ownership, approved_on, operating_since, closed_on, land_total_ha, land_operational_ha, land_assignable_ha, latitude, longitude
        parks.csv 1 MISSING_COLUMN: the column province is missing; a file of parks needs it
        parks.csv 1 MISSING_COLUMN: the column approved_on is missing; a file of parks needs it
        parks.csv 2 BAD_VALUE: “park” may mean industrial park (industrial_park), specialised park (specialised_park), technology park (technology_park); write one of these
        parks.csv 2 UNKNOWN_PROVINCE: “IR-99” is not a province code; use IR-00 to IR-30
    "#]]).await;
}

#[tokio::test]
async fn what_is_no_spreadsheet_is_refused_in_one_sentence() {
    check("web-page", expect![[r#"
        parks.xlsx parks: 0 added, 0 refused
        parks.xlsx 0 MALFORMED: this is a web page that was saved under the name of a spreadsheet; open it in a spreadsheet program and save it as .xlsx, or its sheet as “CSV UTF-8”
    "#]]).await;
    check(
        "password",
        expect![[r#"
        units.xlsx units: 0 added, 0 refused
        units.xlsx 0 MALFORMED: this workbook is protected by a password; save it without one
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_file_is_known_by_its_columns_and_an_example_is_not_read() {
    check(
        "by-columns",
        expect![[r#"
        list of 1399.csv units: 1 added, 0 refused
        list of 1399.csv 0: the name of the file says nothing; it was read as a file of units, by its columns
    "#]],
    )
    .await;
    check(
        "example-row",
        expect![[r#"
        units.csv units: 1 added, 0 refused
        units.csv 2: this line is not read: it is the example of a template
    "#]],
    )
    .await;
}

#[tokio::test]
async fn sheets_of_workbooks_by_other_programs_are_read() {
    check("written-by/openpyxl", expect![[r#"
        register.xlsx units: 1 added, 0 refused
        register.xlsx (رویدادها) events: 1 added, 0 refused
        register.xlsx 0: the name of the file says nothing; it was read as a file of units, by its columns
        register.xlsx 0: the sheet “notes” is not read: only the first sheet of a workbook is read, here “فهرست”, “رویدادها”; send the other in a file of its own if it belongs to the register
        register.xlsx 1: this line is not read: the header is line 3
        register.xlsx 3: columns were read by their labels: “کد” as code, “شهرک” as park, “نام” as name_fa, “بخش” as sector
        register.xlsx 4: “غذایی، آشامیدنی و دارویی” was read as food
        register.xlsx (رویدادها) 1: columns were read by their labels: “رویداد” as event, “واحد” as unit, “نوع رویداد” as kind, “تاریخ” as occurred_on, “سرمایه‌گذاری” as investment_irr, “اشتغال” as jobs
        register.xlsx (رویدادها) 2: “بهره‌برداری” was read as commissioned
    "#]]).await;
    check("written-by/libreoffice", expect![[r#"
        register.xlsx units: 1 added, 0 refused
        register.xlsx (رویدادها) events: 1 added, 0 refused
        register.xlsx 0: the name of the file says nothing; it was read as a file of units, by its columns
        register.xlsx 0: the sheet “notes” is not read: only the first sheet of a workbook is read, here “فهرست”, “رویدادها”; send the other in a file of its own if it belongs to the register
        register.xlsx 1: this line is not read: the header is line 3
        register.xlsx 3: columns were read by their labels: “کد” as code, “شهرک” as park, “نام” as name_fa, “بخش” as sector
        register.xlsx 4: “غذایی، آشامیدنی و دارویی” was read as food
        register.xlsx (رویدادها) 1: columns were read by their labels: “رویداد” as event, “واحد” as unit, “نوع رویداد” as kind, “تاریخ” as occurred_on, “سرمایه‌گذاری” as investment_irr, “اشتغال” as jobs
        register.xlsx (رویدادها) 2: “بهره‌برداری” was read as commissioned
    "#]]).await;
    check("written-by/xlsxwriter", expect![[r#"
        register.xlsx units: 1 added, 0 refused
        register.xlsx (events) events: 1 added, 0 refused
        register.xlsx 1: columns were read by their labels: “کد” as code, “شهرک” as park, “نام” as name_fa, “بخش” as sector
        register.xlsx 2: “غذایی، آشامیدنی و دارویی” was read as food
        register.xlsx (events) 1: columns were read by their labels: “رویداد” as event, “واحد” as unit, “نوع رویداد” as kind, “تاریخ” as occurred_on, “سرمایه‌گذاری” as investment_irr, “اشتغال” as jobs
        register.xlsx (events) 2: “بهره‌برداری” was read as commissioned
    "#]]).await;
}

#[tokio::test]
async fn templates_are_filled_in_and_imported() {
    let register = Register::new().await;
    let response = register.get("/templates/units.xlsx").await;
    assert_eq!(response.status(), 200);
    let disposition = response.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert_eq!(disposition, "attachment; filename=\"units.xlsx\"");
    assert!(response.bytes().await.unwrap().starts_with(b"PK"));
    assert_eq!(register.get("/templates/provinces.xlsx").await.status(), 404);

    let query = "{ units { totalCount } }";
    assert_eq!(register.ask(query, json!({})).await["units"]["totalCount"], 0);
}
