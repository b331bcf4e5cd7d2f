//! The figures of a report by name, to compare two reports (rule R12).

use rust_decimal::Decimal;

use shahrak_domain::achievement::Achieved;
use shahrak_domain::code::Coded;
use shahrak_domain::event::EventKind;
use shahrak_domain::money::RateKind;
use shahrak_domain::report::{self, Flow};
use shahrak_domain::state::Status;

use super::drill_down::StockDay;
use super::section::CellData;
use super::target::TargetProgress;

/// The figures of a report, each by the path of its field.
pub struct NamedFigures(pub Vec<(String, Option<Decimal>)>);

/// The flows by the names of their fields, and whether they have jobs and investment.
const FLOWS: [(&str, EventKind, bool, bool); 8] = [
    ("commissioned", EventKind::Commissioned, true, true),
    ("revived", EventKind::Revived, true, true),
    ("capacityRaised", EventKind::CapacityRaised, true, false),
    ("renovated", EventKind::Renovated, false, true),
    ("idled", EventKind::Idled, false, false),
    ("closed", EventKind::Closed, false, false),
    ("permitted", EventKind::PermitIssued, true, true),
    ("cancelled", EventKind::Cancelled, false, false),
];

impl NamedFigures {
    /// The flows, stocks and targets of a report.
    pub fn of(cell: &CellData, targets: &[TargetProgress]) -> NamedFigures {
        let mut named = NamedFigures(Vec::new());
        for (name, kind, jobs, investment) in FLOWS {
            let flow = cell.figures.flow(kind, cell.key.period);
            named.flow(name, &flow, jobs);
            if investment {
                named.investment(name, &flow, cell.dollars(kind, RateKind::Official));
            }
        }
        named.stock("stock", &cell.figures.stock(StockDay::AsOf.day(&cell.key)));
        named.stock("previousYearEnd", &cell.figures.stock(StockDay::DayBefore.day(&cell.key)));
        targets.iter().for_each(|target| named.target(target));
        named
    }

    fn add(&mut self, path: String, value: impl Into<Decimal>) {
        self.0.push((path, Some(value.into())));
    }

    fn flow(&mut self, name: &str, flow: &Flow, jobs: bool) {
        self.add(format!("{name}.units"), flow.events);
        if jobs {
            self.add(format!("{name}.jobs"), flow.jobs);
            self.add(format!("{name}.jobsUnknown"), flow.jobs_unknown);
        }
    }

    fn investment(&mut self, name: &str, flow: &Flow, usd: Option<String>) {
        self.add(format!("{name}.investment.irr"), Achieved::count(flow.investment).value());
        self.add(format!("{name}.investment.irrUnknown"), flow.investment_unknown);
        self.0.push((format!("{name}.investment.usd"), usd.and_then(|usd| usd.parse().ok())));
    }

    fn stock(&mut self, name: &str, stock: &report::Stock) {
        for status in Status::ALL {
            self.add(format!("{name}.{}", camel(status.code())), stock.of(*status));
        }
        self.add(format!("{name}.operating"), stock.operating());
        let share =
            (stock.operating() != 0).then(|| Decimal::from(stock.idle()) / Decimal::from(stock.operating()));
        self.0.push((format!("{name}.idleShare"), share));
        self.add(format!("{name}.jobs"), stock.jobs);
        self.add(format!("{name}.jobsUnknown"), stock.jobs_unknown);
    }

    fn target(&mut self, target: &TargetProgress) {
        let name = target.name();
        self.0.push((format!("{name}.original"), target.original_value()));
        self.0.push((format!("{name}.inForce"), target.value_in_force()));
        self.0.push((format!("{name}.achieved"), target.achieved_value()));
    }
}

/// `under_construction` in the form of the schema: `underConstruction`.
fn camel(code: &str) -> String {
    let mut words = code.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (head, tail) = word.split_at(1.min(word.len()));
        name + &head.to_uppercase() + tail
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_written_as_the_fields_are() {
        let names: Vec<String> = Status::ALL.iter().map(|status| camel(status.code())).collect();
        let fields =
            ["planned", "underConstruction", "active", "semiActive", "inactive", "closed", "cancelled"];
        assert_eq!(names, fields);
    }
}
