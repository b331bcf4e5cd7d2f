//! Mutations other than events: parks, units, infrastructure, targets, announcements and reference data.

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::events::{event, file};
use shahrak_tests::register::Register;

mod access;
mod concurrency;
mod idempotency;
mod import_equivalence;
mod localization;
mod locking;
mod metric;
mod park;
mod reference_data;
mod target;
mod unit;

const PARKS: &str =
    "code,province,name_en,name_fa,kind,ownership,approved_on,land_total_ha,latitude,longitude
P1,IR-09,Tous,توس,industrial_park,state,2000-01-01,120.5,36.3,59.4
P2,IR-23,Kashan,,industrial_park,state,2000-01-01,,,\n";
const UNITS: &str = "code,park,province,name_en,isic_revision,isic_code,sector,owner
U1,P1,,Steel,4,24,metal,Ali
U2,,IR-23,Weaver,,,textile,\n";

/// A register with two parks and two units, of which the first has reached operation.
async fn filled() -> Register {
    let register = Register::new().await;
    let commissioned = shahrak_tests::events::Event {
        jobs: "30".to_owned(),
        investment_irr: "1000".to_owned(),
        ..event("e1", "U1", "commissioned", "2020-05-01")
    };
    let events = file(&[commissioned]);
    register.import(&[("parks.csv", PARKS), ("units.csv", UNITS), ("events.csv", &events)]).await;
    register
}

/// The payload of a mutation: the fields of `thing`, and all errors.
async fn change(register: &Register, token: &str, name: &str, shown: &str, input: Value) -> Value {
    register.ask_as(token, &mutation(name, shown), json!({ "input": input })).await[name].take()
}

fn mutation(name: &str, shown: &str) -> String {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    format!(
        "mutation Change($input: {kind}!) {{ {name}(input: $input) {{ {shown} userErrors {{ code field message }} }} }}"
    )
}

/// Codes and places of mistakes: `EMPTY input.nameEn`.
fn mistakes(payload: &Value) -> Vec<String> {
    let place = |field: &Value| {
        let parts = field.as_array().unwrap().iter().map(|part| part.as_str().unwrap());
        parts.collect::<Vec<_>>().join(".")
    };
    let errors = payload["userErrors"].as_array().unwrap().iter();
    errors.map(|it| format!("{} {}", it["code"].as_str().unwrap(), place(&it["field"]))).collect()
}

/// The message of the only error.
fn message(payload: &Value) -> &str {
    assert_eq!(payload["userErrors"].as_array().unwrap().len(), 1, "{payload:#}");
    payload["userErrors"][0]["message"].as_str().unwrap()
}

async fn officer(register: &Register, province: &str) -> String {
    register.token(RoleName::ProvincialOfficer, &[province]).await
}

async fn national(register: &Register) -> String {
    register.token(RoleName::NationalOfficer, &[]).await
}
