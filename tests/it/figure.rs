//! Corrections and marks of announced figures, and series.

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_domain::code::Coded as _;
use shahrak_tests::register::Register;

use crate::acceptance::register_of_the_acceptance;

const CORRECT: &str = "mutation($input: FigureCorrectInput!) { figureCorrect(input: $input) {
    figures { code low inForce replaces { code } correction { reason replacement { code } } }
    userErrors { code field message } } }";
const MARK: &str = "mutation($input: FigureMarkInput!) { figureMark(input: $input) {
    figure { code version mark { used reason } marks { used } } userErrors { code field message } } }";

/// The new record of a126: 1,170 revived units.
fn replacement(code: &str, low: &str) -> Value {
    json!({ "replaces": "a126", "reason": "misread", "figure": {
        "code": code, "scope": "IR", "population": "IN_PARKS", "metric": "units_revived", "measure": "FLOW",
        "low": low, "unit": "units", "periodFrom": "1399-01-01", "periodTo": "1399-11-08" } })
}

async fn correct(register: &Register, token: &str, input: Value) -> Value {
    register.ask_as(token, CORRECT, json!({ "input": input })).await["figureCorrect"].clone()
}

async fn mark(register: &Register, token: &str, input: Value) -> Value {
    register.ask_as(token, MARK, json!({ "input": input })).await["figureMark"].clone()
}

async fn now(register: &Register) -> Value {
    register.ask("{ report(year: 1399) { knownAt } }", json!({})).await["report"]["knownAt"].clone()
}

#[tokio::test]
async fn a_corrected_figure_stays_visible_at_an_earlier_moment() {
    let register = Register::new().await;
    let national = register.token(RoleName::NationalOfficer, &[]).await;
    let before = now(&register).await;

    let corrected = correct(&register, &national, json!({ "replace": [replacement("a126b", "1171")] })).await;

    let new = json!({ "code": "a126b", "low": "1171", "inForce": true, "replaces": { "code": "a126" }, "correction": null });
    assert_eq!(corrected, json!({ "figures": [new], "userErrors": [] }));
    let listed = async |moment: &Value| {
        let query = "query($at: DateTime) { figures(first: 100, knownAt: $at, filter: {
            metric: [\"units_revived\"], measure: [FLOW], scope: \"IR\", year: 1399 }) { nodes { code inForce
            announcement { figures { code } } } }
            announcements(first: 100, knownAt: $at) { totalCount } }";
        register.ask(query, json!({ "at": moment })).await
    };
    let codes = |data: &Value| -> Vec<String> {
        let nodes = data["figures"]["nodes"].as_array().unwrap().iter();
        nodes.map(|node| node["code"].as_str().unwrap().to_owned()).collect()
    };
    let (then, today) = (listed(&before).await, listed(&Value::Null).await);
    assert!(codes(&then).contains(&"a126".to_owned()) && !codes(&then).contains(&"a126b".to_owned()));
    assert!(codes(&today).contains(&"a126b".to_owned()) && !codes(&today).contains(&"a126".to_owned()));
    assert!(then["figures"]["nodes"].as_array().unwrap().iter().all(|node| node["inForce"] == true));
    let of_announcement = |data: &Value, code: &str| {
        let nodes = data["figures"]["nodes"].as_array().unwrap();
        let node = nodes.iter().find(|node| node["code"] == code).unwrap();
        node["announcement"]["figures"].to_string()
    };
    assert!(of_announcement(&then, "a126").contains("\"a126\""));
    assert!(!of_announcement(&today, "a126b").contains("\"a126\""));

    let old = "{ figure(code: \"a126\") { low inForce correction { reason replacement { code } recording { role recordedBy } } } }";
    let expected = json!({ "low": "1170", "inForce": false, "correction": { "reason": "misread",
        "replacement": { "code": "a126b" }, "recording": { "role": "NATIONAL_OFFICER", "recordedBy": null } } });
    assert_eq!(register.ask(old, json!({})).await["figure"], expected);
    let seen = register.ask_as(&national, old, json!({})).await;
    assert!(seen["figure"]["correction"]["recording"]["recordedBy"].is_string(), "{seen}");
}

#[tokio::test]
async fn a_figure_is_corrected_once_and_a_void_does_not_return_what_it_replaced() {
    let register = Register::new().await;
    let national = register.token(RoleName::NationalOfficer, &[]).await;
    let errors = |payload: &Value| -> Vec<(String, String)> {
        let errors = payload["userErrors"].as_array().unwrap().iter();
        let field = |error: &Value| {
            let path = error["field"].as_array().unwrap().iter();
            path.map(|part| part.as_str().unwrap()).collect::<Vec<_>>().join(".")
        };
        errors.map(|error| (error["code"].as_str().unwrap().to_owned(), field(error))).collect()
    };
    let refused = async |input: Value, code: &str, field: &str| {
        let payload = correct(&register, &national, input.clone()).await;
        assert_eq!(errors(&payload), [(code.to_owned(), field.to_owned())], "{input} {payload}");
        assert_eq!(payload["figures"], Value::Null);
    };

    refused(json!({}), "OUT_OF_RANGE", "input").await;
    let void = |code: &str| json!({ "void": [{ "voids": code, "reason": "not announced" }] });
    refused(void("nothing"), "UNKNOWN_FIGURE", "input.void.0.voids").await;
    refused(json!({ "replace": [replacement("a125", "1171")] }), "CHANGED", "input.replace.0.figure").await;
    let mut backwards = replacement("a126b", "1171");
    backwards["figure"]["high"] = "1170".into();
    refused(json!({ "replace": [backwards] }), "INCONSISTENT", "input.replace.0.figure.high").await;
    let twice =
        json!({ "replace": [replacement("a126b", "1171")], "void": [{ "voids": "a126", "reason": "no" }] });
    refused(twice, "DUPLICATE_KEY", "input.void.0.voids").await;

    let dry = json!({ "replace": [replacement("a126b", "1171")], "dryRun": true });
    assert_eq!(correct(&register, &national, dry).await, json!({ "figures": [], "userErrors": [] }));
    assert_eq!(register.ask("{ figure(code: \"a126b\") { code } }", json!({})).await["figure"], Value::Null);

    correct(&register, &national, json!({ "replace": [replacement("a126b", "1171")] })).await;
    refused(void("a126"), "ALREADY_CORRECTED", "input.void.0.voids").await;
    let voided = correct(&register, &national, void("a126b")).await;
    assert_eq!(voided["figures"][0]["inForce"], false);
    assert_eq!(voided["figures"][0]["correction"], json!({ "reason": "not announced", "replacement": null }));
    refused(void("a126b"), "ALREADY_CORRECTED", "input.void.0.voids").await;
    let found = register.ask("{ figures(filter: { text: \"1171\" }) { totalCount } }", json!({})).await;
    assert_eq!(found["figures"]["totalCount"], 0);
    let all = register
        .ask(
            "{ figures { totalCount } all: figures(filter: { corrections: true }) { totalCount } }",
            json!({}),
        )
        .await;
    assert_eq!(all, json!({ "figures": { "totalCount": 439 }, "all": { "totalCount": 441 } }));
}

#[tokio::test]
async fn contradictions_are_of_figures_in_force_and_show_the_marked_one() {
    let register = Register::new().await;
    let national = register.token(RoleName::NationalOfficer, &[]).await;
    let contradictions = async |moment: &Value| {
        let query = "query($at: DateTime) { contradictions(knownAt: $at, filter: { metric: [\"units_revived\"], year: 1396 }) {
            nodes { one { code } other { code } used { code } } } }";
        register.ask(query, json!({ "at": moment })).await["contradictions"]["nodes"].clone()
    };
    let pair =
        |used: Value| json!([{ "one": { "code": "a351" }, "other": { "code": "a365" }, "used": used }]);
    assert_eq!(contradictions(&Value::Null).await, pair(Value::Null));
    let before = now(&register).await;

    let marked =
        mark(&register, &national, json!({ "figure": "a365", "used": true, "reason": "audited" })).await;
    let figure = json!({ "code": "a365", "version": 1, "mark": { "used": true, "reason": "audited" },
        "marks": [{ "used": true }] });
    assert_eq!(marked, json!({ "figure": figure, "userErrors": [] }));
    assert_eq!(contradictions(&Value::Null).await, pair(json!({ "code": "a365" })));
    assert_eq!(contradictions(&before).await, pair(Value::Null));
    let again =
        mark(&register, &national, json!({ "figure": "a365", "used": true, "reason": "audited" })).await;
    assert_eq!(again["figure"]["version"], 1);
    let stale = mark(
        &register,
        &national,
        json!({ "figure": "a365", "used": false, "reason": "no", "expectedVersion": 0 }),
    )
    .await;
    assert_eq!(stale["userErrors"][0]["code"], "STALE_VERSION");

    let void = json!({ "void": [{ "voids": "a365", "reason": "misread" }] });
    correct(&register, &national, void).await;
    assert_eq!(contradictions(&Value::Null).await, json!([]));
    assert_eq!(contradictions(&before).await, pair(Value::Null));
    let on_void = mark(&register, &national, json!({ "figure": "a365", "used": true, "reason": "no" })).await;
    assert_eq!(on_void["userErrors"][0]["code"], "ALREADY_CORRECTED");
}

const SERIES: &str = "query($from: Int!, $to: Int!, $at: DateTime, $population: Population) {
    series(metric: \"units_revived\", from: $from, to: $to, knownAt: $at, population: $population) {
        years { year { number } announced { figure { code } used } announcedTargets { figure { code } used }
            targetInForce { value } originalTarget { value } computed reason months { month announced { figure { code } } computed } } } }";

#[tokio::test]
async fn a_series_lists_all_figures_and_says_which_one_it_uses() {
    let register = register_of_the_acceptance().await;
    let national = register.token(RoleName::NationalOfficer, &[]).await;
    let ask = async |from: i32, to: i32, at: &Value| {
        let data = register.ask(SERIES, json!({ "from": from, "to": to, "at": at })).await;
        data["series"]["years"].clone()
    };
    let used = |year: &Value| -> Vec<(String, String)> {
        let figures = year["announced"].as_array().unwrap().iter().filter(|it| it["used"] != Value::Null);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        figures.map(|it| (text(&it["figure"]["code"]), text(&it["used"]))).collect()
    };
    let rule = |code: &str| vec![(code.to_owned(), "RULE".to_owned())];

    let years = ask(1396, 1400, &Value::Null).await;
    assert_eq!(years.as_array().unwrap().len(), 5);
    assert_eq!(used(&years[0]), rule("a351"));
    assert_eq!(used(&years[3]), rule("a170"));
    assert_eq!(years[3]["announced"].as_array().unwrap().len(), 6, "{}", years[3]);
    assert_eq!((&years[3]["computed"], &years[3]["reason"]), (&json!("1"), &Value::Null));
    assert_eq!(years[3]["targetInForce"]["value"], "2000");
    assert_eq!(years[3]["originalTarget"]["value"], "1500");
    let promised = years[3]["announcedTargets"].as_array().unwrap().iter();
    let promised: Vec<&Value> =
        promised.filter(|it| it["used"] == "RULE").map(|it| &it["figure"]["code"]).collect();
    // The latest announcement of the 2,000 that were in force, not one that repeats the 1,500 before.
    assert_eq!(promised, ["a129"]);
    assert_eq!((&years[0]["computed"], &years[0]["reason"]), (&Value::Null, &json!("NO_RECORDS")));

    let before = now(&register).await;
    mark(&register, &national, json!({ "figure": "a365", "used": true, "reason": "audited" })).await;
    let marked = ask(1396, 1396, &Value::Null).await;
    assert_eq!(used(&marked[0]), [("a365".to_owned(), "MARKED".to_owned())]);
    assert_eq!(used(&ask(1396, 1396, &before).await[0]), rule("a351"));
    let month = &ask(1404, 1404, &Value::Null).await[0]["months"][0];
    assert_eq!((&month["month"], &month["announced"][0]["figure"]["code"]), (&json!(6), &json!("a300")));
}

#[tokio::test]
async fn a_series_takes_the_same_statements_whatever_its_length() {
    let register = register_of_the_acceptance().await;
    let statements = async |from: i32, to: i32| {
        let before = register.register.db.statements();
        register.ask(SERIES, json!({ "from": from, "to": to })).await;
        register.register.db.statements() - before
    };
    statements(1399, 1399).await;
    assert_eq!(statements(1396, 1404).await, statements(1399, 1399).await);

    let refused = register.answer(SERIES, json!({ "from": 1400, "to": 1399 })).await;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{refused}");
}

const DECISIONS: &str = "figure,decision,replaced_by,reason,recorded_at";

#[tokio::test]
async fn a_file_corrects_and_marks_figures_as_changes_do() {
    let register = Register::new().await;
    let new = "id,date_basis,scope,population,metric,measure,value_low,value_high,unit,period_from,period_to,source\n\
        a126b,unknown,IR,in_parks,units_revived,flow,1171,1171,units,1399-01-01,1399-11-08,https://example.org/1";
    let decisions = format!(
        "{DECISIONS}\na365,used,,audited,\na365,used,,audited,\na365,unused,,not final,\na126,replaced,a126b,misread,\n\
         a127,voided,,never announced,\n"
    );
    let before = now(&register).await;
    let files = [("announcements.csv", new), ("figure_decisions.csv", &*decisions)];

    register.import(&files).await;

    let query = "query($at: DateTime) { figures(knownAt: $at, first: 10, filter: { text: \"117\", metric: [\"units_revived\"],
            scope: \"IR\", year: 1399 }) { nodes { code replaces { code } } }
        a365: figure(code: \"a365\") { version mark { used reason } marks { used reason } }
        a127: figure(code: \"a127\") { inForce correction { reason replacement { code } } }
        a126: figure(code: \"a126\") { inForce correction { reason replacement { code } } } }";
    let data = register.ask(query, json!({})).await;
    assert_eq!(
        data["a126"],
        json!({ "inForce": false, "correction": { "reason": "misread", "replacement": { "code": "a126b" } } })
    );
    assert_eq!(
        data["a127"],
        json!({ "inForce": false, "correction": { "reason": "never announced", "replacement": null } })
    );
    let marks = json!([{ "used": true, "reason": "audited" }, { "used": false, "reason": "not final" }]);
    assert_eq!(data["a365"], json!({ "version": 2, "mark": marks[1], "marks": marks }));
    let then = register
        .ask("query($at: DateTime) { figures(knownAt: $at) { totalCount } }", json!({ "at": before }))
        .await;
    assert_eq!(then["figures"]["totalCount"], 440);
    // The same files change nothing.
    let again = register.try_import(&files).await;
    assert!(again.committed && again.files.iter().all(|file| file.added + file.changed == 0), "{again}");
}

#[tokio::test]
async fn lines_of_decisions_are_refused_for_what_is_wrong_with_them() {
    let register = Register::new().await;
    let decisions = format!(
        "{DECISIONS}\nx,voided,,no,\na126,replaced,x,no,\na126,replaced,a126,no,\na126,voided,,no,2026-01-02T00:00:00Z\n\
         a126,used,,no,\na127,replaced,a126,no,\na128,used,,no,2026-01-02T00:00:00Z\na128,unused,,no,2026-01-01T00:00:00Z\n"
    );
    let report = register.try_import(&[("figure_decisions.csv", &decisions)]).await;
    let refused: Vec<String> = report
        .refusals
        .iter()
        .map(|it| {
            format!(
                "{} {} {}",
                it.line.unwrap_or_default(),
                it.column.clone().unwrap_or_default(),
                it.code.code()
            )
        })
        .collect();
    assert_eq!(
        refused,
        [
            "2 figure UNKNOWN_FIGURE",
            "3 replaced_by UNKNOWN_FIGURE",
            "4 replaced_by INCONSISTENT",
            "6 figure ALREADY_CORRECTED",
            "7 replaced_by ALREADY_CORRECTED",
            "9 recorded_at MOMENT_BEFORE_LATEST",
        ]
    );
}
