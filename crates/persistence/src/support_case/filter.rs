//! Which support cases a list holds.

use shahrak_domain::support::{CaseOutcome, CaseStatus, SupportKind};

use super::{CaseId, PROVINCE};
use crate::db::Db;
use crate::park::ParkId;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::unit::{DayBounds, UnitId, View, codes, push_words};

/// A filter of support cases: they match all given conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// In one of these provinces: the reader may see no other cases.
    pub visible: Vec<ProvinceId>,
    /// With one of these ids.
    pub ids: Option<Vec<CaseId>>,
    /// With this code.
    pub code: Option<String>,
    /// Of one of these units.
    pub units: Option<Vec<UnitId>>,
    /// In this province.
    pub province: Option<ProvinceId>,
    /// Of units of this park.
    pub park: Option<ParkId>,
    /// With one of these kinds of help.
    pub kinds: Option<Vec<SupportKind>>,
    /// With one of these statuses.
    pub statuses: Option<Vec<CaseStatus>>,
    /// With one of these outcomes.
    pub outcomes: Option<Vec<CaseOutcome>>,
    /// The body that was asked last holds each of these words.
    pub body: Option<String>,
    /// Opened on one of these days.
    pub opened_on: DayBounds,
    /// Whose status began on one of these days.
    pub since: DayBounds,
    /// As of which day and by which knowledge; today and now if none is given.
    pub view: Option<View>,
}

impl CaseFilter {
    /// Conditions with an index are ordinary reads; others may look at all cases.
    pub(super) fn lane(&self, db: &Db) -> Db {
        let few = self.ids.is_some() || self.units.is_some() || self.code.is_some();
        if few { db.clone() } else { db.heavy() }
    }

    /// Adds the conditions to a statement that ends in a condition on `support_case`, its `state` and its `unit`.
    pub(crate) fn push(&self, query: &mut Sql) {
        push_held_state(query, self.view);
        query.push(format!(" AND {PROVINCE} = ANY(")).push_bind(self.visible.clone()).push(")");
        if let Some(ids) = &self.ids {
            query.push(" AND support_case.id = ANY(").push_bind(ids.clone()).push(")");
        }
        if let Some(code) = &self.code {
            query.push(" AND support_case.code = ").push_bind(code.clone());
        }
        if let Some(units) = &self.units {
            query.push(" AND support_case.unit_id = ANY(").push_bind(units.clone()).push(")");
        }
        if let Some(province) = self.province {
            query.push(format!(" AND {PROVINCE} = ")).push_bind(province);
        }
        if let Some(park) = self.park {
            query.push(" AND unit.park_id = ").push_bind(park);
        }
        self.push_state(query);
    }

    fn push_state(&self, query: &mut Sql) {
        if let Some(kinds) = &self.kinds {
            query.push(" AND state.kind = ANY(").push_bind(codes(kinds)).push(")");
        }
        if let Some(statuses) = &self.statuses {
            query.push(" AND state.status = ANY(").push_bind(codes(statuses)).push(")");
        }
        if let Some(outcomes) = &self.outcomes {
            query.push(" AND state.outcome = ANY(").push_bind(codes(outcomes)).push(")");
        }
        push_words(query, "searchable(state.referred_to)", self.body.as_deref());
        self.opened_on.push(query, "state.opened_on");
        self.since.push(query, "state.since");
    }
}

/// Adds the condition that `state` holds on the day, by the knowledge of the moment.
fn push_held_state(query: &mut Sql, view: Option<View>) {
    let Some(View { as_of, known_at }) = view else {
        query.push(" AND state.until_on IS NULL AND state.known_until IS NULL");
        return;
    };
    query.push(" AND state.from_on <= ").push_bind(as_of.date());
    query.push(" AND (state.until_on IS NULL OR state.until_on > ").push_bind(as_of.date()).push(")");
    let Some(known_at) = known_at else {
        query.push(" AND state.known_until IS NULL");
        return;
    };
    query.push(" AND state.known_from <= ").push_bind(known_at);
    query.push(" AND (state.known_until IS NULL OR state.known_until > ").push_bind(known_at).push(")");
}
