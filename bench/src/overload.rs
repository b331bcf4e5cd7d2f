//! What a server answers when it is asked five times what it can answer.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use crate::failure::Result;
use crate::http::{self, Connection, Question};
use crate::load::Load;
use crate::questions;
use crate::register::Register;
use crate::site::Site;
use crate::{SEED, say};

/// On which register, and for how long.
#[derive(Debug, Args)]
pub struct Overload {
    /// Number of units of the register
    #[arg(long, default_value_t = 50_000)]
    units: u32,
    /// Seconds for each line of the table
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Requests that arrive, as a multiple of those that 16 clients get answered
    #[arg(long, default_value_t = 5)]
    times: u32,
}

/// Clients that find out what the server can answer, each waiting for its answers.
const CLIENTS: usize = 16;

/// Answers to requests that arrived at a fixed pace, whether or not earlier ones were answered.
#[derive(Default)]
struct Arrivals {
    /// Microseconds of each answer.
    answered: Vec<u32>,
    /// Microseconds of each refusal.
    refused: Vec<u32>,
    /// The first answer that was neither.
    failure: Option<String>,
}

impl Overload {
    /// Measures and prints a table.
    ///
    /// # Errors
    /// Whatever keeps it from being measured.
    pub async fn run(&self) -> Result<()> {
        let site = Site::build().await?;
        site.fill(Register { units: self.units, seed: SEED, moments: false }).await?;
        let server = site.program.serve().await?;
        site.settle().await?;
        say(
            "\n| | capacity/s | arriving/s | answered/s | p50 ms | p99 ms | refused/s | p50 ms | p99 ms |\n|---|---|---|---|---|---|---|---|---|",
        );
        let past = json!({ "query": "{ report(year: 1400, knownAt: \"2006-01-01T00:00:00Z\") { byProvince { stock { active } } } }" });
        let count = json!({ "query": "{ events(filter: { sector: [FOOD] }, first: 0) { totalCount } }" });
        for (name, body) in [
            ("report of a year, country", questions::report(1399, None)),
            ("past report by province", past),
            ("number of events of a sector", count),
        ] {
            self.measure(server.address, name, &body).await?;
        }
        drop(server);
        site.end().await
    }

    async fn measure(&self, address: SocketAddr, name: &str, body: &Value) -> Result<()> {
        let time = Duration::from_secs(self.seconds);
        let question = Question::judged(&mut Connection::open(address).await?, body).await?;
        let capacity = http::load(address, Arc::from([question]), CLIENTS, time).await?.per_second;
        let pace = capacity * f64::from(self.times);
        let Arrivals { answered, refused, failure } = arrive(address, body, pace, time).await?;
        if let Some(failure) = failure {
            return Err(failure.into());
        }
        let (answered, refused) = (Load::new(answered, time), Load::new(refused, time));
        say(&format!(
            "| {name} | {capacity:.0} | {pace:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} |",
            answered.per_second, answered.p50, answered.p99, refused.per_second, refused.p50, refused.p99,
        ));
        Ok(())
    }
}

/// Sends requests at a fixed pace for a while, over as many connections as that takes.
async fn arrive(address: SocketAddr, body: &Value, pace: f64, time: Duration) -> Result<Arrivals> {
    let body: Arc<Value> = body.clone().into();
    let idle: Arc<Mutex<Vec<Connection>>> = Arc::default();
    let mut clock = interval(Duration::from_secs_f64(1.0 / pace));
    clock.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut requests = JoinSet::new();
    let end = Instant::now() + time;
    while Instant::now() < end {
        clock.tick().await;
        requests.spawn(request(address, Arc::clone(&body), Arc::clone(&idle)));
    }
    let mut arrivals = Arrivals::default();
    while let Some(request) = requests.join_next().await {
        let (micros, answer) = request??;
        match answer {
            None => arrivals.answered.push(micros),
            Some(text) if text.contains("UNAVAILABLE") || text.contains("TOO_MANY_REQUESTS") => {
                arrivals.refused.push(micros);
            }
            Some(text) => arrivals.failure = Some(text),
        }
    }
    Ok(arrivals)
}

/// The time of an answer, and its text if it is not the data.
async fn request(
    address: SocketAddr,
    body: Arc<Value>,
    idle: Arc<Mutex<Vec<Connection>>>,
) -> Result<(u32, Option<String>)> {
    let free = idle.lock().map_err(|_| "a request ended badly")?.pop();
    let mut connection = match free {
        Some(connection) => connection,
        None => Connection::open(address).await?,
    };
    let asked = Instant::now();
    let answer = connection.data(&body).await.err().map(|failure| failure.to_string());
    let micros = u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX);
    if answer.is_none() {
        idle.lock().map_err(|_| "a request ended badly")?.push(connection);
    }
    Ok((micros, answer))
}
