//! A register that is imported from an export is the same, also for past moments.

use super::*;
use crate::recomputation::question::Question;
use crate::recomputation::random::Random;
use crate::recomputation::{recorded, seed};

const PROMISES: [(&str, &str); 6] = [
    (
        "targets.csv",
        "year,metric,scope,population,body,value,decided_on,reason,source,baseline_value,baseline_on,baseline_source,recorded_at
1399,units_commissioned,IR-09,,,10,2020-04-01,=plan,,,,,2020-05-01T00:00:00Z
1399,units_commissioned,IR-09,,,12,2020-09-01,more money,letter 7,,,,2020-10-01T00:00:00.5Z
1399,share_inactive_or_semi_active,IR-09,all,,20.5,2020-04-01,,,24,2020-03-19,survey,2020-05-01T00:00:00Z
",
    ),
    (
        "budgets.csv",
        "year,scope,line,stage,amount_irr,source,decided_on,reason,recorded_at
1399,IR,water,law,1000000000000000,law,2020-03-20,,2020-05-01T00:00:00Z
1399,IR,water,law,900000000000000,law,2020-08-01,cut,2020-10-01T00:00:00Z
1399,IR-09,road,spent,5,,2020-08-01,,2020-10-01T00:00:00Z
",
    ),
    (
        "infrastructure.csv",
        "park,line,capacity,unit,in_service_since\nTOUS,water,120.5,l/s,1390-01-01\nTOUS,gas,3000,m3/h,\n",
    ),
    (
        "support_cases.csv",
        "case,record,step,occurred_on,unit,applicant,province,kind,body,outcome,note,replaces,voids,recorded_at,recorded_by
c1,o,opened,2020-04-10,U1,,,legal,,,n,,,2020-05-01T00:00:00Z,Zahra Amini
c1,f,referred,2020-04-15,,,,,Court,,,,,2020-05-01T00:00:00Z,Zahra Amini
c2,o,opened,2020-04-10,,Amini,IR-09,market,,,,,,2020-05-02T00:00:00Z,Reza
c1,f2,referred,2020-04-16,,,,,Court of appeal,,,f,,2020-06-01T00:00:00Z,Zahra Amini
c1,d,resolved,2020-04-20,,,,,,helped,,,,2020-06-01T00:00:00Z,Zahra Amini
c1,v,,,,,,,,,too early,,d,2020-07-01T00:00:00Z,Zahra Amini
",
    ),
    (
        "announcements.csv",
        "id,announced_on,date_basis,speaker,organisation,scope,population,metric,measure,qualifier,value_low,value_high,unit,period_from,period_to,quote,note,source,recorded_at
x1,2021-01-27,stated,=Speaker,Ministry,IR,in_parks,units_commissioned,flow,over,5,5,units,2020-03-20,2021-01-27,,,https://example.org/1,2021-01-28T00:00:00Z
x2,2021-01-27,stated,=Speaker,Ministry,IR,in_parks,units_commissioned,flow,over,6,6,units,2020-03-20,2021-01-27,,,https://example.org/1,2021-02-01T00:00:00Z
x3,2021-01-27,stated,,,IR,in_parks,units_revived,flow,,6,6,units,2020-03-20,2021-01-27,,,https://example.org/1,2021-02-01T00:00:00Z
",
    ),
    (
        "figure_decisions.csv",
        "figure,decision,replaced_by,reason,recorded_at
x1,used,,=audited,2021-01-29T00:00:00Z
x1,unused,,misread,2021-01-30T00:00:00Z
x1,used,,=audited,2021-01-31T00:00:00Z
x1,replaced,x2,\"misread, by one\",2021-02-01T00:00:00Z
x3,voided,,never announced,2021-05-01T00:00:00Z
",
    ),
];

const REPORT: &str = "query($knownAt: DateTime) { report(year: 1399, knownAt: $knownAt, population: ALL) {
    commissioned { units jobs investment { irr irrUnknown } } revived { units jobs } idled { units } closed { units }
    capacityRaised { units } stock { planned underConstruction active semiActive inactive closed cancelled jobs }
    previousYearEnd { active inactive } transitions { from to units }
    byProvince { province { code } commissioned { units } stock { active } targets { metric } }
    targets { metric original { value } inForce { value } } }
    budgetTable(year: 1399, knownAt: $knownAt) { scopes { scope lawIrr spentIrr } }
    figures(first: 100, knownAt: $knownAt, filter: { scope: \"IR\", year: 1399, metric: [\"units_commissioned\", \"units_revived\"] }) {
        nodes { code low mark { used reason } correction { reason replacement { code } } } } }";

/// A register with corrections, late reports, revisions and support cases, recorded in the past and now.
async fn eventful() -> Register {
    let register = restored_register().await;
    register.import(&PROMISES).await;
    let odd =
        Event { note: "=1+1, \"two\"\r\nlines".to_owned(), ..event("odd", "U1", "visited", "2021-03-01") };
    let quoted = |note: &str| format!("\"{}\"", note.replace('"', "\"\""));
    let odd = Event { note: quoted(&odd.note), ..odd };
    register.import(&[("events.csv", &file(&[void("e18", "U7", "e16"), odd]))]).await;
    register
}

#[tokio::test]
async fn an_imported_export_is_the_same_register() {
    let register = eventful().await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let files = register_files(&register, Some(&administrator), "").await;
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    let known_at = manifest["knownAt"].as_str().unwrap();

    let (restored, _) = imported(&files).await;

    // Another export of the same moment has the same files, byte by byte.
    let administrator = restored.token(RoleName::Administrator, &[]).await;
    let again = register_files(&restored, Some(&administrator), &format!("knownAt={known_at}")).await;
    assert_eq!(again.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    for (name, content) in &files {
        assert_eq!(String::from_utf8_lossy(&again[name]), String::from_utf8_lossy(content), "{name}");
    }
    for moment in [
        "2020-04-30T00:00:00Z",
        "2020-06-01T00:00:00Z",
        "2020-12-01T00:00:00Z",
        "2020-12-31T00:00:00Z",
        "2021-01-28T00:00:00Z",
        "2021-02-03T00:00:00Z",
        "2021-06-01T00:00:00Z",
        known_at,
    ] {
        let question = json!({ "knownAt": moment });
        let expected = register.ask(REPORT, question.clone()).await;
        assert_eq!(restored.ask(REPORT, question).await, expected, "{moment}");
    }
    // An import of the same files changes nothing.
    let report = try_import(&restored, &files).await;
    let changed: Vec<_> =
        report.files.iter().filter(|file| file.added + file.changed + file.refused > 0).collect();
    assert!(report.committed && changed.is_empty(), "{report}");
}

#[tokio::test]
async fn workbooks_are_imported_as_well() {
    let register = eventful().await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let books = register_files(&register, Some(&administrator), "format=xlsx").await;
    let manifest: Value = serde_json::from_slice(&books["manifest.json"]).unwrap();
    let query = format!("knownAt={}", manifest["knownAt"].as_str().unwrap());
    let files = register_files(&register, Some(&administrator), &query).await;

    let (restored, _) = imported(&books).await;

    let administrator = restored.token(RoleName::Administrator, &[]).await;
    let again = register_files(&restored, Some(&administrator), &query).await;
    for (name, content) in &files {
        assert_eq!(String::from_utf8_lossy(&again[name]), String::from_utf8_lossy(content), "{name}");
    }
}

#[tokio::test]
async fn an_export_for_a_past_moment_holds_what_was_recorded_by_then() {
    let register = eventful().await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let moment = "2020-12-01T00:00:00Z";
    let files = register_files(&register, Some(&administrator), &format!("knownAt={moment}")).await;

    let (restored, _) = imported(&files).await;

    let then = register.ask(REPORT, json!({ "knownAt": moment })).await;
    assert_eq!(restored.ask(REPORT, json!({ "knownAt": moment })).await, then);
    assert_ne!(
        register.ask(REPORT, json!({ "knownAt": null })).await["report"]["stock"],
        then["report"]["stock"]
    );
    assert_eq!(
        restored.ask(REPORT, json!({ "knownAt": null })).await["report"]["stock"],
        then["report"]["stock"]
    );
}

#[tokio::test]
async fn reports_of_an_imported_export_are_what_a_naive_recomputation_finds() {
    let seed = seed();
    let (register, world, moments) = recorded(seed, 120, 4).await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let files = register_files(&register, Some(&administrator), "").await;

    let (restored, report) = imported(&files).await;

    let records: usize = world.units.iter().map(|unit| unit.records.len()).sum();
    let events = report.files.iter().find(|file| file.name.contains("events")).unwrap();
    assert_eq!(events.added, records as u64);
    let mut random = Random::new(seed ^ 1);
    for _ in 0..60 {
        let question = Question::random(&mut random, moments.len());
        if let Err(difference) = question.check(&restored, &world, &moments).await {
            panic!("SHAHRAK_TEST_SEED={seed}, {question:?}: {difference}");
        }
    }
}

/// Reports of several years, with what is beside them.
const DEMO_REPORTS: &str = "query($knownAt: DateTime, $year: Int!) {
    report(year: $year, knownAt: $knownAt, population: ALL) {
        commissioned { units jobs investment { irr irrUnknown } } revived { units jobs } idled { units } closed { units }
        permitted { units } cancelled { units } capacityRaised { units } renovated { units }
        stock { planned underConstruction active semiActive inactive closed cancelled jobs idleShare }
        byProvince { province { code } commissioned { units } stock { active inactive } } bySector { sector revived { units } }
        months { month { number } revived { units jobs } }
        targets { metric original { value } inForce { value } achieved gap }
    }
    budgetTable(year: $year, knownAt: $knownAt) { scopes { scope lawIrr spentIrr } }
    figures(first: 100, knownAt: $knownAt, filter: { scope: \"IR\", year: $year }) { nodes { code low } } }";

#[tokio::test]
async fn a_synthetic_register_is_the_same_elsewhere_and_still_synthetic() {
    let register = Register::new().await;
    assert!(register.fill(&Demo::new(7, 300)).await.is_some());
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let files = register_files(&register, Some(&administrator), "").await;
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    let known_at = manifest["knownAt"].as_str().unwrap();

    let (restored, _) = imported(&files).await;

    let info = "{ registerInfo { synthetic { seed units fitted notice } } }";
    let expected = register.ask(info, json!({})).await;
    assert_eq!(expected["registerInfo"]["synthetic"], manifest["synthetic"]);
    assert_eq!(restored.ask(info, json!({})).await, expected);
    let administrator = restored.token(RoleName::Administrator, &[]).await;
    let again = register_files(&restored, Some(&administrator), &format!("knownAt={known_at}")).await;
    assert_eq!(again.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    for (name, content) in &files {
        assert_eq!(String::from_utf8_lossy(&again[name]), String::from_utf8_lossy(content), "{name}");
    }
    for moment in ["2018-05-01T00:00:00Z", "2020-04-30T00:00:00Z", "2021-01-28T00:00:00Z", known_at] {
        for year in [1396, 1399] {
            let question = json!({ "knownAt": moment, "year": year });
            let asked = register.ask(DEMO_REPORTS, question.clone()).await;
            assert_eq!(restored.ask(DEMO_REPORTS, question).await, asked, "{year} {moment}");
        }
    }
}

#[tokio::test]
async fn a_synthetic_register_does_not_make_a_real_one_synthetic() {
    let synthetic = Register::new().await;
    assert!(synthetic.fill(&Demo::new(7, 100)).await.is_some());
    let files = register_files(&synthetic, None, "").await;
    let register = restored_register().await;

    let report = try_import(&register, &files).await;

    assert!(!report.committed);
    assert_eq!((report.refusals.len(), &*report.refusals[0].file), (1, "manifest.json"), "{report}");
    let info = "{ registerInfo { synthetic { seed } } }";
    assert_eq!(register.ask(info, json!({})).await["registerInfo"]["synthetic"], Value::Null);
}

#[tokio::test]
async fn files_sent_with_the_manifest_of_a_synthetic_register_make_one() {
    let register = Register::new().await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let manifest = json!({ "program": "shahrak", "knownAt": "2021-01-01T00:00:00Z", "format": "csv", "headers": "names",
        "synthetic": { "seed": 7, "units": 100, "fitted": false, "notice": "" }, "confidential": false, "files": [] });
    let parks =
        "code,province,name_en,kind,ownership,approved_on\nK,IR-09,K,industrial_park,state,1989-05-10\n";

    let forbidden = sent(&register, &officer, &manifest.to_string(), parks).await;
    let done = sent(&register, &administrator, &manifest.to_string(), parks).await;

    assert_eq!(forbidden["refusals"][0]["code"], "FORBIDDEN", "{forbidden:#}");
    assert_eq!((&done["state"], &done["files"][0]["added"]), (&json!("DONE"), &json!(1)), "{done:#}");
    let info = register.ask("{ registerInfo { synthetic { seed units fitted } } }", json!({})).await;
    assert_eq!(info["registerInfo"]["synthetic"], json!({ "seed": 7, "units": 100, "fitted": false }));
    for path in ["/changes.csv?since=2020-01-01T00:00:00Z", "/changes.atom?since=2020-01-01T00:00:00Z"] {
        let response = register.get(path).await;
        assert_eq!(header(&response, "shahrak-synthetic"), "true", "{path}");
        let is_feed = path.contains("atom");
        assert_eq!(found(response).await.text().await.unwrap().contains("<subtitle>Synthetic data"), is_feed);
    }
}

/// The job of an import of a manifest and parks, when it has ended.
async fn sent(register: &Register, token: &str, manifest: &str, parks: &str) -> Value {
    let part = |name: &str, text: &str| {
        format!(
            "--frontier\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{text}\r\n"
        )
    };
    let body = part("manifest.json", manifest) + &part("parks.csv", parks) + "--frontier--\r\n";
    let request = register.to_post("/imports").bearer_auth(token);
    let request = request.header("content-type", "multipart/form-data; boundary=frontier");
    let response = request.body(body).send().await.unwrap();
    assert_eq!(response.status(), 202, "{}", response.text().await.unwrap());
    let place = header(&response, "location");
    loop {
        let mut whole: Value = register.get_as(token, &place).await.json().await.unwrap();
        if !whole["import"]["endedAt"].is_null() {
            return whole["import"].take();
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}
