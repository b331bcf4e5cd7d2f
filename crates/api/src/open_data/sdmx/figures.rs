//! The figures of reports: what the values of a selection follow from, asked of the schema for a population and some years.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use actix_web::HttpResponse;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use shahrak_domain::code::Coded as _;
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_domain::population::{Population, Scope};
use shahrak_domain::report::ReportFigure;
use shahrak_domain::year::IranianYear;

use super::Reports;
use crate::open_data::RequestContext;

/// How many years are asked for at once, which bounds the price of a query.
const YEARS: usize = 8;

/// The places of a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Places<'a> {
    /// A province.
    Province(&'a str),
    /// The country, provinces, or both.
    Several {
        /// Whether the country is one of them.
        country: bool,
        /// Whether a province is one of them.
        provinces: bool,
    },
}

/// The figures of a place and a year.
#[derive(Debug, Default)]
pub(super) struct Cell {
    values: HashMap<ReportFigure, Decimal>,
    /// The last day that counts.
    pub(super) last_day: Option<Day>,
}

/// The cells of a population.
pub(super) type Cells = HashMap<(String, IranianYear), Cell>;

impl<'a> Places<'a> {
    /// The places with these codes.
    pub(super) fn of(areas: &[&'a str]) -> Places<'a> {
        let country = areas.contains(&Scope::Country.code());
        match areas {
            [province] if !country => Places::Province(province),
            _ => Places::Several { country, provinces: areas.len() > usize::from(country) },
        }
    }

    /// The argument `province` of a report.
    pub(super) fn argument(self) -> Option<&'a str> {
        if let Places::Province(code) = self { Some(code) } else { None }
    }

    /// A selection of a report that repeats the fields of a cell for each place.
    pub(super) fn selection(self, fields: &str) -> String {
        match self {
            Places::Province(_) => fields.to_owned(),
            Places::Several { country, provinces } => {
                let whole = if country { fields } else { "" };
                let each = if provinces {
                    format!("byProvince {{ province {{ code }} {fields} }}")
                } else {
                    String::new()
                };
                format!("{whole} {each}")
            }
        }
    }

    /// The places of a report's answer, with their fields.
    pub(super) fn of_report(self, report: &Value) -> Vec<(String, &Value)> {
        let whole = match self {
            Places::Province(code) => Some(code),
            Places::Several { country: true, .. } => Some(Scope::Country.code()),
            Places::Several { .. } => None,
        };
        let each = report["byProvince"].as_array().into_iter().flatten();
        let each = each.map(|cell| (text(&cell["province"]["code"]), cell));
        whole.map(|code| (code.to_owned(), report)).into_iter().chain(each).collect()
    }
}

impl Cell {
    /// The value of a figure.
    pub(super) fn value(&self, figure: ReportFigure) -> Decimal {
        self.values.get(&figure).copied().unwrap_or_default()
    }
}

/// Reads the figures of some places, years and a population, as known at a moment.
///
/// # Errors
/// The response to a query that is refused or fails.
pub(super) async fn read(
    request: &RequestContext<'_>,
    figures: &[ReportFigure],
    (places, population): (Places<'_>, Population),
    years: &[IranianYear],
    known_at: Moment,
) -> Result<Cells, HttpResponse> {
    let document = document(figures, places);
    let mut cells = Cells::new();
    for years in years.chunks(YEARS) {
        let variables = json!({
            "years": years.iter().map(|year| year.number()).collect::<Vec<_>>(),
            "knownAt": known_at.to_rfc3339(),
            "province": places.argument(),
            "population": population.code().to_uppercase(),
        });
        let Reports { reports } = request.query::<Reports<Value>>(&document, variables).await?;
        for (year, report) in years.iter().zip(&reports) {
            let last_day = report["asOf"].as_str().and_then(|day| Day::parse(day).ok());
            for (area, fields) in places.of_report(report) {
                let values = figures.iter().map(|figure| (*figure, number(fields, &figure.path()))).collect();
                cells.insert((area, *year), Cell { values, last_day });
            }
        }
    }
    Ok(cells)
}

fn document(figures: &[ReportFigure], places: Places<'_>) -> String {
    let selection = places.selection(&fields(figures));
    format!(
        "query Figures($years: [Int!]!, $knownAt: DateTime, $province: String, $population: Population) {{
            reports(years: $years, knownAt: $knownAt, province: $province, population: $population) {{
                asOf {selection}
            }}
        }}"
    )
}

/// The fields of figures: `commissioned { units investment { irr } } stock { active }`.
fn fields(figures: &[ReportFigure]) -> String {
    #[derive(Default)]
    struct Fields(BTreeMap<String, Fields>);

    fn write(text: &mut String, fields: &Fields) {
        for (name, inner) in &fields.0 {
            let _ = write!(text, "{name} ");
            if !inner.0.is_empty() {
                text.push_str("{ ");
                write(text, inner);
                text.push_str("} ");
            }
        }
    }

    let mut all = Fields::default();
    for figure in figures {
        let names = figure.path();
        names.split('.').fold(&mut all, |fields, name| fields.0.entry(name.to_owned()).or_default());
    }
    let mut text = String::new();
    write(&mut text, &all);
    text
}

/// A figure of a cell: a JSON number, or a text of digits.
fn number(cell: &Value, path: &str) -> Decimal {
    let value = path.split('.').fold(cell, |value, name| &value[name]);
    text(value).parse().unwrap_or_default()
}

/// A JSON text, or a number as text.
pub(super) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_selected_by_their_paths() {
        let figures: Vec<ReportFigure> =
            ["commissioned.units", "commissioned.investment.irr", "stock.active"]
                .iter()
                .filter_map(|path| ReportFigure::parse(path))
                .collect();
        assert_eq!(fields(&figures), "commissioned { investment { irr } units } stock { active } ");
    }

    #[test]
    fn one_province_is_a_report_of_its_own() {
        assert_eq!(Places::of(&["IR-09"]).argument(), Some("IR-09"));
        assert_eq!(Places::of(&["IR"]), Places::Several { country: true, provinces: false });
        assert_eq!(Places::of(&["IR", "IR-09"]), Places::Several { country: true, provinces: true });
        assert_eq!(Places::of(&["IR-09", "IR-23"]), Places::Several { country: false, provinces: true });
    }
}
