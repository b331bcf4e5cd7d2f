//! The filter of units.

use rust_decimal::Decimal;

use shahrak_domain::activity::{IsicRevision, Sector};
use shahrak_domain::code::Coded;
use shahrak_domain::event::{Body, EventKind, Reason};
use shahrak_domain::population::Population;
use shahrak_domain::state::Status;

use super::condition::{
    Between, DayBounds, OwnedBy, codes, push_county, push_population, push_reasons, push_sectors, push_text,
};
use super::view::{Derived, View, push_held, push_seen};
use crate::db::Db;
use crate::park::ParkId;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;

/// A filter of units: they match all given conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitFilter {
    /// In this province.
    pub province: Option<ProvinceId>,
    /// In this park.
    pub park: Option<ParkId>,
    /// In parks, outside, or both.
    pub population: Option<Population>,
    /// In a park of this county.
    pub county: Option<String>,
    /// With this owner and licence.
    pub owned: OwnedBy,
    /// With one of these statuses.
    pub status: Option<Vec<Status>>,
    /// By sector; `None` means units with an unknown sector.
    pub sector: Option<Vec<Option<Sector>>>,
    /// Whose ISIC code of this revision has this prefix.
    pub activity: Option<(IsicRevision, String)>,
    /// Whose code and names contain each word.
    pub text: Option<String>,
    /// Whose status began on one of these days.
    pub status_since: DayBounds,
    /// Whose latest event was on one of these days.
    pub last_confirmed_on: DayBounds,
    /// Whose jobs are in this range.
    pub jobs: Option<Between<i32>>,
    /// Whose capacity in use is in this range.
    pub capacity: Option<Between<Decimal>>,
    /// Whose commissioning states an investment in this range.
    pub investment: Option<Between<i64>>,
    /// With an effective event that satisfies this filter.
    pub happened: Option<Happened>,
    /// The day and the moment of knowledge for conditions that follow from events; none for today and now.
    pub view: Option<View>,
}

/// A filter of the effective events of a unit: one event matches all given conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Happened {
    /// Of one of these kinds.
    pub kinds: Option<Vec<EventKind>>,
    /// With one of these reasons.
    pub reasons: Option<Vec<Reason>>,
    /// Carried out by one of these bodies.
    pub bodies: Option<Vec<Body>>,
    /// On one of these days.
    pub days: DayBounds,
}

impl UnitFilter {
    /// Filters with an index are ordinary reads; searches and filters by events or past status may take long.
    pub(crate) fn lane(&self, db: &Db) -> Db {
        let long = self.text.is_some()
            || self.happened.is_some()
            || self.view.is_some()
            || self.investment.is_some()
            || self.county.is_some()
            || self.owned.is_given();
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
        push_county(query, "unit", self.county.as_deref());
        self.owned.push(query);
        self.push_activity(query);
        push_text(query, "unit", self.text.as_deref());
        match self.view {
            Some(view) => self.push_view(query, view),
            None => self.push_present(query),
        }
        self.push_numbers(query);
        if let Some(happened) = &self.happened {
            happened.push(query, self.view);
        }
    }

    /// Adds the conditions on the present state, which the table stores.
    fn push_present(&self, query: &mut Sql) {
        match self.status.as_deref() {
            // For one status, the index has the units in the order of codes.
            Some([status]) => {
                query.push(" AND unit.status = ").push_bind(status.code()).push("::unit_status");
            }
            Some(status) => {
                query.push(" AND unit.status = ANY(").push_bind(codes(status)).push("::unit_status[])");
            }
            None => {}
        }
        self.status_since.push(query, "unit.status_since");
        self.last_confirmed_on.push(query, "unit.last_confirmed_on");
    }

    /// Adds the same conditions for a day and a moment of knowledge.
    fn push_view(&self, query: &mut Sql, view: View) {
        if self.status.is_some() || self.status_since.is_given() {
            query.push(" AND EXISTS (SELECT FROM unit_span AS span WHERE span.unit_id = unit.id");
            if let Some(status) = &self.status {
                query.push(" AND span.status = ANY(").push_bind(codes(status)).push("::unit_status[])");
            }
            self.status_since.push(query, "span.from_on");
            push_held(query, view);
            query.push(")");
        }
        let DayBounds { from, to } = self.last_confirmed_on;
        for (comparison, day) in [(" >= ", from), (" <= ", to)] {
            let Some(day) = day else { continue };
            query.push(" AND ");
            Derived::LastConfirmedOn.push(query, Some(view));
            query.push(comparison).push_bind(day.date());
        }
    }

    fn push_numbers(&self, query: &mut Sql) {
        let mut number = |fact: Derived, between: &dyn Fn(&mut Sql)| {
            query.push(" AND ");
            fact.push(query, self.view);
            between(query);
        };
        if let Some(jobs) = self.jobs {
            number(Derived::Jobs, &|query| jobs.push(query));
        }
        if let Some(capacity) = self.capacity {
            number(Derived::Capacity, &|query| capacity.push(query));
        }
        if let Some(investment) = self.investment {
            number(Derived::Investment, &|query| investment.push(query));
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

impl Happened {
    fn push(&self, query: &mut Sql, view: Option<View>) {
        query.push(" AND EXISTS (SELECT FROM unit_event AS event WHERE event.unit_id = unit.id");
        if let Some(kinds) = &self.kinds {
            query.push(" AND event.kind = ANY(").push_bind(codes(kinds)).push("::event_kind[])");
        }
        push_reasons(query, "event", self.reasons.as_deref());
        if let Some(bodies) = &self.bodies {
            query.push(" AND event.body = ANY(").push_bind(codes(bodies)).push(")");
        }
        self.days.push(query, "event.occurred_on");
        push_seen(query, "event", view);
        query.push(")");
    }
}
