//! The figures of a report by naive loops over the records, without stored sums. It shares with the program only the names
//! of kinds and statuses, and the days of the calendar.

use std::collections::BTreeMap;

use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind::{
    self, CapacityRaised, CapacityReported, Commissioned, Idled, LandAssigned, PermitIssued,
    ProgressReported, Renovated, Revived, Visited,
};
use shahrak_domain::state::Status::{self, Active, Inactive, Planned, SemiActive, UnderConstruction};

/// The facts of an event.
#[derive(Clone, Debug)]
pub struct Facts {
    pub kind: EventKind,
    pub day: Day,
    pub irr: Option<i64>,
    pub jobs: Option<i32>,
    /// Hundredths of a percent.
    pub capacity: Option<u32>,
}

/// One record of a unit. Others are named by their index among the records of the unit.
#[derive(Clone, Debug)]
pub struct Record {
    pub code: String,
    /// The number of the moment at which it was recorded.
    pub known: usize,
    /// Its place among all records.
    pub position: usize,
    pub says: Says,
}

#[derive(Clone, Debug)]
pub enum Says {
    Happened { facts: Facts, replaces: Option<usize> },
    Void(usize),
}

/// The effective events as known at a moment, in order.
pub fn effective(records: &[Record], known: usize) -> Vec<&Facts> {
    let mut events = Vec::new();
    for (index, record) in records.iter().enumerate() {
        let Says::Happened { facts, .. } = &record.says else { continue };
        let corrected = records.iter().any(|other| other.known <= known && other.corrects() == Some(index));
        if record.known <= known && !corrected {
            events.push((facts.day, place(records, index), facts));
        }
    }
    events.sort_by_key(|(day, place, _)| (*day, *place));
    events.into_iter().map(|(_, _, facts)| facts).collect()
}

/// The indices of the effective records.
pub fn standing(records: &[Record]) -> Vec<usize> {
    let holds = |index: &usize| {
        matches!(records[*index].says, Says::Happened { .. })
            && !records.iter().any(|other| other.corrects() == Some(*index))
    };
    (0..records.len()).filter(holds).collect()
}

impl Record {
    /// The index of the record that it replaces or voids.
    pub fn corrects(&self) -> Option<usize> {
        match self.says {
            Says::Happened { replaces, .. } => replaces,
            Says::Void(of) => Some(of),
        }
    }

    /// Its facts; none for a void.
    pub fn facts(&self) -> Option<&Facts> {
        match &self.says {
            Says::Happened { facts, .. } => Some(facts),
            Says::Void(_) => None,
        }
    }
}

/// The position of the first record of a chain of replacements.
fn place(records: &[Record], index: usize) -> usize {
    match records[index].says {
        Says::Happened { replaces: Some(before), .. } => place(records, before),
        _ => records[index].position,
    }
}

/// Whether the history as known at a moment is allowed.
pub fn legal(bands: &Bands, records: &[Record], known: usize) -> bool {
    let mut status = None;
    effective(records, known).into_iter().all(|facts| {
        status = after(bands, status, facts);
        status.is_some()
    })
}

/// The status after an event; none if it is not allowed.
pub fn after(bands: &Bands, before: Option<Status>, facts: &Facts) -> Option<Status> {
    match (facts.kind, before) {
        (PermitIssued, None) => Some(Planned),
        (LandAssigned, Some(Planned | UnderConstruction)) => before,
        (ProgressReported, Some(Planned | UnderConstruction)) => Some(UnderConstruction),
        (Commissioned, None | Some(Planned | UnderConstruction)) => Some(Active),
        (CapacityReported, Some(Active | SemiActive | Inactive)) => Some(bands.status(facts)),
        (CapacityRaised, Some(Active | SemiActive)) => Some(bands.status(facts)),
        (Idled, Some(Active | SemiActive)) => Some(Inactive),
        (Revived, Some(Inactive | SemiActive)) => Some(Active),
        (Renovated, Some(Active | SemiActive | Inactive)) => before,
        (Visited, Some(Planned | UnderConstruction | Active | SemiActive | Inactive)) => before,
        (EventKind::Closed, Some(Active | SemiActive | Inactive)) => Some(Status::Closed),
        (EventKind::Cancelled, Some(Planned | UnderConstruction)) => Some(Status::Cancelled),
        _ => None,
    }
}

/// Thresholds of activity, each from a day on: below the first inactive, below the second semi-active, in hundredths
/// of a percent.
#[derive(Clone, Debug)]
pub struct Bands(pub Vec<(Day, u32, u32)>);

impl Bands {
    fn status(&self, facts: &Facts) -> Status {
        let (_, idle_below, semi_active_below) =
            self.0.iter().rfind(|(from, ..)| *from <= facts.day).unwrap();
        match facts.capacity.unwrap() {
            capacity if capacity < *idle_below => Inactive,
            capacity if capacity < *semi_active_below => SemiActive,
            _ => Active,
        }
    }
}

/// The state of a unit on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub status: Status,
    pub since: Day,
    pub jobs: Option<i32>,
    pub capacity: Option<u32>,
    pub last: Day,
}

/// The state of a unit at the end of a day, as known at a moment; none before its first event.
pub fn state(bands: &Bands, records: &[Record], known: usize, day: Day) -> Option<State> {
    let mut state: Option<State> = None;
    for facts in effective(records, known).into_iter().filter(|facts| facts.day <= day) {
        let before = state.as_ref();
        let status = after(bands, before.map(|state| state.status), facts)?;
        let same = before.filter(|state| state.status == status);
        let capacity = match facts.kind {
            CapacityReported | CapacityRaised => facts.capacity,
            Commissioned | Idled | Revived => None,
            _ => before.and_then(|state| state.capacity),
        };
        state = Some(State {
            status,
            since: same.map_or(facts.day, |state| state.since),
            jobs: jobs_after(before.and_then(|state| state.jobs), Some(status), facts),
            capacity,
            last: facts.day,
        });
    }
    state
}

/// The events of some units within a period, and their states before and after it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    pub flows: BTreeMap<EventKind, Flow>,
    pub before: Stock,
    pub after: Stock,
    pub transitions: BTreeMap<(Option<Status>, Status), i64>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flow {
    pub units: i64,
    pub jobs: i64,
    pub jobs_unknown: i64,
    pub irr: i128,
    pub irr_unknown: i64,
    /// Each investment and its day.
    pub investments: Vec<(Day, i64)>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stock {
    pub units: BTreeMap<Status, i64>,
    pub jobs: i64,
    pub jobs_unknown: i64,
}

impl Figures {
    /// Adds the events of one unit within days, as known at a moment.
    pub fn add(&mut self, bands: &Bands, records: &[Record], known: usize, from: Day, to: Day) {
        let (mut status, mut jobs) = (None, None);
        let mut before = (None, None);
        for facts in effective(records, known).into_iter().filter(|facts| facts.day <= to) {
            let next = after(bands, status, facts);
            jobs = jobs_after(jobs, next, facts);
            if facts.day >= from {
                self.flows.entry(facts.kind).or_default().add(facts);
                if next != status {
                    *self.transitions.entry((status, next.unwrap())).or_default() += 1;
                }
            } else {
                before = (next, jobs);
            }
            status = next;
        }
        self.before.add(before);
        self.after.add((status, jobs));
    }

    /// The sums of a kind of event.
    pub fn flow(&self, kind: EventKind) -> Flow {
        self.flows.get(&kind).cloned().unwrap_or_default()
    }
}

fn jobs_after(before: Option<i32>, status: Option<Status>, facts: &Facts) -> Option<i32> {
    match (status, facts.kind) {
        (Some(Active | SemiActive | Inactive), Commissioned | Revived | CapacityRaised) => {
            facts.jobs.or(before)
        }
        (Some(Active | SemiActive | Inactive), _) => before,
        _ => None,
    }
}

impl Flow {
    fn add(&mut self, facts: &Facts) {
        self.units += 1;
        match facts.jobs {
            Some(jobs) => self.jobs += i64::from(jobs),
            None => self.jobs_unknown += 1,
        }
        match facts.irr {
            Some(irr) => {
                self.irr += i128::from(irr);
                self.investments.push((facts.day, irr));
            }
            None => self.irr_unknown += 1,
        }
    }

    /// The investments in dollars by rates in tenths of a rial, or the first day without a rate.
    pub fn usd(&self, tenths_on: impl Fn(Day) -> Option<i128>) -> Result<String, Day> {
        let missing =
            self.investments.iter().map(|(day, _)| *day).filter(|day| tenths_on(*day).is_none()).min();
        if let Some(day) = missing {
            return Err(day);
        }
        let rates: Vec<i128> = self.investments.iter().filter_map(|(day, _)| tenths_on(*day)).collect();
        let common = rates.iter().copied().fold(1, least_common_multiple);
        let each = self
            .investments
            .iter()
            .zip(&rates)
            .map(|((_, irr), rate)| i128::from(*irr) * 10 * (common / rate));
        let hundredfold: i128 = each.sum::<i128>() * 100;
        // Nothing is negative, so that half away from zero is half up.
        let cents = (2 * hundredfold + common) / (2 * common);
        Ok(format!("{}.{:02}", cents / 100, cents % 100))
    }
}

fn least_common_multiple(a: i128, b: i128) -> i128 {
    let (mut divisor, mut rest) = (a, b);
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    a / divisor * b
}

impl Stock {
    fn add(&mut self, (status, jobs): (Option<Status>, Option<i32>)) {
        let Some(status) = status else { return };
        *self.units.entry(status).or_default() += 1;
        if matches!(status, Active | SemiActive) {
            match jobs {
                Some(jobs) => self.jobs += i64::from(jobs),
                None => self.jobs_unknown += 1,
            }
        }
    }

    /// The number of units with a status.
    pub fn of(&self, status: Status) -> i64 {
        self.units.get(&status).copied().unwrap_or_default()
    }

    /// The number of operating units.
    pub fn operating(&self) -> i64 {
        self.of(Active) + self.of(SemiActive) + self.of(Inactive)
    }

    /// The share of idle units.
    pub fn idle_share(&self) -> Option<f64> {
        let operating = self.operating();
        (operating > 0).then(|| (self.of(SemiActive) + self.of(Inactive)) as f64 / operating as f64)
    }
}
