//! Records of the ledger: their units and corrections are resolved, and they are compared with recorded ones.

use shahrak_domain::import::FileKind;

use crate::connection::Session;
use crate::error::Result;
use crate::ledger::row::moment_sql;
use crate::sql::Sql;
use crate::staging::table::{self, StagingTable};
use crate::staging::{StagingOptions, authorize};

/// The staging table of records of the ledger.
pub(crate) struct EventTable;

impl StagingTable for EventTable {
    const KIND: FileKind = FileKind::Events;
    const TABLE: &'static str = "staged_event";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("unit", "text COLLATE \"C\""),
        ("code", "text COLLATE \"C\""),
        ("kind", "event_kind"),
        ("occurred_on", "date"),
        ("investment_irr", "bigint"),
        ("jobs", "integer"),
        ("capacity_percent", "numeric"),
        ("progress_percent", "numeric"),
        ("area_m2", "numeric"),
        ("reasons", "text[]"),
        ("body", "text"),
        ("means", "text"),
        ("note", "text"),
        ("evidence", "text"),
        ("replaces_code", "text COLLATE \"C\""),
        ("voids_code", "text COLLATE \"C\""),
        ("recorded_at", "timestamptz"),
        ("recorded_by", "text"),
    ];
    const PLACES: &'static [&'static str] =
        &["SELECT s.file, s.line, 'unit', s.unit, 'forbidden-unit', s.unit, u.province_id
         FROM staged_event AS s JOIN unit AS u ON u.id = s.unit_id"];
    const RESTORING: &'static [&'static str] = &["recorded_at", "recorded_by"];
}

const KEY: &[&str] = &["unit_id", "code"];

/// The columns that a record states: what is compared, and written as it is.
pub(in crate::staging) const FACTS: [&str; 12] = [
    "kind",
    "occurred_on",
    "investment_irr",
    "jobs",
    "capacity_percent",
    "progress_percent",
    "area_m2",
    "reasons",
    "body",
    "means",
    "note",
    "evidence",
];

/// Resolves units and corrections, refuses lines beyond the actor's permission, and finds the lines that are recorded
/// already. The remaining lines have no outcome: [`super::super::validate_ledger`] refuses them, or they are added.
pub(in crate::staging) async fn resolve(db: &Session, options: &StagingOptions) -> Result<()> {
    find_units(db).await?;
    // Before lines are compared with recorded ones: the result would reveal what the actor may not read.
    authorize::lines::<EventTable>(db, &options.act.actor).await?;
    let stated: Vec<&str> = FACTS.into_iter().chain(["replaces_code", "voids_code"]).collect();
    table::compare_repeated(db, EventTable::TABLE, KEY, "same-unit-event", &stated).await?;
    find_corrected(db).await?;
    compare_recorded(db).await?;
    refuse_early_moments(db).await?;
    refuse_late_days(db, EventTable::TABLE, &options.zone).await
}

/// Refuses lines about days after the day of their recording (rule L1).
pub(in crate::staging) async fn refuse_late_days(db: &Session, table: &str, zone: &str) -> Result<()> {
    let late = format!(
        "INSERT INTO refused (file, line, field, code, value, message)
         SELECT file, line, 'occurred_on', 'FUTURE_DAY', occurred_on::text, jsonb_build_object('key', 'recorded-before-day',
            'args', jsonb_build_object('day', jsonb_build_object('day', (recorded_at AT TIME ZONE $1)::date)))
         FROM {table}
         WHERE (outcome IS NULL OR outcome = 'partial') AND occurred_on > (recorded_at AT TIME ZONE $1)::date"
    );
    Sql::with(late, [zone.into()]).execute(db).await?;
    table::mark_refused(db, table).await
}

/// The provisional positions of new records begin here; the final ones follow the end of the ledger.
pub(in crate::staging) const PROVISIONAL: i64 = i64::MAX / 4;

/// Finds the units and the recorded events. Recorded events keep their positions; new ones come after them in the order of
/// the file. All in one pass: each further update would cost as much again.
async fn find_units(db: &Session) -> Result<()> {
    table::run(
        db,
        &format!(
            "ALTER TABLE staged_event RENAME TO read_event;
             CREATE TEMP TABLE staged_event ON COMMIT DROP AS
             SELECT r.*, u.id AS unit_id, COALESCE(e.position, {PROVISIONAL} + r.n) AS position, NULL::bigint AS replaces,
                NULL::bigint AS voids
             FROM read_event AS r LEFT JOIN unit AS u ON u.code = r.unit
                LEFT JOIN unit_event AS e ON (e.unit_id, e.code) = (u.id, r.code);
             DROP TABLE read_event;
             ANALYZE staged_event"
        ),
    )
    .await?;
    table::refuse(
        db,
        EventTable::TABLE,
        "SELECT file, line, 'unit', 'UNKNOWN_UNIT', unit, CASE WHEN EXISTS (
                SELECT FROM refused_code AS r WHERE r.kind = 'unit' AND r.code = unit)
            THEN '{\"key\": \"unit-line-refused\"}'::jsonb ELSE '{\"key\": \"unit-not-in-files\"}'::jsonb END
         FROM staged_event WHERE unit_id IS NULL",
    )
    .await
}

/// Finds the corrected records: of the same unit, in the files or in the register.
async fn find_corrected(db: &Session) -> Result<()> {
    for (column, name) in [("replaces", "replaces_code"), ("voids", "voids_code")] {
        table::run(
            db,
            &format!(
                "UPDATE staged_event AS s SET {column} = t.position FROM staged_event AS t
                 WHERE s.{name} IS NOT NULL AND t.unit_id = s.unit_id AND t.code = s.{name}
                    AND (t.outcome IS NULL OR t.outcome = 'partial');
                 UPDATE staged_event AS s SET {column} = e.position FROM unit_event AS e
                 WHERE s.{name} IS NOT NULL AND s.{column} IS NULL AND e.unit_id = s.unit_id AND e.code = s.{name}"
            ),
        )
        .await?;
        table::refuse(
            db,
            EventTable::TABLE,
            &format!(
                "SELECT file, line, '{column}', 'UNKNOWN_EVENT', {name},
                    jsonb_build_object('key', 'event-not-in-files', 'args', jsonb_build_object('unit', unit))
                 FROM staged_event WHERE {name} IS NOT NULL AND {column} IS NULL AND unit_id IS NOT NULL"
            ),
        )
        .await?;
    }
    Ok(())
}

/// Lines that are recorded already: unchanged, or refused if their facts differ.
async fn compare_recorded(db: &Session) -> Result<()> {
    let corrected: Vec<&str> = FACTS.into_iter().chain(["replaces", "voids"]).collect();
    let same = table::same(&corrected, "s", "e");
    table::refuse(
        db,
        EventTable::TABLE,
        &format!(
            "SELECT s.file, s.line, 'event', 'CHANGED', s.code,
                jsonb_build_object('key', 'event-recorded-otherwise', 'args', jsonb_build_object('unit', s.unit))
             FROM staged_event AS s JOIN unit_event AS e ON e.position = s.position
             WHERE s.position < {PROVISIONAL} AND s.outcome IS NULL AND NOT ({same})"
        ),
    )
    .await?;
    table::run(
        db,
        &format!(
            "UPDATE staged_event SET outcome = CASE WHEN outcome IS NULL THEN 'unchanged' ELSE 'refused' END
             WHERE position < {PROVISIONAL} AND (outcome IS NULL OR outcome = 'partial')"
        ),
    )
    .await
}

/// Refuses restored moments before the latest record of the unit.
async fn refuse_early_moments(db: &Session) -> Result<()> {
    // Once for each unit, not for each line.
    let latest = format!(
        "CREATE TEMP TABLE latest_moment ON COMMIT DROP AS
         SELECT e.unit_id, max({}) AS latest FROM unit_event AS e
         WHERE e.unit_id IN (SELECT unit_id FROM staged_event WHERE recorded_at IS NOT NULL) GROUP BY e.unit_id;
         ANALYZE latest_moment",
        moment_sql("e")
    );
    table::run(db, &latest).await?;
    table::refuse(
        db,
        EventTable::TABLE,
        "SELECT s.file, s.line, 'recorded_at', 'MOMENT_BEFORE_LATEST', s.recorded_at::text,
            jsonb_build_object('key', 'moment-before-latest', 'args', jsonb_build_object('unit', s.unit, 'latest', e.latest::text))
         FROM staged_event AS s JOIN latest_moment AS e ON e.unit_id = s.unit_id AND s.recorded_at < e.latest
         WHERE (s.outcome IS NULL OR s.outcome = 'partial') AND s.recorded_at IS NOT NULL",
    )
    .await
}
