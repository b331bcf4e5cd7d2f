//! What was judged becomes part of the ledger: the records, and all that follows from them.

use std::collections::{HashMap, HashSet};

use sqlx::postgres::PgConnection;

use shahrak_domain::actor::Actor;
use shahrak_domain::code::Coded;
use shahrak_domain::draft::{Draft, Outcome};
use shahrak_domain::event::Facts;
use shahrak_domain::ledger::{Position, Says};
use shahrak_domain::moment::Moment;
use shahrak_domain::state::State;
use shahrak_domain::tally::Span;

use super::UnitLedger;
use super::sums::{self, Deltas, Site};
use crate::error::Result;
use crate::tx::Tx;

/// What is recorded beside the facts.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// The sender's own code; none for one of the register's.
    pub code: Option<String>,
    /// Why, or what else there is to say.
    pub note: Option<String>,
    /// Number or address of a document.
    pub evidence: Option<String>,
}

/// What was added.
#[derive(Clone, Debug)]
pub struct Appended {
    /// The moment of recording.
    pub moment: Moment,
    /// The position of each record, in the order of the draft.
    pub positions: Vec<Position>,
}

/// Adds the new records of a draft with their details. The ledger is open from here to the end of the transaction: nobody
/// else records meanwhile, so this comes last.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn append(
    tx: &mut Tx,
    unit: &UnitLedger,
    draft: &Draft,
    outcome: &Outcome,
    details: &[Details],
    recorder: &Actor,
) -> Result<Appended> {
    let connection = tx.connection();
    let opened = sums::open(connection).await?;
    let moment = opened.moment;
    let drafted = draft.added().iter().map(|record| record.position);
    let numbers: HashMap<Position, Position> = drafted.zip(opened.last_position + 1..).collect();
    let number = |position: Position| numbers.get(&position).copied().unwrap_or(position);
    let mut positions = Vec::with_capacity(numbers.len());
    let given: HashSet<&str> = details.iter().filter_map(|details| details.code.as_deref()).collect();
    for (record, details) in draft.added().iter().zip(details) {
        let place = outcome.places.get(&record.position).copied().unwrap_or(record.position);
        let position = number(record.position);
        let code = details.code.clone().unwrap_or_else(|| unit.free_code(position, &given));
        let new = New { position, place: number(place), code, details, moment, recorder };
        insert(connection, unit, &new, says(&record.says, number)).await?;
        positions.push(new.position);
    }
    let last = positions.last().copied().unwrap_or(opened.last_position);
    follow(connection, unit, outcome, (moment, last)).await?;
    sqlx::query("SELECT ledger_close($1, $2)").bind(last).bind(moment).execute(connection).await?;
    Ok(Appended { moment, positions })
}

/// A record on its way into the table.
struct New<'a> {
    position: Position,
    place: Position,
    code: String,
    details: &'a Details,
    moment: Moment,
    recorder: &'a Actor,
}

/// What a record states, what it replaces, what it voids.
type Said<'a> = (Option<&'a Facts>, Option<Position>, Option<Position>);

fn says(says: &Says, number: impl Fn(Position) -> Position) -> Said<'_> {
    match says {
        Says::Happened { facts, replaces } => (Some(facts), replaces.map(number), None),
        Says::Void(of) => (None, None, Some(number(*of))),
    }
}

async fn insert(
    connection: &mut PgConnection,
    unit: &UnitLedger,
    new: &New<'_>,
    (facts, replaces, voids): Said<'_>,
) -> Result<()> {
    let details = new.details;
    let reasons = facts.map(|facts| facts.reasons.iter().map(|reason| reason.code()).collect::<Vec<_>>());
    sqlx::query(
        "INSERT INTO unit_event (position, unit_id, province_id, park_id, code, kind, occurred_on, investment_irr, jobs,
            capacity_percent, progress_percent, area_m2, reasons, body, means, note, evidence, replaces, voids, place,
            recorded_at, recorded_by, recorder_role, recorder_organisation)
         VALUES ($1, $2, $3, $4, $5, $6::event_kind, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
            $22, $23, $24)",
    )
    .bind(new.position)
    .bind(unit.id)
    .bind(unit.province_id)
    .bind(unit.park_id)
    .bind(&new.code)
    .bind(facts.map(|facts| facts.kind.code()))
    .bind(facts.map(|facts| facts.occurred_on.date()))
    .bind(facts.and_then(|facts| facts.investment).map(|rials| rials.get()))
    .bind(facts.and_then(|facts| facts.jobs).map(|jobs| jobs.get()))
    .bind(facts.and_then(|facts| facts.capacity).map(|capacity| capacity.get()))
    .bind(facts.and_then(|facts| facts.progress).map(|progress| progress.get()))
    .bind(facts.and_then(|facts| facts.area_m2))
    .bind(reasons.unwrap_or_default())
    .bind(facts.and_then(|facts| facts.body).map(Coded::code))
    .bind(facts.and_then(|facts| facts.means).map(Coded::code))
    .bind(&details.note)
    .bind(&details.evidence)
    .bind(replaces)
    .bind(voids)
    .bind(new.place)
    .bind(new.moment)
    .bind(&new.recorder.name)
    .bind(new.recorder.role.name().code())
    .bind(&new.recorder.organisation)
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes what follows from the records: the runs of status, the sums, the unit's present state.
async fn follow(
    connection: &mut PgConnection,
    unit: &UnitLedger,
    outcome: &Outcome,
    (moment, position): (Moment, Position),
) -> Result<()> {
    let site = Site { province_id: unit.province_id, park_id: unit.park_id, sector: unit.sector };
    for change in &outcome.changes {
        end_spans(connection, unit, &change.ended, moment).await?;
        open_spans(connection, unit, &change.opened, moment).await?;
    }
    let mut deltas = Deltas::default();
    deltas.push(site, &outcome.changes, 1, moment);
    deltas.write(connection, position).await?;
    write_state(connection, unit, outcome.state).await
}

async fn end_spans(
    connection: &mut PgConnection,
    unit: &UnitLedger,
    spans: &[Span],
    moment: Moment,
) -> Result<()> {
    let sql = "UPDATE unit_span AS s SET known_until = $2
         FROM unnest($3::text[], $4::date[], $5::date[]) AS e (status, from_on, until_on)
         WHERE s.unit_id = $1 AND s.status = e.status::unit_status AND s.from_on = e.from_on
            AND s.until_on = COALESCE(e.until_on, 'infinity') AND s.known_until = 'infinity'";
    with_spans(connection, sql, unit, spans, moment).await
}

async fn open_spans(
    connection: &mut PgConnection,
    unit: &UnitLedger,
    spans: &[Span],
    moment: Moment,
) -> Result<()> {
    let sql = "INSERT INTO unit_span (unit_id, status, from_on, until_on, known_from, known_until)
         SELECT $1, o.status::unit_status, o.from_on, COALESCE(o.until_on, 'infinity'), $2, 'infinity'
         FROM unnest($3::text[], $4::date[], $5::date[]) AS o (status, from_on, until_on)";
    with_spans(connection, sql, unit, spans, moment).await
}

/// Runs a statement with spans of a unit: `$1` is the unit, `$2` the moment, `$3` to `$5` their statuses, first days and
/// first days after. A day that has not come is NULL.
async fn with_spans(
    connection: &mut PgConnection,
    sql: &'static str,
    unit: &UnitLedger,
    spans: &[Span],
    moment: Moment,
) -> Result<()> {
    if spans.is_empty() {
        return Ok(());
    }
    sqlx::query(sql)
        .bind(unit.id)
        .bind(moment)
        .bind(spans.iter().map(|span| span.status.code()).collect::<Vec<_>>())
        .bind(spans.iter().map(|span| span.from.date()).collect::<Vec<_>>())
        .bind(spans.iter().map(|span| span.until.map(|day| day.date())).collect::<Vec<_>>())
        .execute(connection)
        .await?;
    Ok(())
}

async fn write_state(connection: &mut PgConnection, unit: &UnitLedger, state: Option<State>) -> Result<()> {
    sqlx::query(
        "UPDATE unit SET status = $2::unit_status, status_since = $3, jobs = $4, capacity_percent = $5,
            progress_percent = $6, last_confirmed_on = $7 WHERE id = $1",
    )
    .bind(unit.id)
    .bind(state.map(|state| state.status.code()))
    .bind(state.map(|state| state.status_since.date()))
    .bind(state.and_then(|state| state.jobs).map(|jobs| jobs.get()))
    .bind(state.and_then(|state| state.capacity).map(|capacity| capacity.get()))
    .bind(state.and_then(|state| state.progress).map(|progress| progress.get()))
    .bind(state.map(|state| state.last_confirmed_on.date()))
    .execute(connection)
    .await?;
    Ok(())
}

impl UnitLedger {
    /// A code of the register's own for the record at a position: `r17`, or another that neither is there nor is given.
    fn free_code(&self, position: Position, given: &HashSet<&str>) -> String {
        let mut code = format!("r{position}");
        while self.position(&code).is_some() || given.contains(code.as_str()) {
            code.push('x');
        }
        code
    }
}
