//! Units under construction by their physical progress, which the sums do not hold: counted from spans and events.

use sea_orm::FromQueryResult;

use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::ledger::row::push_recorded;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;

/// The number of units under construction whose last reported progress is above 60 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NearlyBuilt {
    /// In parks.
    pub in_parks: i64,
    /// Outside parks.
    pub outside: i64,
}

#[derive(FromQueryResult)]
struct Row {
    place: i64,
    outside: bool,
    units: i64,
}

/// Counts the units of the country or a province at the end of each day, as known at a moment.
pub async fn nearly_built(
    db: &Db,
    asked: &[(Day, Option<ProvinceId>)],
    known_at: Moment,
) -> Result<Vec<NearlyBuilt>> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Sql::new(
        "SELECT asked.place, unit.park_id IS NULL AS outside, count(*) AS units
        FROM unnest(",
    );
    query.push_bind(asked.iter().map(|(day, _)| day.date()).collect::<Vec<_>>()).push("::date[], ");
    // 0 means the country, because an array of SeaORM cannot contain NULL.
    query.push_bind(asked.iter().map(|(_, province)| province.unwrap_or(0)).collect::<Vec<_>>());
    query.push(
        "::smallint[]) WITH ORDINALITY AS asked (day, province, place)
        JOIN unit_span AS span ON span.status = 'under_construction' AND span.from_on <= asked.day
            AND span.until_on > asked.day
        JOIN unit ON unit.id = span.unit_id AND asked.province IN (0, unit.province_id)
        CROSS JOIN LATERAL (SELECT progress_percent FROM unit_event AS event
            WHERE event.unit_id = unit.id AND event.kind = 'progress_reported' AND event.occurred_on <= asked.day",
    );
    push_recorded(&mut query, "event", "<=", known_at);
    query.push(" AND NOT EXISTS (SELECT FROM unit_event AS later WHERE later.corrects = event.position");
    push_recorded(&mut query, "later", "<=", known_at);
    query.push(
        ") ORDER BY event.occurred_on DESC, event.place DESC LIMIT 1) AS reported
        WHERE reported.progress_percent > 60",
    );
    for (known, batch, compare) in [("known_from", "from_batch", "<="), ("known_until", "until_batch", ">")] {
        query.push(format!(
            " AND COALESCE(span.{known}, (SELECT recorded_at FROM ledger_batch WHERE id = span.{batch})) {compare} "
        ));
        query.push_bind(known_at);
    }
    query.push(" GROUP BY 1, 2");
    let rows: Vec<Row> = query.rows(&db.heavy()).await?;
    let mut counted = vec![NearlyBuilt::default(); asked.len()];
    for Row { place, outside, units } in rows {
        let place = usize::try_from(place - 1).map_err(Error::decode)?;
        let counted = counted.get_mut(place).ok_or_else(|| Error::decode(format!("place {place}")))?;
        *(if outside { &mut counted.outside } else { &mut counted.in_parks }) = units;
    }
    Ok(counted)
}
