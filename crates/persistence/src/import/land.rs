//! The landing: what was judged becomes part of the ledger and of the sums, at one moment of recording.
//!
//! A small import locks the units that it touches, judges again those whose ledger has changed since, opens the ledger and
//! writes. A large one writes first, as a *batch* without a moment, at positions that nobody else reaches meanwhile; then
//! it locks the units and mends what it wrote of those that have changed. The ledger is open only for the row that gives
//! the batch its moment.

use shahrak_domain::actor::Actor;
use shahrak_domain::code::Coded;
use shahrak_domain::ledger::Position;
use shahrak_domain::moment::Moment;
use sqlx::{AssertSqlSafe, PgConnection};

use super::event::PROVISIONAL;
use super::judge::{self, END, Judged, Thresholds};
use super::plan::Also;
use super::staged;
use crate::connection::On;
use crate::error::{Error, Result};
use crate::fold;
use crate::ledger::sums::Opened;
use crate::lock::Lock;
use crate::methodology;

/// Up to how many records are written while the ledger is open: some milliseconds.
const FEW: i64 = 300;

/// How far behind the end of the ledger a batch begins: more than can be recorded while it is written.
const ROOM: i64 = 1 << 32;

impl Judged {
    /// Whether it lands as a batch.
    pub(super) fn is_large(&self) -> bool {
        self.records.number > FEW
    }

    /// Whether there is anything to record, or to derive again.
    pub(super) fn is_nothing(&self) -> bool {
        self.records.number == 0 && !self.anew
    }
}

/// What is under way, from its beginning to the opening of the ledger.
pub(super) struct Landing {
    /// The batch, and what is added to provisional positions; none of a small import.
    batch: Option<(i32, i64)>,
    /// The provisional position of the last record.
    last: Option<Position>,
}

/// The columns of a unit that follow from its records.
const STATE: [&str; 6] =
    ["status", "status_since", "jobs", "capacity_percent", "progress_percent", "last_confirmed_on"];

/// Units that a large import adds land with the state that follows from their records.
pub(super) const STATES: Also =
    Also { columns: &STATE, join: "LEFT JOIN judged_state AS j ON j.unit_id = s.id" };

/// Says what was recorded.
pub(super) async fn close(connection: &mut PgConnection, last: Position, moment: Moment) -> Result<()> {
    sqlx::query("SELECT ledger_close($1, $2)").bind(last).bind(moment).execute(connection).await?;
    Ok(())
}

/// Does all that does not need the ledger. None if a line cannot stand any more, because somebody else has recorded
/// something of its unit since it was judged.
pub(super) async fn begin(
    connection: &mut PgConnection,
    judged: &Judged,
    recorder: &Actor,
) -> Result<Option<Landing>> {
    staged::run(
        connection,
        "CREATE TEMP TABLE late_unit (unit_id bigint PRIMARY KEY) ON COMMIT DROP;
         INSERT INTO late_unit SELECT unit_id FROM rederived",
    )
    .await?;
    let batch = if judged.is_large() { Some(write_batch(connection, recorder).await?) } else { None };
    lock_thresholds(connection, judged, batch.map(|(batch, _)| batch)).await?;
    lock_units(connection).await?;
    if !judge_again(connection, judged, batch).await? {
        return Ok(None);
    }
    if let Some((batch, _)) = batch {
        end_spans(connection, EARLY, Known { moment: None, batch: Some(batch) }).await?;
        write_states(connection, "j.unit_id NOT IN (SELECT id FROM staged_unit WHERE fate = 'added')")
            .await?;
    }
    Ok(Some(Landing { batch, last: judged.records.last }))
}

/// Does the rest, with the ledger open, and answers its last position.
pub(super) async fn finish(
    connection: &mut PgConnection,
    landing: &Landing,
    opened: Opened,
    recorder: &Actor,
) -> Result<Position> {
    let known = Known { moment: Some(opened.moment), batch: None };
    let offset = match landing.batch {
        Some((batch, offset)) => {
            sqlx::query(
                "INSERT INTO ledger_batch (id, recorded_at, deltas) VALUES ($1, $2,
                    (SELECT count(*) FROM tally_delta WHERE batch = $1 AND recorded_at IS NULL))",
            )
            .bind(batch)
            .bind(opened.moment)
            .execute(&mut *connection)
            .await?;
            offset
        }
        None => {
            let offset = opened.last_position - PROVISIONAL;
            // In the audit trail the state before a record is that of the unit when it is written.
            add_events(connection, offset, known, recorder).await?;
            write_states(connection, ALL).await?;
            offset
        }
    };
    let last = match landing.last {
        // Deltas of what is only derived again have a position of their own.
        None => opened.last_position + 1,
        Some(last) => last + offset,
    };
    let units = if landing.batch.is_some() { LATE } else { ALL };
    // Spans that are derived again are all among those that open.
    staged::run(connection, "DELETE FROM unit_span WHERE unit_id IN (SELECT unit_id FROM rederived)").await?;
    end_spans(connection, units, known).await?;
    open_spans(connection, units, known).await?;
    add_deltas(connection, units, (1, last), known).await?;
    Ok(last)
}

/// When something becomes known: at a moment, or at that of a batch.
#[derive(Clone, Copy)]
struct Known {
    moment: Option<Moment>,
    batch: Option<i32>,
}

/// Of which units something is written.
type Units = &'static str;
const ALL: Units = "true";
const EARLY: Units = "j.unit_id NOT IN (SELECT unit_id FROM late_unit)";
const LATE: Units = "j.unit_id IN (SELECT unit_id FROM late_unit)";

/// Writes records, spans and sums of a batch, and answers it and what its positions are moved by.
async fn write_batch(connection: &mut PgConnection, recorder: &Actor) -> Result<(i32, i64)> {
    Lock::Landing.alone(&On::new(connection)).await?;
    let batch: i32 =
        sqlx::query_scalar("SELECT nextval(pg_get_serial_sequence('ledger_batch', 'id'))::integer")
            .fetch_one(&mut *connection)
            .await?;
    let head: i64 =
        sqlx::query_scalar("SELECT position FROM ledger_head").fetch_one(&mut *connection).await?;
    let offset = head + ROOM - PROVISIONAL;
    let known = Known { moment: None, batch: Some(batch) };
    add_events(connection, offset, known, recorder).await?;
    open_spans(connection, EARLY, known).await?;
    add_deltas(connection, EARLY, (1, PROVISIONAL + offset), known).await?;
    Lock::Fold.alone(&On::new(connection)).await?;
    fold::fold_batch(&On::new(connection), batch).await?;
    Ok((batch, offset))
}

/// Locks the units that are touched: nobody else records anything of them until the end of the transaction.
async fn lock_units(connection: &mut PgConnection) -> Result<()> {
    let changed: i64 = sqlx::query_scalar(
        // Materialized: a condition from outside would be tried first, and only those that satisfy it be locked.
        "WITH locked AS MATERIALIZED (
            SELECT u.version <> t.version + CASE WHEN s.n IS NULL THEN 0 ELSE 1 END AS changed
            FROM public.unit AS u JOIN touched AS t ON t.unit_id = u.id
                LEFT JOIN staged_unit AS s ON s.code = u.code AND s.fate = 'changed'
            ORDER BY u.id FOR NO KEY UPDATE OF u)
         SELECT count(*) FROM locked WHERE changed",
    )
    .fetch_one(&mut *connection)
    .await?;
    if changed > 0 {
        return Err(Error::Conflict(format!("{changed} units were changed while the import was judged")));
    }
    Ok(())
}

/// Locks the thresholds by which units were judged; alone if the import brings others, by which nothing was judged that was
/// recorded meanwhile.
async fn lock_thresholds(connection: &mut PgConnection, judged: &Judged, own: Option<i32>) -> Result<()> {
    let Thresholds { before, now } = &judged.thresholds;
    match before == now {
        true => Lock::Thresholds.share(&On::new(connection)).await?,
        false => Lock::Thresholds.alone(&On::new(connection)).await?,
    }
    if methodology::all(&On::new(connection)).await? != *before {
        return Err(Error::Conflict("a methodology was adopted while the import was judged".to_owned()));
    }
    if before == now {
        return Ok(());
    }
    let reported: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM public.unit_event WHERE position > $1 AND batch IS DISTINCT FROM $2
            AND kind IN ('capacity_reported', 'capacity_raised'))",
    )
    .bind(judged.head)
    .bind(own)
    .fetch_one(connection)
    .await?;
    if reported {
        return Err(Error::Conflict("capacities were reported while new thresholds were judged".to_owned()));
    }
    Ok(())
}

/// Judges the units again of which something was recorded since they were read; whether all can stand. What a batch holds
/// of them already is taken back.
async fn judge_again(
    connection: &mut PgConnection,
    judged: &Judged,
    batch: Option<(i32, i64)>,
) -> Result<bool> {
    let later = format!(
        "CREATE TEMP TABLE changed_unit ON COMMIT DROP AS
         SELECT DISTINCT e.unit_id FROM public.unit_event AS e JOIN touched AS t ON t.unit_id = e.unit_id
         WHERE e.position > {} AND e.batch IS DISTINCT FROM {}",
        judged.head,
        // No batch is numbered so.
        batch.map_or(0, |(batch, _)| batch),
    );
    staged::run(connection, &later).await?;
    let changed: i64 =
        sqlx::query_scalar("SELECT count(*) FROM changed_unit").fetch_one(&mut *connection).await?;
    if changed == 0 {
        return Ok(true);
    }
    if let Some((batch, offset)) = batch {
        take_back(connection, batch, offset).await?;
    }
    staged::run(
        connection,
        "INSERT INTO late_unit SELECT unit_id FROM changed_unit ON CONFLICT DO NOTHING;
         DELETE FROM judged_place WHERE position IN (
            SELECT position FROM staged_event WHERE unit_id IN (SELECT unit_id FROM changed_unit));
         DELETE FROM judged_delta WHERE unit_id IN (SELECT unit_id FROM changed_unit);
         DELETE FROM judged_span WHERE unit_id IN (SELECT unit_id FROM changed_unit);
         DELETE FROM judged_state WHERE unit_id IN (SELECT unit_id FROM changed_unit)",
    )
    .await?;
    let below = batch.map_or(PROVISIONAL, |(_, offset)| PROVISIONAL + offset);
    judge::judge_units(connection, ("changed_unit", below), &judged.thresholds, &mut |_| ()).await?;
    let refused: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM refused AS r JOIN staged_event AS s ON (s.file, s.line) = (r.file, r.line)
            WHERE s.fate IS NULL)",
    )
    .fetch_one(connection)
    .await?;
    Ok(!refused)
}

/// Takes back what a batch holds of units that have changed: the folded deltas by others of the opposite sign.
async fn take_back(connection: &mut PgConnection, batch: i32, offset: i64) -> Result<()> {
    staged::run(connection, &format!(
        "DELETE FROM unit_span WHERE from_batch = {batch} AND unit_id IN (SELECT unit_id FROM changed_unit);
         CREATE TEMP TABLE taken_back ON COMMIT DROP AS SELECT * FROM judged_delta WHERE unit_id IN (SELECT unit_id FROM changed_unit)
            AND unit_id NOT IN (SELECT unit_id FROM late_unit)"
    ))
    .await?;
    let known = Known { moment: None, batch: Some(batch) };
    let sql = deltas("taken_back", ALL, (-1, PROVISIONAL + offset));
    write_known(connection, &sql, known).await?;
    // They were folded with their batch, and so are these.
    let sums = deltas_of("taken_back", (-1, PROVISIONAL + offset), known);
    fold::fold_selection(&On::new(connection), &sums).await
}

async fn write_known(connection: &mut PgConnection, sql: &str, known: Known) -> Result<()> {
    sqlx::query(AssertSqlSafe(sql.to_owned()))
        .bind(known.moment)
        .bind(known.batch)
        .execute(connection)
        .await?;
    Ok(())
}

/// Who recorded a line that names somebody else is known by that name alone.
async fn add_events(
    connection: &mut PgConnection,
    offset: i64,
    known: Known,
    recorder: &Actor,
) -> Result<()> {
    let moved = |position: &str| {
        format!("CASE WHEN {position} > {PROVISIONAL} THEN {position} + {offset} ELSE {position} END")
    };
    let sql = format!(
        "INSERT INTO unit_event (position, unit_id, province_id, park_id, code, kind, occurred_on, investment_irr, jobs,
            capacity_percent, progress_percent, area_m2, reasons, body, means, note, evidence, replaces, voids, place,
            recorded_at, batch, recorded_by, recorder_role, recorder_organisation)
         SELECT {}, s.unit_id, u.province_id, u.park_id, s.code, s.kind, s.occurred_on, s.investment_irr, s.jobs,
            s.capacity_percent, s.progress_percent, s.area_m2, COALESCE(s.reasons, '{{}}'), s.body, s.means, s.note, s.evidence,
            {}, {}, {}, COALESCE(s.recorded_at, $1), $2, COALESCE(s.recorded_by, $3),
            CASE WHEN s.recorded_by IS NULL THEN $4 END, CASE WHEN s.recorded_by IS NULL THEN $5 END
         FROM staged_event AS s JOIN public.unit AS u ON u.id = s.unit_id
            LEFT JOIN judged_place AS p ON p.position = s.position
         WHERE s.fate IS NULL ORDER BY s.position",
        moved("s.position"),
        moved("s.replaces"),
        moved("s.voids"),
        moved("COALESCE(p.place, s.position)"),
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(known.moment)
        .bind(known.batch)
        .bind(&recorder.name)
        .bind(recorder.role.name().code())
        .bind(&recorder.organisation)
        .execute(connection)
        .await?;
    Ok(())
}

/// Runs a statement that records: `$1` is the moment, `$2` to `$4` name, role and organisation of whoever does it.
pub(super) async fn recorded(
    connection: &mut PgConnection,
    sql: &'static str,
    moment: Moment,
    recorder: &Actor,
) -> Result<()> {
    sqlx::query(sql)
        .bind(moment)
        .bind(&recorder.name)
        .bind(recorder.role.name().code())
        .bind(&recorder.organisation)
        .execute(connection)
        .await?;
    Ok(())
}

/// The end of what is known of a span: the moment of the import, another one, or not yet.
fn until() -> String {
    format!(
        "CASE WHEN j.known_until = '{END}' THEN $1::timestamptz ELSE j.known_until END,
         CASE WHEN j.known_until = '{END}' THEN $2::integer END"
    )
}

/// Ends the spans that were known so far.
async fn end_spans(connection: &mut PgConnection, units: Units, known: Known) -> Result<()> {
    let sql = format!(
        "UPDATE unit_span AS s SET (known_until, until_batch) = ROW({}) FROM judged_span AS j
         WHERE NOT j.opened AND j.unit_id = s.unit_id AND j.status = s.status AND j.from_on = s.from_on
            AND j.until_on = s.until_on AND s.known_until = 'infinity' AND {units}",
        until()
    );
    write_known(connection, &sql, known).await
}

/// Opens those that are known from now on.
async fn open_spans(connection: &mut PgConnection, units: Units, known: Known) -> Result<()> {
    let sql = format!(
        "INSERT INTO unit_span (unit_id, status, from_on, until_on, known_from, from_batch, known_until, until_batch)
         SELECT unit_id, status, from_on, until_on, COALESCE(known_from, $1::timestamptz),
            CASE WHEN known_from IS NULL THEN $2::integer END, {} FROM judged_span AS j
         WHERE opened AND {units} ORDER BY unit_id, from_on",
        until()
    );
    write_known(connection, &sql, known).await
}

async fn add_deltas(
    connection: &mut PgConnection,
    units: Units,
    (sign, position): (i32, Position),
    known: Known,
) -> Result<()> {
    write_known(connection, &deltas("judged_delta", units, (sign, position)), known).await
}

/// A statement that adds counts as deltas.
fn deltas(table: &str, units: Units, (sign, position): (i32, Position)) -> String {
    let sums = fold::MEASURES.join(", ");
    format!(
        "INSERT INTO tally_delta (position, recorded_at, batch, province_id, park_id, sector, occurred_on, kind, from_status,
            to_status, {sums})
         {}",
        selection(table, units, (sign, position), "$1::timestamptz", "$2::integer")
    )
}

/// The same deltas, as the sums are folded from.
fn deltas_of(table: &str, at: (i32, Position), known: Known) -> String {
    let batch = known.batch.map_or("NULL".to_owned(), |batch| batch.to_string());
    format!(
        "SELECT d.*, d.recorded_at AS moment FROM ({}) AS d",
        selection(table, ALL, at, "NULL::timestamptz", &batch)
    )
}

/// Those of units added up by moment, site and day.
fn selection(
    table: &str,
    units: Units,
    (sign, position): (i32, Position),
    moment: &str,
    batch: &str,
) -> String {
    let sums = fold::MEASURES.map(|measure| format!("{sign} * sum(j.{measure}) AS {measure}")).join(", ");
    format!(
        "SELECT {position}::bigint AS position, COALESCE(j.known_at, {moment}) AS recorded_at, {batch} AS batch,
            j.province_id, j.park_id, j.sector, j.occurred_on, j.kind, j.from_status, j.to_status, {sums}
         FROM {table} AS j WHERE {units}
         GROUP BY 2, j.province_id, j.park_id, j.sector, j.occurred_on, j.kind, j.from_status, j.to_status
         ORDER BY 2"
    )
}

/// What follows for units that were there before.
async fn write_states(connection: &mut PgConnection, units: Units) -> Result<()> {
    let state = STATE.join(", ");
    let judged = STATE.map(|column| format!("j.{column}")).join(", ");
    let sql = format!(
        "UPDATE public.unit AS u SET ({state}) = ROW({judged}) FROM judged_state AS j WHERE j.unit_id = u.id AND {units}"
    );
    staged::run(connection, &sql).await
}
