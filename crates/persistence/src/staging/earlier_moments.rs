//! Moments of what ships with the program, in a register that is restored from an export: each register loads these records
//! when it begins, and the one that is restored began earlier.

use crate::connection::Session;
use crate::error::Result;
use crate::staging::table;

/// The recorder of what ships with the program.
const PROGRAM: &str = "shahrak";

/// Gives revisions of targets the moments that lines state, if these are the same otherwise.
pub(super) async fn of_targets(db: &Session) -> Result<()> {
    let earlier = format!(
        "UPDATE target_revision AS r SET recorded_at = s.recorded_at
         FROM staged_target AS s JOIN target AS t ON (s.year, s.metric, s.population) = (t.year, t.metric, t.population)
            AND (s.province_id, s.body) IS NOT DISTINCT FROM (t.province_id, t.body)
         WHERE s.outcome = 'unchanged' AND (r.target_id, r.decided_on) = (t.id, s.decided_on)
            AND r.recorded_by = '{PROGRAM}' AND s.recorded_at < r.recorded_at"
    );
    table::run(db, &earlier).await
}

/// The same for announced figures.
pub(super) async fn of_figures(db: &Session) -> Result<()> {
    let earlier = format!(
        "UPDATE announced_figure AS f SET recorded_at = s.recorded_at FROM staged_figure AS s
         WHERE s.outcome = 'unchanged' AND f.code = s.code AND f.recorded_by = '{PROGRAM}'
            AND s.recorded_at < f.recorded_at"
    );
    table::run(db, &earlier).await
}
