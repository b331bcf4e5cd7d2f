//! Measures whether answers get slower as the register grows: single requests, one after another, on registers of several
//! sizes.

use std::net::SocketAddr;
use std::time::Instant;

use clap::Args;
use serde_json::{Value, json};

use crate::failure::Result;
use crate::http::Connection;
use crate::load::median;
use crate::questions;
use crate::register::Register;
use crate::site::Site;
use crate::{SEED, say};

/// The registers that are measured.
#[derive(Debug, Args)]
pub struct Scale {
    /// Numbers of units
    #[arg(value_delimiter = ',', default_value = "50000,1000000")]
    sizes: Vec<u32>,
    /// Restore registers with a moment of recording of each record: the worst case of a report for a past moment
    #[arg(long)]
    moments: bool,
    /// Address of a server that runs: measure its register, as it is, instead of generated ones
    #[arg(long)]
    at: Option<SocketAddr>,
}

/// The number of measurements of each request.
const TIMES: usize = 15;

const UNITS: &str = "query Units($first: Int, $after: String, $last: Int, $filter: UnitFilter) {
  units(first: $first, after: $after, last: $last, filter: $filter, orderBy: CODE) {
    pageInfo { startCursor }
    nodes { code name { en } status park { code name { en } } province { code name { en } } }
  }
}";

const COUNT: &str =
    "query Count($filter: UnitFilter) { units(first: 1, filter: $filter) { totalCount nodes { code } } }";

const PAST: &str = "query Past($knownAt: DateTime) {
  report(year: 1399, knownAt: $knownAt) {
    commissioned { units jobs investment { irr } }
    stock { active semiActive inactive operating }
    previousYearEnd { operating }
  }
}";

/// Queries without variables, each as the documentation shows it.
const QUERIES: [(&str, &str); 16] = [
    (
        "facets of all units",
        "{ units(first: 0) { facets { status { status count } sector { sector count } } } }",
    ),
    (
        "… of units with 50 or more jobs, by Persian name",
        "{ units(first: 20, filter: { text: \"steel\", jobs: { from: 50 } }, orderBy: NAME_FA) { nodes { code name { fa } } } }",
    ),
    (
        "50 units as of 1399-01-01",
        "{ units(first: 50, asOf: \"2020-03-20\") { nodes { code status jobs } } }",
    ),
    (
        "50 inactive units of a province as of 1399-01-01",
        "{ units(first: 50, asOf: \"2020-03-20\", filter: { province: \"IR-09\", status: [INACTIVE] }) { nodes { code } } }",
    ),
    ("50 latest events", "{ events(last: 50) { nodes { kind occurredOn unit { code } } } }"),
    (
        "50 events of a sector in a year, with at least 100 jobs",
        "{ events(first: 50, filter: { sector: [FOOD], jobs: { from: 100 }, occurredOn: { from: \"2020-03-20\", to: \"2021-03-20\" } }) { nodes { code jobs } } }",
    ),
    (
        "commissioned units by province, of a year",
        "{ eventAggregates(first: 50, filter: { kind: [COMMISSIONED], occurredOn: { from: \"2020-03-20\", to: \"2021-03-20\" } }, groupBy: [PROVINCE]) { nodes { count jobs { sum } investment { sum } } } }",
    ),
    (
        "… by province and year, of all years",
        "{ eventAggregates(first: 50, filter: { kind: [COMMISSIONED] }, groupBy: [PROVINCE, YEAR]) { nodes { count jobs { sum } investment { sum } } } }",
    ),
    (
        "events of a province by kind, sector and month",
        "{ eventAggregates(first: 50, filter: { province: \"IR-09\" }, groupBy: [KIND, SECTOR, MONTH]) { nodes { count } } }",
    ),
    (
        "all events by kind",
        "{ eventAggregates(first: 50, groupBy: [KIND]) { nodes { count jobs { sum } } } }",
    ),
    (
        "units by status and sector",
        "{ unitAggregates(first: 50, groupBy: [STATUS, SECTOR]) { nodes { count jobs { sum } investment { sum } } } }",
    ),
    (
        "units of a province by park and status",
        "{ unitAggregates(first: 50, filter: { province: \"IR-09\" }, groupBy: [PARK, STATUS]) { nodes { count jobs { sum } } } }",
    ),
    (
        "… as of 1399-01-01",
        "{ unitAggregates(first: 50, asOf: \"2020-03-20\", filter: { province: \"IR-09\" }, groupBy: [PARK, STATUS]) { nodes { count } } }",
    ),
    (
        "all units by status as of 1399-01-01",
        "{ unitAggregates(asOf: \"2020-03-20\", groupBy: [STATUS]) { nodes { count } } }",
    ),
    (
        "100 figures with their comparisons",
        "{ figures(first: 100) { nodes { code comparison { verdict computed } } } }",
    ),
    ("contradictions", "{ contradictions(first: 100) { nodes { one { code } other { code } } } }"),
];

impl Scale {
    /// Measures and prints a table.
    ///
    /// # Errors
    /// Whatever keeps it from being measured.
    pub async fn run(&self) -> Result<()> {
        let mut columns = Vec::new();
        let mut heads = Vec::new();
        if let Some(address) = self.at {
            heads.push(address.to_string());
            columns.push(times(address, None).await?);
        } else {
            for &units in &self.sizes {
                heads.push(format!("{units} units"));
                columns.push(self.times(units).await?);
            }
        }
        say(&format!(
            "\n| milliseconds, median of {TIMES} | {} |\n|---|{}",
            heads.join(" | "),
            "---|".repeat(columns.len())
        ));
        for (row, (name, _)) in columns.first().into_iter().flatten().enumerate() {
            let times: Vec<&str> = columns.iter().map(|column| column[row].1.as_str()).collect();
            say(&format!("| {name} | {} |", times.join(" | ")));
        }
        Ok(())
    }

    async fn times(&self, units: u32) -> Result<Vec<(&'static str, String)>> {
        let site = Site::build().await?;
        site.fill(Register { units, seed: SEED, moments: self.moments }).await?;
        let server = site.program.serve().await?;
        site.settle().await?;
        let times = times(server.address, self.between(&site)?).await?;
        drop(server);
        site.end().await?;
        Ok(times)
    }

    /// A moment between the two imports or, if records have their own moments, in the middle.
    fn between(&self, site: &Site) -> Result<Option<String>> {
        if self.moments {
            return Ok(Some("2019-03-20T00:00:00Z".to_owned()));
        }
        let Some(tools) = &site.tools else { return Ok(None) };
        let first = "SELECT to_char(min(recorded_at), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') FROM unit_event";
        tools.ask(&site.url, first).map(Some)
    }
}

/// The time of each request to a server; `between` is a moment between two imports.
async fn times(address: SocketAddr, between: Option<String>) -> Result<Vec<(&'static str, String)>> {
    let mut connection = Connection::open(address).await?;
    let mut times = Vec::new();
    for (name, body) in requests(&mut connection, between).await? {
        times.push((name, time(address, &body).await?));
    }
    Ok(times)
}

async fn requests(
    connection: &mut Connection,
    between: Option<String>,
) -> Result<Vec<(&'static str, Value)>> {
    let list = |variables: Value| json!({ "query": UNITS, "variables": variables });
    let count = |filter: Value| json!({ "query": COUNT, "variables": { "filter": filter } });
    let past = |moment: &str| json!({ "query": PAST, "variables": { "knownAt": moment } });
    let end = connection.data(&list(json!({ "last": 100 }))).await?;
    let deep = end["units"]["pageInfo"]["startCursor"].clone();
    let mut requests = vec![
        ("report of a year, country", questions::report(1399, None)),
        ("report of a year, province", questions::report(1399, Some("IR-09"))),
        ("the same figures by present knowledge", json!({ "query": PAST })),
        ("… known before anything was recorded", past("2006-01-01T00:00:00Z")),
        ("first page of 50 units", list(json!({ "first": 50 }))),
        ("deep page of 50 units", list(json!({ "first": 50, "after": deep }))),
        ("50 inactive units of a province", {
            list(json!({ "first": 50, "filter": { "province": "IR-09", "status": ["INACTIVE"] } }))
        }),
        ("number of all units", count(Value::Null)),
        ("number of units of a province", count(json!({ "province": "IR-09" }))),
        ("number of units found by text", count(json!({ "text": "dairy mashhad" }))),
    ];
    if let Some(between) = between {
        requests.insert(3, ("… known at a moment between", past(&between)));
    }
    requests.extend(QUERIES.iter().map(|(name, query)| (*name, json!({ "query": query }))));
    Ok(requests)
}

/// The median time of a request; its error code, if it is refused.
async fn time(address: SocketAddr, body: &Value) -> Result<String> {
    let mut connection = Connection::open(address).await?;
    if let Err(refusal) = connection.data(body).await {
        let text = refusal.to_string();
        let code = text.split("\"code\":\"").nth(1).and_then(|rest| rest.split('"').next());
        return code.map(str::to_owned).ok_or(refusal);
    }
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let began = Instant::now();
        connection.data(body).await?;
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok(format!("{:.1}", median(times)))
}
