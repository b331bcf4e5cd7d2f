//! The events of one kind in a cell of a report.

use shahrak_domain::event::EventKind;
use shahrak_domain::report::Flow;

use super::section::CellData;

/// The events of one kind in a cell of a report, with their sums.
pub struct FlowCell {
    /// The cell.
    pub cell: CellData,
    /// The kind of event.
    pub kind: EventKind,
    /// The sums of the events.
    pub flow: Flow,
}
