//! Which targets a list shows.

use sqlx::{Postgres, QueryBuilder};

use shahrak_domain::code::Coded;
use shahrak_domain::metric::Metric;

use crate::snapshot::ProvinceId;

/// What a target must be to be listed; an empty filter lists all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetFilter {
    /// Of this Iranian year.
    pub year: Option<i32>,
    /// Of exactly this scope: a province, or (some none) the country.
    pub scope: Option<Option<ProvinceId>>,
    /// Of this metric.
    pub metric: Option<Metric>,
}

impl TargetFilter {
    pub(super) fn push(&self, query: &mut QueryBuilder<Postgres>) {
        if let Some(year) = self.year {
            query.push(" AND target.year = ").push_bind(year);
        }
        if let Some(scope) = self.scope {
            query.push(" AND target.province_id IS NOT DISTINCT FROM ").push_bind(scope);
        }
        if let Some(metric) = self.metric {
            query.push(" AND target.metric = ").push_bind(metric.code());
        }
    }
}
