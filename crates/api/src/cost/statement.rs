//! The cost of statements, as measured; `make bench ARGS="dearest"` measures again.

use async_graphql::parser::types::Field;
use async_graphql_value::{ConstValue, Value as Literal};

use crate::cost::rows::Rows;

/// The enclosing object of a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Inside {
    /// The register, targets and announcements
    Register,
    /// A report of present knowledge
    Report,
    /// A report of what was known at a past moment
    PastReport,
    /// The schema
    Introspection,
}

/// The work of a field besides reading a page from an index.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// The rows of the list.
    list: Option<List>,
    /// How often the rows are counted.
    counts: u64,
    filter: Filter,
    /// The cost that does not depend on the size of the register.
    fixed: Fixed,
}

/// A measured cost.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fixed {
    pub total: u64,
    /// Whether the statement may take long.
    pub heavy: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    Units,
    Events,
    /// Records that concern a report
    Changes,
    /// Entries of the audit trail, about as many as records
    Audit,
    /// Rows of which there are some thousands
    Few,
}

/// The filter of a list.
#[derive(Debug, Default)]
struct Filter {
    /// Words of a search; each is a condition of its own.
    words: u64,
    /// Conditions without an index: all rows may have to be read.
    other: bool,
    /// Conditions that leave few rows: a unit or a park.
    narrow: bool,
    /// Conditions on the events of a unit.
    events: bool,
}

/// The highest cost of one statement, however large the register: a fifth of the default limit, so that an ordinary page
/// with a count stays possible.
const MOST: u64 = 10_000;

/// Reports: of present knowledge, of past knowledge, and the sections that need a statement of their own.
const REPORT: u64 = 200;
const PAST: u64 = 5_000;
const PAST_SECTION: u64 = 2_500;
const BY_PROVINCE: u64 = 1_250;
const BY_SECTOR: u64 = 400;
const MONTHS: u64 = 200;
const FLOWS: u64 = 400;
const TARGETS: u64 = 200;
const UNRATED: u64 = 300;
/// The drill-down from a figure, for each cell.
const DRILL: u64 = 150;
/// Each year after the first.
const YEAR: u64 = 40;
/// A figure, or all figures of a list, beside the register.
const COMPARISON: u64 = 500;
/// All figures compared with each other; the figures of announcements checked against each other.
const CONTRADICTIONS: u64 = 1_000;
const FINDINGS: u64 = 500;
/// A unit as of another day or moment.
const HISTORY: u64 = 30;

impl Inside {
    /// The object of a field; `past` is whether the field has a moment of knowledge.
    pub fn of(self, field: &str, past: impl Fn() -> bool) -> Self {
        match (self, field) {
            (Self::Introspection, _) | (_, "__schema" | "__type") => Self::Introspection,
            (_, "report" | "reports" | "reportChanged") if past() => Self::PastReport,
            (_, "report" | "reports" | "reportChanged") => Self::Report,
            (_, "reportChanges") => Self::PastReport,
            // A drill-down leads back to the register.
            (_, "nodes" | "edges") => Self::Register,
            (inside, _) => inside,
        }
    }

    fn report(self) -> bool {
        matches!(self, Self::Report | Self::PastReport)
    }
}

/// The number of cells of a report's field, each with a drill-down of its own.
pub(super) fn cells(field: &str) -> Option<u64> {
    match field {
        "byProvince" => Some(31),
        "months" => Some(12),
        "bySector" => Some(9),
        _ => None,
    }
}

impl Asked {
    /// The work of a field; `counts` is how often its `totalCount` is selected.
    pub fn of(
        field: &Field,
        counts: u64,
        inside: Inside,
        resolved: impl Fn(&Literal) -> ConstValue,
    ) -> Asked {
        if field.selection_set.node.items.is_empty() {
            let unrated = field.name.node == "usdMissing" && inside.report();
            return Asked { fixed: Fixed::heavy(if unrated { UNRATED } else { 0 }), ..Asked::default() };
        }
        let argument = |name: &str| field.get_argument(name).map(|literal| resolved(&literal.node));
        let given = |name: &str| argument(name).is_some_and(|value| value != ConstValue::Null);
        let list = List::of(&field.name.node, inside);
        let fixed = match (list, inside.report()) {
            // A connection of a report has its `totalCount` from the figures.
            (Some(List::Units | List::Events), true) => {
                return Asked { fixed: Fixed::heavy(DRILL), ..Asked::default() };
            }
            (Some(_), _) => Fixed::default(),
            (None, true) => Fixed::section(&field.name.node, inside),
            (None, false) => Fixed::field(&field.name.node, given, argument("years")),
        };
        Asked { list, counts, filter: Filter::of(argument("filter")), fixed }
    }

    /// The cost on a register of this size.
    pub fn price(&self, rows: &Rows) -> Fixed {
        let Some(list) = self.list else { return self.fixed };
        let (scan, count) = (list.scan(&self.filter, rows), list.count(&self.filter, rows));
        let counts = count.saturating_mul(self.counts);
        let total = self.fixed.total.saturating_add(scan).saturating_add(counts);
        Fixed { total, heavy: self.fixed.heavy || scan > 0 || self.counts > 0 }
    }
}

impl List {
    fn of(field: &str, inside: Inside) -> Option<List> {
        match field {
            "units" => Some(List::Units),
            "events" => Some(List::Events),
            "records" if inside.report() => Some(List::Changes),
            "auditEntries" => Some(List::Audit),
            "parks" | "announcements" | "targets" | "budgetLines" | "tokens" | "imports" | "figures"
            | "refusals" | "warnings"
                if !inside.report() =>
            {
                Some(List::Few)
            }
            _ => None,
        }
    }

    /// The additional cost of a page that no index serves.
    fn scan(self, filter: &Filter, rows: &Rows) -> u64 {
        match self {
            List::Units => {
                // If no unit contains the words, all units are read.
                let words = if filter.words > 0 { filter.words + 1 } else { 0 };
                let searched = rows.units / 100 * words + u64::from(filter.other) * rows.units / 35;
                bounded(searched + u64::from(filter.events) * rows.events / 80)
            }
            List::Events if filter.other && !filter.narrow => bounded(rows.events / 80),
            List::Audit if filter.other || filter.events => bounded(rows.events / 80),
            List::Changes => bounded(rows.events / 100),
            List::Events | List::Audit => 0,
            List::Few => 100 * filter.words,
        }
    }

    /// The cost of a count.
    fn count(self, filter: &Filter, rows: &Rows) -> u64 {
        let searched = self.scan(filter, rows);
        let counted = match self {
            List::Units | List::Events if filter.narrow => 50,
            List::Units if filter.events => rows.events / 30,
            List::Units => rows.units / 200,
            List::Events | List::Audit => rows.events / 80,
            List::Changes => rows.events / 25,
            List::Few => 50,
        };
        bounded(counted.saturating_add(searched))
    }
}

impl Filter {
    fn of(given: Option<ConstValue>) -> Filter {
        let Some(ConstValue::Object(fields)) = given else { return Filter::default() };
        let mut filter = Filter::default();
        for (name, value) in fields.iter().filter(|(_, value)| **value != ConstValue::Null) {
            match (name.as_str(), value) {
                ("text" | "source", ConstValue::String(text)) => {
                    filter.words = text.split_whitespace().count() as u64;
                }
                ("unit" | "park", _) => filter.narrow = true,
                ("event", _) => filter.events = true,
                ("province" | "population" | "status" | "kind" | "occurredOn" | "recordedAfter", _) => {}
                ("corrections", _) => {}
                _ => filter.other = true,
            }
        }
        filter
    }
}

impl Fixed {
    fn light(total: u64) -> Self {
        Self { total, heavy: false }
    }

    fn heavy(total: u64) -> Self {
        Self { total, heavy: total > 0 }
    }

    /// A field of a report.
    fn section(name: &str, inside: Inside) -> Self {
        let present = match name {
            "byProvince" => BY_PROVINCE,
            "bySector" => BY_SECTOR,
            "months" => MONTHS,
            "flows" => FLOWS,
            "targets" => return Self::light(TARGETS),
            _ => return Self::default(),
        };
        Self::heavy(present + if inside == Inside::PastReport { PAST_SECTION } else { 0 })
    }

    /// A field outside reports.
    fn field(name: &str, given: impl Fn(&str) -> bool, years: Option<ConstValue>) -> Self {
        match name {
            "report" | "reports" | "reportChanged" => {
                let years = if let Some(ConstValue::List(years)) = years { years.len() as u64 } else { 1 };
                let present = REPORT + YEAR.saturating_mul(years.saturating_sub(1));
                if given("knownAt") { Self::heavy(present + PAST) } else { Self::light(present) }
            }
            "reportChanges" => Self::heavy(2 * PAST),
            "contradictions" => Self::heavy(CONTRADICTIONS),
            "findings" => Self::heavy(FINDINGS),
            "comparison" if given("knownAt") => Self::heavy(COMPARISON + PAST),
            "comparison" => Self::heavy(COMPARISON),
            "unit" if given("asOf") || given("knownAt") => Self::heavy(HISTORY),
            _ => Self::default(),
        }
    }
}

fn bounded(price: u64) -> u64 {
    price.min(MOST)
}
