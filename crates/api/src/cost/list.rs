//! Lists: the rows that a statement has to look at besides a page from an index, and how often they are counted.

use async_graphql_value::ConstValue;

use crate::cost::groups::SummedGroups;
use crate::cost::rows::Rows;
use crate::cost::statement::Inside;

/// How often all rows of a list are counted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ListCounts {
    /// `totalCount`
    total_counts: u64,
    /// `facets` of a list of units
    facets: u64,
    /// `total` of groups
    totals: u64,
}

/// A list, by the rows that it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
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
pub(super) struct Filter {
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
    /// What is read from the sums of reports.
    pub summed: Option<SummedGroups>,
}

/// The highest cost of one statement, however large the register: a fifth of the default limit, so that an ordinary page
/// with a count stays possible.
const MOST: u64 = 10_000;
/// The highest cost of groups: one request may group all events of the country by four keys, once.
const MOST_GROUPS: u64 = 45_000;

/// Groups that are read from the sums of reports: those of 31 provinces by month and kind.
const SUMS: u64 = 1_500;

/// Three groupings of all units take as long as this number of counts.
const FACETS: u64 = 6;
/// A unit as of another day or moment.
pub(super) const HISTORY: u64 = 30;
/// The drill-down from a figure, for each cell.
pub(super) const DRILL: u64 = 150;

impl ListCounts {
    /// What a field of a connection counts.
    pub fn of(field: &str) -> ListCounts {
        let one = |name| u64::from(field == name);
        ListCounts { total_counts: one("totalCount"), facets: one("facets"), totals: one("total") }
    }

    pub fn add(&mut self, other: ListCounts) {
        self.total_counts += other.total_counts;
        self.facets += other.facets;
        self.totals += other.totals;
    }
}

impl List {
    pub fn of(field: &str, inside: Inside) -> Option<List> {
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
    pub fn scan(self, filter: &Filter, rows: &Rows) -> u64 {
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
            // Days at the ends of a period are in no sum of a month.
            List::UnitGroups | List::EventGroups if filter.summed == Some(SummedGroups::All) => {
                bounded(SUMS + rows.events / 1_000)
            }
            List::EventGroups if filter.summed == Some(SummedGroups::ByKind) => {
                (SUMS + rows.events / 100).min(MOST_GROUPS)
            }
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
    pub fn counts(self, filter: &Filter, rows: &Rows, counts: ListCounts) -> u64 {
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
    pub fn of(given: Option<ConstValue>, past: bool, keys: u64) -> Filter {
        let mut filter = Filter { past, keys, ..Filter::default() };
        let Some(ConstValue::Object(fields)) = given else { return filter };
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

fn bounded(price: u64) -> u64 {
    price.min(MOST)
}
