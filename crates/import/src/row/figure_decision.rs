//! Corrections and marks of announced figures.

use shahrak_domain::code::Coded;
use shahrak_exchange::row::FigureDecisionRow;
use shahrak_persistence::staging::CopyLine;

use super::StagedRow;

impl StagedRow for FigureDecisionRow {
    const COLUMNS: &'static [&'static str] =
        &["figure_code", "decision", "replaced_by", "reason", "recorded_at"];

    fn fill(&self, line: &mut CopyLine) {
        let decision = &self.0;
        line.text(&decision.figure)
            .plain(decision.kind.code())
            .maybe_text(decision.replaced_by.as_deref())
            .text(&decision.reason)
            .maybe(decision.recorded_at.map(|moment| moment.to_rfc3339()));
    }
}
