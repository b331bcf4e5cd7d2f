//! Groups that the folded sums of reports already hold: a year of a province is some rows instead of all its events.
//!
//! The sums count, by province or for the country, by sector, month and kind: events, jobs and investment, and the units that
//! enter and leave a status. They do not know parks, reasons, bodies, capacities, the least and the greatest value, or a past
//! moment. Whole years and months are read from the folded sums and the deltas that are not folded yet; other days, and
//! months of a province by sector, from the deltas. Four kinds of event are not in the sums and are read from the ledger.

use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::period::{Level, Run, cover};
use shahrak_domain::population::Population;

use super::{GroupKey, GroupMeasure, Shown};
use crate::event::EventFilter;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::tally::{ALL_SECTORS, last_day};
use crate::unit::{DayBounds, UnitFilter, codes, push_population, push_sectors};
use crate::unit_sector::{UNKNOWN_SECTOR, sector_number};

/// Sums of events that a statement adds up instead of entries.
#[derive(Debug)]
pub(super) struct FoldedEvents {
    sums: Sums,
    runs: Vec<Run>,
    days: DayBounds,
    population: Option<Population>,
    /// The kinds that are asked for and not in the sums.
    others: Option<Vec<EventKind>>,
}

/// Sums of the units that entered and left a status.
#[derive(Debug)]
pub(super) struct FoldedUnits {
    sums: Sums,
    filter: UnitFilter,
    /// The days until which events count.
    until: Vec<Run>,
    /// The days after them: a unit whose first event is later has no status yet.
    later: Vec<Run>,
}

/// Which sums are read.
#[derive(Debug)]
struct Sums {
    province: Option<ProvinceId>,
    by_province: bool,
    outside: Vec<bool>,
    /// The numbers of the sectors; all of them as one number if neither the keys nor the filter need them.
    sectors: Vec<i16>,
    /// Whether months are distinguished.
    by_month: bool,
    kinds: Option<Vec<EventKind>>,
}

/// The columns of a sum; the known values are the events without the unknown ones.
const COLUMNS: &str =
    "sector, kind, from_status, to_status, events, jobs, events - jobs_unknown AS jobs_known, investment,
    events - investment_unknown AS investment_known";

/// Whether every event of the kind is in the sums, which hold the others only if they change a status.
fn is_summed(kind: EventKind) -> bool {
    kind.is_flow()
}

/// The SQL of a key by the columns of a sum; none if the sums do not know it.
pub(super) fn key(key: GroupKey) -> Option<String> {
    match key {
        GroupKey::Province | GroupKey::Year | GroupKey::Quarter | GroupKey::Month => {
            Some(key.grouped("entry", "NULL", "entry.occurred_on"))
        }
        GroupKey::Sector => Some(format!("NULLIF(entry.sector, {UNKNOWN_SECTOR})")),
        GroupKey::Kind => Some("entry.kind".to_owned()),
        GroupKey::Status => Some("entry.status".to_owned()),
        _ => None,
    }
}

/// The SQL of the numbers of a measure for a group of sums, one column each, as of entries.
pub(super) fn columns(measure: GroupMeasure) -> String {
    let name = measure.name();
    let average = GroupMeasure::quotient(&format!("sum({name})"), &format!("sum({name}_known)"));
    format!(
        "COALESCE(sum({name}_known), 0)::bigint AS {name}_known, COALESCE(sum({name}), 0)::numeric AS {name}_sum,
            {average} AS {name}_average, NULL::numeric AS {name}_least, NULL::numeric AS {name}_greatest"
    )
}

impl FoldedEvents {
    /// The sums for groups of events, if they hold all that is asked.
    pub(super) fn of(filter: &EventFilter, keys: &[GroupKey], shown: &Shown) -> Option<FoldedEvents> {
        let EventFilter { province, population, sector, kinds, days, .. } = filter.clone();
        let known = EventFilter {
            province,
            population,
            sector: sector.clone(),
            kinds,
            days,
            ..EventFilter::default()
        };
        if known != *filter || !shown.is_summed() || keys.iter().any(|of| key(*of).is_none()) {
            return None;
        }
        let asked = filter.kinds.as_deref().unwrap_or(EventKind::ALL);
        let (summed, others): (Vec<_>, Vec<_>) = asked.iter().partition(|kind| is_summed(**kind));
        if summed.is_empty() {
            return None;
        }
        Some(FoldedEvents {
            sums: Sums::of((province, population), sector.as_deref(), keys, Some(summed)),
            runs: runs(days.from, days.to)?,
            days,
            population,
            others: Some(others).filter(|kinds| !kinds.is_empty()),
        })
    }

    /// Adds the sums.
    pub(super) fn push(&self, query: &mut Sql) {
        self.sums.push(query, &self.runs);
        let Some(kinds) = &self.others else { return };
        let by_sector = self.sums.by_sector();
        let sector = if by_sector { "unit.sector" } else { "NULL::smallint" };
        let unit = if by_sector { " LEFT JOIN unit ON unit.id = event.unit_id" } else { "" };
        query.push(format!(
            " UNION ALL SELECT event.province_id, event.occurred_on, {sector}, event.kind, NULL::unit_status,
                NULL::unit_status, 1, 0, 0, 0, 0 FROM unit_event AS event{unit}
                WHERE NOT EXISTS (SELECT FROM unit_event AS later WHERE later.corrects IS NOT NULL
                    AND later.corrects = event.position)"
        ));
        self.push_others(query, kinds);
    }
}

impl FoldedEvents {
    /// Adds the conditions on events of kinds that are not in the sums, for which indexes suffice: whatever has a kind is
    /// not a void.
    fn push_others(&self, query: &mut Sql, kinds: &[EventKind]) {
        query.push(" AND event.kind = ANY(").push_bind(codes(kinds)).push("::event_kind[])");
        self.days.push(query, "event.occurred_on");
        if let Some(province) = self.sums.province {
            query.push(" AND event.province_id = ").push_bind(province);
        }
        push_population(query, "event", self.population);
        if self.sums.by_sector() {
            query.push(format!(" AND COALESCE(unit.sector, {UNKNOWN_SECTOR}) = ANY("));
            query.push_bind(self.sums.sectors.clone()).push(")");
        }
    }
}

impl FoldedUnits {
    /// The sums for groups of units, if they hold all that is asked.
    pub(super) fn of(filter: &UnitFilter, keys: &[GroupKey], shown: &Shown) -> Option<FoldedUnits> {
        let UnitFilter { province, population, status, sector, view, .. } = filter.clone();
        let known = UnitFilter {
            province,
            population,
            status,
            sector: sector.clone(),
            view,
            ..UnitFilter::default()
        };
        let past = view.is_some_and(|view| view.known_at.is_some());
        if known != *filter || past || !shown.measures.is_empty() || keys.iter().any(|of| key(*of).is_none())
        {
            return None;
        }
        let (until, later) = match view {
            Some(view) => (runs(None, Some(view.as_of))?, runs(Some(view.as_of.next()), None)?),
            None => (runs(None, None)?, Vec::new()),
        };
        let sums = Sums::of((province, population), sector.as_deref(), keys, None);
        Some(FoldedUnits { sums, filter: filter.clone(), until, later })
    }

    /// Adds the sums.
    pub(super) fn push(&self, query: &mut Sql) {
        query.push(
            "SELECT moved.province_id, moved.sector, entered.status, entered.events
                FROM (",
        );
        self.sums.push(query, &self.until);
        query.push(
            ") AS moved CROSS JOIN LATERAL (VALUES (moved.to_status, moved.events), (moved.from_status, -moved.events))
                AS entered (status, events) WHERE entered.status IS NOT NULL",
        );
        if let Some(status) = &self.filter.status {
            query.push(" AND entered.status = ANY(").push_bind(codes(status)).push("::unit_status[])");
            return;
        }
        if !self.later.is_empty() {
            query.push(" UNION ALL SELECT province_id, sector, NULL, events FROM (");
            self.sums.push(query, &self.later);
            query.push(") AS registered WHERE from_status IS NULL");
        }
        query.push(
            " UNION ALL SELECT unit.province_id, unit.sector, NULL, 1 FROM unit WHERE unit.status IS NULL",
        );
        if let Some(province) = self.filter.province {
            query.push(" AND unit.province_id = ").push_bind(province);
        }
        push_population(query, "unit", self.filter.population);
        if let Some(sectors) = &self.filter.sector {
            push_sectors(query, sectors);
        }
    }
}

impl Sums {
    fn of(
        (province, population): (Option<ProvinceId>, Option<Population>),
        sector: Option<&[Option<Sector>]>,
        keys: &[GroupKey],
        kinds: Option<Vec<EventKind>>,
    ) -> Sums {
        let population = population.unwrap_or(Population::All);
        let outside = [(false, population.in_parks()), (true, population.outside_parks())];
        let number = |sector: &Option<_>| sector.map_or(UNKNOWN_SECTOR, sector_number);
        Sums {
            province,
            by_province: keys.contains(&GroupKey::Province),
            outside: outside.into_iter().filter(|(_, counts)| *counts).map(|(outside, _)| outside).collect(),
            sectors: match sector {
                Some(sectors) => sectors.iter().map(number).collect(),
                None if keys.contains(&GroupKey::Sector) => (1..=UNKNOWN_SECTOR).collect(),
                None => vec![ALL_SECTORS],
            },
            by_month: keys.iter().any(|key| matches!(key, GroupKey::Month | GroupKey::Quarter)),
            kinds,
        }
    }

    fn by_sector(&self) -> bool {
        self.sectors != [ALL_SECTORS]
    }

    fn of_province(&self) -> bool {
        self.by_province || self.province.is_some()
    }

    /// Adds the sums of the runs.
    fn push(&self, query: &mut Sql, runs: &[Run]) {
        for (place, run) in runs.iter().enumerate() {
            query.push(if place == 0 { "" } else { " UNION ALL " });
            let level = match run.level {
                Level::Day => None,
                Level::Year if !self.by_month => Some("y"),
                // By sector, the months of provinces are not folded.
                Level::Year | Level::Month => (!self.of_province() || !self.by_sector()).then_some("m"),
            };
            let Some(level) = level else {
                self.push_deltas(query, *run, "");
                continue;
            };
            self.push_folded(query, *run, level);
            query.push(" UNION ALL ");
            self.push_deltas(
                query,
                *run,
                " AND batch IS NULL AND position > (SELECT position FROM tally_fold)",
            );
        }
    }

    fn push_folded(&self, query: &mut Sql, run: Run, level: &str) {
        query.push(format!(
            "SELECT area AS province_id, starts_on AS occurred_on, {COLUMNS} FROM tally WHERE level = '{level}'"
        ));
        match self.province {
            Some(province) => query.push(" AND area = ").push_bind(i32::from(province)),
            None if self.by_province => query.push(" AND area BETWEEN 1 AND 31"),
            None => query.push(" AND area = 0"),
        };
        query.push(" AND outside = ANY(").push_bind(self.outside.clone()).push(")");
        let through = last_day(run);
        self.push_common(query, "starts_on", run.first, through);
        query.push(" AND sector = ANY(").push_bind(self.sectors.clone()).push(")");
    }

    fn push_deltas(&self, query: &mut Sql, run: Run, condition: &str) {
        query.push(format!(
            "SELECT province_id::integer, occurred_on, {COLUMNS} FROM tally_delta WHERE true{condition}"
        ));
        if let Some(province) = self.province {
            query.push(" AND province_id = ").push_bind(province);
        }
        query.push(" AND (park_id IS NULL) = ANY(").push_bind(self.outside.clone()).push(")");
        let through = last_day(run);
        self.push_common(query, "occurred_on", run.first, through);
        if self.by_sector() {
            query.push(" AND sector = ANY(").push_bind(self.sectors.clone()).push(")");
        }
    }

    fn push_common(&self, query: &mut Sql, day: &str, first: Day, last: Day) {
        query.push(format!(" AND {day} BETWEEN ")).push_bind(first.date());
        query.push(" AND ").push_bind(last.date());
        if let Some(kinds) = &self.kinds {
            query.push(" AND kind = ANY(").push_bind(codes(kinds)).push("::event_kind[])");
        }
    }
}

/// The days of the register between two days, covered with years, months and days; none if there are none.
fn runs(from: Option<Day>, to: Option<Day>) -> Option<Vec<Run>> {
    let (from, to) = (from.unwrap_or(Day::FIRST), to.unwrap_or(Day::LAST));
    let runs = cover(from.max(Day::FIRST), to.min(Day::LAST));
    Some(runs).filter(|runs| !runs.is_empty())
}
