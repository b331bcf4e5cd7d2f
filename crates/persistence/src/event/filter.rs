//! Which events a list holds.

use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;
use shahrak_domain::event::EventKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Population;

use crate::db::Db;
use crate::ledger::row::push_recorded;
use crate::park::ParkId;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::unit::{Days, UnitId, codes, push_population, push_sectors};

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
    /// Of one of these kinds.
    pub kinds: Option<Vec<EventKind>>,
    /// That happened on one of these days.
    pub days: Days,
    /// Recorded after this moment.
    pub recorded_after: Option<Moment>,
    /// By the knowledge of this moment; by present knowledge if none is given.
    pub known_at: Option<Moment>,
    /// Whether replaced and voided events are included.
    pub corrected_too: bool,
}

impl EventFilter {
    /// What an index serves is an ordinary read; sectors, and the knowledge of a past moment, may take long.
    pub(crate) fn lane(&self, db: &Db) -> Db {
        if self.sector.is_some() || self.known_at.is_some() { db.heavy() } else { db.clone() }
    }

    /// Adds the conditions to a statement that ends in a condition on `event`.
    pub(crate) fn push(&self, query: &mut Sql) {
        query.push(" AND event.voids IS NULL");
        self.push_place(query);
        match self.kinds.as_deref() {
            // Of one kind the index has the events in the order of days.
            Some([kind]) => {
                query.push(" AND event.kind = ").push_bind(kind.code()).push("::event_kind");
            }
            Some(kinds) => {
                query.push(" AND event.kind = ANY(").push_bind(codes(kinds)).push("::event_kind[])");
            }
            None => {}
        }
        self.days.push(query, "event.occurred_on");
        if let Some(moment) = self.recorded_after {
            push_recorded(query, "event", ">", moment);
        }
        self.push_knowledge(query);
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
        if let Some(sectors) = &self.sector {
            query.push(" AND EXISTS (SELECT FROM unit WHERE unit.id = event.unit_id");
            push_sectors(query, sectors);
            query.push(")");
        }
    }

    fn push_knowledge(&self, query: &mut Sql) {
        if let Some(moment) = self.known_at {
            push_recorded(query, "event", "<=", moment);
        }
        if self.corrected_too {
            return;
        }
        query.push(" AND NOT EXISTS (SELECT FROM unit_event AS later WHERE later.corrects = event.position");
        if let Some(moment) = self.known_at {
            push_recorded(query, "later", "<=", moment);
        }
        query.push(")");
    }
}
