//! Sheets with a unit a row, with the days of its events and its latest status: they are read as units, and once more for
//! each kind of event, as files of events with the same lines.

use std::collections::HashMap;
use std::io::{self, Read};

use shahrak_domain::code::{CodeSet, Coded as _};
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::import::FileKind;
use shahrak_domain::parse::{Parsed, coded};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::state::Status;
use shahrak_domain::text::{is_blank, is_mark};
use shahrak_domain::violation::Violation;
use shahrak_messages::{Language, message};

use crate::columns::find::{is_one_sheet, named_in_one_sheet, unit_code};
use crate::csv_record::{RecordEnd, Records};
use crate::decoded::{Decoded, Start};
use crate::reader::is_example;
use crate::reader::layout::layout;
use crate::spelling::{Spelled, value_of};
use crate::text::unescape;
use crate::workbook::Findings;

/// Which event of the units of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// One that has its day in a column of its own
    Kind(Step),
    /// The one that the latest status tells of
    Status,
}

/// An event with a column of its own for its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    kind: EventKind,
    day: &'static str,
    /// Columns of events, and those of the sheet with their values.
    facts: &'static [(&'static str, &'static str)],
}

/// The events of a sheet, in the order in which they follow each other.
pub(crate) const EVENTS: [Of; 5] = [
    Of::Kind(Step {
        kind: EventKind::PermitIssued,
        day: "permit_issued_on",
        facts: &[("investment_irr", "planned_investment_irr"), ("jobs", "planned_jobs")],
    }),
    Of::Kind(Step {
        kind: EventKind::LandAssigned,
        day: "land_assigned_on",
        facts: &[("area_m2", "area_m2")],
    }),
    Of::Kind(Step {
        kind: EventKind::ProgressReported,
        day: "progress_reported_on",
        facts: &[("progress_percent", "progress_percent")],
    }),
    Of::Kind(Step {
        kind: EventKind::Commissioned,
        day: "commissioned_on",
        facts: &[("investment_irr", "investment_irr"), ("jobs", "jobs")],
    }),
    Of::Status,
];

/// The facts of the event that a status tells of.
const OF_STATUS: [(&str, &str); 2] = [("capacity_percent", "capacity_percent"), ("reasons", "reasons")];

/// The columns of the files of events.
const HEADER: [&str; 10] = [
    "event",
    "unit",
    "kind",
    "occurred_on",
    "investment_irr",
    "jobs",
    "capacity_percent",
    "progress_percent",
    "area_m2",
    "reasons",
];

impl Of {
    /// The column that a sheet must have for these events.
    fn column(self) -> &'static str {
        match self {
            Of::Kind(step) => step.day,
            Of::Status => "status",
        }
    }

    /// What the report calls them.
    pub(crate) fn title(self) -> String {
        match self {
            Of::Kind(step) => step.kind.label().text(Language::English),
            Of::Status => "status".to_owned(),
        }
    }

    const fn facts(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Of::Kind(step) => step.facts,
            Of::Status => &OF_STATUS,
        }
    }
}

/// The events that the header of a sheet has columns for; none if it is not such a sheet.
pub(crate) fn events_of(header: &[String]) -> Vec<Of> {
    if !is_one_sheet(header) {
        return Vec::new();
    }
    let has =
        |of: &Of| header.iter().any(|cell| named_in_one_sheet(cell).is_some_and(|it| it.name == of.column()));
    EVENTS.into_iter().filter(has).collect()
}

/// The column without which a column of a sheet says nothing: the day of its event, or the status.
pub(crate) fn needed_by(column: &str) -> Option<&'static str> {
    let states = |of: &&Of| of.facts().iter().any(|(_, fact)| *fact == column);
    match EVENTS.iter().find(states) {
        Some(of) => Some(of.column()),
        None => (column == "status_since").then_some("status"),
    }
}

/// The events of one kind of a sheet, as a file of events. Each has the line of its unit.
pub(crate) struct Events<R> {
    records: Records<Decoded<R>>,
    of: Of,
    header: u64,
    /// The places of the columns of the sheet that are needed.
    places: HashMap<&'static str, usize>,
    /// Of a sheet of a workbook: its findings.
    of_sheet: Option<Findings>,
    /// Findings of this file.
    findings: Findings,
    /// The lines written so far.
    line: u64,
    text: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl<R: Read> Events<R> {
    /// Begins to read a sheet, or a text. `of_sheet` are the findings of a sheet, `findings` become those of this file.
    pub(crate) fn new(input: R, of: Of, of_sheet: Option<Findings>, findings: Findings) -> Events<R> {
        let input = Decoded::new(input);
        let layout = layout(input.head(), FileKind::Units);
        let ended = input.start() != Start::Text;
        Events {
            records: Records::new(input, layout.separator),
            of,
            header: layout.header.unwrap_or(1),
            places: HashMap::new(),
            of_sheet,
            findings,
            line: 0,
            text: Vec::new(),
            taken: 0,
            ended,
        }
    }

    /// Writes the next line, or notices the end.
    fn advance(&mut self) -> io::Result<()> {
        let Some((line, end)) = self.records.advance()? else {
            self.ended = true;
            return Ok(());
        };
        let number = if self.of_sheet.is_some() { self.records.ordinal() } else { line };
        let Some(text) = self.records.cells().filter(|_| end == RecordEnd::Record) else { return Ok(()) };
        let mut start = 0;
        let cells: Vec<&str> = self
            .records
            .ends()
            .iter()
            .map(|end| unescape(&text[std::mem::replace(&mut start, *end)..*end]))
            .collect();
        let record = match line.cmp(&self.header) {
            std::cmp::Ordering::Less => return Ok(()),
            std::cmp::Ordering::Equal => {
                self.places = places(&cells);
                if let Some(of_sheet) = &self.of_sheet {
                    self.findings.as_in(of_sheet, &self.names(cells.len()));
                }
                HEADER.map(str::to_owned).to_vec()
            }
            std::cmp::Ordering::Greater if is_example(text, self.records.ends()) => return Ok(()),
            std::cmp::Ordering::Greater => {
                let names = self.names(cells.len());
                let spoiled = self.of_sheet.as_ref().map(|of_sheet| of_sheet.take_row(number));
                let Some((record, wrong)) = self.event(&cells) else { return Ok(()) };
                let of_cells = spoiled.into_iter().flatten();
                let of_cells =
                    of_cells.filter_map(|(place, wrong)| Some((names.get(place)?.as_str(), wrong)));
                for (name, wrong) in of_cells.chain(wrong.map(|wrong| ("kind", wrong))) {
                    if let Some(place) = HEADER.iter().position(|known| *known == name) {
                        self.findings.refuse_at(number, place, wrong);
                    }
                }
                record
            }
        };
        // Each record is on the line of its unit, so that refusals name it.
        while self.line + 1 < number {
            self.text.push(b'\n');
            self.line += 1;
        }
        let mut writer = csv::Writer::from_writer(&mut self.text);
        writer.write_record(&record)?;
        writer.flush()?;
        self.line += 1;
        Ok(())
    }

    /// What each cell of the sheet is in the file of events.
    fn names(&self, count: usize) -> Vec<String> {
        // A row may have fewer cells than the header.
        let last = self.places.values().max().map_or(0, |place| place + 1);
        let mut names = vec![String::new(); count.max(last)];
        let day = match self.of {
            Of::Kind(step) => step.day,
            Of::Status => "status_since",
        };
        let whole = [("unit", "code"), ("kind", "status"), ("occurred_on", day)];
        for (name, column) in whole.iter().chain(self.of.facts()) {
            if let Some(place) = self.places.get(column) {
                (*name).clone_into(&mut names[*place]);
            }
        }
        names
    }

    /// The event of a unit, and what is wrong with its status; none if its cells are empty.
    fn event(&self, cells: &[&str]) -> Option<(Vec<String>, Option<Violation>)> {
        let cell = |column: &str| {
            self.places.get(column).and_then(|place| cells.get(*place)).copied().unwrap_or_default()
        };
        let facts: HashMap<&str, &str> =
            self.of.facts().iter().map(|(name, column)| (*name, cell(column))).collect();
        let (kind, day) = match self.of {
            Of::Kind(step) => (Ok(step.kind), cell(step.day)),
            Of::Status => {
                let days = (cell("commissioned_on"), cell("status_since"));
                (told_by(cell("status"), &facts, days).transpose()?, days.1)
            }
        };
        let (kind, wrong) = match kind {
            Ok(kind) => (kind.code(), None),
            Err(wrong) => (cell("status"), Some(wrong)),
        };
        let is_empty = is_blank(day) && facts.values().all(|fact| is_blank(fact));
        if is_empty && self.of != Of::Status {
            return None;
        }
        let value = |name: &&str| match *name {
            "event" => code(kind, day),
            "unit" => cell("code").to_owned(),
            "kind" => kind.to_owned(),
            "occurred_on" => day.to_owned(),
            // A record is one line.
            fact => facts.get(fact).copied().unwrap_or_default().replace(['\r', '\n'], ";"),
        };
        Some((HEADER.iter().map(value).collect(), wrong))
    }
}

/// The kind of the event that a status tells of, with the days of the commissioning and of the status; none if it tells of no
/// other than those with columns of their own, and then no cell of such an event may be filled.
fn told_by(
    status: &str,
    facts: &HashMap<&str, &str>,
    (commissioned, since): (&str, &str),
) -> Parsed<Option<EventKind>> {
    let has_capacity = facts.get("capacity_percent").is_some_and(|capacity| !is_blank(capacity));
    let is_empty = facts.values().all(|fact| is_blank(fact));
    if is_blank(status) {
        return if is_empty && is_blank(since) { Ok(None) } else { Err(Violation::empty()) };
    }
    let found = match value_of(CodeSet::of::<Status>(), status) {
        Spelled::Code(code) | Spelled::Named(code) => code,
        Spelled::Same => status.to_owned(),
        Spelled::Wrong(wrong) => return Err(wrong),
    };
    let needs_capacity = || Violation::new(RefusalCode::Empty, message!("sheet-status-needs-capacity"));
    Ok(match coded::<Status>(&found)? {
        Status::Planned | Status::UnderConstruction if is_empty && is_blank(since) => None,
        Status::Planned | Status::UnderConstruction => {
            return Err(Violation::new(RefusalCode::BadValue, message!("sheet-status-without-event")));
        }
        // A commissioned unit is active. Whether one that was active before still is, only its capacity says.
        Status::Active if !has_capacity => {
            let is_commissioning = !is_blank(commissioned) && (is_blank(since) || since == commissioned);
            return if is_empty && is_commissioning { Ok(None) } else { Err(needs_capacity()) };
        }
        Status::Active | Status::SemiActive => Some(EventKind::CapacityReported),
        Status::Inactive if has_capacity => Some(EventKind::CapacityReported),
        Status::Inactive => Some(EventKind::Idled),
        Status::Closed => Some(EventKind::Closed),
        Status::Cancelled => Some(EventKind::Cancelled),
    })
}

/// The code of an event: the same sheet, sent again, tells of the same event.
fn code(kind: &str, day: &str) -> String {
    // Days are read without marks, too.
    let plain: String = day.chars().filter(|letter| !is_mark(*letter)).collect();
    // A day that cannot be read is refused, whatever the code.
    Day::parse(&plain).map_or_else(|_| format!("{kind}-sheet"), |day| format!("{kind}-{day}"))
}

/// Where the columns of the sheet are, the code of the unit included.
fn places(header: &[&str]) -> HashMap<&'static str, usize> {
    let mut places = HashMap::new();
    for (place, cell) in header.iter().enumerate() {
        if unit_code(cell) {
            places.entry("code").or_insert(place);
        } else if let Some(column) = named_in_one_sheet(cell) {
            places.entry(column.name).or_insert(place);
        }
    }
    places
}

impl<R: Read> Read for Events<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.text.len() && !self.ended {
            self.text.clear();
            self.taken = 0;
            self.advance()?;
        }
        let read = (&self.text[self.taken..]).read(buffer)?;
        self.taken += read;
        Ok(read)
    }
}
