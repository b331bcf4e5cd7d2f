//! Records: when the events were reported, and what was reported wrongly at first.
//!
//! The parks company of a province sends its reports once a week. Some come months late; some state wrong facts, which are
//! corrected later; some revivals turn out not to have happened and are struck. By present knowledge, the numbers are those
//! of the plan; by the knowledge of a past moment they are not.

use chrono::{Datelike as _, Days, NaiveTime, TimeDelta};
use shahrak_domain::day::Day;
use shahrak_domain::event::{EventKind, Facts};
use shahrak_domain::moment::Moment;
use shahrak_exchange::row::EventRow;
use shahrak_exchange::row::event::Said;

use crate::event;
use crate::life::Life;
use crate::name::{FAMILIES, GIVEN};
use crate::plan::{LAST, OPENED};
use crate::random::{Random, after, before};

/// The records of a unit, in the order in which they were recorded.
pub(crate) fn records(random: &mut Random, unit: &str, province: u8, life: &Life) -> Vec<EventRow> {
    let mut ledger = Ledger { unit, province, latest: None, rows: Vec::new() };
    for (place, facts) in life.events.iter().enumerate() {
        let previous = place.checked_sub(1).map(|place| life.events[place].occurred_on);
        ledger.report(random, place + 1, facts, previous);
    }
    ledger.report_too_much(random, life);
    // A record never comes before an earlier event of its unit, so that the history was allowed at every moment.
    ledger.rows.sort_by_key(|row| row.recorded_at);
    ledger.rows
}

/// When a report of what was known on a day arrived: on the Wednesday of that week or the next one, at another minute for
/// each province.
pub(crate) fn moment(known_on: Day, province: u8) -> Moment {
    const WEDNESDAY: u32 = 2;
    let wait = (WEDNESDAY + 7 - known_on.date().weekday().num_days_from_monday()) % 7;
    let morning = (known_on.date() + Days::new(wait.into())).and_time(NaiveTime::MIN).and_utc();
    morning + TimeDelta::minutes(6 * 60 + 30 + i64::from(province))
}

/// One of the three officers of a province.
pub(crate) fn officer(random: &mut Random, province: u8) -> String {
    let number = usize::from(province) * 3 + random.below(3) as usize;
    format!("{} {}", GIVEN[number * 7 % GIVEN.len()], FAMILIES[number * 11 % FAMILIES.len()])
}

/// After how many days an event is reported. One in ten takes longer than six weeks.
pub(crate) fn delay(random: &mut Random) -> u32 {
    match random.below(100) {
        0..70 => random.between(0, 10),
        70..90 => random.between(11, 45),
        90..98 => random.between(46, 150),
        _ => random.between(151, 400),
    }
}

struct Ledger<'a> {
    unit: &'a str,
    province: u8,
    /// The moment of the latest event.
    latest: Option<Moment>,
    rows: Vec<EventRow>,
}

impl Ledger<'_> {
    /// Records an event; of one in forty something is wrong at first.
    fn report(&mut self, random: &mut Random, number: usize, facts: &Facts, previous: Option<Day>) {
        let known_on =
            if facts.occurred_on < OPENED { OPENED } else { after(facts.occurred_on, delay(random)) };
        let recorded_at = Some(moment(known_on, self.province)).max(self.latest);
        self.latest = recorded_at;
        let code = format!("e{number}");
        let wrong = random.one_in(40).then(|| mistaken(random, facts, previous)).flatten();
        if let Some(wrong) = wrong {
            self.add(random, code.clone(), happened(wrong, None), recorded_at, None);
            let corrected_at =
                recorded_at.map(|at| at + TimeDelta::days(i64::from(random.between(2, 26)) * 7));
            let note = Some("corrected from the file of the unit");
            self.add(random, format!("e{number}c"), happened(facts.clone(), Some(code)), corrected_at, note);
        } else {
            self.add(random, code, happened(facts.clone(), None), recorded_at, None);
        }
    }

    /// Of one in twelve units that stood idle at the end, a revival was reported that did not happen.
    fn report_too_much(&mut self, random: &mut Random, life: &Life) {
        let Some(last) = life.events.last() else { return };
        let occurred_on = after(last.occurred_on, random.between(20, 200));
        if last.kind != EventKind::Idled || occurred_on > LAST || !random.one_in(12) {
            return;
        }
        let code = format!("e{}", life.events.len() + 1);
        let known_on = after(occurred_on.max(OPENED), random.between(0, 20));
        let recorded_at = Some(moment(known_on, self.province)).max(self.latest);
        let jobs = random.between(5, 40);
        let revived = event::revived(random, occurred_on, jobs, life.outside);
        self.add(random, code.clone(), happened(revived, None), recorded_at, None);
        let struck_at = recorded_at.map(|at| at + TimeDelta::days(i64::from(random.between(4, 30)) * 7));
        let note = Some("a visit found that the unit does not produce");
        self.add(random, format!("{code}v"), Said::Void { of: code }, struck_at, note);
    }

    fn add(
        &mut self,
        random: &mut Random,
        event: String,
        says: Said,
        recorded_at: Option<Moment>,
        note: Option<&str>,
    ) {
        self.rows.push(EventRow {
            event,
            unit: self.unit.to_owned(),
            says,
            note: note.map(str::to_owned),
            evidence: None,
            recorded_at,
            recorded_by: Some(officer(random, self.province)),
        });
    }
}

fn happened(facts: Facts, replaces: Option<String>) -> Said {
    Said::Happened { facts, replaces }
}

/// The facts with a mistake: jobs or money with a digit too many, money unknown, or an earlier day; none if they have nothing
/// that can be wrong.
fn mistaken(random: &mut Random, facts: &Facts, previous: Option<Day>) -> Option<Facts> {
    let wrong = facts.clone();
    match (random.below(4), facts.jobs, facts.investment) {
        (0, Some(jobs), _) => Some(Facts { jobs: event::persons(jobs.get().unsigned_abs() * 10), ..wrong }),
        (1, _, Some(_)) => Some(Facts { investment: None, ..wrong }),
        (2, _, Some(rials)) => {
            Some(Facts { investment: event::rials(rials.get().unsigned_abs() / 100_000_000), ..wrong })
        }
        _ => {
            let earlier = before(facts.occurred_on, random.between(3, 45));
            (previous? < earlier).then_some(Facts { occurred_on: earlier, ..wrong })
        }
    }
}
