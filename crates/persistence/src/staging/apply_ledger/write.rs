//! The statements that write records, spans, deltas and states.

use sea_orm::Value;
use shahrak_domain::actor::Actor;
use shahrak_domain::code::Coded;
use shahrak_domain::ledger::Position;
use shahrak_domain::moment::Moment;

use crate::connection::Session;
use crate::error::Result;
use crate::fold;
use crate::sql::Sql;
use crate::staging::table;
use crate::staging::table_spec::FurtherColumns;
use crate::staging::tables::event::{FACTS, PROVISIONAL};
use crate::staging::validate_ledger::END;

/// When something becomes known: at a moment, or at the moment of a batch.
#[derive(Clone, Copy)]
pub(super) struct KnownFrom {
    pub(super) moment: Option<Moment>,
    pub(super) batch: Option<i32>,
}

/// A condition on units: all, those that are written before the units are locked or afterwards, or those of the former that
/// have changed meanwhile.
pub(super) type UnitCondition = &'static str;
pub(super) const ALL: UnitCondition = "true";
pub(super) const PREPARED: UnitCondition = "j.unit_id NOT IN (SELECT unit_id FROM deferred_unit)";
pub(super) const CHANGED: UnitCondition = "j.unit_id IN (SELECT unit_id FROM changed_unit)
    AND j.unit_id NOT IN (SELECT unit_id FROM deferred_unit)";
pub(super) const DEFERRED: UnitCondition = "j.unit_id IN (SELECT unit_id FROM deferred_unit)";

/// The columns of a unit that follow from its records.
const STATE: [&str; 6] =
    ["status", "status_since", "jobs", "capacity_percent", "progress_percent", "last_confirmed_on"];

/// The state of units that a large import adds.
pub(in crate::staging) const STATES: FurtherColumns =
    FurtherColumns { columns: &STATE, join: "LEFT JOIN derived_state AS j ON j.unit_id = s.id" };

/// Runs a statement with the moment as `$1` and the batch as `$2`.
pub(super) async fn write_known(db: &Session, sql: &str, known: KnownFrom) -> Result<()> {
    Sql::with(sql, [known.moment.into(), known.batch.into()]).execute(db).await?;
    Ok(())
}

/// Adds records. If a line names who recorded it, only that name is known.
pub(super) async fn add_events(db: &Session, offset: i64, known: KnownFrom, recorder: &Actor) -> Result<()> {
    let moved = |position: &str| {
        format!("CASE WHEN {position} > {PROVISIONAL} THEN {position} + {offset} ELSE {position} END")
    };
    let sql = format!(
        "INSERT INTO unit_event (position, unit_id, province_id, park_id, code, {facts}, replaces, voids, place,
            recorded_at, batch, recorded_by, recorder_role, recorder_organisation)
         SELECT {}, s.unit_id, u.province_id, u.park_id, s.code, {}, {}, {}, {},
            COALESCE(s.recorded_at, $1), $2, COALESCE(s.recorded_by, $3),
            CASE WHEN s.recorded_by IS NULL THEN $4 END, CASE WHEN s.recorded_by IS NULL THEN $5 END
         FROM staged_event AS s JOIN touched AS u ON u.unit_id = s.unit_id
            LEFT JOIN derived_place AS p ON p.position = s.position
         WHERE s.outcome IS NULL ORDER BY s.position",
        moved("s.position"),
        FACTS.map(|fact| format!("s.{fact}")).join(", "),
        moved("s.replaces"),
        moved("s.voids"),
        moved("COALESCE(p.place, s.position)"),
        facts = FACTS.join(", "),
    );
    let known = [known.moment.into(), known.batch.into()];
    Sql::with(sql, known.into_iter().chain(who(recorder))).execute(db).await?;
    Ok(())
}

/// Runs a statement that records: `$1` is the moment, `$2` to `$4` are name, role and organisation of the recorder.
pub(in crate::staging) async fn recorded(
    db: &Session,
    sql: &'static str,
    moment: Moment,
    recorder: &Actor,
) -> Result<()> {
    Sql::with(sql, [moment.into()].into_iter().chain(who(recorder))).execute(db).await?;
    Ok(())
}

/// Name, role and organisation.
fn who(recorder: &Actor) -> [Value; 3] {
    [(&*recorder.name).into(), recorder.role.name().code().into(), recorder.organisation.clone().into()]
}

/// The moment at which a span ceases to be known, and its batch.
fn until() -> String {
    format!(
        "CASE WHEN j.known_until = '{END}' THEN $1::timestamptz ELSE j.known_until END,
         CASE WHEN j.known_until = '{END}' THEN $2::integer END"
    )
}

/// Ends spans: they are no longer known.
pub(super) async fn end_spans(db: &Session, units: UnitCondition, known: KnownFrom) -> Result<()> {
    let sql = format!(
        "UPDATE unit_span AS s SET (known_until, until_batch) = ROW({}) FROM derived_span AS j
         WHERE NOT j.opened AND j.unit_id = s.unit_id AND j.status = s.status AND j.from_on = s.from_on
            AND j.until_on = s.until_on AND s.known_until = 'infinity' AND {units}",
        until()
    );
    write_known(db, &sql, known).await
}

/// Adds spans that begin to be known.
pub(super) async fn open_spans(db: &Session, units: UnitCondition, known: KnownFrom) -> Result<()> {
    let sql = format!(
        "INSERT INTO unit_span (unit_id, status, from_on, until_on, known_from, from_batch, known_until, until_batch)
         SELECT unit_id, status, from_on, until_on, COALESCE(known_from, $1::timestamptz),
            CASE WHEN known_from IS NULL THEN $2::integer END, {} FROM derived_span AS j
         WHERE opened AND {units} ORDER BY unit_id, from_on",
        until()
    );
    write_known(db, &sql, known).await
}

pub(super) async fn add_deltas(
    db: &Session,
    units: UnitCondition,
    (sign, position): (i32, Position),
    known: KnownFrom,
) -> Result<()> {
    write_known(db, &deltas("derived_delta", units, (sign, position)), known).await
}

/// A statement that adds deltas.
pub(super) fn deltas(table: &str, units: UnitCondition, (sign, position): (i32, Position)) -> String {
    let sums = fold::MEASURES.join(", ");
    format!(
        "INSERT INTO tally_delta (position, recorded_at, batch, province_id, park_id, sector, occurred_on, kind, from_status,
            to_status, {sums})
         {}",
        selection(table, units, (sign, position), "$1::timestamptz", "$2::integer")
    )
}

/// A query for the same deltas, for [`fold::fold_selection`].
pub(super) fn deltas_of(table: &str, units: UnitCondition, at: (i32, Position), known: KnownFrom) -> String {
    let batch = known.batch.map_or("NULL".to_owned(), |batch| batch.to_string());
    format!(
        "SELECT d.*, d.recorded_at AS moment FROM ({}) AS d",
        selection(table, units, at, "NULL::timestamptz", &batch)
    )
}

/// A query for derived deltas, added up over units by moment, place and day.
fn selection(
    table: &str,
    units: UnitCondition,
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

/// Updates the states of units that existed before.
pub(super) async fn write_states(db: &Session, units: UnitCondition) -> Result<()> {
    let state = STATE.join(", ");
    let of = |row: &str| STATE.map(|column| format!("{row}.{column}")).join(", ");
    let (recorded, derived) = (of("u"), of("j"));
    let sql = format!(
        "UPDATE public.unit AS u SET ({state}) = ROW({derived}) FROM derived_state AS j
         WHERE j.unit_id = u.id AND {units} AND ROW({recorded}) IS DISTINCT FROM ROW({derived})"
    );
    table::run(db, &sql).await
}
