//! Lines of `events.csv`: each is one record of the ledger of a unit.

use rust_decimal::Decimal;
use shahrak_domain::event::{EventKind, Facts};
use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::number::{Capacity, Jobs, Progress, Rial};
use shahrak_domain::parse::{code, coded, decimal, list, name, past_day, past_moment, prose, small, whole};

use super::void::voided;
use super::write::{
    code as write_code, day, decimal as write_decimal, list as write_list, moment, show, text,
};
use crate::cells::Cells;
use crate::file_row::FileRow;
use crate::text::without_percent;

/// A record of the ledger of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// The sender's id of the record, unique within its unit.
    pub event: String,
    /// Code of the unit.
    pub unit: String,
    /// The content.
    pub says: Said,
    /// A note; for a void, its reason.
    pub note: Option<String>,
    /// Number or address of a document.
    pub evidence: Option<String>,
    /// The moment of recording; none means that of the import.
    pub recorded_at: Option<Moment>,
    /// The name of the recorder; none means the sender of the import.
    pub recorded_by: Option<String>,
}

/// The content of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// An event.
    Happened {
        /// What happened.
        facts: Facts,
        /// The code of the event that it replaces.
        replaces: Option<String>,
    },
    /// A void: the event with this code did not happen.
    Void {
        /// The event.
        of: String,
    },
}

/// The columns that decide whether other events of the unit are allowed.
pub const DECIDING: [&str; 6] =
    ["kind", "occurred_on", "capacity_percent", "replaces", "voids", "recorded_at"];

/// The columns that are empty on a void.
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
        let says = if cells.filled("voids") {
            voided(cells, &FACTS).map(|of| Said::Void { of })
        } else {
            happened(cells)
        };
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
    // Facts are checked by their kind even if the day cannot be parsed: one run finds all mistakes.
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
        // Without a kind, it is not known which facts the event carries.
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
