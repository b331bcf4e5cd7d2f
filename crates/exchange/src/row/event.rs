//! Lines of `events.csv`: each is one record of a unit's ledger.

use rust_decimal::Decimal;
use shahrak_domain::event::{EventKind, Facts, NoReason};
use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::number::{Capacity, Jobs, Progress, Rial};
use shahrak_domain::parse::{code, coded, decimal, list, name, past_day, past_moment, prose, small, whole};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;
use shahrak_messages::message;

use super::write::{
    code as write_code, day, decimal as write_decimal, list as write_list, moment, show, text,
};
use crate::cells::Cells;
use crate::file_row::FileRow;
use crate::text::without_percent;

/// A record of a unit's ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// The sender's id of the record, unique within its unit.
    pub event: String,
    /// Code of the unit.
    pub unit: String,
    /// What it says.
    pub says: Said,
    /// Why, or what else there is to say.
    pub note: Option<String>,
    /// Number or address of a document.
    pub evidence: Option<String>,
    /// When it was recorded; none for the end of the import.
    pub recorded_at: Option<Moment>,
    /// Who recorded it; none for who imports.
    pub recorded_by: Option<String>,
}

/// What a record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Something happened.
    Happened {
        /// What happened.
        facts: Facts,
        /// The event in whose place it stands.
        replaces: Option<String>,
    },
    /// An event did not happen.
    Void {
        /// The event.
        of: String,
    },
}

/// The columns that decide whether the unit's other events can stand.
pub const DECIDING: [&str; 6] =
    ["kind", "occurred_on", "capacity_percent", "replaces", "voids", "recorded_at"];

/// What a line that voids leaves empty.
const FACTS: [&str; 10] = [
    "kind",
    "occurred_on",
    "investment_irr",
    "jobs",
    "capacity_percent",
    "progress_percent",
    "area_m2",
    "reasons",
    "body",
    "means",
];

impl FileRow for EventRow {
    const KIND: FileKind = FileKind::Events;

    fn parse(cells: &mut Cells<'_>) -> Option<EventRow> {
        let now = cells.context.now;
        let event = cells.required("event", code);
        let unit = cells.required("unit", code);
        let says = if cells.filled("voids") { void(cells) } else { happened(cells) };
        let note = cells.optional("note", prose);
        let evidence = cells.optional("evidence", prose);
        let recorded_at = cells.optional("recorded_at", |text| past_moment(text, now));
        let recorded_by = cells.optional("recorded_by", name);
        Some(EventRow { event: event?, unit: unit?, says: says?, note, evidence, recorded_at, recorded_by })
    }

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![text(&*self.event), text(&*self.unit)];
        let (replaces, voids) = match &self.says {
            Said::Happened { facts, replaces } => {
                cells.extend(write_facts(facts));
                (replaces.as_deref(), None)
            }
            Said::Void { of } => {
                cells.extend(FACTS.map(|_| String::new()));
                (None, Some(&**of))
            }
        };
        cells.extend([
            text(self.note.as_deref()),
            text(self.evidence.as_deref()),
            text(replaces),
            text(voids),
        ]);
        cells.extend([moment(self.recorded_at), text(self.recorded_by.as_deref())]);
        cells
    }
}

fn void(cells: &mut Cells<'_>) -> Option<Said> {
    let of = cells.required("voids", code);
    if cells.filled("replaces") {
        cells.refuse("replaces", Violation::new(RefusalCode::Inconsistent, message!("replaces-and-voids")));
    }
    for column in FACTS {
        if cells.filled(column) {
            cells.refuse(column, Violation::new(RefusalCode::NotEmpty, message!("void-with-facts")));
        }
    }
    if !cells.filled("note") {
        cells.refuse("note", NoReason.into());
    }
    Some(Said::Void { of: of? })
}

fn happened(cells: &mut Cells<'_>) -> Option<Said> {
    let today = cells.context.today;
    let kind = cells.required("kind", coded::<EventKind>);
    let occurred_on = cells.required("occurred_on", |text| past_day(text, today));
    let investment = cells.optional("investment_irr", |text| Ok(Rial::new(whole(text)?)?));
    let jobs = cells.optional("jobs", |text| Ok(Jobs::new(small(text)?)?));
    let capacity =
        cells.optional("capacity_percent", |text| Ok(Capacity::new(decimal(without_percent(text))?)?));
    let progress =
        cells.optional("progress_percent", |text| Ok(Progress::new(decimal(without_percent(text))?)?));
    let area_m2 = cells.optional("area_m2", decimal).map(|area: Decimal| area.normalize());
    let reasons = cells.optional("reasons", list).unwrap_or_default();
    let body = cells.optional("body", coded);
    let means = cells.optional("means", coded);
    let replaces = cells.optional("replaces", code);
    // Facts are judged by their kind even where the day cannot be read: all mistakes are found in one run.
    let day = occurred_on.unwrap_or(today);
    let facts = Facts {
        investment,
        jobs,
        capacity,
        progress,
        area_m2,
        reasons,
        body,
        means,
        ..Facts::new(kind?, day)
    };
    if cells.refused("kind") {
        // Nobody knows which facts it carries.
        return Some(Said::Happened { facts, replaces });
    }
    for error in facts.check().err().unwrap_or_default() {
        let column = error.fact().column();
        if !cells.refused(column) {
            cells.refuse(column, error.into());
        }
    }
    occurred_on.map(|_| Said::Happened { facts, replaces })
}

/// The cells of [`FACTS`].
fn write_facts(facts: &Facts) -> [String; 10] {
    [
        write_code(Some(facts.kind)),
        day(Some(facts.occurred_on)),
        show(facts.investment.map(Rial::get)),
        show(facts.jobs.map(Jobs::get)),
        write_decimal(facts.capacity.map(Capacity::get)),
        write_decimal(facts.progress.map(Progress::get)),
        write_decimal(facts.area_m2),
        write_list(&facts.reasons),
        write_code(facts.body),
        write_code(facts.means),
    ]
}
