//! Aggregates: numbers of groups of events or units (rule R18), each page in one statement.

use sea_orm::{ConnectionTrait, QueryResult};

use crate::db::Db;
use crate::error::{Error, Result};
use crate::list::{Cells, VERSION};
use crate::page::{Column, Key as Cursor, Order, Page, PageRequest};
use crate::sql::Sql;

mod event;
mod figure;
mod folded;
mod key;
mod support_case;
mod unit;

pub use event::{events, events_in_total};
pub use figure::{Condition, GroupFigure, GroupMeasure, GroupSums, Shown};
pub use key::GroupKey;
pub use support_case::{support_cases, support_cases_in_total};
pub use unit::{units, units_in_total};

/// The keys, conditions and order of groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouping {
    /// The keys, at most four.
    pub keys: Vec<GroupKey>,
    /// What is shown, besides what the conditions and the order need.
    pub shown: Shown,
    /// Conditions, all of which a group satisfies.
    pub having: Vec<Condition>,
    /// The number by which groups are ordered, and whether the greatest comes first; none orders them by their keys.
    pub by_figure: Option<(GroupFigure, bool)>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The text of each key, in the order of the keys; none if it is not known.
    pub keys: Vec<Option<String>>,
    /// The number of entries.
    pub count: i64,
    /// The numbers of each measure.
    pub sums: Vec<(GroupMeasure, GroupSums)>,
}

/// A page of groups.
#[derive(Clone, Debug)]
pub struct Groups {
    /// The page.
    pub page: Page<Group>,
    /// The number of all groups.
    pub total: i64,
    /// [`Reference::version`](crate::reference_cache::Reference::version), at least.
    pub version: i64,
}

/// The entries, in SQL.
struct GroupedEntries<'a> {
    /// Its alias.
    alias: &'static str,
    /// The status of a unit.
    status: &'static str,
    /// The day by which entries belong to years, quarters and months.
    day: &'static str,
    /// Adds `FROM … WHERE …`.
    from: &'a (dyn Fn(&mut Sql, &[GroupMeasure]) + Sync),
    /// The measure of an entry.
    value: fn(GroupMeasure) -> &'static str,
}

/// What groups are made of.
enum GroupedRows<'a> {
    /// Entries, each of which counts once
    Entries(GroupedEntries<'a>),
    /// Folded sums of entries; the function adds them
    Sums(&'a (dyn Fn(&mut Sql) + Sync)),
}

/// The text of an unknown key. It comes after all codes and names.
const UNKNOWN: &str = "\u{10FFFF}";

/// The number that groups are ordered by, then their keys, unknown ones last.
const COLUMNS: [Column; 5] = [
    Column { sql: "grouped.rank", cast: "numeric" },
    Column { sql: "grouped.key1", cast: "text" },
    Column { sql: "grouped.key2", cast: "text" },
    Column { sql: "grouped.key3", cast: "text" },
    Column { sql: "grouped.key4", cast: "text" },
];

impl Grouping {
    /// The order of the groups; of its cursors too.
    pub fn order(&self, descending: bool) -> Order {
        let first = usize::from(self.by_figure.is_none());
        // The rank is negated for a descending order.
        let descending = descending && self.by_figure.is_none();
        Order { columns: &COLUMNS[first..=self.keys.len().min(4)], descending }
    }

    /// All that the statement needs.
    fn all_shown(&self) -> Shown {
        let of_conditions = self.having.iter().map(|condition| condition.figure);
        let figures: Vec<GroupFigure> =
            of_conditions.chain(self.by_figure.map(|(figure, _)| figure)).collect();
        let needed = |measure: &GroupMeasure| {
            self.shown.measures.contains(measure)
                || figures.iter().any(|figure| figure.measure() == Some(*measure))
        };
        Shown {
            measures: GroupMeasure::ALL.into_iter().filter(needed).collect(),
            extremes: self.shown.extremes || figures.iter().any(|figure| figure.is_extreme()),
        }
    }

    /// The rank by which groups are ordered, ascending; groups without the number come last.
    fn rank(&self) -> String {
        match self.by_figure {
            None => "0".to_owned(),
            Some((figure, descending)) => {
                let sign = if descending { "-" } else { "" };
                format!("COALESCE({sign}({}), 'Infinity'::numeric)", figure.column())
            }
        }
    }

    fn push_having(&self, query: &mut Sql) {
        query.push(" WHERE true");
        for Condition { figure, from, to } in &self.having {
            for (comparison, bound) in [(">=", from), ("<=", to)] {
                let Some(bound) = *bound else { continue };
                query
                    .push(format!(" AND {} {comparison} ", figure.column()))
                    .push_bind(bound)
                    .push("::numeric");
            }
        }
    }
}

impl GroupedRows<'_> {
    /// A page of groups.
    async fn groups(
        &self,
        db: &Db,
        grouping: &Grouping,
        order: &Order,
        page: &PageRequest,
    ) -> Result<Groups> {
        let measures = grouping.all_shown().measures;
        let mut query = Sql::new("WITH grouped AS MATERIALIZED (");
        self.push_groups(&mut query, grouping, &measures);
        query.push(format!(") SELECT total.groups, {VERSION}, grouped.entries, {}", order.key_sql()));
        query.push(format!(", ARRAY[{}]::text[]", names(&grouping.keys, "grouped.")));
        query.push(measures.iter().map(|measure| measure.selected("grouped")).collect::<String>());
        query.push(" FROM (SELECT count(*) AS groups FROM grouped) AS total");
        query.push(" LEFT JOIN (SELECT * FROM grouped WHERE true");
        order.push(&mut query, page);
        query.push(format!(") AS grouped ON true ORDER BY {}", order.sort_sql(page)));
        let rows = db.heavy().query_all_raw(query.statement()).await?;
        read(&rows, &measures, page)
    }

    /// The numbers of all entries together.
    async fn total(&self, db: &Db, measures: &[GroupMeasure]) -> Result<Group> {
        let mut query = Sql::new("SELECT entries");
        query.push(measures.iter().map(|measure| measure.selected("counted")).collect::<String>());
        query.push(" FROM (");
        self.push_counted(&mut query, &[], measures);
        query.push(") AS counted");
        let row = db.heavy().query_one_raw(query.statement()).await?;
        let row = row.ok_or_else(|| Error::decode("a statement answers nothing"))?;
        let mut cells = Cells::new(&row);
        let count = cells.next()?;
        Ok(Group { keys: Vec::new(), count, sums: sums(&mut cells, measures)? })
    }

    /// The groups that satisfy the conditions, with the texts of their keys.
    fn push_groups(&self, query: &mut Sql, grouping: &Grouping, measures: &[GroupMeasure]) {
        query.push("SELECT ");
        for (place, key) in (1..).zip(&grouping.keys) {
            let text = key.text(&format!("key{place}"));
            query.push(format!("COALESCE({text}, '{UNKNOWN}') COLLATE \"C\" AS key{place}, "));
        }
        query.push(format!("{} AS rank, entries", grouping.rank()));
        query.push(measures.iter().map(|measure| measure.selected("counted")).collect::<String>());
        query.push(" FROM (");
        self.push_counted(query, &grouping.keys, measures);
        query.push(") AS counted");
        for (place, key) in (1..).zip(&grouping.keys) {
            query.push(key.text_from(&format!("key{place}")));
        }
        grouping.push_having(query);
    }

    /// The numbers of each group of entries.
    fn push_counted(&self, query: &mut Sql, keys: &[GroupKey], measures: &[GroupMeasure]) {
        let names = names(keys, "");
        let selected = if keys.is_empty() { String::new() } else { format!("{names}, ") };
        match self {
            GroupedRows::Entries(entries) => {
                query.push(format!("SELECT {selected}count(*) AS entries"));
                for measure in measures {
                    query.push(", ").push(measure.columns());
                }
                query.push(" FROM (SELECT ");
                entries.push(query, keys, measures);
                query.push(format!(") AS entry GROUP BY ({names})"));
            }
            GroupedRows::Sums(push) => {
                query.push(format!("SELECT {selected}COALESCE(sum(events), 0)::bigint AS entries"));
                for measure in measures {
                    query.push(", ").push(folded::columns(*measure));
                }
                query.push(" FROM (SELECT entry.*");
                for (place, key) in (1..).zip(keys) {
                    let key = folded::key(*key).unwrap_or_else(|| "NULL".to_owned());
                    query.push(format!(", {key} AS key{place}"));
                }
                query.push(" FROM (");
                push(query);
                query.push(format!(") AS entry) AS entry GROUP BY ({names})"));
                // A group whose events were all taken back has none; the total of nothing is a row.
                query.push(if keys.is_empty() { "" } else { " HAVING sum(events) <> 0" });
            }
        }
    }
}

impl GroupedEntries<'_> {
    /// Adds the keys and the measures of the entries, and the entries.
    fn push(&self, query: &mut Sql, keys: &[GroupKey], measures: &[GroupMeasure]) {
        let keys = (1..)
            .zip(keys)
            .map(|(place, key)| format!("{} AS key{place}", key.grouped(self.alias, self.status, self.day)));
        let values =
            measures.iter().map(|measure| format!("{} AS {}", (self.value)(*measure), measure.name()));
        query.push(keys.chain(values).collect::<Vec<_>>().join(", "));
        (self.from)(query, measures);
    }
}

/// The columns of the keys.
fn names(keys: &[GroupKey], of: &str) -> String {
    let names: Vec<String> = (1..=keys.len()).map(|place| format!("{of}key{place}")).collect();
    names.join(", ")
}

/// The page. There is one row without a group if none is on the page.
fn read(rows: &[QueryResult], measures: &[GroupMeasure], page: &PageRequest) -> Result<Groups> {
    let (mut total, mut version, mut groups) = (0, 0, Vec::new());
    for row in rows {
        let mut cells = Cells::new(row);
        (total, version) = (cells.next()?, cells.next()?);
        let Some(count) = cells.next()? else { continue };
        let cursor: Cursor = cells.next()?;
        let keys: Vec<String> = cells.next()?;
        let keys = keys.into_iter().map(|key| (key != UNKNOWN).then_some(key)).collect();
        groups.push((cursor, Group { keys, count, sums: sums(&mut cells, measures)? }));
    }
    Ok(Groups { page: Page::new(groups, page), total, version })
}

fn sums(cells: &mut Cells<'_>, measures: &[GroupMeasure]) -> Result<Vec<(GroupMeasure, GroupSums)>> {
    measures.iter().map(|measure| Ok((*measure, GroupSums::read(cells)?))).collect()
}
