//! Which events a list holds.

use rust_decimal::Decimal;

use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;
use shahrak_domain::event::{Body, EventKind, Reason};
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Population;

use crate::db::Db;
use crate::ledger::row::push_recorded;
use crate::park::ParkId;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::support_result::AfterHelp;
use crate::unit::{
    Between, DayBounds, OwnedBy, UnitId, codes, push_county, push_population, push_reasons, push_sectors,
};

/// A filter of events: they match all given conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Of this unit.
    pub unit: Option<UnitId>,
    /// Of units of this province.
    pub province: Option<ProvinceId>,
    /// Of units of this park.
    pub park: Option<ParkId>,
    /// Of units in parks, outside, or both.
    pub population: Option<Population>,
    /// By the sectors of their units; `None` means units with an unknown sector.
    pub sector: Option<Vec<Option<Sector>>>,
    /// Of units in parks of this county.
    pub county: Option<String>,
    /// Of units with this owner and licence.
    pub owned: OwnedBy,
    /// Of one of these kinds.
    pub kinds: Option<Vec<EventKind>>,
    /// That have one of these reasons.
    pub reasons: Option<Vec<Reason>>,
    /// Carried out by one of these bodies.
    pub bodies: Option<Vec<Body>>,
    /// That state an investment in this range.
    pub investment: Option<Between<i64>>,
    /// That state a number of jobs in this range.
    pub jobs: Option<Between<i32>>,
    /// That state a capacity in this range.
    pub capacity: Option<Between<Decimal>>,
    /// That happened on one of these days.
    pub days: DayBounds,
    /// After help to their unit.
    pub after_help: Option<AfterHelp>,
    /// Recorded after this moment.
    pub recorded_after: Option<Moment>,
    /// By the knowledge of this moment; by present knowledge if none is given.
    pub known_at: Option<Moment>,
    /// Whether replaced and voided events are included.
    pub corrected_too: bool,
}

impl EventFilter {
    /// Filters with an index are ordinary reads; sectors, and the knowledge of a past moment, may take long.
    pub(crate) fn lane(&self, db: &Db) -> Db {
        let long = self.sector.is_some()
            || self.known_at.is_some()
            || self.after_help.is_some()
            || self.states_facts()
            || self.of_others();
        if long { db.heavy() } else { db.clone() }
    }

    /// Adds the conditions to a statement that ends in a condition on `event`.
    pub(crate) fn push(&self, query: &mut Sql) {
        query.push(" AND event.voids IS NULL");
        self.push_place(query);
        match self.kinds.as_deref() {
            // For one kind, the index has the events in the order of days.
            Some([kind]) => {
                query.push(" AND event.kind = ").push_bind(kind.code()).push("::event_kind");
            }
            Some(kinds) => {
                query.push(" AND event.kind = ANY(").push_bind(codes(kinds)).push("::event_kind[])");
            }
            None => {}
        }
        self.days.push(query, "event.occurred_on");
        self.push_facts(query);
        if let Some(help) = &self.after_help {
            help.push(query, self.known_at);
        }
        if let Some(moment) = self.recorded_after {
            push_recorded(query, "event", ">", moment);
        }
        match self.corrected_too {
            true => push_known(query, "event", self.known_at),
            false => push_effective(query, "event", self.known_at),
        }
    }

    fn states_facts(&self) -> bool {
        self.reasons.is_some()
            || self.bodies.is_some()
            || self.investment.is_some()
            || self.jobs.is_some()
            || self.capacity.is_some()
    }

    fn of_others(&self) -> bool {
        self.county.is_some() || self.owned.is_given()
    }

    fn push_facts(&self, query: &mut Sql) {
        push_reasons(query, "event", self.reasons.as_deref());
        if let Some(bodies) = &self.bodies {
            query.push(" AND event.body = ANY(").push_bind(codes(bodies)).push(")");
        }
        if let Some(investment) = self.investment {
            query.push(" AND event.investment_irr");
            investment.push(query);
        }
        if let Some(jobs) = self.jobs {
            query.push(" AND event.jobs");
            jobs.push(query);
        }
        if let Some(capacity) = self.capacity {
            query.push(" AND event.capacity_percent");
            capacity.push(query);
        }
    }

    fn push_place(&self, query: &mut Sql) {
        if let Some(unit) = self.unit {
            query.push(" AND event.unit_id = ").push_bind(unit);
        }
        if let Some(province) = self.province {
            query.push(" AND event.province_id = ").push_bind(province);
        }
        if let Some(park) = self.park {
            query.push(" AND event.park_id = ").push_bind(park);
        }
        push_population(query, "event", self.population);
        push_county(query, "event", self.county.as_deref());
        if self.sector.is_some() || self.owned.is_given() {
            query.push(" AND EXISTS (SELECT FROM unit WHERE unit.id = event.unit_id");
            if let Some(sectors) = &self.sector {
                push_sectors(query, sectors);
            }
            self.owned.push(query);
            query.push(")");
        }
    }
}

/// Adds the condition that an event was recorded by a moment.
fn push_known(query: &mut Sql, alias: &str, known_at: Option<Moment>) {
    if let Some(moment) = known_at {
        push_recorded(query, alias, "<=", moment);
    }
}

/// Adds the condition that a record is an effective event by the knowledge of a moment, or now (rule R3).
pub(crate) fn push_effective(query: &mut Sql, alias: &str, known_at: Option<Moment>) {
    push_uncorrected(query, alias, known_at, "");
}

/// The same for a statement that reads the events of all units: PostgreSQL expects that few events are corrections, and
/// builds a hash of these instead of sorting all events.
pub(crate) fn push_effective_of_all(query: &mut Sql, alias: &str, known_at: Option<Moment>) {
    push_uncorrected(query, alias, known_at, " AND later.corrects IS NOT NULL");
}

fn push_uncorrected(query: &mut Sql, alias: &str, known_at: Option<Moment>, expected: &str) {
    query.push(format!(" AND {alias}.voids IS NULL"));
    push_known(query, alias, known_at);
    query.push(format!(
        " AND NOT EXISTS (SELECT FROM unit_event AS later WHERE later.corrects = {alias}.position{expected}"
    ));
    push_known(query, "later", known_at);
    query.push(")");
}
