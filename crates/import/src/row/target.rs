//! Revisions of targets.

use shahrak_domain::code::Coded;
use shahrak_exchange::row::TargetRow;
use shahrak_persistence::province::number_of;
use shahrak_persistence::staging::CopyLine;

use super::StagedRow;

impl StagedRow for TargetRow {
    const COLUMNS: &'static [&'static str] = &[
        "year",
        "metric",
        "province_id",
        "population",
        "body",
        "value",
        "decided_on",
        "reason",
        "source",
        "baseline_value",
        "baseline_on",
        "baseline_source",
        "recorded_at",
    ];

    fn fill(&self, line: &mut CopyLine) {
        let baseline = self.baseline.as_ref();
        line.plain(self.year)
            .plain(self.metric.code())
            .maybe(number_of(self.scope.code()))
            .plain(self.population.code())
            .maybe(self.body.map(Coded::code))
            .plain(self.value)
            .plain(self.decided_on.date())
            .maybe_text(self.reason.as_deref())
            .maybe_text(self.source.as_deref())
            .maybe(baseline.map(|baseline| baseline.value))
            .maybe(baseline.map(|baseline| baseline.on.date()))
            .maybe_text(baseline.and_then(|baseline| baseline.source.as_deref()))
            .maybe(self.recorded_at.map(|moment| moment.to_rfc3339()));
    }
}
