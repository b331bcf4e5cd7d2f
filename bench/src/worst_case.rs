//! Finds the most expensive request of each kind that the server accepts, what it takes, and who waits for it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::changes::{self, Subject, VISIT};
use crate::failure::Result;
use crate::http::Connection;
use crate::load::Load;
use crate::postmaster::Postmaster;
use crate::register::Register;
use crate::site::Site;
use crate::{SEED, say};

/// The size of the measurement.
#[derive(Debug, Args)]
pub struct WorstCase {
    /// Number of units of the register
    #[arg(long, default_value_t = 50_000)]
    units: u32,
    /// Give every record a moment of recording of its own: the worst case of past reports
    #[arg(long)]
    moments: bool,
    /// Clients that send the most expensive requests at the same time
    #[arg(long, default_value_t = 16)]
    clients: usize,
    /// Seconds for which they do
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

/// A kind of request, and a field that is selected as often as the limits allow.
struct Kind {
    name: &'static str,
    field: &'static str,
}

/// The result for a kind.
struct Measurement {
    body: Value,
    name: &'static str,
    times: u64,
    cost: u64,
    /// Seconds from request to answer, with nothing else running.
    answered: f64,
    /// Seconds of processor time that PostgreSQL used.
    database: Option<f64>,
    /// The slowest small request meanwhile, in milliseconds.
    small: f64,
}

const KINDS: [Kind; 22] = [
    Kind { name: "number of units", field: "units(first: 0) { totalCount }" },
    Kind {
        name: "number of units found by text",
        field: "units(filter: { text: \"a\" }, first: 0) { totalCount }",
    },
    Kind {
        name: "… by twenty words",
        field: "units(filter: { text: \"a a a a a a a a a a a a a a a a a a a a\" }, first: 0) { totalCount }",
    },
    Kind {
        name: "units found by a text that none has",
        field: "units(filter: { text: \"qz\" }, first: 1) { nodes { code } }",
    },
    Kind {
        name: "units that no index finds",
        field: "units(filter: { lastConfirmedOn: { to: \"1300-01-01\" } }, orderBy: NAME, first: 1) { nodes { code } }",
    },
    Kind {
        name: "number of units to which something happened",
        field: "units(filter: { event: { kind: [REVIVED, IDLED, COMMISSIONED] } }, first: 0) { totalCount }",
    },
    Kind { name: "number of events", field: "events(first: 0) { totalCount }" },
    Kind {
        name: "number of events of a sector",
        field: "events(filter: { sector: [FOOD] }, first: 0) { totalCount }",
    },
    Kind {
        name: "groups of events by kind",
        field: "eventAggregates(groupBy: [KIND], first: 1) { nodes { count jobs { sum } investment { sum } } }",
    },
    Kind {
        name: "groups of events by four keys",
        field: "eventAggregates(groupBy: [PARK, ISIC_DIVISION, MONTH, REASON], first: 1) { nodes { count jobs { sum } } }",
    },
    Kind {
        name: "groups of units by status and sector",
        field: "unitAggregates(groupBy: [STATUS, SECTOR], first: 1) { nodes { count jobs { sum } investment { sum } } }",
    },
    Kind {
        name: "groups of units as of a day",
        field: "unitAggregates(groupBy: [STATUS], asOf: \"1399-01-01\", first: 1) { nodes { count jobs { sum } capacity { avg } } }",
    },
    Kind { name: "facets of all units", field: "units(first: 0) { facets { status { status count } } }" },
    Kind {
        name: "lists in lists",
        field: "parks(first: 40) { nodes { units(first: 100) { nodes { code name { en } jobs status } } } }",
    },
    Kind {
        name: "histories of units",
        field: "units(first: 100) { nodes { events(first: 100) { nodes { kind } } } }",
    },
    Kind { name: "present report", field: "report(year: 1400) { stock { active } commissioned { units } }" },
    Kind {
        name: "present report by province, sector and month",
        field: "report(year: 1400) { byProvince { stock { active } } bySector { stock { active } } months { idled { units } } }",
    },
    Kind {
        name: "past report",
        field: "report(year: 1400, knownAt: \"2006-01-01T00:00:00Z\") { stock { active } }",
    },
    Kind {
        name: "past report by province",
        field: "report(year: 1400, knownAt: \"2006-01-01T00:00:00Z\") { byProvince { stock { active } } }",
    },
    Kind {
        name: "reports of ten years by month",
        field: "reports(years: [1391, 1392, 1393, 1394, 1395, 1396, 1397, 1398, 1399, 1400]) { months { idled { units } } }",
    },
    Kind {
        name: "from figures down to units",
        field: "report(year: 1400) { byProvince { stock { units(first: 1) { nodes { code } } } } }",
    },
    Kind {
        name: "what changed in a report",
        field: "reportChanges(year: 1400, from: \"2006-01-01T00:00:00Z\") { figures { figure } records(first: 1) { totalCount nodes { recordedAt } } }",
    },
];

/// The most aliases of a document.
const ALIASES: u64 = 100;
/// The maximum cost of a request.
const LIMIT: u64 = 50_000;
/// The number of officers who change units meanwhile.
const OFFICERS: usize = 16;

impl WorstCase {
    /// Measures and prints two tables.
    ///
    /// # Errors
    /// Whatever keeps it from being measured.
    pub async fn run(&self) -> Result<()> {
        let site = Site::build().await?;
        site.fill(Register { units: self.units, seed: SEED, moments: self.moments }).await?;
        let token: Arc<str> = site.program.token("national-officer").await?.into();
        let server = site.program.serve().await?;
        site.settle().await?;
        let postmaster = site.tools.as_ref().and_then(|tools| Postmaster::of(tools, &site.url).ok());
        say(
            "\n| the most expensive request that is accepted | fields | cost | answered in s | PostgreSQL s | small request meanwhile, ms at most |\n|---|---|---|---|---|---|",
        );
        let mut all = Vec::new();
        for kind in &KINDS {
            let found = found(server.address, kind, &token, postmaster.as_ref()).await?;
            let Measurement { name, times, cost, answered, small, .. } = &found;
            let database = found.database.map_or("–".to_owned(), |seconds| format!("{seconds:.2}"));
            say(&format!("| {name} | {times} | {cost} | {answered:.2} | {database} | {small:.0} |"));
            all.push(found);
        }
        let bodies: Arc<[Value]> = all.into_iter().map(|found| found.body).collect();
        self.flood(server.address, &token, &bodies).await?;
        drop(server);
        site.end().await
    }

    /// Measures how clients that send only the most expensive requests affect officers and operators.
    async fn flood(&self, address: SocketAddr, token: &Arc<str>, bodies: &Arc<[Value]>) -> Result<()> {
        let units: Arc<[Subject]> = changes::units_at_work(address).await?.into();
        say(
            "\n| | answered/s | visits/s of 16 officers | p99 ms | /readyz, ms at most | token check, ms at most |\n|---|---|---|---|---|---|",
        );
        for clients in [0, self.clients] {
            let answered = Arc::new(AtomicU64::new(0));
            let mut flood = JoinSet::new();
            for client in 0..clients {
                flood.spawn(send(address, bodies.clone(), client, answered.clone()));
            }
            sleep(Duration::from_millis(500)).await;
            let before = answered.load(Ordering::Relaxed);
            let time = Duration::from_secs(self.seconds);
            let ended = Arc::new(AtomicBool::new(false));
            let ready = tokio::spawn(slowest(address, Small::Ready, ended.clone()));
            let checked = tokio::spawn(slowest(address, Small::Viewer(token.clone()), ended.clone()));
            let (visits, _) = changes::load(address, (token, OFFICERS), &units, &VISIT, time).await?;
            ended.store(true, Ordering::Relaxed);
            let answered = (answered.load(Ordering::Relaxed) - before) as f64 / time.as_secs_f64();
            let (ready, checked) = (ready.await??, checked.await??);
            let Load { per_second, p99, .. } = visits;
            say(&format!(
                "| {clients} clients with the most expensive requests | {answered:.1} | {per_second:.0} | {p99:.0} | {ready:.0} | {checked:.0} |"
            ));
            flood.shutdown().await;
        }
        Ok(())
    }
}

/// A request that selects a field as often as the limits allow.
async fn found(
    address: SocketAddr,
    kind: &Kind,
    token: &Arc<str>,
    postmaster: Option<&Postmaster>,
) -> Result<Measurement> {
    let mut connection = Connection::open(address).await?;
    let single = connection.cost(&asked(kind.field, 1)).await?;
    let times = (LIMIT / single).clamp(1, ALIASES);
    let body = asked(kind.field, times);
    let cost = connection.cost(&body).await?;
    let ended = Arc::new(AtomicBool::new(false));
    let small = tokio::spawn(slowest(address, Small::Units(token.clone()), Arc::clone(&ended)));
    let (before, began) = (postmaster.map(Postmaster::cpu_seconds), Instant::now());
    connection.data(&body).await?;
    let answered = began.elapsed().as_secs_f64();
    let database = postmaster.map(Postmaster::cpu_seconds).zip(before).map(|(after, before)| after - before);
    ended.store(true, Ordering::Relaxed);
    Ok(Measurement { body, name: kind.name, times, cost, answered, database, small: small.await?? })
}

fn asked(field: &str, times: u64) -> Value {
    let fields: String = (0..times).map(|number| format!("a{number}: {field} ")).collect();
    json!({ "query": format!("{{ {fields}}}") })
}

/// A small request.
enum Small {
    /// Whether the server is ready
    Ready,
    /// The caller with a token
    Viewer(Arc<str>),
    /// A page of units
    Units(Arc<str>),
}

/// Repeats a small request until the end, and returns the time of the slowest, in milliseconds.
async fn slowest(address: SocketAddr, small: Small, ended: Arc<AtomicBool>) -> Result<f64> {
    let connection = Connection::open(address).await?;
    let mut connection = match &small {
        Small::Ready => connection,
        Small::Viewer(token) | Small::Units(token) => connection.signed(token),
    };
    let mut slowest = Duration::ZERO;
    while !ended.load(Ordering::Relaxed) {
        let began = Instant::now();
        match &small {
            Small::Ready => drop(connection.get("/readyz").await?),
            Small::Viewer(_) => drop(connection.data(&json!({ "query": "{ viewer { role } }" })).await?),
            Small::Units(_) => {
                drop(connection.data(&json!({ "query": "{ units(first: 1) { nodes { code } } }" })).await?);
            }
        }
        slowest = slowest.max(began.elapsed());
        sleep(Duration::from_millis(10)).await;
    }
    Ok(slowest.as_secs_f64() * 1_000.0)
}

/// Sends requests one after another without end, and counts those that are answered; others are rejected.
async fn send(
    address: SocketAddr,
    bodies: Arc<[Value]>,
    first: usize,
    answered: Arc<AtomicU64>,
) -> Result<()> {
    let mut connection = Connection::open(address).await?;
    for body in bodies.iter().cycle().skip(first) {
        match connection.data(body).await {
            Ok(_) => drop(answered.fetch_add(1, Ordering::Relaxed)),
            Err(_) => {
                sleep(Duration::from_millis(100)).await;
                connection = Connection::open(address).await?;
            }
        }
    }
    Ok(())
}
