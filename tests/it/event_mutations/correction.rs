//! Replacements of events: omitted fields, cleared fields, and the changes that the payload shows.

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_messages::Language;
use shahrak_tests::import::dry_run;
use shahrak_tests::register::{Register, now};

const EVENTS: &str =
    "event,unit,kind,occurred_on,investment_irr,jobs,capacity_percent,reasons,body,means,note,evidence
e1,N1,commissioned,2021-03-21,5000000000,40,,,,,opened,letter 5
e2,N1,capacity_reported,2021-05-01,,,30,energy;market,,,,
e3,N1,revived,2021-06-01,7,45,,,provincial_company,finance,,
";

const FACTS: &str = "kind occurredOn investmentIrr jobs capacityPercent progressPercent areaM2 reasons body means note evidence";

/// A unit with a history, and an officer of its province.
async fn filled() -> (Register, String) {
    let register = Register::new().await;
    let units = "code,province,name_en\nN1,IR-23,New Works\n";
    register.import(&[("units.csv", units), ("events.csv", EVENTS)]).await;
    let officer = register.token(RoleName::ProvincialOfficer, &["IR-23"]).await;
    (register, officer)
}

/// The payload of a correction of the unit.
async fn correct(register: &Register, officer: &str, mut input: Value) -> Value {
    input["unit"] = "N1".into();
    let query = format!(
        "mutation Correct($input: UnitCorrectInput!) {{ unitCorrect(input: $input) {{
            unit {{ jobs capacity }} changes {{ corrects before {{ {FACTS} }} after {{ {FACTS} }} }}
            userErrors {{ code field }} }} }}"
    );
    register.ask_as(officer, &query, json!({ "input": input })).await["unitCorrect"].take()
}

/// The facts of an event of the unit afterwards.
async fn stated(register: &Register, officer: &str, code: &str) -> Value {
    let query =
        "query ($code: String!) { event(unit: \"N1\", code: $code) { kind occurredOn investment jobs capacity
        reasons body means recording { confidential { note evidence } } } }";
    register.ask_as(officer, query, json!({ "code": code })).await["event"].take()
}

fn errors(payload: &Value) -> Vec<String> {
    let errors = payload["userErrors"].as_array().unwrap().iter();
    errors.map(|error| format!("{} {}", error["code"].as_str().unwrap(), error["field"])).collect()
}

#[tokio::test]
async fn what_a_replacement_omits_stays() {
    let (register, officer) = filled().await;
    let later = json!({ "replace": [{ "replaces": "e1", "occurredOn": "2021-04-01", "event": "e4" }] });
    let payload = correct(&register, &officer, later).await;
    assert_eq!(errors(&payload), [""; 0]);
    let expected = json!({ "kind": "COMMISSIONED", "occurredOn": "2021-04-01", "investment": "5000000000", "jobs": 40,
        "capacity": null, "reasons": [], "body": null, "means": null,
        "recording": { "confidential": { "note": "opened", "evidence": "letter 5" } } });
    assert_eq!(stated(&register, &officer, "e4").await, expected);

    let more = json!({ "replace": [{ "replaces": "e3", "jobs": 50, "event": "e5" },
        { "replaces": "e2", "capacityPercent": "35.5", "event": "e6" }] });
    assert_eq!(errors(&correct(&register, &officer, more).await), [""; 0]);
    let revived = stated(&register, &officer, "e5").await;
    assert_eq!(
        (&revived["jobs"], &revived["investment"], &revived["body"], &revived["means"]),
        (&json!(50), &json!("7"), &json!("PROVINCIAL_COMPANY"), &json!("FINANCE"))
    );
    let reported = stated(&register, &officer, "e6").await;
    assert_eq!(
        (&reported["capacity"], &reported["reasons"], &reported["occurredOn"]),
        (&json!("35.5"), &json!(["ENERGY", "MARKET"]), &json!("2021-05-01"))
    );
}

#[tokio::test]
async fn null_clears_what_may_be_unknown() {
    let (register, officer) = filled().await;
    let unknown = json!({ "replace": [{ "replaces": "e1", "jobs": null, "evidence": null, "event": "e4" },
        { "replaces": "e2", "reasons": null, "event": "e5" }] });
    assert_eq!(errors(&correct(&register, &officer, unknown).await), [""; 0]);
    let commissioned = stated(&register, &officer, "e4").await;
    assert_eq!((&commissioned["jobs"], &commissioned["investment"]), (&Value::Null, &json!("5000000000")));
    assert_eq!(commissioned["recording"]["confidential"], json!({ "note": "opened", "evidence": null }));
    assert_eq!(stated(&register, &officer, "e5").await["reasons"], json!([]));

    let required = json!({ "replace": [{ "replaces": "e5", "capacityPercent": null, "kind": null, "occurredOn": null }] });
    assert_eq!(
        errors(&correct(&register, &officer, required).await),
        [
            r#"EMPTY ["input","replace","0","kind"]"#,
            r#"EMPTY ["input","replace","0","occurredOn"]"#,
            r#"FACT_MISSING ["input","replace","0","capacityPercent"]"#,
        ]
    );
}

#[tokio::test]
async fn another_kind_drops_what_it_does_not_carry() {
    let (register, officer) = filled().await;
    let idled = json!({ "replace": [{ "replaces": "e2", "kind": "IDLED", "event": "e4" }] });
    assert_eq!(errors(&correct(&register, &officer, idled).await), [""; 0]);
    let idled = stated(&register, &officer, "e4").await;
    assert_eq!((&idled["capacity"], &idled["reasons"]), (&Value::Null, &json!(["ENERGY", "MARKET"])));
    let foreign = json!({ "replace": [{ "replaces": "e4", "jobs": 5 }] });
    assert_eq!(
        errors(&correct(&register, &officer, foreign).await),
        [r#"FACT_NOT_CARRIED ["input","replace","0","jobs"]"#]
    );
}

#[tokio::test]
async fn a_replacement_of_no_event_is_refused_for_that_alone() {
    let (register, officer) = filled().await;
    let unknown =
        json!({ "replace": [{ "replaces": "nothing" }, { "replaces": "e9", "kind": "CAPACITY_REPORTED" }] });
    assert_eq!(
        errors(&correct(&register, &officer, unknown).await),
        [
            r#"UNKNOWN_EVENT ["input","replace","0","replaces"]"#,
            r#"UNKNOWN_EVENT ["input","replace","1","replaces"]"#,
        ]
    );
    let void = json!({ "void": [{ "voids": "e3", "note": "a slip", "event": "v1" }] });
    assert_eq!(errors(&correct(&register, &officer, void).await), [""; 0]);
    let of_void = json!({ "replace": [{ "replaces": "v1", "jobs": 5 }] });
    let told = errors(&correct(&register, &officer, of_void).await);
    assert!(told.iter().any(|error| error.starts_with("CANNOT_CORRECT_VOID")), "{told:?}");
}

#[tokio::test]
async fn a_dry_run_shows_all_facts_before_and_after() {
    let (register, officer) = filled().await;
    let mut input = json!({ "dryRun": true,
        "replace": [{ "replaces": "e1", "occurredOn": "2021-04-01", "investmentIrr": "6000000000", "note": null }],
        "void": [{ "voids": "e2", "note": "another unit" }, { "voids": "e3", "note": "another unit" }],
        "record": [{ "kind": "VISITED", "occurredOn": "2021-07-01", "evidence": "letter 9" }] });
    let tried = correct(&register, &officer, input.clone()).await;

    assert_eq!(errors(&tried), [""; 0]);
    let nothing = json!({ "investmentIrr": null, "jobs": null, "capacityPercent": null, "progressPercent": null,
        "areaM2": null, "reasons": [], "body": null, "means": null, "note": null, "evidence": null });
    let facts = |stated: Value| {
        let mut facts = nothing.clone();
        facts.as_object_mut().unwrap().extend(stated.as_object().unwrap().clone());
        facts
    };
    let commissioned =
        facts(json!({ "kind": "COMMISSIONED", "occurredOn": "2021-03-21", "investmentIrr": "5000000000",
        "jobs": 40, "note": "opened", "evidence": "letter 5" }));
    let later =
        facts(json!({ "kind": "COMMISSIONED", "occurredOn": "2021-04-01", "investmentIrr": "6000000000",
        "jobs": 40, "evidence": "letter 5" }));
    let reported =
        facts(json!({ "kind": "CAPACITY_REPORTED", "occurredOn": "2021-05-01", "capacityPercent": "30",
        "reasons": ["ENERGY", "MARKET"] }));
    let revived =
        facts(json!({ "kind": "REVIVED", "occurredOn": "2021-06-01", "investmentIrr": "7", "jobs": 45,
        "body": "PROVINCIAL_COMPANY", "means": "FINANCE" }));
    let visited = facts(json!({ "kind": "VISITED", "occurredOn": "2021-07-01", "evidence": "letter 9" }));
    assert_eq!(
        tried["changes"],
        json!([
            { "corrects": "e1", "before": commissioned, "after": later },
            { "corrects": "e2", "before": reported, "after": null },
            { "corrects": "e3", "before": revived, "after": null },
            { "corrects": null, "before": null, "after": visited },
        ])
    );
    assert_eq!(stated(&register, &officer, "e1").await["investment"], "5000000000");

    input["dryRun"] = false.into();
    input["idempotencyKey"] = "k".into();
    let done = correct(&register, &officer, input.clone()).await;
    assert_eq!((&done["changes"], &done["unit"]["jobs"]), (&tried["changes"], &json!(40)));
    assert_eq!(correct(&register, &officer, input).await, done);
}

#[tokio::test]
async fn a_line_that_drops_known_facts_is_warned_of() {
    let (register, _) = filled().await;
    let header = "event,unit,kind,occurred_on,investment_irr,jobs,capacity_percent,reasons,body,means,note,evidence,replaces";
    // The first drops facts, also of the second one, which it replaces in the same file; the others state or cannot state them.
    let lines = "f1,N1,commissioned,2021-04-01,,,,,,,,letter 5,e1
f2,N1,commissioned,2021-04-02,,41,,,,,,letter 6,f1
f3,N1,commissioned,2021-04-03,,,,,,,,letter 6,f2
f4,N1,idled,2021-05-01,,,,energy,,,,,e2
f5,N1,revived,2021-06-02,7,45,,,provincial_company,finance,,,e3
";
    let report =
        dry_run(register.database_url(), now(), &[("events.csv", &format!("{header}\n{lines}"))]).await;

    assert_eq!(report.refused(), 0, "{report}");
    let told: Vec<String> =
        report.warnings.iter().map(|it| format!("{} {:?} {}", it.file, it.line, it.message)).collect();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    assert_eq!(
        told,
        [
            "events.csv Some(2) the line replaces event e1 without investment_irr, jobs, note, which that event states; they will not be known any more",
            "events.csv Some(4) the line replaces event f2 without jobs, which that event states; it will not be known any more",
        ]
    );
    let persian = report.warnings[0].message.text(Language::Persian);
    assert!(persian.contains("e1") && persian.contains("jobs"));
}
