//! The figures of a report from sums of events: flows, stocks, transitions and dollars (rules R4 to R7).

use std::collections::BTreeMap;

use crate::code::Coded;
use crate::day::Day;
use crate::event::EventKind;
use crate::money::{Dollars, Rate};
use crate::state::Status;
use crate::year::IranianYear;

mod figure;

pub use figure::{
    FLOWS, FlowMeasure, Frame, ReportFigure, StockDay, StockMeasure, flow_name, number, status_name,
};

/// A run of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Days {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// The sum of all events of one kind that changed units from one status to another within some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The days. They lie entirely within or outside any requested period, and no rate changes within them.
    pub days: Days,
    /// What happened.
    pub kind: EventKind,
    /// The status before; none for the first event of a unit.
    pub from: Option<Status>,
    /// The status after.
    pub to: Status,
    /// Number of events.
    pub events: i64,
    /// Jobs that they state.
    pub jobs: i64,
    /// Number of events that state no jobs.
    pub jobs_unknown: i64,
    /// Rials that they state.
    pub investment: i128,
    /// Number of events that state no investment.
    pub investment_unknown: i64,
    /// The change of the jobs of working units.
    pub stock_jobs: i64,
    /// The change of the number of working units with unknown jobs.
    pub stock_jobs_unknown: i64,
}

/// The sums of one cell of a report: an area, population and sector.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures(pub Vec<Sum>);

/// The sums of the events of one kind within a period (R4, R6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// Number of events. A unit with two such events counts twice.
    pub events: i64,
    /// Jobs that they state.
    pub jobs: i64,
    /// Number of events that state no jobs.
    pub jobs_unknown: i64,
    /// Rials that they state.
    pub investment: i128,
    /// Number of events that state no investment.
    pub investment_unknown: i64,
}

/// Units by status at the end of a day (R5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    units: [i64; STATUSES],
    /// Persons at work in active and semi-active units.
    pub jobs: i64,
    /// Active and semi-active units whose jobs are unknown.
    pub jobs_unknown: i64,
}

/// The number of changes from one status to another within a period. A unit that changed twice counts twice (R5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The status before; none for the first event of a unit.
    pub from: Option<Status>,
    /// The status after.
    pub to: Status,
    /// Number of changes.
    pub units: i64,
}

/// The number of statuses.
const STATUSES: usize = Status::ALL.len();

impl Days {
    /// Whether these days include all of the other days.
    pub fn hold(&self, other: &Days) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Whether these days include the day.
    pub fn contains(&self, day: Day) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// The days of a year up to `to`.
    pub fn of_year(year: IranianYear, to: Day) -> Days {
        Days { from: year.starts_on(), to }
    }

    /// All days of the register up to `to`.
    pub fn until(to: Day) -> Days {
        Days { from: Day::FIRST, to }
    }
}

/// Splits days so that each piece lies entirely within or outside each period, and, within the periods, each span of a
/// rate. The sums of pieces then add up to the flows of the periods, in rials and dollars, and to the stocks before and
/// after.
///
/// The pieces begin on the first day of the register and end on the last day of the periods.
pub fn pieces(periods: &[Days], rates: &[Rate]) -> Vec<Days> {
    let Some(end) = periods.iter().map(|period| period.to).max() else { return Vec::new() };
    let mut starts = vec![Day::FIRST];
    starts.extend(periods.iter().flat_map(|period| [period.from, period.to.next()]));
    let changes = rates.iter().flat_map(|rate| [Some(rate.valid_from), rate.valid_to.map(Day::next)]);
    let inside = |day: &Day| periods.iter().any(|period| period.from < *day && *day <= period.to);
    starts.extend(changes.flatten().filter(inside));
    starts.retain(|day| *day <= end);
    starts.sort();
    starts.dedup();
    let last_days = starts.iter().skip(1).map(|next| next.previous()).chain([end]);
    starts.iter().zip(last_days).map(|(from, to)| Days { from: *from, to }).collect()
}

impl Figures {
    /// The sums of several cells as one.
    pub fn together<'a>(cells: impl IntoIterator<Item = &'a Figures>) -> Figures {
        Figures(cells.into_iter().flat_map(|figures| figures.0.iter().copied()).collect())
    }

    /// The events of a kind within a period.
    pub fn flow(&self, kind: EventKind, period: Days) -> Flow {
        self.of_kind(kind, period).fold(Flow::default(), |flow, sum| Flow {
            events: flow.events + sum.events,
            jobs: flow.jobs + sum.jobs,
            jobs_unknown: flow.jobs_unknown + sum.jobs_unknown,
            investment: flow.investment + sum.investment,
            investment_unknown: flow.investment_unknown + sum.investment_unknown,
        })
    }

    /// The investments of events of a kind within a period in dollars, each at the rate of its day (R7). None if one
    /// falls on a day without a rate. `rates` are of one kind, ordered by first day.
    pub fn dollars(&self, kind: EventKind, period: Days, rates: &[Rate]) -> Option<Dollars> {
        let mut rials: BTreeMap<Day, (i128, i64)> = BTreeMap::new();
        for sum in self.of_kind(kind, period) {
            let (irr, stated) = rials.entry(sum.days.from).or_default();
            *irr += sum.investment;
            *stated += sum.events - sum.investment_unknown;
        }
        let mut dollars = Dollars::default();
        for (day, (irr, _)) in rials.into_iter().filter(|(_, (_, stated))| *stated != 0) {
            dollars.add(irr, rate_on(rates, day)?.irr_per_usd);
        }
        Some(dollars)
    }

    /// The units by status at the end of a day, which must be the last day of a piece.
    pub fn stock(&self, day: Day) -> Stock {
        let mut stock = Stock::default();
        for sum in self.within(Days::until(day)) {
            if let Some(from) = sum.from {
                stock.units[from as usize] -= sum.events;
            }
            stock.units[sum.to as usize] += sum.events;
            stock.jobs += sum.stock_jobs;
            stock.jobs_unknown += sum.stock_jobs_unknown;
        }
        stock
    }

    /// The changes of status within a period, which lead from the stock before it to the stock at its end.
    pub fn transitions(&self, period: Days) -> Vec<Transition> {
        let mut units: BTreeMap<(Option<Status>, Status), i64> = BTreeMap::new();
        for sum in self.within(period).filter(|sum| sum.from != Some(sum.to)) {
            *units.entry((sum.from, sum.to)).or_default() += sum.events;
        }
        let some = units.into_iter().filter(|(_, units)| *units != 0);
        some.map(|((from, to), units)| Transition { from, to, units }).collect()
    }

    fn within(&self, period: Days) -> impl Iterator<Item = &Sum> {
        self.0.iter().filter(move |sum| period.hold(&sum.days))
    }

    fn of_kind(&self, kind: EventKind, period: Days) -> impl Iterator<Item = &Sum> {
        self.within(period).filter(move |sum| sum.kind == kind)
    }
}

impl Stock {
    /// The number of units with the status.
    pub fn of(&self, status: Status) -> i64 {
        self.units[status as usize]
    }

    /// The number of units that have reached operation and have not ended.
    pub fn operating(&self) -> i64 {
        self.of(Status::Active) + self.idle()
    }

    /// The number of operating units that are semi-active or inactive.
    pub fn idle(&self) -> i64 {
        self.of(Status::SemiActive) + self.of(Status::Inactive)
    }

    /// The share of idle units in the operating ones, 0 to 1; none if no unit is operating.
    pub fn idle_share(&self) -> Option<f64> {
        let operating = self.operating();
        (operating != 0).then(|| self.idle() as f64 / operating as f64)
    }
}

/// The rate on a day. `rates` are of one kind, ordered by first day.
pub fn rate_on(rates: &[Rate], day: Day) -> Option<&Rate> {
    let begun = rates.partition_point(|rate| rate.valid_from <= day);
    rates[..begun].last().filter(|rate| rate.valid_to.is_none_or(|last| day <= last))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
