//! The figures of a report by name, to compare two reports (rule R12).

use rust_decimal::Decimal;

use shahrak_domain::money::RateKind;
use shahrak_domain::report::{Frame, ReportFigure};

use super::section::{CellData, CellKey};
use super::target::TargetProgress;

/// The figures of a report, each by the path of its field.
pub struct NamedFigures(pub Vec<(String, Option<Decimal>)>);

impl NamedFigures {
    /// The flows, stocks and targets of a report.
    pub fn of(cell: &CellData, targets: &[TargetProgress]) -> NamedFigures {
        let CellKey { period, as_of, .. } = cell.key;
        let frame = Frame { period, as_of, rates: cell.view.rates.of(RateKind::Official) };
        let figures = ReportFigure::all().map(|figure| (figure.path(), figure.value(&cell.figures, frame)));
        let mut named = NamedFigures(figures.collect());
        for target in targets {
            named.target(target);
        }
        named
    }

    fn target(&mut self, target: &TargetProgress) {
        let name = target.name();
        self.0.push((format!("{name}.original"), target.original_value()));
        self.0.push((format!("{name}.inForce"), target.value_in_force()));
        self.0.push((format!("{name}.achieved"), target.achieved_value()));
    }
}
