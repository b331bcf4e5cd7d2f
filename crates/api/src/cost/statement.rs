//! The cost of statements, as measured; `make bench ARGS="worst-case"` measures again.

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
    /// Vintages of a figure of a report
    Vintages,
    /// The schema
    Introspection,
}

/// The work of a field besides reading a page from an index.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// The rows of the list.
    list: Option<List>,
    /// How often all of them are counted.
    counts: Counts,
    filter: Filter,
    /// The cost that does not depend on the size of the register.
    fixed: Fixed,
    /// Whether all cells and years of a report share it.
    shared: bool,
}

/// How often all rows of a list are counted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// `totalCount`
    total_counts: u64,
    /// `facets` of a list of units
    facets: u64,
    /// `total` of groups
    totals: u64,
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
    /// Groups of units
    UnitGroups,
    /// Groups of events
    EventGroups,
    /// Records that concern a report
    Changes,
    /// Vintages of figures, or one of them
    Vintages,
    /// Records behind vintages
    Behind,
    /// Months whose numbers changed
    Months,
    /// Entries of the audit trail, about as many as records
    Audit,
    /// Support cases, and groups of them
    Cases,
    /// Units that are not in operation yet, and their numbers
    Pipeline,
    /// The numbers of units by the day of their latest event, and those that are stale
    Freshness,
    /// Rows of which there are some thousands
    Few,
}

/// The filter of a list.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one kind of condition")]
struct Filter {
    /// Words of a search; each is a condition of its own.
    words: u64,
    /// Conditions without an index: all rows may have to be read.
    other: bool,
    /// Conditions that leave few rows: a unit or a park.
    narrow: bool,
    /// Conditions on the events of a unit.
    events: bool,
    /// By what follows from the events of a unit.
    derived: bool,
    /// As of a day, or by the knowledge of a moment.
    past: bool,
    /// The number of keys of groups.
    keys: u64,
}

/// The highest cost of one statement, however large the register: a fifth of the default limit, so that an ordinary page
/// with a count stays possible.
const MOST: u64 = 10_000;
/// The highest cost of groups: one request may group all events of the country by four keys, once.
const MOST_GROUPS: u64 = 45_000;

/// Reports: of present knowledge, of past knowledge, and the sections that need a statement of their own.
const REPORT: u64 = 200;
const PAST: u64 = 5_000;
const PAST_SECTION: u64 = 2_500;
const BY_PROVINCE: u64 = 1_250;
const BY_SECTOR: u64 = 400;
const MONTHS: u64 = 200;
const FLOWS: u64 = 400;
const TARGETS: u64 = 200;
const TARGETS_BY_PROVINCE: u64 = 1_000;
/// The announced figures about all targets.
const ANNOUNCED: u64 = 200;
/// The budget of a year.
const BUDGET_TABLE: u64 = 100;
const UNRATED: u64 = 300;
/// The drill-down from a figure, for each cell.
const DRILL: u64 = 150;
/// Each year after the first.
const YEAR: u64 = 40;
/// A figure, or all figures of a list, compared with the register.
const COMPARISON: u64 = 500;
/// All figures compared with each other; the figures of announcements checked against each other.
const CONTRADICTIONS: u64 = 1_000;
const FINDINGS: u64 = 500;
/// A series: its figures, marks and targets, and the sums of its years and months; each year after the first.
const SERIES: u64 = 700;
const SERIES_YEAR: u64 = 40;
/// Commissionings of a period and the cases of their units.
const SUPPORT_RESULT: u64 = 500;
/// Three groupings of all units take as long as this number of counts.
const FACETS: u64 = 6;
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
            (Self::Report | Self::PastReport, "vintages") => Self::Vintages,
            (Self::Vintages, "records") => Self::Register,
            (Self::Vintages, _) => Self::Vintages,
            (Self::Report | Self::PastReport, "announced") => Self::Register,
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

impl Counts {
    /// What a field of a connection counts.
    pub fn of(field: &str) -> Counts {
        let one = |name| u64::from(field == name);
        Counts { total_counts: one("totalCount"), facets: one("facets"), totals: one("total") }
    }

    pub fn add(&mut self, other: Counts) {
        self.total_counts += other.total_counts;
        self.facets += other.facets;
        self.totals += other.totals;
    }
}

impl Asked {
    /// The work of a field; `counts` are those of its counts that are selected.
    pub fn of(
        field: &Field,
        counts: Counts,
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
            (None, false) if field.name.node == "series" => {
                let number = |name| match argument(name) {
                    Some(ConstValue::Number(number)) => number.as_u64().unwrap_or(0),
                    _ => 0,
                };
                Fixed::series(series_years(number("from"), number("to")), given("knownAt"))
            }
            (None, false) => Fixed::field(&field.name.node, given, argument("years")),
        };
        let keys = if let Some(ConstValue::List(keys)) = argument("groupBy") { keys.len() as u64 } else { 1 };
        let past = given("asOf") || given("knownAt");
        let shared = inside.report() && is_of_targets(&field.name.node);
        Asked { list, counts, filter: Filter { past, keys, ..Filter::of(argument("filter")) }, fixed, shared }
    }

    /// Whether one statement reads it for all cells of a report.
    pub fn of_all_cells(&self) -> bool {
        self.shared || self.list == Some(List::Vintages)
    }

    /// The cost on a register of this size.
    pub fn price(&self, rows: &Rows) -> Fixed {
        let Some(list) = self.list else { return self.fixed };
        let scan = list.scan(&self.filter, rows);
        let counts = list.counts(&self.filter, rows, self.counts);
        let total = self.fixed.total.saturating_add(scan).saturating_add(counts);
        Fixed { total, heavy: self.fixed.heavy || scan > 0 || counts > 0 }
    }
}

impl List {
    fn of(field: &str, inside: Inside) -> Option<List> {
        match field {
            "units" => Some(List::Units),
            "events" => Some(List::Events),
            "unitAggregates" => Some(List::UnitGroups),
            "eventAggregates" => Some(List::EventGroups),
            "records" if inside.report() => Some(List::Changes),
            "vintages" if inside.report() => Some(List::Vintages),
            "initial" | "latest" if inside == Inside::Vintages => Some(List::Vintages),
            "records" if inside == Inside::Vintages => Some(List::Behind),
            "monthlyChanges" => Some(List::Months),
            "auditEntries" => Some(List::Audit),
            "supportCases" | "supportCaseAggregates" => Some(List::Cases),
            "pipeline" => Some(List::Pipeline),
            "freshness" => Some(List::Freshness),
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
                let searched = rows.units / 70 * words + u64::from(filter.other) * rows.units / 26;
                let happened = u64::from(filter.events) * rows.events / 80;
                let stood = u64::from(filter.past && filter.derived) * rows.units / 10;
                bounded(searched + happened + stood + u64::from(filter.past) * HISTORY)
            }
            List::Events if filter.other && !filter.narrow => bounded(rows.events / 80),
            List::UnitGroups | List::EventGroups if filter.narrow => 50,
            // The state of every unit is derived, whatever the filter.
            List::UnitGroups if filter.past => (rows.events / 13 + HISTORY).min(MOST_GROUPS),
            List::UnitGroups => (rows.units / 15 + List::Units.scan(filter, rows)).min(MOST_GROUPS),
            // Each further key makes about four times as many groups.
            List::EventGroups => {
                let groups = rows.events / 2_400 * 4_u64.pow(filter.keys.min(4) as u32);
                (rows.events / 50 + groups).min(MOST_GROUPS)
            }
            List::Audit if filter.other || filter.events => bounded(rows.events / 80),
            List::Changes => bounded(rows.events / 100),
            List::Vintages | List::Months => bounded(rows.events / 50),
            List::Behind => DRILL,
            List::Cases => bounded(rows.units / 250),
            List::Pipeline | List::Freshness => {
                let past = if filter.past { rows.events / 30 } else { 0 };
                bounded(rows.units / 50 + past + List::Units.scan(filter, rows))
            }
            List::Events | List::Audit => 0,
            List::Few => 100 * filter.words,
        }
    }

    /// What its counts cost.
    fn counts(self, filter: &Filter, rows: &Rows, counts: Counts) -> u64 {
        let scan = self.scan(filter, rows);
        let price = |counted: u64| bounded(counted.saturating_add(scan));
        match self {
            // Groups are counted as they are read; the numbers of all are read once more, without keys.
            List::UnitGroups | List::EventGroups => {
                self.scan(&Filter { keys: 0, ..*filter }, rows).saturating_mul(counts.totals)
            }
            // The numbers are read once.
            List::Pipeline | List::Freshness => 0,
            _ => {
                let counted = self.counted(filter, rows);
                let facets = price(counted.saturating_mul(FACETS)).saturating_mul(counts.facets);
                price(counted).saturating_mul(counts.total_counts).saturating_add(facets)
            }
        }
    }

    /// What a count costs besides the search for what is counted.
    fn counted(self, filter: &Filter, rows: &Rows) -> u64 {
        match self {
            List::Units | List::Events if filter.narrow => 50,
            List::Units if filter.events => rows.events / 30,
            List::Units | List::UnitGroups => rows.units / 200,
            List::Events | List::EventGroups | List::Audit => rows.events / 80,
            List::Changes => rows.events / 25,
            List::Behind => DRILL,
            List::Vintages | List::Months => 0,
            List::Cases | List::Pipeline | List::Freshness | List::Few => 50,
        }
    }
}

impl Filter {
    fn of(given: Option<ConstValue>) -> Filter {
        let Some(ConstValue::Object(fields)) = given else { return Filter::default() };
        let mut filter = Filter::default();
        for (name, value) in fields.iter().filter(|(_, value)| **value != ConstValue::Null) {
            match (name.as_str(), value) {
                ("text" | "source" | "owner", ConstValue::String(text)) => {
                    filter.words += text.split_whitespace().count() as u64;
                }
                ("unit" | "park" | "licence", _) => filter.narrow = true,
                // An index serves the status of today.
                ("status", _) => filter.derived = true,
                ("statusSince" | "lastConfirmedOn" | "jobs" | "capacityPercent" | "investmentIrr", _) => {
                    filter.derived = true;
                    filter.other = true;
                }
                ("event", _) => filter.events = true,
                ("province" | "population" | "kind" | "occurredOn" | "recordedAfter", _) => {}
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
            "targetsByProvince" => return Self::light(TARGETS_BY_PROVINCE),
            "announced" => return Self::heavy(ANNOUNCED),
            _ => return Self::default(),
        };
        Self::heavy(present + if inside == Inside::PastReport { PAST_SECTION } else { 0 })
    }

    fn series(years: u64, past: bool) -> Self {
        let present = SERIES + SERIES_YEAR.saturating_mul(years.saturating_sub(1));
        Self::heavy(if past { present + PAST } else { present })
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
            "budgetTable" => Self::light(BUDGET_TABLE),
            "contradictions" => Self::heavy(CONTRADICTIONS),
            "findings" => Self::heavy(FINDINGS),
            "supportResult" => Self::heavy(SUPPORT_RESULT),
            "comparison" if given("knownAt") => Self::heavy(COMPARISON + PAST),
            "comparison" => Self::heavy(COMPARISON),
            "unit" if given("asOf") || given("knownAt") => Self::heavy(HISTORY),
            _ => Self::default(),
        }
    }
}

/// Whether a field of a report is about targets: what it needs is read once for all years and provinces.
fn is_of_targets(field: &str) -> bool {
    matches!(field, "targets" | "targetsByProvince" | "announced")
}

/// The number of years of a series; it refuses more than 100.
pub(super) fn series_years(from: u64, to: u64) -> u64 {
    (to.saturating_sub(from) + 1).min(100)
}

fn bounded(price: u64) -> u64 {
    price.min(MOST)
}
