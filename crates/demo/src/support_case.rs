//! Support cases: units that stand idle or are almost built ask for help.

use shahrak_domain::day::Day;
use shahrak_domain::event::{EventKind, Facts, Reason};
use shahrak_domain::support::{CaseOutcome, Step, StepAct, Subject, SupportKind};
use shahrak_exchange::row::SupportCaseRow;
use shahrak_exchange::row::support_case::SaidOfCase;

use crate::life::Life;
use crate::plan::{FIRST, LAST, OPENED};
use crate::random::{Random, after};
use crate::record::{moment, officer};

/// The bodies that are asked to act.
const BODIES: [&str; 4] = [
    "Facilitation task force",
    "Provincial parks company",
    "Provincial department of the ministry",
    "Bank of Industry and Mine",
];

/// The records of the case of a unit, if it has one.
pub(crate) fn case(random: &mut Random, unit: &str, province: u8, life: &Life) -> Vec<SupportCaseRow> {
    let Some((place, kind)) = trouble(life) else { return Vec::new() };
    if !random.one_in(8) {
        return Vec::new();
    }
    let opened_on = after(life.events[place].occurred_on.max(OPENED), random.between(5, 60));
    let later = life.events[place + 1..].iter().find(|facts| facts.kind != EventKind::Visited);
    let mut case = Case { code: format!("C-{unit}"), province, rows: Vec::new() };
    case.add(random, Some(Subject::Unit(unit.to_owned())), StepAct::Opened(kind), opened_on);
    let referred_on = after(opened_on, random.between(5, 40));
    let ended_on = after(referred_on, random.between(20, 300));
    if random.percent(85) {
        let body = random.pick(&BODIES).to_owned();
        case.add(random, None, StepAct::Referred(body), referred_on);
    }
    if random.percent(70) {
        let outcome = outcome(random, later);
        case.add(random, None, StepAct::Resolved(outcome), ended_on);
        if outcome == CaseOutcome::Refused && random.percent(25) {
            let reopened_on = after(ended_on, random.between(10, 90));
            case.add(random, None, StepAct::Reopened, reopened_on);
        }
    }
    case.rows.retain(|(on, _)| *on <= LAST);
    case.rows.into_iter().map(|(_, row)| row).collect()
}

/// What a unit needs help with: the last event that stopped it or, for a plan that is almost built, money.
fn trouble(life: &Life) -> Option<(usize, SupportKind)> {
    let needs_help = |facts: &Facts| match facts.kind {
        EventKind::Idled => Some(facts.reasons.first().map_or(SupportKind::Finance, |reason| help(*reason))),
        EventKind::ProgressReported => {
            facts.progress.filter(|it| it.get() > 60.into()).map(|_| SupportKind::Finance)
        }
        _ => None,
    };
    let found = life.events.iter().enumerate().filter(|(_, facts)| facts.occurred_on >= FIRST);
    found.filter_map(|(place, facts)| Some((place, needs_help(facts)?))).next_back()
}

fn help(reason: Reason) -> SupportKind {
    match reason {
        Reason::Market => SupportKind::Market,
        Reason::RawMaterials | Reason::Currency => SupportKind::Materials,
        Reason::Energy | Reason::Infrastructure => SupportKind::Infrastructure,
        Reason::PartnerDispute | Reason::Legal => SupportKind::Legal,
        _ => SupportKind::Finance,
    }
}

/// Those that were helped often produce afterwards, and the others rarely.
fn outcome(random: &mut Random, later: Option<&Facts>) -> CaseOutcome {
    let produces =
        later.is_some_and(|facts| matches!(facts.kind, EventKind::Revived | EventKind::Commissioned));
    match random.below(100) {
        chance if chance < if produces { 85 } else { 45 } => CaseOutcome::Helped,
        chance if chance < 90 => CaseOutcome::Refused,
        _ => CaseOutcome::Withdrawn,
    }
}

struct Case {
    code: String,
    province: u8,
    rows: Vec<(Day, SupportCaseRow)>,
}

impl Case {
    fn add(&mut self, random: &mut Random, subject: Option<Subject>, act: StepAct, occurred_on: Day) {
        let row = SupportCaseRow {
            case: self.code.clone(),
            record: format!("s{}", self.rows.len() + 1),
            subject,
            says: SaidOfCase::Happened { step: Step { occurred_on, act }, replaces: None },
            note: None,
            recorded_at: Some(moment(after(occurred_on, 1), self.province)),
            recorded_by: Some(officer(random, self.province)),
        };
        self.rows.push((occurred_on, row));
    }
}
