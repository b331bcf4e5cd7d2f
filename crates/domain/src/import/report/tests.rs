use expect_test::expect;

use super::*;
use crate::refusal::RefusalCode;

fn report() -> ImportReport {
    let mut report = ImportReport::new(false, 1);
    report.files.push(FileReport {
        read: 7,
        added: 7,
        ..FileReport::new("register/units.csv", FileKind::Units)
    });
    let counts =
        FileReport { read: 17, added: 15, refused: 2, ..FileReport::new("events.csv", FileKind::Events) };
    report.files.push(counts);
    let unknown =
        RowError::new("events.csv", RefusalCode::UnknownUnit, Message::verbatim("no unit has this code"))
            .at(9);
    report.refuse(unknown.in_column("unit").because_of("U9"));
    report.refuse(
        RowError::new("events.csv", RefusalCode::EventNotAllowed, Message::verbatim("idled cannot happen"))
            .at(12),
    );
    report.seconds = 1.26;
    report
}

#[test]
fn people_read_what_to_put_right_and_a_table() {
    expect![[r#"
        events.csv:9 unit UNKNOWN_UNIT: no unit has this code (found “U9”)
        … and 1 more

        file                     read      added    changed  unchanged    refused
        register/units.csv          7          7          0          0          0
        events.csv                 17         15          0          0          2
        2 errors; nothing was recorded."#]]
    .assert_eq(&report().to_string());
}

#[test]
fn programs_read_the_same_as_json() {
    let json = serde_json::to_string_pretty(&report().to_json(Language::English)).unwrap_or_default();
    expect![[r#"
        {
          "committed": false,
          "dry_run": false,
          "files": [
            {
              "added": 7,
              "changed": 0,
              "kind": "units",
              "name": "register/units.csv",
              "read": 7,
              "refused": 0,
              "unchanged": 0
            },
            {
              "added": 15,
              "changed": 0,
              "kind": "events",
              "name": "events.csv",
              "read": 17,
              "refused": 2,
              "unchanged": 0
            }
          ],
          "refusals": [
            {
              "cell": null,
              "code": "UNKNOWN_UNIT",
              "column": "unit",
              "file": "events.csv",
              "line": 9,
              "message": "no unit has this code",
              "value": "U9"
            }
          ],
          "refusals_left_out": 1,
          "seconds": 1.26,
          "warnings": [],
          "warnings_left_out": 0
        }"#]]
    .assert_eq(&json);
}

#[test]
fn the_last_line_says_whether_the_register_has_changed() {
    let last = |dry_run, committed| {
        let report = ImportReport { committed, ..ImportReport::new(dry_run, ImportReport::LIMIT) };
        report.to_string().lines().last().unwrap_or_default().to_owned()
    };
    expect![[r#"
        Imported in 0.0 s.
        Checked in 0.0 s; nothing was recorded (--dry-run).
        Stopped after 0.0 s; nothing was recorded."#]]
    .assert_eq(&[last(false, true), last(true, false), last(false, false)].join("\n"));
}

#[test]
fn warnings_stand_before_refusals() {
    let mut report = report();
    report.warn(Warning::new("events.csv", message!("workbook-hidden")).at(3).in_column("jobs"));
    report.warn(Warning::new("units.csv", Message::verbatim("one more")));

    let text = report.to_string();
    let expected = "events.csv:3 jobs warning: all sheets of this workbook are hidden; show the one that is to be read\n… and 1 more\n\nevents.csv:9 unit UNKNOWN_UNIT: ";
    assert!(text.starts_with(expected), "{text}");
    let json = report.to_json(Language::English);
    assert_eq!(
        json["warnings"][0]["message_fa"],
        "همهٔ برگه‌های این کارپوشه پنهان‌اند؛ برگه‌ای را که باید خوانده شود آشکار کنید"
    );
    assert_eq!((&json["warnings"][1], &json["warnings_left_out"]), (&serde_json::Value::Null, &1.into()));
}
