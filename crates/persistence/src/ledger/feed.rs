//! The feed: the records of the ledger in the order in which they were recorded, and what a moment added (rule R12).

use std::collections::HashMap;

use sea_orm::FromQueryResult;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::ledger::Position;
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Population;
use shahrak_domain::report::{Days, ReportFigure};

use crate::db::Db;
use crate::error::{Error, Result};
use crate::event::{self, Event, EventOfUnit};
use crate::ledger::moments::end_of_ledger;
use crate::ledger::row::{moment_sql, push_recorded};
use crate::list::{ListTables, Paged, PagedByParent, columns};
use crate::page::{Column, Key, Order, Page, PageRequest};
use crate::park::ParkId;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::tally::SectorCell;
use crate::tally::history::kinds;
use crate::unit::{Unit, push_population, push_sectors};

/// A record of the ledger without its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordHeader {
    /// Its position in the ledger.
    pub position: Position,
    /// The code that its sender gave it, unique within the unit.
    pub code: String,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// The record that it replaces.
    pub replaces: Option<Position>,
    /// The record that it voids.
    pub voids: Option<Position>,
}

/// A record with its facts and its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    /// The record.
    pub recorded: RecordHeader,
    /// The event that it states; none for a void.
    pub event: Option<Event>,
    /// The event that it corrects.
    pub corrected: Option<Event>,
    /// The unit.
    pub unit: Unit,
}

/// A filter of records: they match all given conditions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeedFilter {
    /// Recorded after this moment.
    pub after: Option<Moment>,
    /// Recorded at this moment or before.
    pub until: Option<Moment>,
    /// At this position or an earlier one.
    pub through: Option<Position>,
    /// About this day or an earlier one: by the day of the event that they state or correct.
    pub as_of: Option<Day>,
    /// Of units of this province.
    pub province: Option<ProvinceId>,
    /// Of units of this park.
    pub park: Option<ParkId>,
    /// Of units in parks, outside, or both.
    pub population: Option<Population>,
    /// Of units of this sector.
    pub sector: Option<SectorCell>,
    /// Records that may have changed a figure, because they state or correct an event that it counts on these days.
    pub behind: Option<(ReportFigure, Days)>,
}

/// In the order in which they were recorded.
pub const BY_RECORDING: Order =
    Order { columns: &[Column { sql: "record.position", cast: "bigint" }], descending: false };

const RECORDS: ListTables = ListTables {
    table: "unit_event AS record LEFT JOIN unit_event AS corrected ON corrected.position = record.corrects",
    alias: "record",
    joins: "",
};

/// Returns a page of records; their events are read by a second statement.
pub async fn list(db: &Db, filter: &FeedFilter, page: &PageRequest) -> Result<Paged<FeedEntry>> {
    let found = RECORDS.page(&filter.lane(db), &BY_RECORDING, page, |query| filter.push(query)).await?;
    with_events(db, found.page).await
}

/// Returns a page of records for each of several filters; in one statement, and their events in another. Filters without
/// records are missing.
pub async fn list_each(
    db: &Db,
    filters: &[FeedFilter],
    page: &PageRequest,
) -> Result<PagedByParent<FeedEntry>> {
    if filters.is_empty() {
        return Ok(PagedByParent { pages: HashMap::new(), version: 0 });
    }
    let selections: Vec<_> = filters.iter().map(|filter| |query: &mut Sql| filter.push(query)).collect();
    let found: PagedByParent<RecordHeader> =
        RECORDS.selections(&db.heavy(), &BY_RECORDING, page, &selections).await?;
    let (events, version) = events_of(db, found.pages.values()).await?;
    let pages = found.pages.into_iter();
    let pages = pages.map(|(place, page)| Ok((place, page.try_map(|row| FeedEntry::new(row, &events))?)));
    Ok(PagedByParent { pages: pages.collect::<Result<_>>()?, version })
}

/// Counts the records of each of several filters, in one statement.
pub async fn count_each(db: &Db, filters: &[FeedFilter]) -> Result<Vec<i64>> {
    let mut query = Sql::new("");
    for (place, filter) in filters.iter().enumerate() {
        query.push(if place == 0 { "" } else { " UNION ALL " });
        query.push(format!("SELECT {place} AS place, count(*) AS records FROM {} WHERE true", RECORDS.table));
        filter.push(&mut query);
    }
    if filters.is_empty() {
        return Ok(Vec::new());
    }
    let mut counts = vec![0; filters.len()];
    for CountRow { place, records } in query.rows(&db.heavy()).await? {
        if let Some(count) = usize::try_from(place).ok().and_then(|place| counts.get_mut(place)) {
            *count = records;
        }
    }
    Ok(counts)
}

#[derive(FromQueryResult)]
struct CountRow {
    place: i32,
    records: i64,
}

/// Counts records.
pub async fn count(db: &Db, filter: &FeedFilter) -> Result<i64> {
    RECORDS.count(db, |query| filter.push(query)).await
}

/// The records at these positions.
pub async fn find_all(db: &Db, positions: Vec<Position>) -> Result<Paged<FeedEntry>> {
    let found = RECORDS.find(db, "record.position", positions).await?;
    with_events(db, found.page).await
}

/// The position of the last record; 0 before the first. Everything committed later has a later position.
pub async fn end(db: &Db) -> Result<Position> {
    Ok(end_of_ledger(db).await?.position)
}

/// The key of a position in the order of the feed.
pub fn key(position: Position) -> Key {
    vec![position.to_string()]
}

async fn with_events(db: &Db, page: Page<RecordHeader>) -> Result<Paged<FeedEntry>> {
    let (events, version) = events_of(db, [&page]).await?;
    Ok(Paged { page: page.try_map(|recorded| FeedEntry::new(recorded, &events))?, version })
}

/// The events that records state and correct, by position, and the version of the reference cache that they need.
async fn events_of<'a>(
    db: &Db,
    pages: impl IntoIterator<Item = &'a Page<RecordHeader>>,
) -> Result<(HashMap<Position, EventOfUnit>, i64)> {
    let named = |recorded: &RecordHeader| [Some(recorded.position), recorded.replaces, recorded.voids];
    let rows = pages.into_iter().flat_map(|page| &page.rows);
    let positions: Vec<_> = rows.flat_map(|(_, recorded)| named(recorded)).flatten().collect();
    if positions.is_empty() {
        return Ok((HashMap::new(), 0));
    }
    let found = event::find_all(db, positions).await?;
    let events = found.page.rows.into_iter().map(|(_, row)| (row.event.position, row)).collect();
    Ok((events, found.version))
}

impl FeedEntry {
    fn new(recorded: RecordHeader, events: &HashMap<Position, EventOfUnit>) -> Result<FeedEntry> {
        let stated = events.get(&recorded.position);
        let corrected = recorded.replaces.or(recorded.voids).and_then(|of| events.get(&of));
        let without_unit = || Error::decode(format!("record {} has no event", recorded.position));
        let unit = stated.or(corrected).ok_or_else(without_unit)?.unit.clone();
        let event = |row: &EventOfUnit| row.event.clone();
        Ok(FeedEntry { event: stated.map(event), corrected: corrected.map(event), unit, recorded })
    }

    /// The first day that it is about: the earlier of the days of the stated and the corrected event.
    pub fn from_day(&self) -> Option<Day> {
        self.event.iter().chain(&self.corrected).map(|event| event.facts.occurred_on).min()
    }
}

impl FeedFilter {
    /// The feed is read by position; the records that concern a report are searched for.
    fn lane(&self, db: &Db) -> Db {
        if self.as_of.is_some() { db.heavy() } else { db.clone() }
    }

    fn push(&self, query: &mut Sql) {
        if let Some(after) = self.after {
            push_recorded(query, "record", ">", after);
        }
        if let Some(until) = self.until {
            push_recorded(query, "record", "<=", until);
        }
        if let Some(through) = self.through {
            query.push(" AND record.position <= ").push_bind(through);
        }
        if let Some(day) = self.as_of {
            // The earlier of the two days; either may be missing.
            query.push(" AND LEAST(record.occurred_on, corrected.occurred_on) <= ").push_bind(day.date());
        }
        if let Some(province) = self.province {
            query.push(" AND record.province_id = ").push_bind(province);
        }
        if let Some(park) = self.park {
            query.push(" AND record.park_id = ").push_bind(park);
        }
        push_population(query, "record", self.population);
        if let Some(sector) = self.sector {
            query.push(" AND EXISTS (SELECT FROM unit WHERE unit.id = record.unit_id");
            push_sectors(query, &[sector]);
            query.push(")");
        }
        if let Some((figure, days)) = self.behind {
            query.push(" AND (");
            for (place, alias) in ["record", "corrected"].into_iter().enumerate() {
                let codes: Vec<String> = kinds(figure).iter().map(|kind| kind.code().to_owned()).collect();
                query.push(if place == 0 { "" } else { " OR " });
                query.push(format!("{alias}.kind = ANY(")).push_bind(codes).push("::event_kind[])");
                query.push(format!(" AND {alias}.occurred_on BETWEEN ")).push_bind(days.from.date());
                query.push(" AND ").push_bind(days.to.date());
            }
            query.push(")");
        }
    }
}

columns!(RecordHeader, "record", { position, code, recorded_at = moment_sql("record"), replaces, voids });
