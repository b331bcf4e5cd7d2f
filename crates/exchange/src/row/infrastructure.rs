//! Lines of `infrastructure.csv`.

use shahrak_domain::import::FileKind;
use shahrak_domain::park::Infrastructure;
use shahrak_domain::parse::{code, coded, name, register_day};

use super::write::{code as write_code, day, decimal as write_decimal, text};
use crate::cells::Cells;
use crate::file_row::FileRow;

/// One kind of infrastructure of a park.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InfrastructureRow {
    /// Code of the park.
    pub park: String,
    /// The infrastructure.
    pub infrastructure: Infrastructure,
}

impl FileRow for InfrastructureRow {
    const KIND: FileKind = FileKind::Infrastructure;

    fn parse(cells: &mut Cells<'_>) -> Option<InfrastructureRow> {
        let park = cells.required("park", code);
        let line = cells.required("line", coded);
        let capacity = cells.required("capacity", Infrastructure::capacity);
        let unit = cells.required("unit", name);
        let in_service_since = cells.optional("in_service_since", register_day);
        let infrastructure =
            Infrastructure { line: line?, capacity: capacity?, unit: unit?, in_service_since };
        Some(InfrastructureRow { park: park?, infrastructure })
    }

    fn cells(&self) -> Vec<String> {
        let infrastructure = &self.infrastructure;
        vec![
            text(&*self.park),
            write_code(Some(infrastructure.line)),
            write_decimal(Some(infrastructure.capacity)),
            text(&*infrastructure.unit),
            day(infrastructure.in_service_since),
        ]
    }
}
