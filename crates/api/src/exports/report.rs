//! `GET /exports/report.csv`: the figures of a report, of its provinces, months or sectors, as the schema answers them.

use std::io;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use async_graphql::Variables;
use graphql_http::{Api, rest};
use serde_json::{Value, json};

use shahrak_exchange::table::{FileFormat, Headers, Held, TableColumn, TableWriter};
use shahrak_exchange::text::escape;
use shahrak_messages::{Message, message};

use super::parameters::{Parameters, at, none_of};
use super::route::{bad, fault};
use crate::graphql::Schema;
use crate::graphql::common::scalar::{Date, DateTime};

/// The parameters.
const PARAMETERS: [&str; 8] = ["year", "by", "asOf", "knownAt", "province", "park", "population", "lang"];

/// The parts of a report, each a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// The whole scope: one row
    Scope,
    Province,
    Month,
    Sector,
}

/// The figures of the units at the end of the day.
const STOCK: &[&str] = &[
    "stock.planned",
    "stock.underConstruction",
    "stock.active",
    "stock.semiActive",
    "stock.inactive",
    "stock.closed",
    "stock.cancelled",
    "stock.operating",
    "stock.idleShare",
    "stock.jobs",
    "stock.jobsUnknown",
];

/// The figures of what happened.
const FLOWS: &[&str] = &[
    "commissioned.units",
    "commissioned.jobs",
    "commissioned.jobsUnknown",
    "commissioned.investment.irr",
    "commissioned.investment.irrUnknown",
    "commissioned.investment.usd",
    "revived.units",
    "revived.jobs",
    "revived.jobsUnknown",
    "revived.investment.irr",
    "revived.investment.irrUnknown",
    "revived.investment.usd",
    "capacityRaised.units",
    "capacityRaised.jobs",
    "capacityRaised.jobsUnknown",
    "renovated.units",
    "renovated.investment.irr",
    "renovated.investment.irrUnknown",
    "renovated.investment.usd",
    "idled.units",
    "closed.units",
    "permitted.units",
    "permitted.jobs",
    "permitted.jobsUnknown",
    "permitted.investment.irr",
    "permitted.investment.irrUnknown",
    "permitted.investment.usd",
    "cancelled.units",
];

/// The columns of the whole report, in each of its rows.
const REPORT: &[&str] = &["year.number", "asOf", "knownAt", "population"];

/// The file.
///
/// # Errors
/// The response to mistakes in the address, and to a query that is refused or fails.
pub(super) async fn respond(
    api: &Api<Schema>,
    http: &HttpRequest,
    parameters: Parameters,
    (format, headers): (FileFormat, Headers),
) -> Result<HttpResponse, HttpResponse> {
    let (by, variables) = asked(parameters).map_err(|why| bad(http, why))?;
    let data = rest::query(api, http, &by.document(), Variables::from_json(variables)).await?;
    let known_at = text(&data["report"]["knownAt"]);
    let file = write(by, &data["report"], format, headers).map_err(|error| fault(http, &error))?;
    let disposition = format!("attachment; filename=\"report.{}\"", format.extension());
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, format.media_type()))
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::VARY, "accept-language, authorization"))
        .insert_header(("shahrak-known-at", known_at))
        .body(file))
}

/// The part and the variables that an address describes.
fn asked(mut parameters: Parameters) -> Result<(By, Value), Message> {
    let by = match parameters.take("by")?.as_deref() {
        None => By::Scope,
        Some("province") => By::Province,
        Some("month") => By::Month,
        Some("sector") => By::Sector,
        Some(other) => return Err(at("by", none_of(other, &["province", "month", "sector"]))),
    };
    let year = parameters.take_number("year")?;
    let year = year.ok_or_else(|| at("year", message!("parameter-missing")))?;
    let as_of: Option<Date> = parameters.take_scalar("asOf")?;
    let known_at: Option<DateTime> = parameters.take_scalar("knownAt")?;
    let variables = json!({
        "year": year,
        "asOf": as_of.map(|date| date.0.to_string()),
        "knownAt": known_at.map(|moment| moment.0.to_rfc3339()),
        "province": parameters.take("province")?,
        "park": parameters.take("park")?,
        "population": population(&mut parameters)?,
    });
    parameters.nothing_else(&PARAMETERS)?;
    Ok((by, variables))
}

/// Takes the population: units in parks if it is not given.
///
/// # Errors
/// It is given twice, or is not one.
pub(crate) fn population(parameters: &mut Parameters) -> Result<String, Message> {
    let inputs = crate::graphql::inputs();
    let known: Vec<&str> = inputs.values("Population").iter().map(String::as_str).collect();
    let text = parameters.take("population")?.unwrap_or_else(|| "IN_PARKS".to_owned());
    if known.contains(&&*text) { Ok(text) } else { Err(at("population", none_of(&text, &known))) }
}

impl By {
    /// The field of the report whose items are the rows.
    fn field(self) -> Option<&'static str> {
        match self {
            By::Scope => None,
            By::Province => Some("byProvince"),
            By::Month => Some("months"),
            By::Sector => Some("bySector"),
        }
    }

    /// The columns that name a row.
    fn key(self) -> &'static [&'static str] {
        match self {
            By::Scope => &["scope.province.code", "scope.park.code"],
            By::Province => &["province.code", "province.name.en", "province.name.fa"],
            By::Month => &["month.number", "from", "to", "partial"],
            By::Sector => &["sector"],
        }
    }

    /// The columns of a row besides those of the report.
    fn columns(self) -> impl Iterator<Item = &'static str> {
        // A month has flows only.
        let stock = if self == By::Month { &[] } else { STOCK };
        self.key().iter().chain(stock).chain(FLOWS).copied()
    }

    fn document(self) -> String {
        let rows = selection(&self.columns().collect::<Vec<_>>());
        let rows = self.field().map_or(rows.clone(), |field| format!("{field} {{ {rows} }}"));
        format!(
            "query Report($year: Int!, $asOf: Date, $knownAt: DateTime, $province: String, $park: String,
                $population: Population) {{
                report(year: $year, asOf: $asOf, knownAt: $knownAt, province: $province, park: $park,
                    population: $population) {{ {} {rows} }}
            }}",
            selection(REPORT)
        )
    }
}

/// Fields by their paths as a selection: `a.b` and `a.c` are `a { b c }`. Paths with the same beginning are adjacent.
fn selection(paths: &[&str]) -> String {
    let mut fields = Vec::new();
    let mut rest = paths;
    while let Some(first) = rest.first() {
        let Some((field, _)) = first.split_once('.') else {
            fields.push((*first).to_owned());
            rest = &rest[1..];
            continue;
        };
        let inside = |path: &&&str| path.split_once('.').is_some_and(|(outer, _)| outer == field);
        let count = rest.iter().take_while(inside).count();
        let inner: Vec<&str> =
            rest[..count].iter().filter_map(|path| Some(path.split_once('.')?.1)).collect();
        fields.push(format!("{field} {{ {} }}", selection(&inner)));
        rest = &rest[count..];
    }
    fields.join(" ")
}

fn write(by: By, report: &Value, format: FileFormat, headers: Headers) -> io::Result<Vec<u8>> {
    let columns: Vec<&'static str> = by.columns().collect();
    let held = REPORT.iter().chain(&columns).map(|path| column(path));
    let mut file = Vec::new();
    let mut writer = TableWriter::new(format, "report", held.collect(), headers, &mut file)?;
    let whole = [report.clone()];
    let rows = match by.field() {
        Some(field) => report[field].as_array().map_or(&[][..], Vec::as_slice),
        None => &whole,
    };
    for row in rows {
        let cells: Vec<String> = REPORT
            .iter()
            .map(|path| cell(report, path))
            .chain(columns.iter().map(|path| cell(row, path)))
            .collect();
        writer.write(&cells)?;
    }
    if let Some(mut workbook) = writer.finish()? {
        io::copy(&mut workbook, &mut file)?;
    }
    Ok(file)
}

/// The column of a figure. It has the name of its path, by which vintages and changes name it, too.
fn column(path: &'static str) -> TableColumn {
    let holds = match path {
        "asOf" | "from" | "to" => Held::Day,
        "partial" => Held::Flag,
        "knownAt" | "population" | "sector" => Held::Text,
        _ if column_is_text(path) => Held::Text,
        _ if matches!(field(path), "irr" | "usd") => Held::Amount,
        _ => Held::Number,
    };
    TableColumn { name: path.into(), label: path.into(), holds }
}

fn cell(row: &Value, path: &str) -> String {
    let value = path.split('.').fold(row, |value, field| &value[field]);
    match value {
        Value::String(text) if column_is_text(path) => escape(text).into_owned(),
        value => text(value),
    }
}

fn column_is_text(path: &str) -> bool {
    field(path) == "code" || path.contains(".name.")
}

/// The last field of a path.
fn field(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_a_selection() {
        assert_eq!(selection(&["a", "b.c", "b.d.e", "b.d.f", "g"]), "a b { c d { e f } } g");
    }
}
