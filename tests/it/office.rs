//! What the pages for officers need of the server. What they show in a browser is tried by `web/clients/office.mjs`.

use graphql_http::limits::Limits;
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY};
use serde_json::{Value, json};
use shahrak::auth::oidc::{Client, Oidc, Settings};
use shahrak_domain::actor::RoleName;
use shahrak_tests::postgres::Database;
use shahrak_tests::register::Register;

use crate::acceptance::register_of_the_acceptance;

const NEXT: &str = "query($asOf: Date) { unit(code: \"N1\", asOf: $asOf) { status nextEvents { kind } } }";

#[tokio::test]
async fn a_unit_says_what_may_happen_next() {
    let register = Register::new().await;
    register.import(&[("units.csv", "code,province,name_en\nN1,IR-23,New Works\n")]).await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    assert_eq!(next(&register, Value::Null).await, ["PERMIT_ISSUED", "COMMISSIONED"]);

    // Every kind that is offered is accepted, and no other one is.
    for (day, step) in [("1400-01-10", "COMMISSIONED"), ("1400-02-10", "IDLED"), ("1400-03-10", "VISITED")] {
        let offered = next(&register, Value::Null).await;
        for rule in rules(&register).await {
            let accepted = try_to_record(&register, &officer, &rule, day).await;
            assert_eq!(accepted, offered.contains(&rule["kind"].as_str().unwrap().to_owned()), "{rule}");
        }
        assert_eq!(record(&register, &officer, step, day, false).await, Vec::<Value>::new());
    }

    assert_eq!(next(&register, json!("1399-12-29")).await, ["PERMIT_ISSUED", "COMMISSIONED"]);
    assert_eq!(next(&register, json!("1400-01-10")).await.len(), 6);
    assert_eq!(
        next(&register, Value::Null).await,
        ["CAPACITY_REPORTED", "REVIVED", "RENOVATED", "VISITED", "CLOSED"]
    );
}

async fn next(register: &Register, as_of: Value) -> Vec<String> {
    let unit = register.ask(NEXT, json!({ "asOf": as_of })).await;
    let kinds = unit["unit"]["nextEvents"].as_array().unwrap().iter();
    kinds.map(|rule| rule["kind"].as_str().unwrap().to_owned()).collect()
}

async fn rules(register: &Register) -> Vec<Value> {
    let rules = register.ask("{ eventRules { kind mutation required reasons } }", json!({})).await;
    rules["eventRules"].as_array().unwrap().clone()
}

async fn try_to_record(register: &Register, officer: &str, rule: &Value, day: &str) -> bool {
    record(register, officer, rule["kind"].as_str().unwrap(), day, true).await.is_empty()
}

/// Records an event with the facts that its kind requires, or only tries to, and returns the mistakes.
async fn record(register: &Register, officer: &str, kind: &str, day: &str, dry_run: bool) -> Vec<Value> {
    let rule = rules(register).await.into_iter().find(|rule| rule["kind"] == kind).unwrap();
    let mut event = json!({ "kind": kind, "occurredOn": day });
    for fact in rule["required"].as_array().unwrap() {
        let fact = fact.as_str().unwrap();
        event[fact] = if fact == "reasons" { json!([rule["reasons"][0]]) } else { json!("60") };
    }
    let mutation =
        "mutation($input: UnitCorrectInput!) { unitCorrect(input: $input) { userErrors { code field } } }";
    let input = json!({ "input": { "unit": "N1", "record": [event], "dryRun": dry_run } });
    let answer = register.ask_as(officer, mutation, input).await;
    answer["unitCorrect"]["userErrors"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_rules_of_events_name_mutations_and_fields_of_the_schema() {
    let register = Register::new().await;
    let schema = "{ mutation: __type(name: \"Mutation\") { fields { name } }
        input: __type(name: \"EventInput\") { inputFields { name } } }";
    let known = register.ask(schema, json!({})).await.to_string();

    let rules = register.ask("{ eventRules { kind mutation required optional } }", json!({})).await;

    let rules = rules["eventRules"].as_array().unwrap();
    assert_eq!(rules.len(), 12);
    for rule in rules {
        let facts = [&rule["required"], &rule["optional"]].into_iter().flat_map(|it| it.as_array().unwrap());
        for name in facts.chain([&rule["mutation"]]) {
            assert!(known.contains(&format!(r#"{{"name":{name}}}"#)), "{rule}");
        }
    }
}

#[tokio::test]
async fn refused_values_are_a_file() {
    let register = Register::new().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let request = register.to_post("/imports?dryRun=true&as=units").bearer_auth(&officer);
    let request = request.header("content-type", "text/csv");
    let begun =
        request.body("code,province,name_en\nU1,IR-99,\"One, Works\"\nU2,IR-09,Two\n").send().await.unwrap();
    let place = begun.headers()["location"].to_str().unwrap().to_owned();
    while register.get_as(&officer, &place).await.json::<Value>().await.unwrap()["import"]["endedAt"]
        .is_null()
    {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }

    let read = |file: &str, language: &'static str| {
        register
            .to_get(&format!("{place}/{file}"))
            .bearer_auth(&officer)
            .header("accept-language", language)
            .send()
    };
    let english = read("refusals.csv", "en").await.unwrap();
    assert_eq!(english.headers()[CONTENT_DISPOSITION], "attachment; filename=\"refusals.csv\"");
    let english = english.text().await.unwrap();
    let lines: Vec<&str> = english.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "File,Line,Column,Cell,Refused value,What is wrong,Code");
    assert!(lines[1].starts_with("units.csv,2,province,,IR-99,"), "{}", lines[1]);
    assert!(lines[1].ends_with(",UNKNOWN_PROVINCE"), "{}", lines[1]);
    assert_eq!(lines.len(), 2);
    assert!(read("refusals.csv", "fa").await.unwrap().text().await.unwrap().contains("ایراد"));
    assert!(read("refusals.xlsx", "fa").await.unwrap().bytes().await.unwrap().starts_with(b"PK"));

    let other = read("refusals.pdf", "en").await.unwrap();
    assert_eq!(other.status(), 404);
    assert!(other.text().await.unwrap().contains("refusals.csv"));
    let stranger = register.token_of("S. Tranger", RoleName::ProvincialOfficer, &["IR-09"]).await;
    let hidden = register.get_as(&stranger, &format!("{place}/refusals.csv")).await;
    assert_eq!(hidden.status(), 404);
    assert_eq!(register.get(&format!("{place}/refusals.csv")).await.status(), 401);
}

#[tokio::test]
async fn pages_for_officers_may_ask_the_provider_and_nobody_else() {
    let plain = register_of_the_acceptance().await;
    assert_eq!(sign_in(&plain).await, json!({ "provider": null }));
    assert!(policy(&plain, "/en/office/units").await.contains("connect-src 'self';"));

    let client = Client { id: "pages".to_owned(), scopes: "openid profile".to_owned() };
    let settings = Settings {
        client: Some(client),
        ..Settings::new("https://sso.example.ir/realms/industry", "shahrak")
    };
    let oidc = Oidc::new(settings).unwrap();
    let register =
        Register::set_up(Database::shipped().await, Limits::default(), Some(oidc), |api| api).await;

    let provider = json!({ "issuer": "https://sso.example.ir/realms/industry", "clientId": "pages", "scopes": "openid profile" });
    assert_eq!(sign_in(&register).await, json!({ "provider": provider }));
    for path in ["/en/office", "/fa/office/imports"] {
        assert!(policy(&register, path).await.contains("connect-src 'self' https://sso.example.ir;"));
    }
    assert!(policy(&register, "/en/units/office").await.contains("connect-src 'self';"));
}

async fn sign_in(register: &Register) -> Value {
    register.get("/sign-in.json").await.json().await.unwrap()
}

async fn policy(register: &Register, path: &str) -> String {
    let response = register.get(path).await;
    assert_eq!(response.status(), 200, "{path}");
    response.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned()
}
