//! The filter of targets.

use shahrak_domain::code::Coded;
use shahrak_domain::metric::TargetMetric;

use crate::reference_cache::ProvinceId;
use crate::sql::Sql;

/// A filter of targets: they match all given conditions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TargetFilter {
    /// Of this Iranian year.
    pub year: Option<i32>,
    /// Of exactly this province.
    pub province: Option<ProvinceId>,
    /// Of the country, or of provinces.
    pub national: Option<bool>,
    /// Of this metric.
    pub metric: Option<TargetMetric>,
}

impl TargetFilter {
    pub(crate) fn push(&self, query: &mut Sql) {
        if let Some(year) = self.year {
            query.push(" AND target.year = ").push_bind(year);
        }
        if let Some(province) = self.province {
            query.push(" AND target.province_id = ").push_bind(province);
        }
        if let Some(national) = self.national {
            query.push(" AND (target.province_id IS NULL) = ").push_bind(national);
        }
        if let Some(metric) = self.metric {
            query.push(" AND target.metric = ").push_bind(metric.code());
        }
    }
}
