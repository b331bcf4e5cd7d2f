//! The filter of audit entries.

use shahrak_domain::act::{Thing, Via};
use shahrak_domain::moment::Moment;

use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::unit::codes;

/// A filter of entries: they match all given conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Of changes made at this moment or later.
    pub from: Option<Moment>,
    /// Of changes made at this moment or earlier.
    pub to: Option<Moment>,
    /// By the name of the actor.
    pub who: Option<String>,
    /// Of acts of this name.
    pub act: Option<String>,
    /// About one of these kinds of things.
    pub things: Option<Vec<Thing>>,
    /// By key, or by keys that begin with it and a blank: the code of a unit finds its events too.
    pub key: Option<String>,
    /// By province.
    pub province: Option<ProvinceId>,
    /// Of changes made through one of these.
    pub via: Option<Vec<Via>>,
    /// Of changes made in this request.
    pub request: Option<String>,
}

impl AuditFilter {
    /// Adds the conditions to a statement that ends in a condition on `entry`.
    pub(super) fn push(&self, query: &mut Sql) {
        if let Some(from) = self.from {
            query.push(" AND entry.at >= ").push_bind(from);
        }
        if let Some(to) = self.to {
            query.push(" AND entry.at <= ").push_bind(to);
        }
        for (column, text) in [("who", &self.who), ("act", &self.act), ("request", &self.request)] {
            if let Some(text) = text {
                query.push(format!(" AND entry.{column} = ")).push_bind(text.clone());
            }
        }
        if let Some(things) = &self.things {
            query.push(" AND entry.thing = ANY(").push_bind(codes(things)).push(")");
        }
        if let Some(key) = &self.key {
            query.push(" AND (entry.key = ").push_bind(key.clone());
            // In byte order “!” comes right after the blank.
            query.push(" OR entry.key >= ").push_bind(format!("{key} "));
            query.push(" AND entry.key < ").push_bind(format!("{key}!")).push(")");
        }
        if let Some(province) = self.province {
            query.push(" AND entry.province_id = ").push_bind(province);
        }
        if let Some(via) = &self.via {
            query.push(" AND entry.via = ANY(").push_bind(codes(via)).push(")");
        }
    }
}
