//! Yearly targets and their revisions.

use shahrak_domain::code::Coded;
use shahrak_domain::population::Scope;
use shahrak_exchange::row::TargetRow;

use crate::import::copy::Line;
use crate::import::plan::{OnChange, Plan};
use crate::import::staged::Staged;

impl Staged for TargetRow {
    const TABLE: &'static str = "staged_target";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("year", "smallint"),
        ("metric", "text"),
        ("scope", "text"),
        ("population", "text"),
        ("body", "text"),
        ("value", "numeric"),
        ("decided_on", "date"),
        ("reason", "text"),
        ("source", "text"),
        ("recorded_at", "timestamptz"),
        ("recorded_by", "text"),
        ("province_id", "smallint"),
        ("target_id", "integer"),
    ];
    const RESTORING: &'static [&'static str] = &["recorded_at"];

    fn fill(&self, line: &mut Line) {
        line.plain(self.year)
            .plain(self.metric.code())
            .maybe_text(scope_code(&self.scope))
            .plain(self.population.code())
            .maybe(self.body.map(Coded::code))
            .plain(self.value)
            .plain(self.decided_on.date())
            .maybe_text(self.reason.as_deref())
            .maybe_text(self.source.as_deref())
            .maybe(self.recorded_at.map(|moment| moment.to_rfc3339()))
            .maybe(None::<&str>)
            .maybe(None::<i16>)
            .maybe(None::<i32>);
    }
}

/// How revisions of targets land; the targets themselves are made as they are named.
pub(in crate::import) const TARGETS: Plan = Plan {
    table: "target_revision",
    resolve: &[
        "UPDATE staged_target AS s SET province_id = p.id FROM province AS p WHERE p.code = s.scope",
        "INSERT INTO target (year, metric, province_id, population, body)
         SELECT year, metric, province_id, population, body FROM staged_target
         GROUP BY year, metric, province_id, population, body ORDER BY min(n) ON CONFLICT DO NOTHING",
        "UPDATE staged_target AS s SET target_id = t.id FROM target AS t
         WHERE (s.year, s.metric, s.population) = (t.year, t.metric, t.population)
            AND (s.province_id, s.body) IS NOT DISTINCT FROM (t.province_id, t.body)",
    ],
    keep: &[],
    checks: &[],
    key: &["target_id", "decided_on"],
    nullable_key: false,
    said: "target and day of decision",
    facts: &["value", "reason", "source"],
    on_change: OnChange::Refuse(
        "the target was decided on that day with another value, reason or source; a revision is decided on a day of its own",
    ),
};

/// The code of a province, or none for the country.
pub(in crate::import) fn scope_code(scope: &Scope) -> Option<&str> {
    match scope {
        Scope::Country => None,
        Scope::Province(code) | Scope::Park(code) => Some(code),
    }
}
