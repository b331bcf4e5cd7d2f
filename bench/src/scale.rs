//! Measures whether answers get slower as the register grows: single requests, one after another, on registers of several
//! sizes.

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

impl Scale {
    /// Measures and prints a table.
    ///
    /// # Errors
    /// Whatever keeps it from being measured.
    pub async fn run(&self) -> Result<()> {
        let mut columns = Vec::new();
        for &units in &self.sizes {
            columns.push(self.times(units).await?);
        }
        let head: String = self.sizes.iter().map(|units| format!(" {units} units |")).collect();
        say(&format!("\n| milliseconds, median of {TIMES} |{head}\n|---|{}", "---|".repeat(columns.len())));
        for (row, (name, _)) in columns.first().into_iter().flatten().enumerate() {
            let times: String = columns.iter().map(|column| format!(" {:.1} |", column[row].1)).collect();
            say(&format!("| {name} |{times}"));
        }
        Ok(())
    }

    async fn times(&self, units: u32) -> Result<Vec<(&'static str, f64)>> {
        let site = Site::build().await?;
        site.fill(Register { units, seed: SEED, moments: self.moments }).await?;
        let server = site.program.serve().await?;
        let mut connection = Connection::open(server.address).await?;
        let mut times = Vec::new();
        for (name, body) in self.requests(&site, &mut connection).await? {
            times.push((name, time(&mut connection, &body).await?));
        }
        drop(server);
        site.end().await?;
        Ok(times)
    }

    async fn requests(&self, site: &Site, connection: &mut Connection) -> Result<Vec<(&'static str, Value)>> {
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
            ("number of units found by text", count(json!({ "text": "cheese 12" }))),
        ];
        if let Some(between) = self.between(site)? {
            requests.insert(3, ("… known at a moment between", past(&between)));
        }
        Ok(requests)
    }

    /// A moment between the two imports or, if records have their own moments, in the middle.
    fn between(&self, site: &Site) -> Result<Option<String>> {
        if self.moments {
            return Ok(Some("2016-03-20T00:00:00Z".to_owned()));
        }
        let Some(tools) = &site.tools else { return Ok(None) };
        let first = "SELECT to_char(min(recorded_at), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') FROM unit_event";
        tools.ask(&site.url, first).map(Some)
    }
}

async fn time(connection: &mut Connection, body: &Value) -> Result<f64> {
    connection.data(body).await?;
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let began = Instant::now();
        connection.data(body).await?;
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok(median(times))
}
