//! Revisions of budget lines.

use shahrak_domain::budget::BudgetLine;
use shahrak_domain::moment::Moment;

use crate::budget::{BudgetFilter, Row};
use crate::entity::{budget_line, budget_revision};
use crate::error::Result;
use crate::list::{Cells, Columns, columns};
use crate::snapshot::{Batches, Snapshot};
use crate::sql::Sql;

/// A budget line with one of its revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetRevisionOf(pub BudgetLine);

/// The revisions that were recorded by a moment, of the budget lines that satisfy a filter.
pub async fn budgets<'a>(
    snapshot: &'a Snapshot,
    filter: &BudgetFilter,
    known_at: Moment,
) -> Result<Batches<'a, BudgetRevisionOf>> {
    let mut query = Sql::new(format!(
        "SELECT {} FROM budget_revision AS revision JOIN budget_line ON budget_line.id = revision.budget_line_id WHERE true",
        BudgetRevisionOf::sql()
    ));
    filter.push(&mut query);
    query.push(" AND revision.recorded_at <= ").push_bind(known_at);
    query.push(" ORDER BY revision.recorded_at, revision.budget_line_id, revision.place");
    snapshot.read(query).await
}

columns!(budget_revision::Model, "revision", {
    budget_line_id, place, amount_irr, decided_on, reason, source, recorded_at, recorded_by, recorder_role,
    recorder_organisation,
});

impl Columns for BudgetRevisionOf {
    fn sql() -> String {
        <(budget_line::Model, budget_revision::Model)>::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<BudgetRevisionOf> {
        let (line, revision) = Columns::read(cells)?;
        Ok(BudgetRevisionOf(Row { line, revisions: vec![revision] }.into_line()?.line))
    }
}
