//! Exchange rates, methodologies and budget lines.

use shahrak_domain::code::Coded;
use shahrak_exchange::row::{BudgetRow, MethodologyRow, RateRow};

use crate::import::copy::Line;
use crate::import::kind::target::scope_code;
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
            SELECT code, valid_from FROM methodology UNION SELECT code, valid_from FROM staged_methodology
        ) AS t ON t.valid_from = s.valid_from AND t.code <> s.code",
    ],
    key: &["code"],
    nullable_key: false,
    said: "code",
    facts: &["valid_from", "idle_below", "semi_active_below", "source"],
    on_change: OnChange::Refuse("the methodology is recorded with other thresholds; adopt a new one under another code"),
};

impl Staged for BudgetRow {
    const TABLE: &'static str = "staged_budget";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("year", "smallint"),
        ("scope", "text"),
        ("line_of", "text"),
        ("stage", "text"),
        ("amount_irr", "bigint"),
        ("source", "text"),
        ("province_id", "smallint"),
    ];

    fn fill(&self, line: &mut Line) {
        line.plain(self.year)
            .maybe_text(scope_code(&self.scope))
            .plain(self.line.code())
            .plain(self.stage.code())
            .plain(self.amount.get())
            .maybe_text(self.source.as_deref())
            .maybe(None::<i16>);
    }
}

/// How budget lines land.
pub(in crate::import) const BUDGETS: Plan = Plan {
    table: "budget_line",
    resolve: &["UPDATE staged_budget AS s SET province_id = p.id FROM province AS p WHERE p.code = s.scope"],
    keep: &[],
    checks: &[],
    key: &["year", "province_id", "line_of", "stage"],
    nullable_key: true,
    said: "year, scope, line and stage",
    facts: &["amount_irr", "source"],
    on_change: OnChange::Change,
};
