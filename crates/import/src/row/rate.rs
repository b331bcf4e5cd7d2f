//! Exchange rates.

use shahrak_domain::code::Coded;
use shahrak_exchange::row::RateRow;
use shahrak_persistence::staging::CopyLine;

use super::StagedRow;

impl StagedRow for RateRow {
    const COLUMNS: &'static [&'static str] = &["kind", "valid_from", "valid_to", "irr_per_usd", "source"];

    fn fill(&self, line: &mut CopyLine) {
        let rate = &self.0;
        line.plain(rate.kind.code())
            .plain(rate.valid_from.date())
            .maybe(rate.valid_to.map(|day| day.date()))
            .plain(rate.irr_per_usd)
            .maybe_text(rate.source.as_deref());
    }
}
