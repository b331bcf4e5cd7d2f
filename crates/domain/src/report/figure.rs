//! The figures of a report by name: each is the path of its field, such as `commissioned.investment.irr`.

use rust_decimal::Decimal;

use super::{Days, Figures, Flow, Stock};
use crate::achievement::Achieved;
use crate::code::Coded;
use crate::day::Day;
use crate::event::EventKind;
use crate::money::Rate;
use crate::state::Status;

/// A figure of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReportFigure {
    /// What happened in the period.
    Flow(EventKind, FlowMeasure),
    /// Units at the end of a day.
    Stock(StockDay, StockMeasure),
}

/// What is added up of the events of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FlowMeasure {
    /// The events.
    Units,
    /// Their jobs.
    Jobs,
    /// The events that state no jobs.
    JobsUnknown,
    /// Their investment in rials.
    Irr,
    /// The events that state no investment.
    IrrUnknown,
    /// Their investment in dollars, at the official rate.
    Usd,
}

/// The day of a stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StockDay {
    /// The last day of the report.
    AsOf,
    /// The day before the period of its flows.
    DayBefore,
}

/// What a stock counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StockMeasure {
    /// The units with a status.
    Of(Status),
    /// Active, semi-active and inactive units.
    Operating,
    /// The share of semi-active and inactive units in the operating ones.
    IdleShare,
    /// Persons at work in active and semi-active units.
    Jobs,
    /// Active and semi-active units whose jobs are unknown.
    JobsUnknown,
}

/// The days of a cell of a report, and the rates that its dollars need.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The days of the flows.
    pub period: Days,
    /// The last day of the report.
    pub as_of: Day,
    /// The official rates, ordered by first day.
    pub rates: &'a [Rate],
}

/// The flows by the names of their fields, and whether they have jobs and investment.
pub const FLOWS: [(&str, EventKind, bool, bool); 8] = [
    ("commissioned", EventKind::Commissioned, true, true),
    ("revived", EventKind::Revived, true, true),
    ("capacityRaised", EventKind::CapacityRaised, true, false),
    ("renovated", EventKind::Renovated, false, true),
    ("idled", EventKind::Idled, false, false),
    ("closed", EventKind::Closed, false, false),
    ("permitted", EventKind::PermitIssued, true, true),
    ("cancelled", EventKind::Cancelled, false, false),
];

impl ReportFigure {
    /// All figures, in the order of presentation.
    pub fn all() -> impl Iterator<Item = ReportFigure> {
        let flows = FLOWS.iter().flat_map(|(_, kind, jobs, investment)| {
            FlowMeasure::all(*jobs, *investment).map(|measure| ReportFigure::Flow(*kind, measure))
        });
        let stocks = [StockDay::AsOf, StockDay::DayBefore]
            .into_iter()
            .flat_map(|day| StockMeasure::all().map(move |measure| ReportFigure::Stock(day, measure)));
        flows.chain(stocks)
    }

    /// The figure with this path, such as `stock.active`.
    pub fn parse(path: &str) -> Option<ReportFigure> {
        ReportFigure::all().find(|figure| figure.path() == path)
    }

    /// The path of its field in the report.
    pub fn path(self) -> String {
        match self {
            ReportFigure::Flow(kind, measure) => format!("{}.{}", flow_name(kind), measure.path()),
            ReportFigure::Stock(StockDay::AsOf, measure) => format!("stock.{}", measure.path()),
            ReportFigure::Stock(StockDay::DayBefore, measure) => {
                format!("previousYearEnd.{}", measure.path())
            }
        }
    }

    /// The value in a cell of a report; none if it cannot be computed.
    pub fn value(self, figures: &Figures, frame: Frame<'_>) -> Option<Decimal> {
        match self {
            ReportFigure::Flow(kind, FlowMeasure::Usd) => {
                figures.dollars(kind, frame.period, frame.rates)?.write().parse().ok()
            }
            ReportFigure::Flow(kind, measure) => measure.value(&figures.flow(kind, frame.period)).map(number),
            ReportFigure::Stock(day, measure) => {
                measure.value(&figures.stock(day.day(frame.period, frame.as_of)))
            }
        }
    }
}

impl FlowMeasure {
    /// The measures of a flow that states jobs and investment, or not.
    pub fn all(jobs: bool, investment: bool) -> impl Iterator<Item = FlowMeasure> {
        use FlowMeasure::{Irr, IrrUnknown, Jobs, JobsUnknown, Units, Usd};
        let measures = [Units, Jobs, JobsUnknown, Irr, IrrUnknown, Usd];
        measures.into_iter().filter(move |measure| match measure {
            Units => true,
            Jobs | JobsUnknown => jobs,
            Irr | IrrUnknown | Usd => investment,
        })
    }

    /// The exact value; none for dollars, which need rates.
    pub fn value(self, flow: &Flow) -> Option<i128> {
        match self {
            FlowMeasure::Units => Some(flow.events.into()),
            FlowMeasure::Jobs => Some(flow.jobs.into()),
            FlowMeasure::JobsUnknown => Some(flow.jobs_unknown.into()),
            FlowMeasure::Irr => Some(flow.investment),
            FlowMeasure::IrrUnknown => Some(flow.investment_unknown.into()),
            FlowMeasure::Usd => None,
        }
    }

    /// The path of its field in a flow.
    pub fn path(self) -> &'static str {
        match self {
            FlowMeasure::Units => "units",
            FlowMeasure::Jobs => "jobs",
            FlowMeasure::JobsUnknown => "jobsUnknown",
            FlowMeasure::Irr => "investment.irr",
            FlowMeasure::IrrUnknown => "investment.irrUnknown",
            FlowMeasure::Usd => "investment.usd",
        }
    }
}

impl StockDay {
    /// The day, for a period and the last day of the report.
    pub fn day(self, period: Days, as_of: Day) -> Day {
        match self {
            StockDay::AsOf => as_of,
            StockDay::DayBefore => period.from.previous(),
        }
    }
}

impl StockMeasure {
    fn all() -> impl Iterator<Item = StockMeasure> {
        use StockMeasure::{IdleShare, Jobs, JobsUnknown, Of, Operating};
        Status::ALL.iter().map(|status| Of(*status)).chain([Operating, IdleShare, Jobs, JobsUnknown])
    }

    fn value(self, stock: &Stock) -> Option<Decimal> {
        match self {
            StockMeasure::Of(status) => Some(stock.of(status).into()),
            StockMeasure::Operating => Some(stock.operating().into()),
            StockMeasure::IdleShare => (stock.operating() != 0)
                .then(|| Decimal::from(stock.idle()) / Decimal::from(stock.operating())),
            StockMeasure::Jobs => Some(stock.jobs.into()),
            StockMeasure::JobsUnknown => Some(stock.jobs_unknown.into()),
        }
    }

    fn path(self) -> String {
        match self {
            StockMeasure::Of(status) => status_name(status),
            StockMeasure::Operating => "operating".to_owned(),
            StockMeasure::IdleShare => "idleShare".to_owned(),
            StockMeasure::Jobs => "jobs".to_owned(),
            StockMeasure::JobsUnknown => "jobsUnknown".to_owned(),
        }
    }
}

/// The name of the field of a status: `underConstruction`.
pub fn status_name(status: Status) -> String {
    let mut words = status.code().split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (head, tail) = word.split_at(1.min(word.len()));
        name + &head.to_uppercase() + tail
    })
}

/// The name of the field of a flow; empty for kinds that are no flow.
pub fn flow_name(kind: EventKind) -> &'static str {
    FLOWS.iter().find(|(_, of, ..)| *of == kind).map_or("", |(name, ..)| name)
}

/// A whole number as a decimal.
pub fn number(number: i128) -> Decimal {
    Achieved::count(number).value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_found_by_its_path() {
        for figure in ReportFigure::all() {
            assert_eq!(ReportFigure::parse(&figure.path()), Some(figure));
        }
        for path in ["", "commissioned", "idled.jobs", "stock.units", "renovated.jobs", "visited.units"] {
            assert_eq!(ReportFigure::parse(path), None, "{path}");
        }
    }

    #[test]
    fn statuses_are_written_as_the_fields_are() {
        let names: Vec<String> = Status::ALL.iter().map(|status| status_name(*status)).collect();
        let fields =
            ["planned", "underConstruction", "active", "semiActive", "inactive", "closed", "cancelled"];
        assert_eq!(names, fields);
    }
}
