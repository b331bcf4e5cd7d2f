//! Writing validated records into the ledger and the sums, at one moment of recording.
//!
//! A small import locks its units, validates those again whose ledger has changed, opens the ledger and writes. A large one
//! writes first, as a *batch* without a moment, at positions that nobody else reaches meanwhile; then it locks the units and
//! replaces what it wrote about those that have changed. The ledger is open only for the row that gives the batch its moment.

mod write;

use shahrak_domain::actor::Actor;
use shahrak_domain::ledger::Position;

pub(super) use self::write::{STATES, recorded};

use self::write::{
    ALL, CHANGED, DEFERRED, KnownFrom, PREPARED, add_deltas, add_events, deltas, deltas_of, end_spans,
    open_spans, write_known, write_states,
};
use super::table;
use super::tables::event::PROVISIONAL;
use super::validate_ledger::{self, Thresholds, ValidatedLedger};
use crate::connection::Session;
use crate::error::{Error, Result};
use crate::fold;
use crate::ledger::moments::end_of_ledger;
use crate::ledger::sums::Opened;
use crate::lock::Lock;
use crate::methodology;
use crate::sql::Sql;

/// Up to how many records are written while the ledger is open, which takes some milliseconds.
const FEW: i64 = 300;

/// Up to how many units are derived again while the ledger is open.
const FEW_UNITS: i64 = 10;

/// Up to how many changed units wait for their validation until they are locked.
const FEW_CHANGED: i64 = 50;

/// How often a batch catches up with what others record, at most.
const MOST_PASSES: usize = 4;

/// How far behind the end of the ledger a batch begins: more than can be recorded while it is written.
const ROOM: i64 = 1 << 32;

impl ValidatedLedger {
    /// Whether it is written as a batch.
    pub(super) fn is_large(&self) -> bool {
        self.records.number > FEW || self.rederived > FEW_UNITS
    }

    /// Whether there is anything to record, or to derive again.
    pub(super) fn is_empty(&self) -> bool {
        self.records.number == 0 && self.rederived == 0
    }
}

/// An import that is ready to open the ledger.
pub(super) enum Prepared {
    /// Everything is written except the moment.
    Batch(WrittenBatch),
    /// The records are not written yet; `last` is the provisional position of the last one.
    Few { last: Option<Position> },
}

impl Prepared {
    /// The last position that others may have used.
    pub(super) fn end(&self) -> Position {
        match self {
            Prepared::Batch(batch) => batch.first,
            Prepared::Few { .. } => Position::MAX,
        }
    }
}

/// A batch that is being written.
#[derive(Clone, Copy)]
struct Batch {
    id: i32,
    /// The difference between final and provisional positions.
    offset: i64,
}

/// A batch without its moment.
pub(super) struct WrittenBatch {
    id: i32,
    /// The position before its records.
    first: Position,
    deltas: i64,
    last: Position,
}

impl Batch {
    fn known(self) -> KnownFrom {
        KnownFrom { moment: None, batch: Some(self.id) }
    }

    /// The position before its records, after everything that others record meanwhile.
    fn first(self) -> Position {
        PROVISIONAL + self.offset
    }
}

/// Does everything that does not need the ledger. None if a line is refused now, because of what others have recorded about
/// its unit since it was validated.
pub(super) async fn prepare(
    db: &Session,
    ledger: &ValidatedLedger,
    recorder: &Actor,
) -> Result<Option<Prepared>> {
    table::run(
        db,
        "CREATE TEMP TABLE deferred_unit (unit_id bigint PRIMARY KEY) ON COMMIT DROP;
         INSERT INTO deferred_unit SELECT unit_id FROM rederived;
         CREATE TEMP TABLE other_unit (unit_id bigint NOT NULL, elsewhere boolean NOT NULL) ON COMMIT DROP;
         CREATE TEMP TABLE changed_unit (unit_id bigint NOT NULL) ON COMMIT DROP",
    )
    .await?;
    let batch = if ledger.is_large() { Some(write_batch(db, recorder).await?) } else { None };
    let Some(head) = catch_up(db, ledger, batch).await? else { return Ok(None) };
    lock_thresholds(db, ledger, batch).await?;
    lock_units(db).await?;
    if note_changed(db, (head, end(batch))).await? > 0 && !validate_again(db, ledger, batch).await? {
        return Ok(None);
    }
    let prepared = match batch {
        Some(batch) => Prepared::Batch(complete_batch(db, batch, ledger).await?),
        None => Prepared::Few { last: ledger.records.last },
    };
    Ok(Some(prepared))
}

/// Validates the units again that others change while a batch is written, before they are locked, so that nobody waits for it.
/// Returns the position up to which this is done; none if a line is refused now.
async fn catch_up(db: &Session, ledger: &ValidatedLedger, batch: Option<Batch>) -> Result<Option<Position>> {
    let mut head = ledger.head;
    if batch.is_none() {
        return Ok(Some(head));
    }
    for _ in 0..MOST_PASSES {
        // Before the changes are read: what is recorded meanwhile is read again by the next pass.
        let reached = end_of_ledger(db).await?.position;
        if note_changed(db, (head, end(batch))).await? <= FEW_CHANGED {
            break;
        }
        if !validate_again(db, ledger, batch).await? {
            return Ok(None);
        }
        head = reached;
    }
    Ok(Some(head))
}

/// Writes the rest of a batch: the states of units that existed before, and everything about deferred units.
async fn complete_batch(db: &Session, batch: Batch, ledger: &ValidatedLedger) -> Result<WrittenBatch> {
    let (known, position) = (batch.known(), batch.first());
    delete_rederived_spans(db).await?;
    end_spans(db, ALL, known).await?;
    open_spans(db, DEFERRED, known).await?;
    add_deltas(db, DEFERRED, (1, position), known).await?;
    fold::fold_selection(db, &deltas_of("derived_delta", DEFERRED, (1, position), known)).await?;
    write_states(db, "j.unit_id NOT IN (SELECT id FROM staged_unit WHERE outcome = 'added')").await?;
    let deltas = "SELECT count(*) FROM tally_delta WHERE batch = $1 AND recorded_at IS NULL";
    let deltas = Sql::with(deltas, [batch.id.into()]).value(db).await?;
    let last = ledger.records.last.map_or(position, |last| last + batch.offset);
    Ok(WrittenBatch { id: batch.id, first: position, deltas, last })
}

/// Writes the rest while the ledger is open, and returns its last position.
pub(super) async fn finish(
    db: &Session,
    prepared: &Prepared,
    opened: Opened,
    recorder: &Actor,
) -> Result<Position> {
    let last = match *prepared {
        Prepared::Batch(WrittenBatch { id, deltas, last, .. }) => {
            let visible = "INSERT INTO ledger_batch (id, recorded_at, deltas) VALUES ($1, $2, $3)";
            Sql::with(visible, [id.into(), opened.moment.into(), deltas.into()]).execute(db).await?;
            return Ok(last);
        }
        Prepared::Few { last } => last,
    };
    let known = KnownFrom { moment: Some(opened.moment), batch: None };
    let offset = opened.last_position - PROVISIONAL;
    // The audit trail takes the state before a record from the unit, so states are written afterwards.
    add_events(db, offset, known, recorder).await?;
    write_states(db, ALL).await?;
    delete_rederived_spans(db).await?;
    end_spans(db, ALL, known).await?;
    open_spans(db, ALL, known).await?;
    // Without records, the deltas get a position of their own.
    let last = last.map_or(opened.last_position + 1, |last| last + offset);
    add_deltas(db, ALL, (1, last), known).await?;
    Ok(last)
}

/// Deletes the spans of units that are derived again; all of their spans are written again.
async fn delete_rederived_spans(db: &Session) -> Result<()> {
    table::run(db, "DELETE FROM unit_span WHERE unit_id IN (SELECT unit_id FROM rederived)").await
}

/// Writes the records, spans and sums of a batch.
async fn write_batch(db: &Session, recorder: &Actor) -> Result<Batch> {
    Lock::Landing.lock_exclusive(db).await?;
    let number = "SELECT nextval(pg_get_serial_sequence('ledger_batch', 'id'))::integer";
    let id = Sql::new(number).value(db).await?;
    let head = end_of_ledger(db).await?.position;
    let batch = Batch { id, offset: head + ROOM - PROVISIONAL };
    let known = batch.known();
    add_events(db, batch.offset, known, recorder).await?;
    open_spans(db, PREPARED, known).await?;
    add_deltas(db, PREPARED, (1, batch.first()), known).await?;
    Lock::Fold.lock_exclusive(db).await?;
    fold::fold_batch(db, id).await?;
    Ok(batch)
}

/// Locks the touched units: nobody else records events of them until the end of the transaction. Notes those that are in
/// another sector now.
async fn lock_units(db: &Session) -> Result<()> {
    table::run(
        db,
        // Materialized, because PostgreSQL would otherwise lock only the rows that satisfy the outer condition.
        "INSERT INTO other_unit
         WITH locked AS MATERIALIZED (
            SELECT u.id, ROW(u.province_id, u.park_id) IS DISTINCT FROM ROW(t.was_in_province, t.was_in_park) AS elsewhere,
                u.sector IS DISTINCT FROM t.had_sector AS resectored
            FROM public.unit AS u JOIN touched AS t ON t.unit_id = u.id ORDER BY u.id FOR NO KEY UPDATE OF u)
         SELECT id, elsewhere OR id IN (SELECT unit_id FROM rederived) FROM locked WHERE elsewhere OR resectored",
    )
    .await?;
    let elsewhere: i64 = Sql::new("SELECT count(*) FROM other_unit WHERE elsewhere").value(db).await?;
    if elsewhere > 0 {
        return Err(Error::Conflict(format!("{elsewhere} units were moved while the import was validated")));
    }
    Ok(())
}

/// Locks the thresholds: exclusively if the import adds methodologies, because capacities that others record meanwhile are
/// checked with the former ones.
async fn lock_thresholds(db: &Session, ledger: &ValidatedLedger, own: Option<Batch>) -> Result<()> {
    let Thresholds { before, now } = &ledger.thresholds;
    match before == now {
        true => Lock::Thresholds.lock_shared(db).await?,
        false => Lock::Thresholds.lock_exclusive(db).await?,
    }
    if methodology::all(db).await? != *before {
        return Err(Error::Conflict("a methodology was adopted while the import was validated".to_owned()));
    }
    if before == now {
        return Ok(());
    }
    let reported = "SELECT EXISTS (SELECT FROM public.unit_event WHERE position > $1 AND position <= $2
            AND kind IN ('capacity_reported', 'capacity_raised'))";
    let reported: bool = Sql::with(reported, [ledger.head.into(), end(own).into()]).value(db).await?;
    if reported {
        return Err(Error::Conflict(
            "capacities were reported while new thresholds were validated".to_owned(),
        ));
    }
    Ok(())
}

/// Notes the touched units whose ledger has changed between two positions, or that are in another sector now.
async fn note_changed(db: &Session, (head, end): (Position, Position)) -> Result<i64> {
    let changed = format!(
        "TRUNCATE changed_unit;
         INSERT INTO changed_unit
         SELECT e.unit_id FROM public.unit_event AS e JOIN touched AS t ON t.unit_id = e.unit_id
         WHERE e.position > {head} AND e.position <= {end}
         UNION SELECT unit_id FROM other_unit"
    );
    table::run(db, &changed).await?;
    Sql::new("SELECT count(*) FROM changed_unit").value(db).await
}

/// Validates the changed units again, and replaces what a batch has already written about them. False if a line is refused
/// now.
async fn validate_again(db: &Session, ledger: &ValidatedLedger, batch: Option<Batch>) -> Result<bool> {
    if is_overtaken(db, end(batch)).await? {
        return Err(Error::Conflict("the past that an import restores was overtaken".to_owned()));
    }
    if let Some(batch) = batch {
        take_back(db, batch).await?;
    }
    table::run(
        db,
        "DELETE FROM derived_place WHERE position IN (
            SELECT position FROM staged_event WHERE unit_id IN (SELECT unit_id FROM changed_unit));
         DELETE FROM derived_delta WHERE unit_id IN (SELECT unit_id FROM changed_unit);
         DELETE FROM derived_span WHERE unit_id IN (SELECT unit_id FROM changed_unit);
         DELETE FROM derived_state WHERE unit_id IN (SELECT unit_id FROM changed_unit)",
    )
    .await?;
    validate_ledger::validate_units(db, ("changed_unit", end(batch)), &ledger.thresholds, &mut |_| ())
        .await?;
    let refused = "SELECT EXISTS (SELECT FROM refused AS r JOIN staged_event AS s ON (s.file, s.line) = (r.file, r.line)
            WHERE s.outcome IS NULL)";
    if Sql::new(refused).value(db).await? {
        return Ok(false);
    }
    if let Some(batch) = batch {
        let (known, at) = (batch.known(), (1, batch.first()));
        open_spans(db, CHANGED, known).await?;
        add_deltas(db, CHANGED, at, known).await?;
        fold::fold_selection(db, &deltas_of("derived_delta", CHANGED, at, known)).await?;
    }
    Ok(true)
}

/// The last position that others may have used; the records of a batch come after it.
fn end(batch: Option<Batch>) -> Position {
    batch.map_or(Position::MAX, Batch::first)
}

/// Whether lines about changed units restore a past before what is recorded now, or are recorded now: then the import is
/// resolved from the beginning.
async fn is_overtaken(db: &Session, end: Position) -> Result<bool> {
    let overtaken = "SELECT EXISTS (
        SELECT FROM staged_event AS s JOIN changed_unit AS c ON c.unit_id = s.unit_id
        WHERE s.outcome IS NULL AND (s.recorded_at IS NOT NULL OR EXISTS (
            SELECT FROM public.unit_event AS e WHERE (e.unit_id, e.code) = (s.unit_id, s.code) AND e.position <= $1)))";
    Sql::with(overtaken, [end.into()]).value(db).await
}

/// Takes back what a batch has written about changed units: spans are deleted, folded deltas get their opposites.
async fn take_back(db: &Session, batch: Batch) -> Result<()> {
    let id = batch.id;
    let spans = format!(
        "DELETE FROM unit_span WHERE from_batch = {id} AND unit_id IN (SELECT unit_id FROM changed_unit)"
    );
    table::run(db, &spans).await?;
    let at = (-1, batch.first());
    write_known(db, &deltas("derived_delta", CHANGED, at), batch.known()).await?;
    // Those were folded with their batch, so these are folded too.
    fold::fold_selection(db, &deltas_of("derived_delta", CHANGED, at, batch.known())).await
}
