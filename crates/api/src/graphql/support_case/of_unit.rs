//! The support cases of units.

use std::collections::HashMap;

use async_graphql::{Context, Result};

use shahrak_domain::support::CaseStatus;
use shahrak_persistence::reference_cache::ProvinceId;
use shahrak_persistence::support_case as stored;
use shahrak_persistence::unit::{UnitId, View};

use super::SupportCase;
use crate::graphql::common::batch::Batch;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::sight::sight;

/// The cases of a unit with one of the statuses, loaded for all units of its batch; none if the caller may not read the cases
/// of its province.
///
/// # Errors
/// Errors of the database.
pub async fn of_unit(
    ctx: &Context<'_>,
    units: &Batch,
    (unit, province): (UnitId, ProvinceId),
    statuses: Option<Vec<CaseStatus>>,
    view: Option<View>,
) -> Result<Option<Vec<SupportCase>>> {
    let visible = sight(ctx)?;
    if !visible.contains(&province) {
        return Ok(None);
    }
    let filter = stored::CaseFilter { visible, statuses, view, ..stored::CaseFilter::default() };
    let cases = units.get_or_load(format!("support cases {filter:?}"), async |ids| {
        let (of_unit, version) = stored::of_units(ctx.db()?, &ids, &filter).await.map_err(failure)?;
        let reference = ctx.reference_at_least(version).await?;
        let rows: Vec<stored::SupportCase> = of_unit.into_values().flatten().collect();
        let mut cases: HashMap<UnitId, Vec<SupportCase>> = HashMap::new();
        for case in SupportCase::batch(reference, view, rows) {
            let Some(unit) = &case.row.unit else { continue };
            cases.entry(unit.id).or_default().push(case);
        }
        Ok(cases)
    });
    Ok(Some(cases.await?.get(&unit).cloned().unwrap_or_default()))
}
