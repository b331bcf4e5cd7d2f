//! Revisions of budget lines.

use shahrak_domain::code::Coded;
use shahrak_exchange::row::BudgetRow;
use shahrak_persistence::province::number_of;
use shahrak_persistence::staging::CopyLine;

use super::StagedRow;

impl StagedRow for BudgetRow {
    const COLUMNS: &'static [&'static str] = &[
        "year",
        "province_id",
        "line_of",
        "stage",
        "amount_irr",
        "source",
        "decided_on",
        "reason",
        "recorded_at",
    ];

    fn fill(&self, line: &mut CopyLine) {
        line.plain(self.year)
            .maybe(number_of(self.scope.code()))
            .plain(self.line.code())
            .plain(self.stage.code())
            .plain(self.amount.get())
            .maybe_text(self.source.as_deref())
            .plain(self.decided_on.date())
            .maybe_text(self.reason.as_deref())
            .maybe(self.recorded_at.map(|moment| moment.to_rfc3339()));
    }
}
