//! Lines of `methodologies.csv`.

use rust_decimal::Decimal;
use shahrak_domain::import::FileKind;
use shahrak_domain::methodology::Methodology;
use shahrak_domain::parse::{Parsed, code, day, prose};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;
use shahrak_messages::Explain;

use super::write::{day as write_day, decimal as write_decimal, text};
use crate::cells::Cells;
use crate::file_row::FileRow;
use crate::text::without_percent;

/// Thresholds of activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodologyRow(pub Methodology);

impl FileRow for MethodologyRow {
    const KIND: FileKind = FileKind::Methodologies;

    fn parse(cells: &mut Cells<'_>) -> Option<MethodologyRow> {
        let code = cells.required("code", code);
        // The default is in force before the register's first day.
        let valid_from = cells.required("valid_from", day);
        let idle_below = cells.required("idle_below", threshold);
        let semi_active_below = cells.required("semi_active_below", threshold);
        let source = cells.optional("source", prose);
        let methodology = Methodology {
            code: code?,
            valid_from: valid_from?,
            idle_below: idle_below?,
            semi_active_below: semi_active_below?,
            source,
        };
        if let Err(error) = methodology.check() {
            cells.refuse("semi_active_below", Violation::new(RefusalCode::Inconsistent, error.message()));
        }
        Some(MethodologyRow(methodology))
    }

    fn cells(&self) -> Vec<String> {
        let methodology = &self.0;
        vec![
            methodology.code.clone(),
            write_day(Some(methodology.valid_from)),
            write_decimal(Some(methodology.idle_below)),
            write_decimal(Some(methodology.semi_active_below)),
            text(methodology.source.as_deref()),
        ]
    }
}

fn threshold(text: &str) -> Parsed<Decimal> {
    Methodology::threshold(without_percent(text))
}
