//! Revisions of yearly targets.

use shahrak_domain::moment::Moment;
use shahrak_domain::yearly_target::Target;

use crate::entity::{target, target_revision};
use crate::error::Result;
use crate::list::{Cells, Columns, columns};
use crate::snapshot::{Batches, Snapshot};
use crate::sql::Sql;
use crate::yearly_target::{Row, TargetFilter};

/// A target with one of its revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetRevisionOf(pub Target);

/// The revisions that were recorded by a moment, of the targets that satisfy a filter.
pub async fn targets<'a>(
    snapshot: &'a Snapshot,
    filter: &TargetFilter,
    known_at: Moment,
) -> Result<Batches<'a, TargetRevisionOf>> {
    let mut query = Sql::new(format!(
        "SELECT {} FROM target_revision AS revision JOIN target ON target.id = revision.target_id WHERE true",
        TargetRevisionOf::sql()
    ));
    filter.push(&mut query);
    query.push(" AND revision.recorded_at <= ").push_bind(known_at).push(" ORDER BY revision.place");
    snapshot.read(query).await
}

columns!(target_revision::Model, "revision", {
    target_id, place, value, decided_on, reason, source, recorded_at, recorded_by, recorder_role, recorder_organisation,
    baseline_value, baseline_on, baseline_source,
});

impl Columns for TargetRevisionOf {
    fn sql() -> String {
        <(target::Model, target_revision::Model)>::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<TargetRevisionOf> {
        let (target, revision) = Columns::read(cells)?;
        Ok(TargetRevisionOf(Row { target, revisions: vec![revision] }.into_target()?.target))
    }
}
