//! Methodologies.

use shahrak_exchange::row::MethodologyRow;

use crate::import::copy::Line;
use crate::import::plan::{OnChange, Plan};
use crate::import::staged::Staged;

impl Staged for MethodologyRow {
    const TABLE: &'static str = "staged_methodology";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("code", "text"),
        ("valid_from", "date"),
        ("idle_below", "numeric"),
        ("semi_active_below", "numeric"),
        ("source", "text"),
    ];

    fn fill(&self, line: &mut Line) {
        let methodology = &self.0;
        line.text(&methodology.code)
            .plain(methodology.valid_from.date())
            .plain(methodology.idle_below)
            .plain(methodology.semi_active_below)
            .maybe_text(methodology.source.as_deref());
    }
}

/// How methodologies land (rule L3).
pub(in crate::import) const METHODOLOGIES: Plan = Plan {
    table: "methodology",
    resolve: &[],
    keep: &[],
    checks: &[
        "SELECT s.file, s.line, 'valid_from', 'METHODOLOGY_IN_USE', s.valid_from::text,
            format('a capacity was reported on %s by the thresholds in force; a new methodology starts after that day', e.day)
        FROM staged_methodology AS s CROSS JOIN (
            SELECT max(occurred_on) AS day FROM unit_event AS e
            WHERE kind IN ('capacity_reported', 'capacity_raised')
                AND NOT EXISTS (SELECT FROM unit_event AS c WHERE c.corrects = e.position)) AS e
        WHERE e.day >= s.valid_from AND NOT EXISTS (SELECT FROM methodology AS t WHERE t.code = s.code)",
        "SELECT s.file, s.line, 'valid_from', 'DUPLICATE_KEY', s.valid_from::text,
            format('methodology %s starts on the same day; one of them can be in force', t.code)
        FROM staged_methodology AS s JOIN (
            SELECT code, valid_from FROM methodology UNION SELECT code, valid_from FROM staged_methodology AS o
            WHERE NOT EXISTS (SELECT FROM methodology AS k WHERE k.code = o.code)
        ) AS t ON t.valid_from = s.valid_from AND t.code <> s.code",
    ],
    key: &["code"],
    nullable_key: false,
    said: "code",
    facts: &["valid_from", "idle_below", "semi_active_below", "source"],
    on_change: OnChange::Refuse("the methodology is recorded with another first day, other thresholds or another source; adopt a new one under another code"),
};
