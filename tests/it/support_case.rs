//! Support cases: steps, corrections, lists, groups, files, and who may read them.

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::events::{Event, event, file};
use shahrak_tests::register::Register;
use sqlx::PgConnection;

mod access;
mod aggregate;
mod correct;
mod files;
mod list;

const PARKS: &str = "code,province,name_en,kind,ownership,approved_on
P1,IR-09,Tous,industrial_park,state,2000-01-01
P2,IR-23,Rey,industrial_park,state,2000-01-01\n";
const UNITS: &str = "code,park,province,name_en,sector
U1,P1,,One,food
U2,P1,,Two,metal
U3,P2,,Three,food\n";

/// Two units that are 70 and 30 % built in IR-09, and one in IR-23 that is planned.
async fn filled() -> Register {
    let register = Register::new().await;
    let built = |unit: &str, percent: &str| Event {
        progress_percent: percent.to_owned(),
        ..event("e2", unit, "progress_reported", "2021-02-01")
    };
    let permit = |unit: &str| event("e1", unit, "permit_issued", "2020-05-01");
    let events = file(&[permit("U1"), built("U1", "70"), permit("U2"), built("U2", "30"), permit("U3")]);
    register.import(&[("parks.csv", PARKS), ("units.csv", UNITS), ("events.csv", &events)]).await;
    register
}

/// The payload of a mutation: the case in these fields, and all mistakes.
async fn change(register: &Register, token: &str, name: &str, shown: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let query = format!(
        "mutation Change($input: {kind}!) {{ {name}(input: $input) {{ {shown} userErrors {{ code field message }} }} }}"
    );
    register.ask_as(token, &query, json!({ "input": input })).await[name].take()
}

/// Makes a change that nothing is wrong with.
async fn made(register: &Register, token: &str, name: &str, input: Value) {
    let payload = change(register, token, name, "supportCase { code }", input).await;
    assert_eq!(payload["userErrors"], json!([]), "{name}");
}

/// Codes and places of mistakes: `EMPTY input.body`.
fn mistakes(payload: &Value) -> Vec<String> {
    let place = |field: &Value| {
        let parts = field.as_array().unwrap().iter().map(|part| part.as_str().unwrap());
        parts.collect::<Vec<_>>().join(".")
    };
    let errors = payload["userErrors"].as_array().unwrap().iter();
    errors.map(|it| format!("{} {}", it["code"].as_str().unwrap(), place(&it["field"]))).collect()
}

async fn officer(register: &Register) -> String {
    register.token(RoleName::ProvincialOfficer, &["IR-09"]).await
}

async fn national(register: &Register) -> String {
    register.token(RoleName::NationalOfficer, &[]).await
}

/// What follows from the steps, written by imports and changes alike.
async fn states(connection: &mut PgConnection) -> Vec<String> {
    let sql = "SELECT concat_ws(' ', c.code, s.from_on, s.until_on, s.kind, s.status, s.since, s.opened_on, s.referred_to,
            s.outcome, CASE WHEN s.known_until IS NULL THEN 'known' ELSE 'known before' END)
        FROM support_state AS s JOIN support_case AS c ON c.id = s.case_id ORDER BY 1";
    sqlx::query_scalar(sql).fetch_all(connection).await.unwrap()
}

const STATE: &str =
    "supportCase { code version kind status since openedOn(calendar: IRANIAN) referredTo outcome applicant
    unit { code } province { code } steps { code step occurredOn kind body outcome note recordedBy role } }";

#[tokio::test]
async fn a_case_is_opened_referred_resolved_and_reopened() {
    let register = filled().await;
    let officer = officer(&register).await;
    let open = json!({ "case": "c1", "unit": "U1", "kind": "FINANCE", "occurredOn": "1399-12-01", "note": "a loan",
        "record": "one" });

    let opened = change(&register, &officer, "supportCaseOpen", STATE, open.clone()).await;
    assert_eq!(
        opened,
        json!({ "supportCase": { "code": "c1", "version": 1, "kind": "FINANCE", "status": "OPEN", "since": "2021-02-19",
            "openedOn": "1399-12-01", "referredTo": null, "outcome": null, "applicant": null,
            "unit": { "code": "U1" }, "province": { "code": "IR-09" },
            "steps": [{ "code": "one", "step": "OPENED", "occurredOn": "2021-02-19", "kind": "FINANCE", "body": null,
                "outcome": null, "note": "a loan", "recordedBy": "provincial_officer IR-09",
                "role": "PROVINCIAL_OFFICER" }] }, "userErrors": [] })
    );
    let refer = |body: &str, day: &str| json!({ "case": "c1", "body": body, "occurredOn": day });
    made(&register, &officer, "supportCaseRefer", refer("Bank Melli", "2021-02-20")).await;
    made(&register, &officer, "supportCaseRefer", refer("Tax office", "2021-02-25")).await;
    let resolve =
        json!({ "case": "c1", "outcome": "HELPED", "occurredOn": "2021-03-01", "expectedVersion": 3 });
    let shown = "supportCase { version status since referredTo outcome steps { code step } }";
    let resolved = change(&register, &officer, "supportCaseResolve", shown, resolve.clone()).await;
    assert_eq!(
        resolved["supportCase"],
        json!({ "version": 4, "status": "RESOLVED", "since": "2021-03-01", "referredTo": "Tax office",
            "outcome": "HELPED", "steps": [{ "code": "one", "step": "OPENED" }, { "code": "r2", "step": "REFERRED" },
            { "code": "r3", "step": "REFERRED" }, { "code": "r4", "step": "RESOLVED" }] })
    );

    // A stale version is answered with the case as it is.
    let stale = change(&register, &officer, "supportCaseResolve", shown, resolve).await;
    assert_eq!(mistakes(&stale), ["STALE_VERSION input.expectedVersion"]);
    assert_eq!(stale["supportCase"], resolved["supportCase"]);

    let again = json!({ "case": "c1", "outcome": "REFUSED", "occurredOn": "2021-03-02" });
    let refused = change(&register, &officer, "supportCaseResolve", shown, again).await;
    assert_eq!(mistakes(&refused), ["STEP_NOT_ALLOWED input"]);
    let message = refused["userErrors"][0]["message"].as_str().unwrap();
    assert_eq!(
        message,
        "the new step of 2021-03-02: resolved is not allowed while the case is resolved; it is allowed while the case is \
         open, referred"
    );

    let reopen = json!({ "case": "c1", "occurredOn": "2021-03-05", "idempotencyKey": "k" });
    let shown = "supportCase { status outcome referredTo version }";
    let reopened = change(&register, &officer, "supportCaseReopen", shown, reopen.clone()).await;
    assert_eq!(
        reopened["supportCase"],
        json!({ "status": "OPEN", "outcome": null, "referredTo": "Tax office", "version": 5 })
    );
    made(&register, &officer, "supportCaseRefer", refer("Bank Melli", "2021-03-06")).await;
    // The same change, sent again, is answered as before and recorded once.
    let sent_again = change(&register, &officer, "supportCaseReopen", shown, reopen).await;
    assert_eq!(sent_again["supportCase"]["status"], "OPEN");

    let taken = change(&register, &officer, "supportCaseOpen", "supportCase { code }", open).await;
    assert_eq!(mistakes(&taken), ["ALREADY_REGISTERED input.case"]);
}

#[tokio::test]
async fn a_backdated_step_must_be_allowed_with_all_that_follow() {
    let register = filled().await;
    let officer = officer(&register).await;
    let open = json!({ "case": "c1", "unit": "U1", "kind": "LEGAL", "occurredOn": "2021-01-10" });
    made(&register, &officer, "supportCaseOpen", open).await;
    let resolve = |day: &str| json!({ "case": "c1", "outcome": "HELPED", "occurredOn": day });
    made(&register, &officer, "supportCaseResolve", resolve("2021-01-20")).await;
    made(
        &register,
        &officer,
        "supportCaseRefer",
        json!({ "case": "c1", "body": "Court", "occurredOn": "2021-01-15" }),
    )
    .await;

    let early =
        change(&register, &officer, "supportCaseResolve", "supportCase { code }", resolve("2021-01-12"))
            .await;
    assert_eq!(mistakes(&early), ["STEP_NOT_ALLOWED input"]);
    let data = register
        .ask_as(
            &officer,
            "{ supportCase(code: \"c1\", asOf: \"2021-01-16\") { status referredTo steps { step } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        data["supportCase"],
        json!({ "status": "REFERRED", "referredTo": "Court", "steps": [{ "step": "OPENED" }, { "step": "REFERRED" }] })
    );
}

#[tokio::test]
async fn all_mistakes_of_a_new_case_are_named() {
    let register = filled().await;
    let officer = officer(&register).await;
    let check = async |more: Value, expected: &[&str]| {
        let mut input = json!({ "kind": "MARKET", "occurredOn": "2021-01-10" });
        for (field, value) in more.as_object().unwrap() {
            input[field] = value.clone();
        }
        let payload = change(&register, &officer, "supportCaseOpen", "supportCase { code }", input).await;
        assert_eq!(mistakes(&payload), expected, "{more}");
    };
    check(json!({}), &["EMPTY input.unit"]).await;
    check(json!({ "unit": "U1", "applicant": "Amini" }), &["NOT_EMPTY input.applicant"]).await;
    check(json!({ "applicant": "Amini" }), &["EMPTY input.province"]).await;
    check(json!({ "province": "IR-09" }), &["EMPTY input.applicant"]).await;
    check(json!({ "unit": "U9" }), &["UNKNOWN_UNIT input.unit"]).await;
    check(
        json!({ "unit": "U 1", "case": "c 1", "occurredOn": "2035-01-01", "record": "ü" }),
        &[
            "BAD_CODE input.case",
            "BAD_CODE input.unit",
            "FUTURE_DAY input.occurredOn",
            "BAD_CODE input.record",
        ],
    )
    .await;
    check(json!({ "applicant": "Amini", "province": "IR-09" }), &[]).await;

    let nobody = json!({ "case": "none", "body": " ", "occurredOn": "2021-01-10" });
    let payload = change(&register, &officer, "supportCaseRefer", "supportCase { code }", nobody).await;
    assert_eq!(mistakes(&payload), ["UNKNOWN_CASE input.case", "EMPTY input.body"]);
}
