//! How many changes are made in a second, by clients that wait for each answer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::failure::Result;
use crate::http::Connection;
use crate::load::Load;
use crate::register::Register;
use crate::site::Site;
use crate::{SEED, say};

/// How many clients change how much.
#[derive(Debug, Args)]
pub struct Changes {
    /// Number of units of the register
    #[arg(long, default_value_t = 5_000)]
    units: u32,
    /// Officers who write at the same time
    #[arg(long, default_value_t = 16)]
    officers: usize,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

/// An act, and the rest of its input for the change with a number.
pub struct Act {
    name: &'static str,
    input: fn(u32) -> Value,
}

pub const ACTS: [Act; 3] = [
    Act { name: "unitVisit", input: |_| json!({ "occurredOn": "1405-01-15", "note": "measured" }) },
    Act {
        name: "unitReportCapacity",
        input: |number| json!({ "occurredOn": "1405-02-15", "capacityPercent": (number % 100 + 1).to_string() }),
    },
    Act { name: "unitUpdate", input: |number| json!({ "licence": number.to_string() }) },
];

/// Units that are at work.
const UNITS: &str = "query($after: String) { units(filter: { status: [ACTIVE] }, first: 100, after: $after) {
    nodes { code } pageInfo { endCursor hasNextPage } } }";

impl Changes {
    /// Measures and prints a table.
    ///
    /// # Errors
    /// Whatever keeps it from being measured.
    pub async fn run(&self) -> Result<()> {
        let site = Site::build().await?;
        site.fill(Register { units: self.units, seed: SEED, moments: false }).await?;
        let token: Arc<str> = site.program.token("national-officer").await?.into();
        let server = site.program.serve().await?;
        let units: Arc<[String]> = units(server.address).await?.into();
        say(&format!(
            "\n{} officers\n\n| | changes/s | p50 ms | p99 ms | CPU ms of the server |\n|---|---|---|---|---|",
            self.officers
        ));
        for act in &ACTS {
            let before = server.cpu_seconds();
            let time = Duration::from_secs(self.seconds);
            let load = load(server.address, (&token, self.officers), &units, act, time).await?;
            let used = before.zip(server.cpu_seconds()).map(|(before, after)| after - before);
            let cpu = used.unwrap_or_default() * 1_000.0 / (load.per_second * self.seconds as f64);
            let Load { per_second, p50, p99, .. } = load;
            say(&format!("| {} | {per_second:.0} | {p50:.1} | {p99:.1} | {cpu:.2} |", act.name));
        }
        drop(server);
        site.end().await
    }
}

/// Lets so many officers change units for a while.
///
/// # Errors
/// The first change that is not made.
pub async fn load(
    address: SocketAddr,
    (token, number): (&Arc<str>, usize),
    units: &Arc<[String]>,
    act: &'static Act,
    time: Duration,
) -> Result<Load> {
    let mut officers = JoinSet::new();
    let began = Instant::now();
    for officer in 0..number {
        let connection = Connection::open(address).await?.signed(token);
        // Each has units of their own: what is measured is the register, not who waits for whom at one unit.
        let own = units.iter().skip(officer).step_by(number).cloned().collect();
        officers.spawn(change_until(connection, own, act, began + time));
    }
    let mut micros = Vec::new();
    while let Some(officer) = officers.join_next().await {
        micros.extend(officer??);
    }
    Ok(Load::new(micros, began.elapsed()))
}

/// Changes one unit after the other for a while. Each answer is judged.
async fn change_until(
    mut connection: Connection,
    units: Vec<String>,
    act: &'static Act,
    end: Instant,
) -> Result<Vec<u32>> {
    let input = act.name.replacen('u', "U", 1);
    let query = format!(
        "mutation($input: {input}Input!) {{ {}(input: $input) {{ unit {{ code }} userErrors {{ message }} }} }}",
        act.name
    );
    let mut micros = Vec::new();
    let key = if act.name == "unitUpdate" { "code" } else { "unit" };
    for (number, unit) in (0..).zip(units.iter().cycle()) {
        let mut input = (act.input)(number);
        input[key] = unit.as_str().into();
        let asked = Instant::now();
        let data = connection.data(&json!({ "query": query, "variables": { "input": input } })).await?;
        if data[act.name]["userErrors"] != json!([]) {
            return Err(data.to_string().into());
        }
        micros.push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
        if Instant::now() > end {
            break;
        }
    }
    Ok(micros)
}

/// The codes of all units at work.
///
/// # Errors
/// An answer that tells of an error.
pub async fn units(address: SocketAddr) -> Result<Vec<String>> {
    let mut connection = Connection::open(address).await?;
    let (mut codes, mut after) = (Vec::new(), Value::Null);
    loop {
        let data = connection.data(&json!({ "query": UNITS, "variables": { "after": after } })).await?;
        let page = &data["units"];
        let nodes = page["nodes"].as_array().into_iter().flatten();
        codes.extend(nodes.filter_map(|unit| unit["code"].as_str()).map(str::to_owned));
        if page["pageInfo"]["hasNextPage"] != true {
            return Ok(codes);
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}
