//! The chart of a metric, by Iranian year or by month of a year.

use rust_decimal::Decimal;
use serde::Deserialize;

use shahrak_exchange::table::Held;
use shahrak_messages::{Argument, Language, Message, message};

use super::chart::{Chart, Column, Name, Named, Origin, value};
use super::marks::{self, Hedge, Mark, Stated};

/// The answer to the question of the page.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answer {
    register_info: Origin,
    series: Series,
}

#[derive(Deserialize)]
struct Series {
    metric: Metric,
    scope: String,
    province: Option<Named>,
    years: Vec<Year>,
}

#[derive(Deserialize)]
struct Metric {
    code: String,
    name: Name,
    measure: String,
    unit: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Year {
    year: Number,
    computed: Option<String>,
    reason: Option<String>,
    computed_to: String,
    original_target: Option<Revision>,
    target_in_force: Option<Revision>,
    announced: Vec<Announced>,
    #[serde(default)]
    months: Vec<Month>,
}

#[derive(Deserialize)]
struct Number {
    number: i32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Month {
    month: usize,
    announced: Vec<Announced>,
    computed: Option<String>,
    reason: Option<String>,
    computed_to: String,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Revision {
    value: String,
    decided_on: String,
}

#[derive(Deserialize)]
struct Announced {
    used: Option<String>,
    figure: Figure,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Figure {
    code: String,
    low: String,
    high: String,
    hedge: Option<Hedge>,
    period_to: Option<String>,
    /// Not asked of the figures of a month.
    comparison: Option<Comparison>,
}

#[derive(Deserialize)]
struct Comparison {
    verdict: String,
}

/// The point of a series: its table has a row for it.
struct Point<'a> {
    of: &'a Year,
    month: Option<&'a Month>,
    /// From the beginning of the year, of a flow by month.
    so_far: Option<Decimal>,
}

impl Answer {
    /// The chart by year.
    pub(super) fn years(&self, language: Language) -> Chart {
        let points: Vec<Point> =
            self.series.years.iter().map(|of| Point { of, month: None, so_far: None }).collect();
        let mark = |point: &Point| Mark {
            label: message!("page-number", number = Argument::number(point.of.year.number)).text(language),
            promised: point.of.promised(),
            announced: point.of.announced.iter().filter_map(Announced::stated).collect(),
            computed: value(point.of.computed.as_deref()),
        };
        let marks: Vec<Mark> = points.iter().map(mark).collect();
        self.chart(&points, &marks, language)
    }

    /// The chart by month: of a flow, what happened from the beginning of the year until each month, as it is promised and
    /// announced for the year.
    pub(super) fn months(&self, language: Language) -> Chart {
        let flow = self.series.metric.measure == "FLOW";
        let mut points = Vec::new();
        for of in &self.series.years {
            let mut sum = Decimal::ZERO;
            for month in &of.months {
                let computed: Option<Decimal> = month.computed.as_deref().and_then(|text| text.parse().ok());
                sum += computed.unwrap_or_default();
                points.push(Point { of, month: Some(month), so_far: flow.then_some(sum) });
            }
        }
        let mark = |point: &Point| {
            let (of, month) = (point.of, point.month?);
            let here = |day: Option<&str>| day.is_some_and(|day| of.month_of(day) == Some(month.month));
            let announced = of.announced.iter().filter(|said| here(said.figure.period_to.as_deref()));
            let of_month = month.announced.iter().filter(|_| !flow);
            Some(Mark {
                label: month_name(month.month).text(language),
                promised: of.promised_by(&month.computed_to),
                announced: announced.chain(of_month).filter_map(Announced::stated).collect(),
                computed: match point.so_far {
                    Some(sum) => value(Some(&sum.to_string())),
                    None => value(month.computed.as_deref()),
                },
            })
        };
        let marks: Vec<Mark> = points.iter().filter_map(mark).collect();
        self.chart(&points, &marks, language)
    }

    fn chart(&self, points: &[Point], marks: &[Mark], language: Language) -> Chart {
        let metric = self.series.metric.name.argument();
        let by_month = points.first().and_then(|point| Some((point.month?, point.of.year.number)));
        let of = match by_month {
            Some((_, year)) => message!("page-series-by-month", metric, year),
            None => message!("page-series-of", metric),
        };
        let title = match &self.series.province {
            Some(province) => message!("page-title-of", title = of, place = province.name.argument()),
            None => of,
        };
        Chart {
            title,
            columns: columns(by_month.is_some()),
            rows: points.iter().map(|point| self.row(point)).collect(),
            drawing: marks::drawing(marks, language),
            synthetic: self.register_info.is_synthetic(),
        }
    }

    fn row(&self, point: &Point) -> Vec<String> {
        let Series { metric, scope, .. } = &self.series;
        let Point { of, month, so_far } = point;
        let announced = month.map_or(&of.announced, |month| &month.announced);
        let used = announced.iter().find(|said| said.used.is_some()).map(|said| &said.figure);
        let others =
            announced.iter().filter(|said| said.used.is_none()).map(|said| said.figure.code.as_str());
        let figure = |text: fn(&Figure) -> &str| used.map(text).unwrap_or_default().to_owned();
        let (computed, reason, to) = match month {
            Some(month) => (&month.computed, &month.reason, &month.computed_to),
            None => (&of.computed, &of.reason, &of.computed_to),
        };
        let target = |revision: Option<&Revision>| revision.map_or_else(String::new, |it| it.value.clone());
        let in_force = of.target_in_force.as_ref().filter(|it| month.is_none() || it.decided_on <= *to);
        let in_force = in_force.or(of.original_target.as_ref()).filter(|it| it.decided_on <= *to);
        let mut row =
            vec![metric.code.clone(), metric.unit.clone(), scope.clone(), of.year.number.to_string()];
        if let Some(month) = month {
            row.push(month.month.to_string());
        }
        row.extend([
            target(of.original_target.as_ref().filter(|it| it.decided_on <= *to)),
            target(in_force),
            figure(|it| &it.low),
            figure(|it| &it.high),
            used.and_then(|it| it.hedge).map_or_else(String::new, |hedge| hedge.code().to_owned()),
            figure(|it| it.comparison.as_ref().map_or("", |it| it.verdict.as_str())),
            figure(|it| &it.code),
            others.collect::<Vec<_>>().join(";"),
            computed.clone().unwrap_or_default(),
        ]);
        if month.is_some() {
            row.push(so_far.map_or_else(String::new, |sum| sum.to_string()));
        }
        row.extend([reason.clone().unwrap_or_default(), to.clone()]);
        row
    }
}

impl Year {
    /// The target at first and the one in force.
    fn promised(&self) -> Vec<f64> {
        self.promised_by("9999")
    }

    /// Those of them that were decided by a day.
    fn promised_by(&self, day: &str) -> Vec<f64> {
        let all = [&self.original_target, &self.target_in_force].into_iter().flatten();
        all.filter(|it| *it.decided_on <= *day).filter_map(|it| value(Some(&it.value))).collect()
    }

    /// The number of the month with a day.
    fn month_of(&self, day: &str) -> Option<usize> {
        let month = self.months.iter().find(|month| *month.computed_to >= *day);
        month.or(self.months.last()).map(|month| month.month)
    }
}

impl Announced {
    fn stated(&self) -> Option<Stated> {
        let Figure { low, high, hedge, .. } = &self.figure;
        let (low, high) = (value(Some(low))?, value(Some(high))?);
        Some(Stated { low, high, hedge: *hedge, used: self.used.is_some() })
    }
}

impl Hedge {
    fn code(self) -> &'static str {
        match self {
            Hedge::About => "ABOUT",
            Hedge::Over => "OVER",
            Hedge::Nearly => "NEARLY",
            Hedge::UpTo => "UP_TO",
            Hedge::Range => "RANGE",
        }
    }
}

fn columns(by_month: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::new("metric", message!("page-metric"), Held::Text),
        Column::new("unit", message!("page-unit-of-measurement"), Held::Text),
        Column::new("scope", message!("page-where"), Held::Text),
        Column::new("year", message!("page-of-year"), Held::Number),
    ];
    if by_month {
        columns.push(Column::new("month", message!("page-month"), Held::Number));
    }
    columns.extend([
        Column::new("promised_original", message!("page-promised-original"), Held::Amount),
        Column::new("promised_in_force", message!("page-promised"), Held::Amount),
        Column::new("announced_low", message!("page-announced-low"), Held::Amount),
        Column::new("announced_high", message!("page-announced-high"), Held::Amount),
        Column::new("hedge", message!("page-hedge"), Held::Text),
        Column::new("verdict", message!("page-verdict"), Held::Text),
        Column::new("figure", message!("page-figure-code"), Held::Text),
        Column::new("other_figures", message!("page-other-figures"), Held::List),
        Column::new("computed", message!("page-computed"), Held::Amount),
    ]);
    if by_month {
        columns.push(Column::new("computed_since_year_began", message!("page-so-far"), Held::Amount));
    }
    columns.push(Column::new("not_computable", message!("page-not-computable"), Held::Text));
    columns.push(Column::new("computed_to", message!("page-computed-to"), Held::Day));
    columns
}

fn month_name(number: usize) -> Message {
    Message::new(format!("month-{number}"), [])
}
