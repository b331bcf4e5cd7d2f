//! Who gets what.

use super::*;

const CASES: &str = "case,record,step,occurred_on,unit,applicant,province,kind,note\n\
    c1,o,opened,2020-04-10,U1,,,legal,secret\nc2,o,opened,2020-04-10,,Amini,IR-23,market,\n";

/// A register with a note, a document and a void in IR-09 and in IR-23, and cases.
async fn confidential() -> Register {
    let register = restored_register().await;
    let noted = |code: &str, unit: &str| Event {
        note: "secret".to_owned(),
        ..event(code, unit, "visited", "2021-03-01")
    };
    let events =
        file(&[noted("n1", "U1"), noted("n2", "U6"), void("v1", "U1", "n1"), void("v2", "U6", "n2")]);
    register.import(&[("events.csv", &events), ("support_cases.csv", CASES)]).await;
    register
}

fn lines(files: &BTreeMap<String, Vec<u8>>, name: &str, codes: &[&str]) -> String {
    let text = String::from_utf8(files[name].clone()).unwrap();
    let wanted = |line: &&str| codes.iter().any(|code| line.starts_with(&format!("{code},")));
    // Moments differ from run to run.
    let masked = text.lines().filter(wanted).map(|line| {
        let cells: Vec<&str> = line
            .split(',')
            .map(|cell| if cell.starts_with("202") && cell.contains('T') { "T" } else { cell })
            .collect();
        cells.join(",") + "\n"
    });
    masked.collect()
}

#[tokio::test]
async fn a_citizen_gets_nothing_confidential() {
    let register = confidential().await;

    let files = register_files(&register, None, "").await;

    assert!(!files.contains_key("support_cases.csv"));
    expect![[r#"
        n1,U1,visited,2021-03-01,,,,,,,,,,,,,T,
        n2,U6,visited,2021-03-01,,,,,,,,,,,,,T,
        v1,U1,,,,,,,,,,,(withheld),,,n1,T,
        v2,U6,,,,,,,,,,,(withheld),,,n2,T,
    "#]]
    .assert_eq(&lines(&files, "events.csv", &["n1", "n2", "v1", "v2"]));
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    assert_eq!(manifest["confidential"], false);
    for content in files.values() {
        assert!(!String::from_utf8_lossy(content).contains("secret"));
    }
    assert_eq!(register.get("/exports/support_cases.csv").await.status(), 401);
    // It can be imported all the same.
    imported(&files).await;
}

#[tokio::test]
async fn an_officer_gets_what_is_confidential_in_the_own_provinces() {
    let register = confidential().await;
    let officer = register.token(RoleName::ProvincialOfficer, &["IR-09"]).await;

    let files = register_files(&register, Some(&officer), "").await;

    expect![[r#"
        n1,U1,visited,2021-03-01,,,,,,,,,secret,,,,T,a test
        n2,U6,visited,2021-03-01,,,,,,,,,,,,,T,
        v1,U1,,,,,,,,,,,recorded by mistake,,,n1,T,a test
        v2,U6,,,,,,,,,,,(withheld),,,n2,T,
    "#]]
    .assert_eq(&lines(&files, "events.csv", &["n1", "n2", "v1", "v2"]));
    let cases = String::from_utf8(files["support_cases.csv"].clone()).unwrap();
    assert_eq!(cases.lines().skip(1).filter(|line| line.starts_with("c1,")).count(), 1, "{cases}");
    assert_eq!(cases.lines().count(), 2, "{cases}");
    let other = register.get_as(&officer, "/exports/support_cases.csv?province=IR-23").await;
    assert_eq!(other.status(), 403);
}

#[tokio::test]
async fn an_auditor_gets_everything() {
    let register = confidential().await;
    let auditor = register.token(RoleName::Auditor, &[]).await;

    let files = register_files(&register, Some(&auditor), "").await;

    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    assert_eq!(manifest["confidential"], true);
    assert_eq!(String::from_utf8_lossy(&files["events.csv"]).matches(",secret,").count(), 2);
    assert_eq!(String::from_utf8_lossy(&files["support_cases.csv"]).lines().count(), 3);
}
