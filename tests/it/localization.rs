//! Every error has a whole text in Persian for requests with `Accept-Language: fa`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::register::Register;
use tokio::time::sleep;

mod request;

/// The code of a file that breaks off while it is read. A client cannot provoke it; `exchange` has a test.
const UNREADABLE: &str = "UNREADABLE";
const FORM: &str = "multipart/form-data; boundary=frontier";

/// Fails unless a text is Persian: it has no three Latin words in a row and no number in Latin digits, except in what it
/// quotes.
#[track_caller]
fn assert_persian(text: &str, of: &str) {
    assert!(text.contains(|letter: char| ('\u{600}'..='\u{6FF}').contains(&letter)), "{of}: {text}");
    let plain = without_quotations(text);
    let latin = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let words: Vec<&str> = plain.split(' ').collect();
    let english = words.windows(3).any(|three| three.iter().all(|word| latin(word)));
    let digits = words.iter().any(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()));
    assert!(!english && !digits, "{of}: {text}");
}

fn without_quotations(text: &str) -> String {
    let mut depth = 0;
    let outside = text.chars().filter(|letter| {
        match letter {
            '«' => depth += 1,
            '»' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    outside.collect()
}

/// The answer to a request in Persian.
async fn answer(register: &Register, token: &str, query: &str, variables: Value) -> Value {
    let body = json!({ "query": query, "variables": variables });
    let request = register.to_post("/graphql").header("accept-language", "fa").json(&body);
    let request = if token.is_empty() { request } else { request.bearer_auth(token) };
    request.send().await.unwrap().json().await.unwrap()
}

/// Messages in Persian by their codes.
#[derive(Default)]
struct Seen(BTreeMap<String, BTreeSet<String>>);

impl Seen {
    fn add(&mut self, errors: &Value) {
        for error in errors.as_array().unwrap_or_else(|| panic!("{errors:#}")) {
            let of = |name: &str| error[name].as_str().unwrap_or_else(|| panic!("{error:#}")).to_owned();
            self.0.entry(of("code")).or_default().insert(of("message"));
        }
    }

    /// The user errors of a mutation.
    async fn change(&mut self, register: &Register, token: &str, name: &str, input: Value) {
        let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
        let query = format!(
            "mutation($input: {kind}!) {{ {name}(input: $input) {{ userErrors {{ code message }} }} }}"
        );
        let answer = answer(register, token, &query, json!({ "input": input })).await;
        let errors = &answer["data"][name]["userErrors"];
        assert!(errors.is_array(), "{name}: {answer:#}");
        self.add(errors);
    }

    /// The errors of an import, as its state over HTTP shows them.
    async fn import(&mut self, register: &Register, token: &str, files: &[(&str, &str)]) {
        let part = |(file, content): &(&str, &str)| {
            format!(
                "--frontier\r\ncontent-disposition: form-data; name=\"f\"; filename=\"{file}\"\r\n\
                 content-type: text/csv\r\n\r\n{content}\r\n"
            )
        };
        let form: String = files.iter().map(part).chain(["--frontier--\r\n".to_owned()]).collect();
        let request = register.to_post("/imports").bearer_auth(token).header(CONTENT_TYPE, FORM);
        let begun: Value = request.body(form).send().await.unwrap().json().await.unwrap();
        let id = begun["import"]["id"].as_str().unwrap_or_else(|| panic!("{begun:#}"));
        let state = loop {
            let request = register.to_get(&format!("/imports/{id}")).bearer_auth(token);
            let request = request.header("accept-language", "fa");
            let state: Value = request.send().await.unwrap().json().await.unwrap();
            if !state["import"]["endedAt"].is_null() {
                break state;
            }
            sleep(Duration::from_millis(30)).await;
        };
        self.add(&state["import"]["refusals"]);
    }
}

const PARKS: &str = "code,province,name_en,kind,ownership,approved_on\n\
    P1,IR-09,One,industrial_park,state,2000-01-01\n";
const UNITS: &str = "code,park,province,name_en\nU1,P1,,One\nU2,,IR-23,Two\n";
const EVENTS: &str = "event,unit,kind,occurred_on,capacity_percent,reasons,note,voids\n\
    e1,U1,commissioned,2020-05-01,,,,\ne2,U1,capacity_reported,2020-06-01,40,,,\n\
    e3,U2,commissioned,2020-05-01,,,,\ne4,U2,visited,2020-06-01,,,,\ne5,U2,,,,,mistake,e4\n";

async fn filled() -> Register {
    let register = Register::new().await;
    register.import(&[("parks.csv", PARKS), ("units.csv", UNITS), ("events.csv", EVENTS)]).await;
    register
}

#[tokio::test]
async fn every_code_of_a_user_error_has_a_text_in_persian() {
    let register = filled().await;
    let national = register.token(RoleName::NationalOfficer, &[]).await;
    let admin = register.token(RoleName::Administrator, &[]).await;
    let mut seen = Seen::default();
    files(&mut seen, &register, &national, &admin).await;
    changes(&mut seen, &register, &national, &admin).await;

    let values = "{ __type(name: \"UserErrorCode\") { enumValues { name } } }";
    let published = register.ask(values, json!({})).await;
    let published: BTreeSet<&str> = published["__type"]["enumValues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|value| value["name"].as_str().unwrap())
        .collect();
    let missing: Vec<_> =
        published.iter().filter(|code| !seen.0.contains_key(**code) && **code != UNREADABLE).collect();
    assert_eq!(missing, Vec::<&&str>::new(), "codes that this test does not provoke");
    for (code, messages) in &seen.0 {
        for message in messages {
            assert_persian(message, code);
        }
    }
}

async fn files(seen: &mut Seen, register: &Register, national: &str, admin: &str) {
    let units = |lines: &str| format!("code,park,province,name_en\n{lines}");
    let events = |lines: &str| {
        format!(
            "event,unit,kind,occurred_on,jobs,capacity_percent,reasons,note,replaces,voids,recorded_at\n{lines}"
        )
    };
    for (file, content) in [
        ("units.xlsx", "PK\u{3}\u{4} is not a workbook".to_owned()),
        ("units.csv", "code,park,province,name_en,colour\nU9,,IR-09,Nine,red\n".to_owned()),
        ("units.csv", "park,province,name_en\n,IR-09,Nine\n".to_owned()),
        ("units.csv", "code,code,park,province,name_en\nU9,U9,,IR-09,Nine\n".to_owned()),
        ("units.csv", units("U9,,IR-09,\"Nine\n")),
        ("units.csv", units("U9,,,Nine\nU 8,,IR-09,\nU7,,IR-99,Seven\nU6,,IR-32,Six\nU5,P9,,Five\nU4,P1,IR-23,Four\n")),
        ("units.csv", units("U1,,IR-23,One\nU9,,IR-09,Nine\nU9,,IR-09,Ten\n")),
        (
            "events.csv",
            events(
                "f1,U9,visited,2021-01-01,,,,,,,\nf2,U1,moved,2021-01-01,,,,,,,\nf3,U1,idled,2021-13-01,,,,,,,\n\
                 f4,U1,visited,2021-01-01,x,,,,,,\nf5,U1,revived,2021-01-01,-1,,,,,,\nf6,U1,visited,2099-01-01,,,,,,,\n\
                 f7,U1,idled,2021-01-01,,,,,,,\nf8,U1,visited,2021-01-01,5,,,,,,\nf9,U1,,,5,,,mistake,,e1,\n",
            ),
        ),
        ("events.csv", events("f1,U1,permit_issued,2021-01-01,,,,,,,\n")),
        ("events.csv", events("f1,U1,commissioned,2020-05-02,,,,,e9,,\n")),
        ("events.csv", events("f1,U2,visited,2020-05-02,,,,,e4,,\nf2,U2,,,,,,mistake,,e5,\n")),
        ("events.csv", events("f1,U1,visited,2021-01-01,,,,,f2,,\nf2,U1,visited,2021-01-01,,,,,f1,,\n")),
        ("events.csv", events("e1,U1,commissioned,2020-05-03,,,,,,,\n")),
        ("events.csv", events("f1,U1,visited,2021-01-01,,,,,,,yesterday\nf2,U1,visited,2021-01-01,,,,,,,2099-01-01T00:00:00Z\n")),
        ("events.csv", events("f1,U1,visited,2021-01-01,,,,,,,2021-02-01T00:00:00Z\n")),
        (
            "rates.csv",
            "kind,valid_from,valid_to,irr_per_usd\nmarket,2010-01-01,2010-12-31,9\nmarket,2010-06-01,2011-06-30,10\n"
                .to_owned(),
        ),
        (
            "methodologies.csv",
            "code,valid_from,idle_below,semi_active_below\nearly,2020-05-01,20,60\nodd,2023-01-01,60,20\n".to_owned(),
        ),
        (
            "support_cases.csv",
            "case,record,step,occurred_on,unit,note,replaces\nc9,x,reopened,2021-01-01,,,\n".to_owned(),
        ),
    ] {
        seen.import(register, admin, &[(file, &content)]).await;
    }
    seen.import(register, national, &[("rates.csv", "kind,valid_from,irr_per_usd\nmarket,2010-01-01,9\n")])
        .await;
}

async fn changes(seen: &mut Seen, register: &Register, national: &str, admin: &str) {
    let park = json!({ "code": "P1", "province": "IR-28" });
    seen.change(register, national, "parkUpdate", park).await;
    let again = json!({ "code": "U1", "province": "IR-09", "nameEn": "One" });
    seen.change(register, national, "unitRegister", again).await;
    let stale = json!({ "code": "U1", "nameEn": "Uno", "expectedVersion": 9 });
    seen.change(register, national, "unitUpdate", stale).await;
    let target = json!({ "target": "none", "value": "5", "decidedOn": "1399-08-11" });
    seen.change(register, national, "targetRevise", target).await;
    seen.change(register, admin, "tokenRevoke", json!({ "id": "none" })).await;
    seen.change(register, admin, "importCancel", json!({ "id": "none" })).await;
    for day in ["2021-02-01", "2021-02-02"] {
        let visit = json!({ "unit": "U1", "occurredOn": day, "idempotencyKey": "one" });
        seen.change(register, national, "unitVisit", visit).await;
    }
    let ended = register.answer_as(admin, "{ imports(first: 1) { nodes { id } } }", json!({})).await;
    let ended = &ended["data"]["imports"]["nodes"][0]["id"];
    seen.change(register, admin, "importCancel", json!({ "id": ended })).await;
    let mark = json!({ "figure": "none", "used": true, "reason": "the better source" });
    seen.change(register, national, "figureMark", mark).await;
    let open =
        json!({ "case": "c1", "record": "o", "unit": "U1", "kind": "LEGAL", "occurredOn": "2021-01-01" });
    seen.change(register, national, "supportCaseOpen", open).await;
    let early = json!({ "case": "c1", "occurredOn": "2021-01-02" });
    seen.change(register, national, "supportCaseReopen", early).await;
    let nobody = json!({ "case": "none", "body": "Bank", "occurredOn": "2021-01-02" });
    seen.change(register, national, "supportCaseRefer", nobody).await;
    let void = json!({ "case": "c1", "void": [{ "voids": "x", "note": "n" }] });
    seen.change(register, national, "supportCaseCorrect", void).await;
}
