//! The outcomes of lines of support cases, and what is written of them.

use chrono::{DateTime, Utc};
use serde::Serialize;

use shahrak_domain::moment::Moment;
use shahrak_domain::violation::Violation;

use super::judge::Judged;
use crate::connection::Session;
use crate::error::{Error, Result};
use crate::sql::Sql;
use crate::staging::tables::event::PROVISIONAL;
use crate::staging::{decide, table};
use crate::support_case::CaseStateRow;

/// The outcomes of a batch.
#[derive(Default)]
pub(super) struct Outcomes {
    lines: Vec<LineRow>,
    refusals: Vec<(i64, Violation)>,
    states: Vec<StateRow>,
}

/// A line with its outcome.
#[derive(Serialize)]
struct LineRow {
    n: i64,
    outcome: &'static str,
    position: Option<i64>,
    place: Option<i64>,
    replaces: Option<i64>,
    voids: Option<i64>,
}

/// A row of `derived_case`.
#[derive(Serialize)]
struct StateRow {
    case_code: String,
    /// None for a recorded state, which ceases to be known.
    known_from: Option<String>,
    known_until: Option<String>,
    #[serde(flatten)]
    state: CaseStateRow,
}

impl Outcomes {
    pub(super) fn add(&mut self, code: &str, judged: Judged) {
        let Judged { unchanged, added, refusals, changes } = judged;
        let none =
            |n, outcome| LineRow { n, outcome, position: None, place: None, replaces: None, voids: None };
        self.lines.extend(unchanged.into_iter().map(|n| none(n, "unchanged")));
        self.lines.extend(added.into_iter().map(|line| LineRow {
            n: line.n,
            outcome: "added",
            position: Some(line.position),
            place: Some(line.place),
            replaces: line.replaces,
            voids: line.voids,
        }));
        self.lines.extend(refusals.iter().map(|(n, _)| none(*n, "refused")));
        self.refusals.extend(refusals);
        let mut states: Vec<StateRow> = Vec::new();
        for change in changes {
            let at = moment(change.known_from);
            for span in &change.ended {
                let opened =
                    states.iter_mut().find(|row| row.is_known() && row.state.from_on == span.from.date());
                match opened {
                    Some(row) => row.known_until = Some(at.clone()),
                    None => states.push(StateRow::new(code, None, Some(at.clone()), CaseStateRow::of(span))),
                }
            }
            let opened = change.opened.iter();
            states.extend(
                opened.map(|span| StateRow::new(code, Some(at.clone()), None, CaseStateRow::of(span))),
            );
        }
        self.states.extend(states);
    }

    pub(super) async fn write(self, db: &Session, table: &str) -> Result<()> {
        let lines = serde_json::to_value(&self.lines).map_err(Error::decode)?;
        let sql = format!(
            "UPDATE {table} AS s SET outcome = f.outcome, position = f.position, place = f.place, replaces = f.replaces,
                voids = f.voids
             FROM jsonb_to_recordset($1) AS f (n bigint, outcome text, position bigint, place bigint, replaces bigint,
                voids bigint) WHERE s.n = f.n"
        );
        Sql::with(sql, [lines.into()]).execute(db).await?;
        let states = serde_json::to_value(&self.states).map_err(Error::decode)?;
        let add = "INSERT INTO derived_case SELECT * FROM jsonb_populate_recordset(NULL::derived_case, $1)";
        Sql::with(add, [states.into()]).execute(db).await?;
        decide::refuse(db, table, self.refusals).await
    }
}

impl StateRow {
    fn new(
        code: &str,
        known_from: Option<String>,
        known_until: Option<String>,
        state: CaseStateRow,
    ) -> StateRow {
        StateRow { case_code: code.to_owned(), known_from, known_until, state }
    }

    /// Whether it begins to be known by this import, and still is.
    fn is_known(&self) -> bool {
        self.known_from.is_some() && self.known_until.is_none()
    }
}

/// A moment for PostgreSQL; that of the import is `infinity`.
fn moment(moment: Moment) -> String {
    if moment == DateTime::<Utc>::MAX_UTC { "infinity".to_owned() } else { moment.to_rfc3339() }
}

/// Gives the added lines their final positions, after all that are recorded. The ledger is open.
pub(super) async fn number(db: &Session) -> Result<()> {
    let last: i64 = Sql::new("SELECT COALESCE(max(position), 0) FROM support_step").value(db).await?;
    let moved = |column: &str| {
        format!(
            "{column} = CASE WHEN {column} > {PROVISIONAL} THEN {column} - {PROVISIONAL} + {last} ELSE {column} END"
        )
    };
    let moved = ["position", "place", "replaces", "voids"].map(moved).join(", ");
    table::run(db, &format!("UPDATE staged_support SET {moved} WHERE outcome = 'added'")).await
}

/// Writes what becomes known of cases.
pub(super) async fn write_states(db: &Session, moment: Moment) -> Result<()> {
    for sql in [
        "UPDATE support_state AS s SET known_until = CASE WHEN d.known_until = 'infinity' THEN $1 ELSE d.known_until END
         FROM derived_case AS d JOIN support_case AS c ON c.code = d.case_code
         WHERE d.known_from IS NULL AND s.case_id = c.id AND s.from_on = d.from_on AND s.known_until IS NULL",
        "INSERT INTO support_state (case_id, from_on, until_on, known_from, known_until, kind, status, since, opened_on,
            referred_to, outcome)
         SELECT c.id, d.from_on, d.until_on, CASE WHEN d.known_from = 'infinity' THEN $1 ELSE d.known_from END,
            CASE WHEN d.known_until = 'infinity' THEN $1 ELSE d.known_until END, d.kind, d.status, d.since, d.opened_on,
            d.referred_to, d.outcome
         FROM derived_case AS d JOIN support_case AS c ON c.code = d.case_code WHERE d.known_from IS NOT NULL",
    ] {
        Sql::with(sql, [moment.into()]).execute(db).await?;
    }
    Ok(())
}
