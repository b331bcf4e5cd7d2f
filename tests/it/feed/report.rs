//! The subscription to a report.

use std::time::Duration;

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::events::{event, file};
use shahrak_tests::register::Register;
use tokio::time::{Instant, sleep, timeout};

use super::writers;

const REPORT: &str = "year { number } asOf knownAt commissioned { units jobs } stock { active planned }
    targets { metric inForce { value } achieved }";
const COMMISSION: &str =
    "mutation($unit: String!) { unitCommission(input: { unit: $unit, occurredOn: \"2021-01-10\", jobs: 5 }) {
    userErrors { code message } } }";

/// Units without events: those with an odd number are of IR-09, the others of IR-23.
async fn register() -> Register {
    let register = Register::new().await;
    let province = |number: usize| if number % 2 == 1 { "IR-09" } else { "IR-23" };
    let line = |number| format!("{},{},Unit {number}\n", writers::unit(number), province(number));
    let units: String = (0..80).map(line).collect();
    register.import(&[("units.csv", &format!("code,province,name_en\n{units}"))]).await;
    register
}

fn followed() -> String {
    format!(
        "subscription {{ reportChanged(year: 1399, province: \"IR-09\", population: ALL) {{ {REPORT} }} }}"
    )
}

async fn asked(register: &Register) -> Value {
    let query = format!("{{ report(year: 1399, province: \"IR-09\", population: ALL) {{ {REPORT} }} }}");
    register.ask(&query, json!({})).await["report"].take()
}

fn without_moment(mut report: Value) -> Value {
    report["knownAt"].take();
    report
}

#[tokio::test]
async fn a_report_comes_at_most_once_a_second_and_at_last_as_it_is() {
    let register = register().await;
    let token = register.token(RoleName::NationalOfficer, &[]).await;
    let mut subscription = register.subscribe(&followed(), json!({})).await;
    let first = subscription.next().await["reportChanged"].take();
    assert_eq!(without_moment(first), without_moment(asked(&register).await));

    let writing = async {
        for number in 0..80 {
            let data = register.ask_as(&token, COMMISSION, json!({ "unit": writers::unit(number) })).await;
            assert_eq!(data["unitCommission"]["userErrors"], json!([]));
            sleep(Duration::from_millis(30)).await;
        }
    };
    let reading = async {
        let mut pushed: Vec<(Instant, Value)> = Vec::new();
        while pushed.last().is_none_or(|(_, report)| report["commissioned"]["units"] != 40) {
            let report = subscription.next().await["reportChanged"].take();
            pushed.push((Instant::now(), report));
        }
        pushed
    };
    let ((), pushed) = tokio::join!(writing, reading);

    assert!(pushed.len() > 1, "{pushed:#?}");
    for two in pushed.windows(2) {
        let [(before, one), (after, other)] = two else { unreachable!() };
        assert!(*after - *before > Duration::from_millis(900), "{pushed:#?}");
        assert_ne!(one["commissioned"], other["commissioned"]);
    }
    let last = pushed.last().map(|(_, report)| report.clone()).unwrap();
    assert_eq!(without_moment(last), without_moment(asked(&register).await));
    nothing_comes(&mut subscription).await;
}

#[tokio::test]
async fn what_cannot_concern_a_report_costs_nothing_and_pushes_nothing() {
    let register = register().await;
    let (here, there) = (writers::unit(1), writers::unit(2));
    let other = register.beside().await;
    let mut subscription = other.subscribe(&followed(), json!({})).await;
    subscription.next().await;
    sleep(Duration::from_millis(1500)).await;

    // The server reads each commit by two statements, whatever the number of subscribers.
    let check = async |events: &[_], least, most| {
        let before = other.register.db.statements();
        register.import(&[("events.csv", &file(events))]).await;
        sleep(Duration::from_millis(2500)).await;
        let statements = other.register.db.statements() - before;
        assert!((least..=most).contains(&statements), "{statements}");
    };
    check(&[event("e1", &there, "commissioned", "2020-05-01")], 2, 2).await;
    check(&[event("e1", &here, "commissioned", "2021-05-01")], 2, 2).await;
    nothing_comes(&mut subscription).await;
    check(&[event("e2", &writers::unit(5), "permit_issued", "2021-01-01")], 3, 20).await;
    assert_eq!(subscription.next().await["reportChanged"]["stock"]["planned"], 1);
    // It concerns the report, but the figures stay the same.
    check(&[event("e3", &writers::unit(5), "visited", "2021-01-02")], 3, 20).await;
    nothing_comes(&mut subscription).await;
}

#[tokio::test]
async fn a_revised_target_pushes_the_reports_that_it_belongs_to() {
    let register = register().await;
    let mut subscription = register.subscribe(&followed(), json!({})).await;
    assert_eq!(subscription.next().await["reportChanged"]["targets"], json!([]));

    let targets = |scope: &str| {
        format!(
            "year,metric,scope,population,value,decided_on\n1399,units_commissioned,{scope},all,12,2020-05-01\n"
        )
    };
    register.import(&[("targets.csv", &targets("IR-23"))]).await;
    register.import(&[("targets.csv", &targets("IR"))]).await;
    nothing_comes(&mut subscription).await;
    register.import(&[("targets.csv", &targets("IR-09"))]).await;

    let target = json!([{ "metric": "UNITS_COMMISSIONED", "inForce": { "value": "12" }, "achieved": "0" }]);
    assert_eq!(subscription.next().await["reportChanged"]["targets"], target);
}

async fn nothing_comes(subscription: &mut shahrak_tests::subscription::Subscription) {
    let next = timeout(Duration::from_millis(1500), subscription.answer()).await;
    assert!(next.is_err(), "{next:#?}");
}
