//! Methodologies.

use shahrak_exchange::row::MethodologyRow;
use shahrak_persistence::staging::CopyLine;

use super::StagedRow;

impl StagedRow for MethodologyRow {
    const COLUMNS: &'static [&'static str] =
        &["code", "valid_from", "idle_below", "semi_active_below", "source"];

    fn fill(&self, line: &mut CopyLine) {
        let methodology = &self.0;
        line.text(&methodology.code)
            .plain(methodology.valid_from.date())
            .plain(methodology.idle_below)
            .plain(methodology.semi_active_below)
            .maybe_text(methodology.source.as_deref());
    }
}
