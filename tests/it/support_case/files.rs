//! Support cases in files.

use sqlx::Connection;

use super::*;

const HEADER: &str = "case,record,step,occurred_on,unit,applicant,province,kind,body,outcome,note,replaces,voids,recorded_at,recorded_by\n";

fn lines(lines: &[&str]) -> String {
    let full = |line: &&str| {
        let missing = 14 - line.matches(',').count();
        format!("{line}{}\n", ",".repeat(missing))
    };
    HEADER.to_owned() + &lines.iter().map(full).collect::<String>()
}

#[tokio::test]
async fn a_file_records_what_changes_would() {
    let (by_file, by_change) = (filled().await, filled().await);
    let text = lines(&[
        "c1,o,opened,2021-01-10,U1,,,legal,,,n",
        "c1,f,referred,2021-01-15,,,,,Court",
        "c1,d,resolved,2021-01-20,,,,,,helped",
        "c2,o,opened,2021-01-10,,Amini,IR-09,market",
        "c1,f2,referred,2021-01-16,,,,,Court of appeal,,,f",
        "c1,v,,,,,,,,,not yet,,d",
    ]);
    let report = by_file.import(&[("support_cases.csv", &text)]).await;
    assert_eq!(report.files[0].added, 6);
    let officer = officer(&by_change).await;
    for (name, input) in [
        (
            "supportCaseOpen",
            json!({ "case": "c1", "unit": "U1", "kind": "LEGAL", "occurredOn": "2021-01-10", "note": "n" }),
        ),
        (
            "supportCaseRefer",
            json!({ "case": "c1", "body": "Court", "occurredOn": "2021-01-15", "record": "f" }),
        ),
        (
            "supportCaseResolve",
            json!({ "case": "c1", "outcome": "HELPED", "occurredOn": "2021-01-20", "record": "d" }),
        ),
        (
            "supportCaseOpen",
            json!({ "case": "c2", "applicant": "Amini", "province": "IR-09", "kind": "MARKET", "occurredOn": "2021-01-10" }),
        ),
        (
            "supportCaseCorrect",
            json!({ "case": "c1", "replace": [{ "replaces": "f", "body": "Court of appeal", "occurredOn": "2021-01-16" }],
            "void": [{ "voids": "d", "note": "not yet" }] }),
        ),
    ] {
        made(&by_change, &officer, name, input).await;
    }

    let known = async |register: &Register| {
        let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
        let mut states = states(&mut connection).await;
        // The file records everything at one moment.
        states.retain(|state| !state.ends_with("known before"));
        states
    };
    let from_file = known(&by_file).await;
    assert_eq!(from_file, known(&by_change).await);
    assert_eq!(from_file.len(), 3, "{from_file:?}");

    // The same file again changes nothing; later lines go on from what is recorded.
    let again = by_file.import(&[("support_cases.csv", &text)]).await;
    assert_eq!((again.files[0].added, again.files[0].unchanged), (0, 6));
    let later = lines(&["c1,d2,resolved,2021-02-01,,,,,,refused"]);
    by_file.import(&[("support_cases.csv", &later)]).await;
    let state = "c1 2021-02-01 legal resolved 2021-02-01 2021-01-10 Court of appeal refused known";
    assert!(known(&by_file).await.contains(&state.to_owned()));
}

#[tokio::test]
async fn units_of_the_same_import_have_cases() {
    let register = filled().await;
    let units = "code,park,province,name_en\nN1,P1,,New\n";
    let text = lines(&["n,o,opened,2021-01-10,N1,,,infrastructure"]);

    register.import(&[("support_cases.csv", &text), ("units.csv", units)]).await;

    let officer = officer(&register).await;
    let data =
        register.ask_as(&officer, "{ supportCase(code: \"n\") { kind unit { code } } }", json!({})).await;
    assert_eq!(data["supportCase"], json!({ "kind": "INFRASTRUCTURE", "unit": { "code": "N1" } }));
}

#[tokio::test]
async fn lines_are_refused_for_what_is_wrong_with_them() {
    let register = filled().await;
    let recorded = lines(&["c1,o,opened,2021-01-10,U1,,,legal"]);
    register.import(&[("support_cases.csv", &recorded)]).await;
    let check = async |text: &[&str], expected: &[&str]| {
        let report = register.try_import(&[("support_cases.csv", &lines(text))]).await;
        let refusals = report.refusals.iter().map(|it| {
            let column = it.column.as_deref().unwrap_or("-");
            format!("{} {column} {}", it.line.unwrap_or_default(), shahrak_domain::code::Coded::code(it.code))
        });
        assert_eq!(refusals.collect::<Vec<_>>(), expected, "{text:?}: {report}");
    };
    check(&["c1,o,opened,2021-01-11,U1,,,legal"], &["2 record CHANGED"]).await;
    check(&["c1,x,resolved,2021-01-11,U2,,,,,helped"], &["2 unit CHANGED"]).await;
    check(&["c9,x,resolved,2021-01-11,,,,,,helped"], &["2 case UNKNOWN_CASE"]).await;
    check(&["c9,x,opened,2021-01-11,U9,,,legal"], &["2 unit UNKNOWN_UNIT"]).await;
    check(&["c9,x,opened,2021-01-11,,,,legal"], &["2 unit EMPTY"]).await;
    check(&["c9,x,opened,2021-01-11,U1,,,"], &["2 kind FACT_MISSING"]).await;
    check(&["c1,x,reopened,2021-01-11"], &["2 step STEP_NOT_ALLOWED"]).await;
    check(&["c1,x,,,,,,,,,,,o"], &["2 note EMPTY"]).await;
    check(&["c1,x,,,,,,,,,slip,,o"], &["2 step STEP_NOT_ALLOWED"]).await;
    check(&["c1,x,referred,2021-01-12,,,,,Bank,,,none"], &["2 replaces UNKNOWN_STEP"]).await;
    check(
        &["c1,x,referred,2021-01-12,,,,,Bank", "c1,x,referred,2021-01-12,,,,,Court"],
        &["3 - DUPLICATE_KEY"],
    )
    .await;
    check(
        &[
            "c1,x,resolved,2021-01-12,,,,,,helped",
            "c1,y,resolved,2021-01-13,,,,,,helped",
            "c1,z,resolved,2021-01-14,,,,,,helped",
        ],
        &["3 step STEP_NOT_ALLOWED", "4 step STEP_NOT_ALLOWED"],
    )
    .await;
}

#[tokio::test]
async fn a_past_is_restored_with_its_moments() {
    let register = filled().await;
    let text = lines(&[
        "c1,o,opened,2021-01-10,U1,,,legal,,,,,,2021-02-01T00:00:00Z,Sara",
        "c1,d,resolved,2021-01-20,,,,,,helped,,,,2021-02-02T00:00:00Z,Sara",
        "c1,v,,,,,,,,,slip,,d,2021-02-03T00:00:00Z,Sara",
    ]);
    register.import(&[("support_cases.csv", &text)]).await;

    let national = national(&register).await;
    let query = "query($at: DateTime) { supportCase(code: \"c1\", knownAt: $at) { status steps { code recordedBy } } }";
    let mut seen = Vec::new();
    for day in 1..=3 {
        let at = format!("2021-02-0{day}T12:00:00Z");
        seen.push(
            register.ask_as(&national, query, json!({ "at": at })).await["supportCase"]["status"].clone(),
        );
    }
    assert_eq!(seen, ["OPEN", "RESOLVED", "OPEN"]);
    let earlier = lines(&["c1,f,referred,2021-01-15,,,,,Court,,,,,2021-02-01T00:00:00Z,Sara"]);
    let report = register.try_import(&[("support_cases.csv", &earlier)]).await;
    assert!(report.to_string().contains("MOMENT_BEFORE_LATEST"), "{report}");
}
