//! Infrastructure of parks.

use shahrak_domain::code::Coded;
use shahrak_exchange::row::InfrastructureRow;
use shahrak_persistence::staging::CopyLine;

use super::StagedRow;

impl StagedRow for InfrastructureRow {
    const COLUMNS: &'static [&'static str] = &["park", "line_of", "capacity", "unit", "in_service_since"];

    fn fill(&self, line: &mut CopyLine) {
        let infrastructure = &self.infrastructure;
        line.text(&self.park)
            .plain(infrastructure.line.code())
            .plain(infrastructure.capacity)
            .text(&infrastructure.unit)
            .maybe(infrastructure.in_service_since.map(|day| day.date()));
    }
}
