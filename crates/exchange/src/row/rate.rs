//! Lines of `rates.csv`.

use rust_decimal::Decimal;
use shahrak_domain::money::Rate;
use shahrak_domain::persian;
use shahrak_domain::violation::Violation;
use shahrak_domain::written::{Parsed, amount, bounded, coded, prose, register_day};

use super::write::{code, day, decimal, text};
use crate::cells::Cells;
use crate::file::FileKind;
use crate::reader::Record;
use crate::refusal::RefusalCode;

/// An exchange rate over a run of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateRow(pub Rate);

impl Record for RateRow {
    const KIND: FileKind = FileKind::Rates;

    fn parse(cells: &mut Cells<'_>) -> Option<RateRow> {
        let kind = cells.required("kind", coded);
        let valid_from = cells.required("valid_from", register_day);
        let valid_to = cells.optional("valid_to", register_day);
        let irr_per_usd = cells.required("irr_per_usd", rials_per_dollar);
        let source = cells.optional("source", prose);
        if let (Some(from), Some(to)) = (valid_from, valid_to)
            && to < from
        {
            let message = format!("a rate ends on its first day, {from}, or later");
            let persian = format!("نرخ در روز آغاز خود، {}، یا پس از آن پایان می‌یابد", persian::day(from));
            cells.refuse("valid_to", Violation::new(RefusalCode::Inconsistent, message, persian));
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

fn rials_per_dollar(text: &str) -> Parsed<Decimal> {
    let rate = bounded(amount(text)?, 0, 1_000_000_000_000, 6)?;
    if rate.is_zero() {
        let persian = "بهای دلار بیش از 0 ریال است";
        return Err(Violation::new(RefusalCode::OutOfRange, "a dollar costs more than 0 rials", persian));
    }
    Ok(rate)
}
