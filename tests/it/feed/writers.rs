//! The feed with sixteen concurrent writers.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;
use shahrak_domain::act::Act;
use shahrak_domain::actor::RoleName;
use shahrak_domain::day::Day;
use shahrak_domain::event::{EventKind, Facts};
use shahrak_domain::ledger::Says;
use shahrak_persistence::ledger::{self, Details};
use shahrak_tests::events::{event, file};
use shahrak_tests::register::Register;
use tokio::time::sleep;

/// The number of units, each with one event.
pub const UNITS: usize = 40;
/// The number of concurrent writers.
const WRITERS: usize = 16;

const VISIT: &str = "mutation($unit: String!, $on: Date!) {
    unitVisit(input: { unit: $unit, occurredOn: $on }) { userErrors { code message } } }";

/// The writers and their register.
pub struct Writers<'a> {
    register: &'a Register,
    token: String,
    each: usize,
    ended: AtomicBool,
}

/// The code of a unit. Those with an odd number are of IR-09, the others of IR-23.
pub fn unit(number: usize) -> String {
    format!("U{number}")
}

/// A register whose units have been commissioned.
pub async fn register_of_units() -> Register {
    let register = Register::new().await;
    let province = |number| if number % 2 == 1 { "IR-09" } else { "IR-23" };
    let line = |number| format!("{},{},Unit {number}\n", unit(number), province(number));
    let units: String = (0..UNITS).map(line).collect();
    let events: Vec<_> =
        (0..UNITS).map(|number| event("e1", &unit(number), "commissioned", "2020-05-01")).collect();
    let units = format!("code,province,name_en\n{units}");
    register.import(&[("units.csv", &units), ("events.csv", &file(&events))]).await;
    register
}

impl Writers<'_> {
    /// Sixteen writers, each with this number of records to write.
    pub async fn new(register: &Register, each: usize) -> Writers<'_> {
        let token = register.token(RoleName::NationalOfficer, &[]).await;
        Writers { register, token, each, ended: AtomicBool::new(false) }
    }

    /// The number of records of all writers.
    pub fn acts(&self) -> usize {
        WRITERS * self.each
    }

    /// Whether all writers have ended.
    pub fn ended(&self) -> bool {
        self.ended.load(Ordering::SeqCst)
    }

    /// Runs all writers. One of them waits between taking its position and committing, and rolls back some records.
    pub async fn write(&self) {
        join_all((0..WRITERS).map(|writer| async move {
            for act in 0..self.each {
                match writer {
                    0 => self.visit_slowly(act).await,
                    _ => self.visit(writer + WRITERS * (act % 2)).await,
                }
            }
        }))
        .await;
        self.ended.store(true, Ordering::SeqCst);
    }

    async fn visit(&self, number: usize) {
        let variables = json!({ "unit": unit(number), "on": "2021-03-01" });
        let data = self.register.ask_as(&self.token, VISIT, variables).await;
        assert_eq!(data["unitVisit"]["userErrors"], json!([]));
    }

    async fn visit_slowly(&self, act: usize) {
        for gives_up in [true, false] {
            let db = &self.register.register.db;
            let by = Act::on_command_line("a test", "unitVisit");
            let tx = db.begin(&by).await.unwrap();
            let mut ledger = ledger::lock(&tx, &unit(0), &[]).await.unwrap().unwrap();
            let facts = Facts::new(EventKind::Visited, Day::parse("2021-03-01").unwrap());
            let draft = ledger.draft(&tx, &[Says::Happened { replaces: None, facts }]).await.unwrap();
            let outcome = draft.judge(&ledger.methodologies).unwrap();
            let details = [Details { code: Some(format!("slow{act}")), ..Details::default() }];
            ledger::append(&tx, &ledger, &draft, &outcome, &details, &by.actor).await.unwrap();
            sleep(Duration::from_millis(20)).await;
            match gives_up {
                true => tx.rollback().await.unwrap(),
                false => tx.commit().await.unwrap(),
            }
        }
    }
}
