//! The requests: lists of units with park and province, and reports of a year.

use serde_json::{Value, json};

use crate::failure::Result;
use crate::http::Connection;

/// A kind of request, whose requests are measured together.
pub struct Workload {
    /// Its name in the table.
    pub name: &'static str,
    /// The bodies of its requests.
    pub bodies: Vec<Value>,
}

/// 50 units of a province.
const LIST: &str = "query Units($province: String!, $after: String) {
  units(first: 50, after: $after, filter: { province: $province }, orderBy: CODE) {
    pageInfo { endCursor hasNextPage }
    nodes { code name { en } status park { code name { en } } province { code name { en } } }
  }
}";

/// The report of the acceptance tests.
const REPORT: &str = include_str!("../../tests/acceptance/report.graphql");

/// The maximum number of pages of each province: pgbench accepts 128 scripts.
const PAGES: usize = 4;

/// The province of a report of one province, and the first and last year of all reports.
const PROVINCE: &str = "IR-09";
const YEARS: std::ops::RangeInclusive<u16> = 1386..=1400;

/// All workloads.
///
/// # Errors
/// An answer with an error.
pub async fn workloads(connection: &mut Connection) -> Result<Vec<Workload>> {
    let mut pages = Vec::new();
    for province in 0..31 {
        pages.extend(pages_of(connection, &format!("IR-{province:02}")).await?);
    }
    let of_province = |year| report(year, Some(PROVINCE));
    Ok(vec![
        Workload { name: "list of 50 units with park and province", bodies: pages },
        Workload {
            name: "report of a year, country",
            bodies: YEARS.map(|year| report(year, None)).collect(),
        },
        Workload { name: "report of a year, province", bodies: YEARS.map(of_province).collect() },
    ])
}

async fn pages_of(connection: &mut Connection, province: &str) -> Result<Vec<Value>> {
    let mut pages = Vec::new();
    let mut after = Value::Null;
    while pages.len() < PAGES {
        let body = json!({ "query": LIST, "variables": { "province": province, "after": after } });
        let data = connection.data(&body).await?;
        let full = data["units"]["nodes"].as_array().is_some_and(|nodes| nodes.len() == 50);
        if full {
            pages.push(body);
        }
        if !full || data["units"]["pageInfo"]["hasNextPage"] != true {
            break;
        }
        after = data["units"]["pageInfo"]["endCursor"].clone();
    }
    Ok(pages)
}

/// The report of a year, of the country or of a province.
pub fn report(year: u16, province: Option<&str>) -> Value {
    json!({ "query": REPORT, "variables": { "year": year, "province": province } })
}
