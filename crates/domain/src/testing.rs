//! Helpers for tests: short notations of days and ledgers, and random valid histories.

use chrono::DateTime;
use proptest::prelude::*;
use proptest::sample::Index;
use rust_decimal::Decimal;

use crate::code::Coded;
use crate::day::Day;
use crate::event::{Body, EventKind, Facts, Reason};
use crate::ledger::{self, Position, Record, Says};
use crate::methodology::{Methodologies, Methodology};
use crate::moment::Moment;
use crate::number::{Capacity, Jobs, Progress, Rial};
use crate::state::State;

/// The day that a text names.
pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The n-th moment.
pub(crate) fn moment(number: i64) -> Moment {
    DateTime::from_timestamp(1_700_000_000 + number, 0).unwrap()
}

/// A percentage of nominal capacity, given in hundredths of a percent.
pub(crate) fn capacity(hundredths: i64) -> Capacity {
    Capacity::new(Decimal::new(hundredths, 2)).unwrap()
}

/// The bundled thresholds, and stricter ones from 1400 on.
pub(crate) fn methodologies() -> Methodologies {
    let methodology = |code: &str, valid_from, idle_below: i64, semi_active_below: i64| Methodology {
        code: code.to_owned(),
        valid_from: day(valid_from),
        idle_below: idle_below.into(),
        semi_active_below: semi_active_below.into(),
        source: None,
    };
    Methodologies::new(vec![
        methodology("strict", "1400-01-01", 20, 70),
        methodology("default", "0622-03-22", 10, 50),
    ])
}

/// An event of a kind with the facts that it requires; a capacity is 30 %.
pub(crate) fn facts(kind: EventKind, occurred_on: Day) -> Facts {
    let mut facts = Facts::new(kind, occurred_on);
    match kind {
        EventKind::LandAssigned => facts.area_m2 = Some(Decimal::from(5_000)),
        EventKind::ProgressReported => facts.progress = Progress::new(Decimal::from(40)).ok(),
        EventKind::CapacityReported | EventKind::CapacityRaised => facts.capacity = Some(capacity(3_000)),
        EventKind::Idled => facts.reasons = vec![Reason::Liquidity],
        _ => {}
    }
    facts
}

/// The ledger that a text describes, one record a line (or after `;`): its position, perhaps `@` and the number of its moment
/// (its position if there is none), then `void` and the position that it voids, or a kind (perhaps with `=` and a
/// percentage of capacity), a day, and perhaps `for` and the position that it replaces.
pub(crate) fn ledger(text: &str) -> Vec<Record> {
    text.split([';', '\n']).map(str::trim).filter(|line| !line.is_empty()).map(record).collect()
}

fn record(line: &str) -> Record {
    let mut words = line.split_whitespace().peekable();
    let position: Position = words.next().unwrap().parse().unwrap();
    let at = words.next_if(|word| word.starts_with('@'));
    let recorded_at = moment(at.map_or(position, |word| word[1..].parse().unwrap()));
    let kind = words.next().unwrap();
    if kind == "void" {
        return Record { position, recorded_at, says: Says::Void(words.next().unwrap().parse().unwrap()) };
    }
    let (kind, percent) = kind.split_once('=').unwrap_or((kind, "30"));
    let mut facts = facts(EventKind::parse(kind).unwrap(), day(words.next().unwrap()));
    facts.capacity = facts.capacity.map(|_| Capacity::new(percent.parse().unwrap()).unwrap());
    let replaces = words.next_if_eq(&"for").map(|_| words.next().unwrap().parse().unwrap());
    assert_eq!(words.next(), None, "{line}");
    Record { position, recorded_at, says: Says::Happened { facts, replaces } }
}

/// A random draw that determines an event that is allowed in its place.
#[derive(Clone, Debug)]
pub(crate) struct Draw {
    kind: Index,
    gap: u8,
    hundredths: i64,
    jobs: Option<i64>,
    investment: Option<i128>,
    by_department: bool,
}

impl Draw {
    pub(crate) fn strategy() -> impl Strategy<Value = Draw> {
        let gap = prop_oneof![Just(0_u8), 0..40_u8];
        let (jobs, investment) = (prop::option::of(0..500_i64), prop::option::of(0..10_i128.pow(12)));
        (any::<Index>(), gap, 0..=20_000_i64, jobs, investment, any::<bool>()).prop_map(
            |(kind, gap, hundredths, jobs, investment, by_department)| Draw {
                kind,
                gap,
                hundredths,
                jobs,
                investment,
                by_department,
            },
        )
    }

    /// Days since the event before.
    pub(crate) fn gap(&self) -> u8 {
        self.gap
    }

    /// An event of any of these kinds on this day.
    pub(crate) fn facts(&self, kinds: &[EventKind], occurred_on: Day) -> Facts {
        let mut facts = facts(*self.kind.get(kinds), occurred_on);
        facts.capacity = facts.capacity.map(|_| capacity(self.hundredths));
        let optional = facts.kind.optional();
        if optional.contains(&crate::event::Fact::Jobs) {
            facts.jobs = self.jobs.map(|jobs| Jobs::new(jobs).unwrap());
        }
        if optional.contains(&crate::event::Fact::Investment) {
            facts.investment = self.investment.map(|rials| Rial::new(rials).unwrap());
        }
        if optional.contains(&crate::event::Fact::Body) && self.by_department {
            facts.body = Some(Body::MinistryDepartment);
        }
        facts
    }
}

/// Random events of a unit in an allowed order, sometimes several on a day, around the day on which thresholds change.
pub(crate) fn histories() -> impl Strategy<Value = Vec<Facts>> {
    prop::collection::vec(Draw::strategy(), 0..20).prop_map(|draws| legal(&draws))
}

fn legal(draws: &[Draw]) -> Vec<Facts> {
    let (mut state, mut day, mut events): (Option<State>, _, _) = (None, day("1399-10-01"), Vec::new());
    for draw in draws {
        let status = state.map(|state| state.status);
        let kinds: Vec<EventKind> = EventKind::ALL
            .iter()
            .copied()
            .filter(|kind| kind.allowed_while().contains(&status))
            // Nothing is allowed after an end, so it can only be the last event.
            .filter(|kind| {
                events.len() + 1 == draws.len() || !matches!(kind, EventKind::Closed | EventKind::Cancelled)
            })
            .collect();
        if kinds.is_empty() {
            break;
        }
        day = (0..draw.gap()).fold(day, |day, _| day.next());
        let facts = draw.facts(&kinds, day);
        state = Some(State::after(state, &facts, &methodologies()).unwrap());
        events.push(facts);
    }
    events
}

/// One more record, tried at the end of a ledger.
#[derive(Clone, Debug)]
pub(crate) struct Trial {
    draw: Draw,
    days_later: u8,
    corrects: Option<Index>,
    void: bool,
    new_moment: bool,
}

impl Trial {
    /// The trials for [`legal_ledger`].
    pub(crate) fn ledgers() -> impl Strategy<Value = Vec<Trial>> {
        let trial = (
            Draw::strategy(),
            0..60_u8,
            prop::option::weighted(0.4, any::<Index>()),
            any::<bool>(),
            prop::bool::weighted(0.7),
        )
            .prop_map(|(draw, days_later, corrects, void, new_moment)| Trial {
                draw,
                days_later,
                corrects,
                void,
                new_moment,
            });
        prop::collection::vec(trial, 0..150)
    }
}

/// The ledger of those trials that are allowed at their turn, at several moments.
pub(crate) fn legal_ledger(trials: &[Trial]) -> Vec<Record> {
    let (mut records, mut now): (Vec<Record>, i64) = (Vec::new(), 0);
    for trial in trials {
        now += i64::from(trial.new_moment);
        let position = records.len() as Position;
        let corrects =
            trial.corrects.filter(|_| position > 0).map(|index| index.index(records.len()) as Position);
        let occurred_on = (0..trial.days_later).fold(day("1399-12-01"), |day, _| day.next());
        let says = match corrects {
            Some(of) if trial.void => Says::Void(of),
            replaces => Says::Happened { facts: trial.draw.facts(EventKind::ALL, occurred_on), replaces },
        };
        records.push(Record { position, recorded_at: moment(now), says });
        if ledger::history(&records, &methodologies()).is_err() {
            records.pop();
        }
    }
    records
}
