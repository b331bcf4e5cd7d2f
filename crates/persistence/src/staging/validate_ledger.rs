//! Validation of the ledgers that an import touches: the domain checks the whole history of each unit, and derives sums and
//! spans from it.

mod write;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;
use shahrak_domain::code::Coded;
use shahrak_domain::draft::at_fault;
use shahrak_domain::ledger::{self, LedgerError, Position, Record, Says};
use shahrak_domain::methodology::Methodologies;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::state::State;
use shahrak_domain::tally::{self, TallyChange};
use shahrak_messages::{Message, message};

use super::table;
use super::tables::event::PROVISIONAL;
use crate::connection::Session;
use crate::error::{Error, Result};
use crate::ledger::row::{RecordRow, moment_sql};
use crate::ledger::sums::CountedPlace;
use crate::list::{Columns, columns};
use crate::park::ParkId;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::unit_sector::UNKNOWN_SECTOR;

pub(super) use self::write::END;

/// Rows of the ledger that are read at once.
const BATCH: usize = 20_000;

/// How many lines of one unit are refused one by one; after each, the unit is validated again.
const MOST_REFUSED: usize = 100;

/// Units with a new record that is refused already. Their other new records are not validated: a correction of the refused
/// one may change the result. Lines about recorded events do not matter here.
fn gap() -> String {
    format!(
        "CREATE TEMP TABLE gap ON COMMIT DROP AS
         SELECT DISTINCT unit_id FROM staged_event
         WHERE outcome = 'refused' AND unit_id IS NOT NULL AND position >= {PROVISIONAL}"
    )
}

/// What validation derives, for [`super::apply_ledger`].
const TABLES: &str = "
    CREATE TEMP TABLE derived_place (position bigint NOT NULL, place bigint NOT NULL) ON COMMIT DROP;
    -- As in tally_delta; known_at is NULL for the moment of the import.
    CREATE TEMP TABLE derived_delta (
        unit_id bigint NOT NULL, known_at timestamptz, province_id smallint NOT NULL, park_id integer, sector smallint NOT NULL,
        occurred_on date NOT NULL, kind event_kind NOT NULL, from_status unit_status, to_status unit_status NOT NULL,
        events integer NOT NULL, jobs bigint NOT NULL, jobs_unknown integer NOT NULL, investment numeric NOT NULL,
        investment_unknown integer NOT NULL, stock_jobs bigint NOT NULL, stock_jobs_unknown integer NOT NULL
    ) ON COMMIT DROP;
    CREATE TEMP TABLE derived_span (
        unit_id bigint NOT NULL, status unit_status NOT NULL, from_on date NOT NULL, until_on date NOT NULL,
        -- Whether the span begins to be known; otherwise it ceases to be.
        opened boolean NOT NULL, known_from timestamptz, known_until timestamptz
    ) ON COMMIT DROP;
    CREATE TEMP TABLE derived_state (
        unit_id bigint NOT NULL, status unit_status, status_since date, jobs integer, capacity_percent numeric,
        progress_percent numeric, last_confirmed_on date
    ) ON COMMIT DROP";

/// The units to validate: those that get new records or are derived again.
const UNITS: &str = "
    CREATE TEMP TABLE touched ON COMMIT DROP AS
        -- Where the units will be counted, and where they are counted now.
        SELECT u.id AS unit_id, COALESCE(s.province_id, u.province_id) AS province_id,
            CASE WHEN s.n IS NULL THEN u.park_id ELSE s.park_id END AS park_id,
            u.province_id AS was_in_province, u.park_id AS was_in_park, u.sector AS had_sector
        FROM unit AS u LEFT JOIN staged_unit AS s ON s.code = u.code AND s.outcome = 'changed' WHERE u.id IN (
            SELECT unit_id FROM staged_event WHERE (outcome IS NULL OR outcome = 'partial') AND unit_id NOT IN (SELECT unit_id FROM gap)
            UNION SELECT unit_id FROM rederived);
    CREATE UNIQUE INDEX ON touched (unit_id);
    ANALYZE touched";

/// A cursor over the ledgers of units: recorded and staged records.
fn ledgers(units: &str, end: Position) -> String {
    format!(
        "DECLARE ledgers NO SCROLL CURSOR FOR
         SELECT {columns} FROM (
            SELECT unit_id, position, kind::text, occurred_on, investment_irr, jobs, capacity_percent, progress_percent,
                replaces, voids, {moment} AS recorded_at, NULL::integer AS file, NULL::bigint AS line, code
            FROM unit_event AS e WHERE unit_id IN (SELECT unit_id FROM {units}) AND position <= {end}
            UNION ALL
            SELECT unit_id, position, kind::text, occurred_on, investment_irr, jobs, capacity_percent, progress_percent,
                replaces, voids, recorded_at, file, line, code
            FROM staged_event WHERE outcome IS NULL OR outcome = 'partial'
         ) AS event JOIN touched AS t ON t.unit_id = event.unit_id JOIN unit AS u ON u.id = event.unit_id
            LEFT JOIN rederived AS m ON m.unit_id = event.unit_id
         WHERE event.unit_id IN (SELECT unit_id FROM {units})
            AND (event.unit_id NOT IN (SELECT unit_id FROM gap) OR event.file IS NULL)
         ORDER BY event.unit_id, event.position",
        columns = Read::sql(),
        moment = moment_sql("e"),
    )
}

/// The result of the validation.
pub(super) struct ValidatedLedger {
    /// The end of the ledger before it was read: later records are not validated.
    pub(super) head: i64,
    /// The thresholds that were used.
    pub(super) thresholds: Thresholds,
    /// How many units are derived again.
    pub(super) rederived: i64,
    pub(super) records: Records,
}

/// The records that would be added.
#[derive(Clone, Copy, FromQueryResult)]
pub(super) struct Records {
    pub(super) number: i64,
    /// The provisional position of the last one.
    pub(super) last: Option<Position>,
}

/// Counts the records that would be added.
pub(super) async fn records(db: &Session) -> Result<Records> {
    let sql = "SELECT count(*) AS number, max(position) AS last FROM staged_event WHERE outcome IS NULL";
    Sql::new(sql).row(db).await
}

/// Further columns of a record and its unit.
struct TouchedRow {
    recorded_at: Option<DateTime<Utc>>,
    file: Option<i32>,
    line: Option<i64>,
    code: String,
    sector: i16,
    rederived: bool,
    old_sector: i16,
    province_id: ProvinceId,
    park_id: Option<ParkId>,
}

columns!(TouchedRow, "event", {
    recorded_at, file, line, code,
    sector = format!(
        "COALESCE(CASE WHEN m.unit_id IS NULL THEN u.sector ELSE m.new_sector END, {UNKNOWN_SECTOR}::smallint)"
    ),
    rederived = "m.unit_id IS NOT NULL",
    old_sector = format!("COALESCE(m.old_sector, {UNKNOWN_SECTOR}::smallint)"),
    province_id = "t.province_id", park_id = "t.park_id",
});

type Read = (RecordRow, TouchedRow);

/// The thresholds before the import, and with its methodologies.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Thresholds {
    pub(super) before: Methodologies,
    pub(super) now: Methodologies,
}

/// The ledger of one unit with its new records.
struct Touched {
    unit_id: i64,
    /// Where it is counted.
    site: CountedPlace,
    /// Whether sums and spans of recorded events are derived again: the unit changes its sector, or a corrected event meets
    /// other thresholds.
    rederived: bool,
    /// The sector in which the unit is counted before the import.
    old_sector: i16,
    records: Vec<Record>,
    /// New records by position: their file and line.
    lines: HashMap<Position, (i32, i64)>,
    codes: HashMap<Position, String>,
}

/// A line that contradicts its ledger.
struct InvalidLine {
    file: i32,
    line: i64,
    column: &'static str,
    /// The value in the column.
    value: Option<String>,
    code: RefusalCode,
    message: Message,
}

/// The result for one unit.
struct Validated {
    touched: Touched,
    refused: Vec<InvalidLine>,
    /// The changes by new records.
    changes: Vec<TallyChange>,
    /// The changes by recorded events, as derived before the import and now; empty unless they are derived again.
    before: Vec<TallyChange>,
    after: Vec<TallyChange>,
    state: Option<State>,
}

/// Validates all ledgers that the import touches. Refused lines get their outcome; valid lines have none.
pub(super) async fn validate(
    db: &Session,
    thresholds: &Thresholds,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<()> {
    table::run(db, &gap()).await?;
    table::run(db, TABLES).await?;
    table::run(db, UNITS).await?;
    table::run(db, "ANALYZE gap, rederived").await?;
    validate_units(db, ("touched", Position::MAX), thresholds, progress).await?;
    table::mark_refused(db, "staged_event").await?;
    // Without statistics, PostgreSQL takes the tables for small ones and scans them again and again.
    table::run(db, "ANALYZE staged_event, derived_place, derived_delta, derived_span, derived_state").await
}

/// Validates the ledgers of the units in a table, with what is recorded up to a position.
pub(super) async fn validate_units(
    db: &Session,
    (units, end): (&str, Position),
    thresholds: &Thresholds,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<()> {
    table::run(db, &ledgers(units, end)).await?;
    let mut rest: Vec<Read> = Vec::new();
    let mut validated = 0;
    loop {
        let rows: Vec<Read> = Sql::new(format!("FETCH FORWARD {BATCH} FROM ledgers")).read(db).await?;
        let last = rows.len() < BATCH;
        validated += rows.len() as u64;
        rest.extend(rows);
        let whole = if last { std::mem::take(&mut rest) } else { whole_units(&mut rest) };
        let validated_units = validate_rows(whole, thresholds)?;
        write::write(db, &validated_units).await?;
        progress(validated);
        if last {
            break;
        }
    }
    table::run(db, "CLOSE ledgers").await
}

/// Takes all rows except those of the last unit, which may continue in the next batch.
fn whole_units(rows: &mut Vec<Read>) -> Vec<Read> {
    let Some(last) = rows.last().map(|(record, _)| record.unit_id) else { return Vec::new() };
    let whole = rows.partition_point(|(record, _)| record.unit_id < last);
    rows.drain(..whole).collect()
}

fn validate_rows(rows: Vec<Read>, thresholds: &Thresholds) -> Result<Vec<Validated>> {
    let mut units: Vec<Touched> = Vec::new();
    for (record, row) in rows {
        if units.last().is_none_or(|unit| unit.unit_id != record.unit_id) {
            units.push(Touched::new(record.unit_id, &row));
        }
        if let Some(unit) = units.last_mut() {
            unit.add(record, row)?;
        }
    }
    units.into_iter().map(|unit| validate_unit(unit, thresholds)).collect()
}

impl Touched {
    fn new(unit_id: i64, row: &TouchedRow) -> Touched {
        Touched {
            unit_id,
            site: CountedPlace { province_id: row.province_id, park_id: row.park_id, sector: row.sector },
            rederived: row.rederived,
            old_sector: row.old_sector,
            records: Vec::new(),
            lines: HashMap::new(),
            codes: HashMap::new(),
        }
    }

    fn add(&mut self, record: RecordRow, row: TouchedRow) -> Result<()> {
        let position = record.position;
        if let Some(line) = row.file.zip(row.line) {
            self.lines.insert(position, line);
        }
        self.codes.insert(position, row.code);
        // Lines without a moment get that of the import, which is later than all others.
        let recorded_at = row.recorded_at.unwrap_or(DateTime::<Utc>::MAX_UTC);
        self.records.push(record.into_record(recorded_at)?);
        Ok(())
    }
}

/// Validates a unit. An invalid new record is refused and left out, so that the next mistake is found too.
fn validate_unit(mut touched: Touched, thresholds: &Thresholds) -> Result<Validated> {
    let mut refused = Vec::new();
    let recorded = touched.recorded();
    let changes = loop {
        match tally::changes(&recorded, &touched.records, &thresholds.now) {
            Ok(changes) => break changes,
            Err(error) => {
                let at_fault = touched.refuse(&error, &mut refused)?;
                touched.records.retain(|record| record.position != at_fault);
                if refused.len() == MOST_REFUSED {
                    touched.refuse_rest(&mut refused);
                }
            }
        }
    };
    let broken =
        |error: LedgerError| Error::decode(format!("the ledger of unit {}: {error:?}", touched.unit_id));
    let steps = ledger::history(&touched.records, &thresholds.now).map_err(broken)?;
    let state = steps.last().map(|step| step.after);
    let (mut before, mut after) = (Vec::new(), Vec::new());
    if touched.rederived {
        before = tally::changes(&[], &recorded, &thresholds.before).map_err(broken)?;
        after = tally::changes(&[], &recorded, &thresholds.now).map_err(broken)?;
    }
    Ok(Validated { touched, refused, changes, before, after, state })
}

impl Touched {
    /// Refuses the line that makes the ledger invalid, and returns its position.
    fn refuse(&self, error: &LedgerError, refused: &mut Vec<InvalidLine>) -> Result<Position> {
        let positions = self.records.iter().map(|record| record.position);
        let blamed = at_fault(error, positions.filter(|position| self.lines.contains_key(position)));
        let Some((position, (file, line))) = blamed.and_then(|at| Some((at, *self.lines.get(&at)?))) else {
            return Err(Error::decode(format!("the recorded ledger of unit {}: {error:?}", self.unit_id)));
        };
        let happened = matches!(error, LedgerError::NotAllowed { .. }) && position == error.position();
        let (column, value) = self.cell(position, happened);
        let (code, message) = (error.code(), self.describe(error));
        refused.push(InvalidLine { file, line, column, value, code, message });
        Ok(position)
    }

    /// The wrong cell of a line: the kind, or the corrected event.
    fn cell(&self, position: Position, happened: bool) -> (&'static str, Option<String>) {
        let says = self.records.iter().find(|record| record.position == position).map(|record| &record.says);
        let code = |of: &Position| self.codes.get(of).cloned();
        match says {
            Some(Says::Void(of)) => ("voids", code(of)),
            Some(Says::Happened { replaces: Some(of), .. }) if !happened => ("replaces", code(of)),
            Some(Says::Happened { facts, .. }) => ("kind", Some(facts.kind.code().to_owned())),
            None => ("kind", None),
        }
    }

    /// Refuses all other new records of a unit with too many mistakes.
    fn refuse_rest(&mut self, refused: &mut Vec<InvalidLine>) {
        let message = message!("many-lines-refused", most = MOST_REFUSED);
        refused.extend(self.records.iter().filter_map(|record| {
            let (file, line) = *self.lines.get(&record.position)?;
            let (column, value) = self.cell(record.position, true);
            let (code, message) = (RefusalCode::EventNotAllowed, message.clone());
            Some(InvalidLine { file, line, column, value, code, message })
        }));
        self.records.retain(|record| !self.lines.contains_key(&record.position));
    }

    /// The records without the new ones.
    fn recorded(&self) -> Vec<Record> {
        let new = |record: &&Record| !self.lines.contains_key(&record.position);
        self.records.iter().filter(new).cloned().collect()
    }

    fn describe(&self, error: &LedgerError) -> Message {
        let code = |position| self.codes.get(&position).map_or("?", String::as_str);
        error.message(|position| message!("record-coded", code = code(position)), None)
    }
}
