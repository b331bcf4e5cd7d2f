//! The vintages of figures, asked of the schema page by page.

use std::collections::{BTreeMap, HashMap};

use actix_web::HttpResponse;
use chrono::DateTime;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};

use shahrak_domain::code::Coded as _;
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Population;
use shahrak_domain::report::ReportFigure;
use shahrak_domain::year::IranianYear;
use shahrak_messages::message;
use shahrak_open_data::sdmx::formula::Vintages;

use super::Reports;
use super::figures::{Places, text};
use crate::cached::{bad, fault};
use crate::open_data::{Page, RequestContext};

/// Vintages of a page.
const PAGE: usize = 100;
/// Pages that are read for a figure of a year.
const PAGES: usize = 20;

/// The vintages of figures, by place.
pub(super) type Histories = HashMap<String, HashMap<ReportFigure, Vintages>>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vintage {
    known_at: DateTime<chrono::Utc>,
    value: Option<String>,
}

/// Reads the vintages of some figures of a year for some places and a population, up to a moment.
///
/// # Errors
/// The response to a query that is refused or fails, or to a history that is too long.
pub(super) async fn read(
    request: &RequestContext<'_>,
    figures: &[ReportFigure],
    (places, population): (Places<'_>, Population),
    year: IranianYear,
    known_at: Moment,
) -> Result<Histories, HttpResponse> {
    let document = document(places);
    let mut histories = Histories::new();
    for figure in figures {
        let variables = |after: &Option<String>| {
            json!({
                "years": [year.number()],
                "knownAt": known_at.to_rfc3339(),
                "province": places.argument(),
                "population": population.code().to_uppercase(),
                "figure": figure.path(),
                "first": PAGE,
                "after": after,
            })
        };
        let mut found: HashMap<String, BTreeMap<Moment, Decimal>> = HashMap::new();
        let mut after = None;
        for page in 0.. {
            if page == PAGES {
                let most = PAGE * PAGES;
                return Err(bad(
                    request.http,
                    message!("sdmx-history-too-long", figure = figure.path(), most),
                ));
            }
            let Reports { reports } = request.query::<Reports<Value>>(&document, variables(&after)).await?;
            let report = reports.first().unwrap_or(&Value::Null);
            match add(places, report, &mut found).map_err(|error| fault(request.http, &error))? {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        for (area, values) in found {
            histories.entry(area).or_default().insert(*figure, values.into_iter().collect());
        }
    }
    Ok(histories)
}

fn document(places: Places<'_>) -> String {
    let page = "vintages(figure: $figure, first: $first, after: $after) {
        pageInfo { hasNextPage endCursor } nodes { knownAt value } }";
    format!(
        "query History($years: [Int!]!, $knownAt: DateTime, $province: String, $population: Population, $figure: String!,
            $first: Int, $after: String) {{
            reports(years: $years, knownAt: $knownAt, province: $province, population: $population) {{ {} }}
        }}",
        places.selection(page)
    )
}

/// Adds the vintages of a page of each place. Returns the cursor after which a place has more: that of the earliest one, so
/// that some places get vintages again that they have.
fn add(
    places: Places<'_>,
    report: &Value,
    found: &mut HashMap<String, BTreeMap<Moment, Decimal>>,
) -> serde_json::Result<Option<String>> {
    let mut next: Option<(Moment, String)> = None;
    for (area, cell) in places.of_report(report) {
        let page: Page<Vintage> = Page::deserialize(&cell["vintages"])?;
        let more = page.next().zip(page.nodes.last().map(|last| last.known_at));
        if let Some((cursor, last)) = more
            && next.as_ref().is_none_or(|(earliest, _)| last < *earliest)
        {
            next = Some((last, cursor));
        }
        let values = page.nodes.into_iter().map(|it| (it.known_at, number(it.value.as_deref())));
        found.entry(area).or_default().extend(values);
    }
    Ok(next.map(|(_, cursor)| cursor))
}

/// Counts and amounts of rials always have a value.
fn number(value: Option<&str>) -> Decimal {
    value.and_then(|value| text(&Value::from(value)).parse().ok()).unwrap_or_default()
}
