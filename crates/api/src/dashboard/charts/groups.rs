//! The chart of groups of units or events.

use serde::Deserialize;

use shahrak_exchange::table::Held;
use shahrak_messages::{Argument, Language, Message, message};

use super::bars::{self, Bar};
use super::chart::{Chart, Column, Name, Origin, value};

/// What is grouped.
pub(super) struct Of {
    pub(super) what: &'static str,
    /// The operation of the page.
    pub(super) operation: &'static str,
    /// The enum of its keys.
    pub(super) keys: &'static str,
}

pub(super) const UNITS: Of = Of { what: "units", operation: "UnitGroups", keys: "UnitGroupKey" };
pub(super) const EVENTS: Of = Of { what: "events", operation: "EventGroups", keys: "EventGroupKey" };

/// The groups that an address asks for.
pub(super) struct Groups {
    pub(super) of: &'static Of,
    pub(super) keys: Vec<String>,
    /// The figure that is drawn.
    pub(super) show: String,
}

/// A page of the answer to the question of the page.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answer {
    register_info: Origin,
    groups: Page,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    total_count: usize,
    page_info: PageInfo,
    nodes: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

#[derive(Deserialize)]
struct Group {
    keys: Keys,
    count: u32,
    jobs: Option<Numbers>,
    investment: Option<Numbers>,
    capacity: Option<Average>,
}

#[derive(Deserialize)]
struct Keys {
    labels: Vec<Name>,
}

#[derive(Deserialize)]
struct Numbers {
    sum: serde_json::Value,
    known: u32,
}

#[derive(Deserialize)]
struct Average {
    avg: Option<String>,
    known: u32,
}

impl Answer {
    /// The number of all groups.
    pub(super) fn total(&self) -> usize {
        self.groups.total_count
    }

    /// The cursor of the next page, if there is one.
    pub(super) fn next(&self) -> Option<String> {
        self.groups.page_info.end_cursor.clone().filter(|_| self.groups.page_info.has_next_page)
    }

    /// Adds the groups of the next page.
    pub(super) fn append(&mut self, page: Answer) {
        self.groups.nodes.extend(page.groups.nodes);
        self.groups.page_info = page.groups.page_info;
    }

    pub(super) fn chart(&self, asked: &Groups, language: Language) -> Chart {
        let bar = |group: &Group| Bar { label: group.label(language), value: group.shown() };
        let bars: Vec<Bar> = self.groups.nodes.iter().map(bar).collect();
        let keys = Argument::list(asked.keys.iter().map(|key| key_name(key)));
        let mut columns = Vec::new();
        for (place, key) in asked.keys.iter().enumerate() {
            let names =
                [("group_1_en", "group_1_fa"), ("group_2_en", "group_2_fa"), ("group_3_en", "group_3_fa")];
            let (english, persian) = names.get(place).copied().unwrap_or(("group_4_en", "group_4_fa"));
            columns.push(Column::new(english, message!("page-in-english", what = key_name(key)), Held::Text));
            columns.push(Column::new(persian, message!("page-in-persian", what = key_name(key)), Held::Text));
        }
        columns.push(Column::new("count", message!("page-show-count"), Held::Number));
        match asked.show.as_str() {
            "JOBS_SUM" => columns.extend([
                Column::new("jobs_sum", message!("page-show-jobs-sum"), Held::Amount),
                Column::new("jobs_known", message!("page-known-jobs"), Held::Number),
            ]),
            "INVESTMENT_SUM" => columns.extend([
                Column::new("investment_sum", message!("page-show-investment-sum"), Held::Amount),
                Column::new("investment_known", message!("page-known-investment"), Held::Number),
            ]),
            "CAPACITY_AVG" => columns.extend([
                Column::new("capacity_avg", message!("page-show-capacity-avg"), Held::Number),
                Column::new("capacity_known", message!("page-known-capacity"), Held::Number),
            ]),
            _ => {}
        }
        Chart {
            title: match asked.of.what {
                "units" => message!("page-units-by", figure = show_name(&asked.show), keys),
                _ => message!("page-events-by", figure = show_name(&asked.show), keys),
            },
            columns,
            rows: self.groups.nodes.iter().map(Group::cells).collect(),
            drawing: bars::drawing(&bars, self.total(), language),
            synthetic: self.register_info.is_synthetic(),
        }
    }
}

impl Group {
    fn label(&self, language: Language) -> String {
        self.keys.labels.iter().map(|name| name.of(language)).collect::<Vec<_>>().join(" · ")
    }

    /// The figure that is asked for besides the number, and of how many it is known.
    fn figure(&self) -> Option<(String, u32)> {
        let sums = self.jobs.as_ref().or(self.investment.as_ref());
        let sum = sums.map(|numbers| (text(&numbers.sum), numbers.known));
        sum.or_else(|| self.capacity.as_ref().map(|it| (it.avg.clone().unwrap_or_default(), it.known)))
    }

    fn shown(&self) -> Option<f64> {
        match self.figure() {
            Some((figure, _)) => value(Some(&figure)),
            None => Some(self.count.into()),
        }
    }

    fn cells(&self) -> Vec<String> {
        let labels = &self.keys.labels;
        let names = labels.iter().flat_map(|name| [name.of(Language::English), name.of(Language::Persian)]);
        let mut cells: Vec<String> = names.map(str::to_owned).collect();
        cells.push(self.count.to_string());
        cells.extend(self.figure().into_iter().flat_map(|(figure, known)| [figure, known.to_string()]));
        cells
    }
}

fn text(number: &serde_json::Value) -> String {
    number.as_str().map_or_else(|| number.to_string(), str::to_owned)
}

fn key_name(key: &str) -> Message {
    Message::new(format!("page-key-{}", key.to_lowercase().replace('_', "-")), [])
}

fn show_name(show: &str) -> Message {
    Message::new(format!("page-show-{}", show.to_lowercase().replace('_', "-")), [])
}
