//! Corrections and marks of figures together, as files state them.

use shahrak_domain::announcement::{FigureDecision, FigureDecisionKind};
use shahrak_domain::moment::Moment;

use crate::entity::Code;
use crate::error::Result;
use crate::list::{Cells, Columns, columns};

/// All decisions about figures. Those of one moment are in the order of `corrects` and `place`: a figure that is out of
/// effect has no marks.
pub(crate) const DECISIONS: &str = "
    SELECT figure_code, CASE WHEN used THEN 'used' ELSE 'unused' END AS decision, NULL AS replaced_by, reason, recorded_at,
        false AS corrects, place::bigint FROM figure_mark
    UNION ALL
    SELECT figure_code, CASE WHEN replaced_by IS NULL THEN 'voided' ELSE 'replaced' END, replaced_by, reason, recorded_at,
        true, 0 FROM figure_correction";

/// A decision of [`DECISIONS`].
pub(crate) struct DecisionRow {
    figure_code: String,
    decision: Code<FigureDecisionKind>,
    replaced_by: Option<String>,
    reason: String,
    recorded_at: Moment,
}

columns!(DecisionRow, "decision", { figure_code, decision, replaced_by, reason, recorded_at });

impl Columns for FigureDecision {
    fn sql() -> String {
        DecisionRow::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<FigureDecision> {
        let row = DecisionRow::read(cells)?;
        Ok(FigureDecision {
            figure: row.figure_code,
            kind: row.decision.0,
            replaced_by: row.replaced_by,
            reason: row.reason,
            recorded_at: Some(row.recorded_at),
        })
    }
}
