//! The cost of statements, as measured; `make bench ARGS="worst-case"` measures again.

use async_graphql::parser::types::Field;
use async_graphql_value::{ConstValue, Value as Literal};

use crate::cost::groups::SummedGroups;
use crate::cost::list::{DRILL, Filter, HISTORY, List, ListCounts};
use crate::cost::rows::Rows;
use crate::graphql::series::USUAL_YEARS;

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
pub(super) struct FieldWork {
    /// The rows of the list.
    list: Option<List>,
    /// How often all of them are counted.
    counts: ListCounts,
    filter: Filter,
    /// The cost that does not depend on the size of the register.
    fixed: Fixed,
    /// Whether all cells and years of a report share it.
    shared: bool,
}

/// A measured cost.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fixed {
    pub total: u64,
    /// Whether the statement may take long.
    pub heavy: bool,
}

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

    pub fn report(self) -> bool {
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

impl FieldWork {
    /// The work of a field; `counts` are those of its counts that are selected.
    pub fn of(
        field: &Field,
        counts: ListCounts,
        inside: Inside,
        resolved: impl Fn(&Literal) -> ConstValue,
    ) -> FieldWork {
        if field.selection_set.node.items.is_empty() {
            let unrated = field.name.node == "usdMissing" && inside.report();
            return FieldWork {
                fixed: Fixed::heavy(if unrated { UNRATED } else { 0 }),
                ..FieldWork::default()
            };
        }
        let argument = |name: &str| field.get_argument(name).map(|literal| resolved(&literal.node));
        let given = |name: &str| argument(name).is_some_and(|value| value != ConstValue::Null);
        let list = List::of(&field.name.node, inside);
        let fixed = match (list, inside.report()) {
            // A connection of a report has its `totalCount` from the figures.
            (Some(List::Units | List::Events), true) => {
                return FieldWork { fixed: Fixed::heavy(DRILL), ..FieldWork::default() };
            }
            (Some(_), _) => Fixed::default(),
            (None, true) => Fixed::section(&field.name.node, inside),
            (None, false) if field.name.node == "series" => {
                let number = |name| match argument(name) {
                    Some(ConstValue::Number(number)) => number.as_u64(),
                    _ => None,
                };
                Fixed::series(series_years(number("from"), number("to")), given("knownAt"))
            }
            (None, false) => Fixed::field(&field.name.node, given, argument("years")),
        };
        let keys = if let Some(ConstValue::List(keys)) = argument("groupBy") { keys.len() as u64 } else { 1 };
        let past = given("asOf") || given("knownAt");
        let shared = inside.report() && is_of_targets(&field.name.node);
        let mut filter = Filter::of(argument("filter"), past, keys);
        filter.summed = list.and_then(|list| SummedGroups::of(list, argument, &field.selection_set.node));
        FieldWork { list, counts, filter, fixed, shared }
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
pub(super) fn series_years(from: Option<u64>, to: Option<u64>) -> u64 {
    match (from, to) {
        (Some(from), Some(to)) => (to.saturating_sub(from) + 1).min(100),
        // Until the present year, which a price does not depend on.
        (Some(_), None) => 100,
        (None, _) => USUAL_YEARS.unsigned_abs().into(),
    }
}
