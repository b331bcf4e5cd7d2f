//! Which units a list holds.

use shahrak_domain::activity::{IsicRevision, Sector};
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Population;
use shahrak_domain::state::Status;

use crate::db::Db;
use crate::park::ParkId;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::unit_sector::{UNKNOWN_SECTOR, sector_number};

/// Which units a list holds: those that satisfy all that is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitFilter {
    /// In this province.
    pub province: Option<ProvinceId>,
    /// In this park.
    pub park: Option<ParkId>,
    /// In parks, outside, or both.
    pub population: Option<Population>,
    /// With one of these statuses, as of today and by present knowledge.
    pub status: Option<Vec<Status>>,
    /// By sector; `None` means units with an unknown sector.
    pub sector: Option<Vec<Option<Sector>>>,
    /// Whose ISIC code of this revision begins so.
    pub activity: Option<(IsicRevision, String)>,
    /// Whose code and names hold each word.
    pub text: Option<String>,
    /// First day of the present status.
    pub status_since: Days,
    /// Day of the latest event.
    pub last_confirmed_on: Days,
    /// To which such an event happened, by present knowledge.
    pub happened: Option<Happened>,
    /// By status on a day, as known at a moment.
    pub held: Option<StatusOn>,
}

/// Days from the first to the last, both included; open if not given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Option<Day>,
    /// The last.
    pub to: Option<Day>,
}

/// Effective events of some kinds on some days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Happened {
    /// Of one of these kinds; any, if none is given.
    pub kinds: Option<Vec<EventKind>>,
    /// On one of these days.
    pub days: Days,
}

/// One of some statuses, as of a day, as it was known at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusOn {
    /// The statuses.
    pub status: Vec<Status>,
    /// The day.
    pub as_of: Day,
    /// The moment.
    pub known_at: Moment,
}

impl UnitFilter {
    /// Filters with an index are ordinary reads; searches and filters by events or past status may take long.
    pub(crate) fn lane(&self, db: &Db) -> Db {
        let long = self.text.is_some() || self.happened.is_some() || self.held.is_some();
        if long { db.heavy() } else { db.clone() }
    }

    /// Adds the conditions to a statement that ends in a condition on `unit`.
    pub(crate) fn push(&self, query: &mut Sql) {
        if let Some(province) = self.province {
            query.push(" AND unit.province_id = ").push_bind(province);
        }
        if let Some(park) = self.park {
            query.push(" AND unit.park_id = ").push_bind(park);
        }
        push_population(query, "unit", self.population);
        match self.status.as_deref() {
            // Of one status the index has the units in the order of codes.
            Some([status]) => {
                query.push(" AND unit.status = ").push_bind(status.code()).push("::unit_status");
            }
            Some(status) => {
                query.push(" AND unit.status = ANY(").push_bind(codes(status)).push("::unit_status[])");
            }
            None => {}
        }
        self.push_activity(query);
        push_text(query, "unit", self.text.as_deref());
        self.status_since.push(query, "unit.status_since");
        self.last_confirmed_on.push(query, "unit.last_confirmed_on");
        if let Some(happened) = &self.happened {
            happened.push(query);
        }
        if let Some(held) = &self.held {
            held.push(query);
        }
    }

    fn push_activity(&self, query: &mut Sql) {
        if let Some(sectors) = &self.sector {
            push_sectors(query, sectors);
        }
        if let Some((revision, prefix)) = &self.activity {
            query.push(" AND unit.isic_revision = ").push_bind(revision.code());
            query.push(" AND starts_with(unit.isic_code, ").push_bind(prefix.clone()).push(")");
        }
    }
}

impl Days {
    /// Adds the condition that a column lies among the days.
    pub(crate) fn push(self, query: &mut Sql, column: &str) {
        if let Some(from) = self.from {
            query.push(format!(" AND {column} >= ")).push_bind(from.date());
        }
        if let Some(to) = self.to {
            query.push(format!(" AND {column} <= ")).push_bind(to.date());
        }
    }
}

impl Happened {
    fn push(&self, query: &mut Sql) {
        query.push(
            " AND EXISTS (SELECT FROM unit_event AS event WHERE event.unit_id = unit.id AND event.voids IS NULL",
        );
        query.push(" AND NOT EXISTS (SELECT FROM unit_event AS later WHERE later.corrects = event.position)");
        if let Some(kinds) = &self.kinds {
            query.push(" AND event.kind = ANY(").push_bind(codes(kinds)).push("::event_kind[])");
        }
        self.days.push(query, "event.occurred_on");
        query.push(")");
    }
}

impl StatusOn {
    fn push(&self, query: &mut Sql) {
        query.push(" AND EXISTS (SELECT FROM unit_span AS span WHERE span.unit_id = unit.id");
        query.push(" AND span.status = ANY(").push_bind(codes(&self.status)).push("::unit_status[])");
        query.push(" AND span.from_on <= ").push_bind(self.as_of.date());
        query.push(" AND span.until_on > ").push_bind(self.as_of.date());
        let moment = |known: &str, batch: &str| {
            format!(
                " AND COALESCE(span.{known}, (SELECT recorded_at FROM ledger_batch WHERE id = span.{batch}))"
            )
        };
        query.push(moment("known_from", "from_batch")).push(" <= ").push_bind(self.known_at);
        query.push(moment("known_until", "until_batch")).push(" > ").push_bind(self.known_at);
        query.push(")");
    }
}

/// Adds the condition that a unit or an event is in parks, or outside.
pub(crate) fn push_population(query: &mut Sql, alias: &str, population: Option<Population>) {
    match population {
        Some(Population::InParks) => query.push(format!(" AND {alias}.park_id IS NOT NULL")),
        Some(Population::OutsideParks) => query.push(format!(" AND {alias}.park_id IS NULL")),
        Some(Population::All) | None => query,
    };
}

/// Adds the condition that the searched text holds each word, in the form in which it is searched.
pub(crate) fn push_text(query: &mut Sql, alias: &str, text: Option<&str>) {
    // Postgres knows no text with a zero byte.
    let text = text.unwrap_or_default().replace('\0', "");
    for word in text.split_whitespace() {
        // `%` and `_` in the text are literal, also in their full-width forms.
        query.push(format!(" AND {alias}.search LIKE '%' || regexp_replace(searchable("));
        query.push_bind(word.to_owned()).push(r"), '([\\%_])', '\\\1', 'g') || '%'");
    }
}

/// The codes of some values, to be compared with a column.
pub(crate) fn codes<T: Coded>(values: &[T]) -> Vec<String> {
    values.iter().map(|value| value.code().to_owned()).collect()
}

/// Adds the condition that a unit belongs to one of these sectors; none means an unknown sector.
pub(crate) fn push_sectors(query: &mut Sql, sectors: &[Option<Sector>]) {
    let numbers: Vec<i16> =
        sectors.iter().map(|sector| sector.map_or(UNKNOWN_SECTOR, sector_number)).collect();
    query.push(format!(" AND COALESCE(unit.sector, {UNKNOWN_SECTOR}) = ANY(")).push_bind(numbers).push(")");
}
