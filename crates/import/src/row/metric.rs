//! Metrics of announced figures.

use shahrak_exchange::row::MetricRow;
use shahrak_persistence::staging::CopyLine;

use super::StagedRow;

impl StagedRow for MetricRow {
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "name_en",
        "name_fa",
        "meaning_en",
        "meaning_fa",
        "measure",
        "unit",
        "direction",
        "computation",
        "limited_to",
        "part_of",
        "quotient",
        "aliases",
    ];

    fn fill(&self, line: &mut CopyLine) {
        for cell in self.0.cells() {
            line.text(&cell);
        }
    }
}
