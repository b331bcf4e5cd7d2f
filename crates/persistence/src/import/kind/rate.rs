//! Exchange rates.

use shahrak_domain::code::Coded;
use shahrak_exchange::row::RateRow;

use crate::import::copy::Line;
use crate::import::plan::{OnChange, Plan};
use crate::import::staged::Staged;

impl Staged for RateRow {
    const TABLE: &'static str = "staged_rate";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("kind", "text"),
        ("valid_from", "date"),
        ("valid_to", "date"),
        ("irr_per_usd", "numeric"),
        ("source", "text"),
    ];

    fn fill(&self, line: &mut Line) {
        let rate = &self.0;
        line.plain(rate.kind.code())
            .plain(rate.valid_from.date())
            .maybe(rate.valid_to.map(|day| day.date()))
            .plain(rate.irr_per_usd)
            .maybe_text(rate.source.as_deref());
    }
}

/// How rates land. Periods of a kind may not overlap after the import: the lines together with what they leave.
pub(in crate::import) const RATES: Plan = Plan {
    table: "rate",
    resolve: &[],
    keep: &[],
    checks: &["WITH after AS (
            SELECT kind, valid_from, valid_to FROM staged_rate
            UNION SELECT kind, valid_from, valid_to FROM rate AS t
            WHERE NOT EXISTS (SELECT FROM staged_rate AS s WHERE s.kind = t.kind AND s.valid_from = t.valid_from))
        SELECT DISTINCT ON (s.file, s.line) s.file, s.line, 'valid_from', 'OVERLAPPING_RATES', s.valid_from::text,
            format('the period overlaps the one from %s to %s; periods of a kind may not share a day',
                a.valid_from, COALESCE(a.valid_to::text, 'now on'))
        FROM staged_rate AS s JOIN after AS a ON a.kind = s.kind AND a.valid_from <> s.valid_from
            AND daterange(a.valid_from, a.valid_to, '[]') && daterange(s.valid_from, s.valid_to, '[]')"],
    key: &["kind", "valid_from"],
    nullable_key: false,
    said: "kind and valid_from",
    facts: &["valid_to", "irr_per_usd", "source"],
    on_change: OnChange::Change,
};
