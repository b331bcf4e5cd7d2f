//! Clients that continue until they have an answer: they send an unanswered change again under its key.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

/// The time limit for the recovery from a kill.
const PATIENCE: Duration = Duration::from_mins(1);

/// The address of the server, which may change.
pub struct Line {
    graphql: Mutex<String>,
    token: String,
    client: reqwest::Client,
    ended: AtomicBool,
    answered: AtomicUsize,
    retried: AtomicUsize,
    failures: Mutex<BTreeMap<String, usize>>,
}

impl Line {
    /// To a server, with a token.
    pub fn new(graphql: &str, token: &str) -> Line {
        Line {
            graphql: Mutex::new(graphql.to_owned()),
            token: token.to_owned(),
            client: reqwest::Client::builder().timeout(Duration::from_secs(15)).build().unwrap(),
            ended: AtomicBool::new(false),
            answered: AtomicUsize::new(0),
            retried: AtomicUsize::new(0),
            failures: Mutex::default(),
        }
    }

    /// Uses this server from now on.
    pub fn turn_to(&self, graphql: &str) {
        graphql.clone_into(&mut self.graphql.lock().unwrap());
    }

    /// Begins no further change.
    pub fn end(&self) {
        self.ended.store(true, Ordering::SeqCst);
    }

    /// Waits until this number of further changes has been answered.
    pub async fn more(&self, changes: usize) {
        let answered = || self.answered.load(Ordering::SeqCst);
        let enough = answered() + changes;
        let waiting = async {
            while answered() < enough {
                sleep(Duration::from_millis(3)).await;
            }
        };
        timeout(PATIENCE, waiting).await.expect("changes are answered again");
    }

    /// The number of retries.
    pub fn retried(&self) -> usize {
        self.retried.load(Ordering::SeqCst)
    }

    /// The failures instead of answers.
    pub fn failures(&self) -> BTreeMap<String, usize> {
        self.failures.lock().unwrap().clone()
    }

    /// The payload of a mutation, or why there is none.
    pub async fn send(&self, name: &str, input: &Value) -> Result<Value, String> {
        let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
        let event = if name == "unitCorrect" { "" } else { "event { code recordedAt }" };
        let query = format!(
            "mutation($input: {kind}!) {{ act: {name}(input: $input) {{
                unit {{ status jobs knownAt }} {event} userErrors {{ code message }} }} }}"
        );
        let mut data = self.ask(&query, json!({ "input": input })).await?;
        Ok(data["act"].take())
    }

    /// The data of an answer without errors, or why there is none.
    pub async fn ask(&self, query: &str, variables: Value) -> Result<Value, String> {
        let graphql = self.graphql.lock().unwrap().clone();
        let body = json!({ "query": query, "variables": variables });
        let sent = self.client.post(graphql).bearer_auth(&self.token).json(&body).send().await;
        let response = sent.map_err(|_| "no answer".to_owned())?;
        let status = response.status();
        let mut answer: Value = response.json().await.map_err(|_| "half an answer".to_owned())?;
        match answer.get("errors") {
            None => Ok(answer["data"].take()),
            Some(errors) => Err(format!("{status} {}", errors[0]["extensions"]["code"])),
        }
    }

    /// Sends a file of events, and returns the id of the import, if it was accepted.
    pub async fn import(&self, events: &str) -> Option<Value> {
        let url = self.graphql.lock().unwrap().replace("/graphql", "/imports?as=events");
        let request = self.client.post(url).bearer_auth(&self.token).header("content-type", "text/csv");
        let mut answer: Value = request.body(events.to_owned()).send().await.ok()?.json().await.ok()?;
        Some(answer["import"]["id"].take()).filter(Value::is_string)
    }

    async fn send_until_answered(&self, name: &str, input: &Value) -> Value {
        loop {
            match self.send(name, input).await {
                Ok(answer) => {
                    self.answered.fetch_add(1, Ordering::SeqCst);
                    return answer;
                }
                Err(why) => {
                    *self.failures.lock().unwrap().entry(why).or_default() += 1;
                    self.retried.fetch_add(1, Ordering::SeqCst);
                    sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }
}

/// A client that writes the history of its own unit, and records visits to a unit that all share.
pub struct Client {
    number: usize,
    /// The changes and their answers.
    pub acts: Vec<Done>,
}

/// A change and its answer.
#[derive(Debug)]
pub struct Done {
    /// The mutation.
    pub name: &'static str,
    /// Its input.
    pub input: Value,
    /// The answer.
    pub answer: Value,
}

/// The events that repeat after the commissioning of a unit, with their facts.
const CYCLE: [(&str, &str, &str); 6] = [
    ("unitReportCapacity", "capacityPercent", "30"),
    ("unitIdle", "reasons", "ENERGY"),
    ("unitRevive", "investmentIrr", "1000000007"),
    ("unitRaiseCapacity", "capacityPercent", "80.5"),
    ("unitRenovate", "investmentIrr", "12345678901"),
    ("unitVisit", "note", "seen"),
];

impl Client {
    /// The change with this number.
    pub fn new(number: usize) -> Client {
        Client { number, acts: Vec::new() }
    }

    /// Writes until the end, and waits for every answer.
    pub async fn write(&mut self, line: &Line) {
        while !line.ended.load(Ordering::SeqCst) {
            let (name, mut input) = self.next();
            input["idempotencyKey"] = format!("{} {}", self.number, self.acts.len()).into();
            let answer = line.send_until_answered(name, &input).await;
            assert_eq!(answer["userErrors"], json!([]), "{name} {input}: {answer}");
            self.acts.push(Done { name, input, answer });
        }
    }

    fn next(&self) -> (&'static str, Value) {
        let (turn, unit) = (self.acts.len(), format!("U{}", self.number));
        let day = NaiveDate::from_ymd_opt(2021, 3, 22).unwrap() + Days::new(turn as u64);
        if turn == 0 {
            return (
                "unitCommission",
                json!({ "unit": unit, "occurredOn": day, "jobs": 17, "investmentIrr": "500" }),
            );
        }
        if turn.is_multiple_of(5) {
            return ("unitVisit", json!({ "unit": "S", "occurredOn": day }));
        }
        let last = self.acts.last().filter(|done| done.name == "unitVisit" && done.input["unit"] != "S");
        if let Some(Done { answer, .. }) = last.filter(|_| turn.is_multiple_of(2)) {
            let void = json!([{ "voids": answer["event"]["code"], "note": "not seen" }]);
            return ("unitCorrect", json!({ "unit": unit, "void": void }));
        }
        let own =
            |done: &&Done| CYCLE.iter().any(|(name, ..)| *name == done.name) && done.input["unit"] != "S";
        let (name, field, value) = CYCLE[self.acts.iter().filter(own).count() % CYCLE.len()];
        let mut input = json!({ "unit": unit, "occurredOn": day });
        input[field] = if field == "reasons" { json!([value]) } else { value.into() };
        (name, input)
    }
}
