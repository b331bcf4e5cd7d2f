//! What a new methodology would make of the past: each ledger has to stand by it as it stood at each of its moments (L3).

use std::ops::ControlFlow;

use chrono::{DateTime, NaiveDate, Utc};
use futures_util::TryStreamExt as _;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::ledger::LedgerError;
use shahrak_domain::methodology::Methodologies;
use shahrak_domain::persian::{self, InPersian};
use shahrak_domain::tally;
use shahrak_exchange::refusal::RefusalCode;
use shahrak_exchange::row::MethodologyRow;
use sqlx::FromRow;
use sqlx::postgres::PgConnection;

use super::staged::{self, Staged};
use crate::error::{Error, Result};
use crate::methodology;
use crate::record::RecordRow;

/// All records of the units to which a capacity was reported since the first of the new methodologies.
const RECORDS: &str = "
    SELECT r.unit_id, r.position, r.kind::text, r.occurred_on, r.investment_irr, r.jobs, r.capacity_percent,
        r.progress_percent, r.replaces, r.voids,
        COALESCE(r.recorded_at, (SELECT b.recorded_at FROM ledger_batch AS b WHERE b.id = r.batch)) AS recorded_at,
        r.code, u.code AS unit
    FROM unit_event AS r JOIN unit AS u ON u.id = r.unit_id WHERE r.unit_id IN (
        SELECT unit_id FROM unit_event WHERE kind IN ('capacity_reported', 'capacity_raised')
            AND occurred_on >= (SELECT min(valid_from) FROM staged_methodology WHERE fate = 'added'))
    ORDER BY r.unit_id, r.position";

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    record: RecordRow,
    recorded_at: DateTime<Utc>,
    code: String,
    unit: String,
}

/// What could not have happened by the new thresholds.
struct Broken {
    day: NaiveDate,
    message: String,
    persian: String,
}

/// Refuses methodologies by which a history that was corrected since could not have been recorded: an event that no longer
/// holds meets other thresholds, and one that followed it finds another status.
pub(super) async fn check(connection: &mut PgConnection) -> Result<()> {
    while let Some(broken) = broken(connection).await? {
        refuse(connection, &broken).await?;
    }
    Ok(())
}

/// The first history that cannot stand.
async fn broken(connection: &mut PgConnection) -> Result<Option<Broken>> {
    let thresholds = methodology::all_staged(connection).await?;
    let mut rows = sqlx::query_as::<_, Row>(RECORDS).fetch(connection);
    let mut unit: Vec<Row> = Vec::new();
    while let Some(row) = rows.try_next().await? {
        if unit.last().is_some_and(|last| last.record.unit_id != row.record.unit_id)
            && let ControlFlow::Break(broken) = judge(std::mem::take(&mut unit), &thresholds)?
        {
            return Ok(Some(broken));
        }
        unit.push(row);
    }
    Ok(judge(unit, &thresholds)?.break_value())
}

/// Judges the history of one unit.
fn judge(rows: Vec<Row>, thresholds: &Methodologies) -> Result<ControlFlow<Broken>> {
    let (mut records, mut codes, mut unit) = (Vec::new(), Vec::new(), String::new());
    for row in rows {
        codes.push((row.record.position, row.code));
        unit = row.unit;
        records.push(row.record.into_record(row.recorded_at)?);
    }
    let (position, day, why) = match tally::changes(&[], &records, thresholds) {
        Ok(_) => return Ok(ControlFlow::Continue(())),
        Err(LedgerError::NotAllowed { position, occurred_on, why }) => (position, occurred_on, why),
        Err(error) => return Err(Error::row(format!("the recorded ledger of unit {unit}: {error:?}"))),
    };
    let event = codes.iter().find(|(at, _)| *at == position).map_or("?", |(_, code)| code);
    let message = format!(
        "by these thresholds event {event} of unit {unit}, as it was known before a correction, could not have been \
         recorded: {why}; a new methodology starts after {day}"
    );
    let persian = format!(
        "با این آستانه‌ها رویداد {event} واحد {unit}، چنان‌که پیش از اصلاح ثبت بود، ممکن نمی‌شد: {}؛ روش تازه باید پس از {} آغاز شود",
        why.persian(),
        persian::day(day)
    );
    Ok(ControlFlow::Break(Broken { day: Day::date(day), message, persian }))
}

/// Refuses the methodology that would be in force on the day.
async fn refuse(connection: &mut PgConnection, broken: &Broken) -> Result<()> {
    sqlx::query(
        "INSERT INTO refused (file, line, field, code, value, message, persian)
         SELECT file, line, 'valid_from', $1, valid_from::text, $2, $4 FROM staged_methodology
         WHERE fate = 'added' ORDER BY valid_from <= $3 DESC, valid_from DESC LIMIT 1",
    )
    .bind(RefusalCode::MethodologyInUse.code())
    .bind(&broken.message)
    .bind(broken.day)
    .bind(&broken.persian)
    .execute(&mut *connection)
    .await?;
    staged::mark_refused(connection, MethodologyRow::TABLE).await
}
