//! Lines of `rates.csv`.

use shahrak_domain::import::FileKind;
use shahrak_domain::money::{Rate, RatePeriod};
use shahrak_domain::parse::{coded, prose, register_day};

use super::write::{code, day, decimal, text};
use crate::cells::Cells;
use crate::file_row::FileRow;

/// An exchange rate for a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateRow(pub Rate);

impl FileRow for RateRow {
    const KIND: FileKind = FileKind::Rates;

    fn parse(cells: &mut Cells<'_>) -> Option<RateRow> {
        let kind = cells.required("kind", coded);
        let valid_from = cells.required("valid_from", register_day);
        let valid_to = cells.optional("valid_to", register_day);
        let irr_per_usd = cells.required("irr_per_usd", Rate::price);
        let source = cells.optional("source", prose);
        if let Some(from) = valid_from
            && let Err(error) = (RatePeriod { from, to: valid_to }).check()
        {
            cells.refuse("valid_to", error.into());
        }
        Some(RateRow(Rate {
            kind: kind?,
            valid_from: valid_from?,
            valid_to,
            irr_per_usd: irr_per_usd?,
            source,
        }))
    }

    fn cells(&self) -> Vec<String> {
        let rate = &self.0;
        vec![
            code(Some(rate.kind)),
            day(Some(rate.valid_from)),
            day(rate.valid_to),
            decimal(Some(rate.irr_per_usd)),
            text(rate.source.as_deref()),
        ]
    }
}
