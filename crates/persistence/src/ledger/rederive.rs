//! Deriving sums and spans again: a new methodology applies other thresholds to capacities that were corrected since.

use sea_orm::{EntityTrait, FromQueryResult, QueryFilter};
use serde::Serialize;

use shahrak_domain::day::Day;
use shahrak_domain::methodology::Methodologies;
use shahrak_domain::moment::Moment;
use shahrak_domain::tally::{self, Span, TallyChange};

use super::append::SpanRow;
use super::records;
use super::sums::{self, CountedPlace, Deltas};
use crate::entity::unit_span;
use crate::error::{Error, Result};
use crate::park::ParkId;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::tx::Tx;
use crate::unit::UnitId;
use crate::unit_sector::UNKNOWN_SECTOR;

/// A unit with a reported capacity.
#[derive(FromQueryResult)]
struct RatedUnit {
    id: UnitId,
    province_id: ProvinceId,
    park_id: Option<ParkId>,
    sector: Option<i16>,
}

/// A unit whose sums and spans change.
struct Rederived {
    unit: UnitId,
    site: CountedPlace,
    old: Vec<TallyChange>,
    new: Vec<TallyChange>,
}

/// Derives sums and spans again, at each moment of recording, for the units with a capacity reported on a day or later: they
/// were derived with the thresholds `before`, and now with `now`. Everything is computed and all spans are written before the
/// ledger is opened; it then is open to the end of the transaction.
pub(crate) async fn rederive(
    tx: &mut Tx,
    from: Day,
    before: &Methodologies,
    now: &Methodologies,
) -> Result<()> {
    let mut changed = Vec::new();
    for unit in lock_units(tx, from).await? {
        let (records, _) = records(tx, unit.id).await?;
        let changes = |thresholds| {
            let broken = |error| Error::decode(format!("the ledger of unit {}: {error:?}", unit.id));
            tally::changes(&[], &records, thresholds).map_err(broken)
        };
        let (old, new) = (changes(before)?, changes(now)?);
        if old != new {
            let (province_id, park_id) = (unit.province_id, unit.park_id);
            let site = CountedPlace { province_id, park_id, sector: unit.sector.unwrap_or(UNKNOWN_SECTOR) };
            changed.push(Rederived { unit: unit.id, site, old, new });
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    replace_spans(tx, &changed).await?;
    let opened = sums::open(tx).await?;
    let mut deltas = Deltas::default();
    for Rederived { site, old, new, .. } in &changed {
        deltas.push(*site, old, -1, opened.moment);
        deltas.push(*site, new, 1, opened.moment);
    }
    deltas.close(tx, opened).await
}

async fn lock_units(tx: &mut Tx, from: Day) -> Result<Vec<RatedUnit>> {
    let mut units = Sql::new(
        "SELECT id, province_id, park_id, sector FROM unit WHERE id IN (
            SELECT unit_id FROM unit_event WHERE kind IN ('capacity_reported', 'capacity_raised') AND occurred_on >= ",
    );
    units.push_bind(from.date()).push(") ORDER BY id FOR NO KEY UPDATE");
    units.rows(tx).await
}

/// A span, the moment at which it began to be known, and the one at which it ceased.
type Known = (Span, Moment, Option<Moment>);

/// A span of a unit, with its moments of knowledge.
#[derive(Serialize)]
struct KnownSpan {
    unit_id: UnitId,
    #[serde(flatten)]
    span: SpanRow,
    known_from: Moment,
    known_until: Option<Moment>,
}

/// Replaces the spans of units.
async fn replace_spans(tx: &Tx, changed: &[Rederived]) -> Result<()> {
    let units: Vec<UnitId> = changed.iter().map(|rederived| rederived.unit).collect();
    unit_span::Entity::delete_many().filter(unit_span::COLUMN.unit_id.eq_any(units)).exec(tx).await?;
    let row = |unit_id: UnitId, (span, known_from, known_until): Known| KnownSpan {
        unit_id,
        span: SpanRow::from(&span),
        known_from,
        known_until,
    };
    let rows = changed.iter().flat_map(|it| known(&it.new).into_iter().map(move |span| row(it.unit, span)));
    let rows = serde_json::to_value(rows.collect::<Vec<_>>()).map_err(Error::decode)?;
    let insert = "INSERT INTO unit_span (unit_id, status, from_on, until_on, known_from, known_until)
         SELECT unit_id, status, from_on, COALESCE(until_on, 'infinity'), known_from, COALESCE(known_until, 'infinity')
         FROM jsonb_populate_recordset(NULL::unit_span, $1)";
    Sql::with(insert, [rows.into()]).execute(tx).await?;
    Ok(())
}

fn known(changes: &[TallyChange]) -> Vec<Known> {
    let mut spans: Vec<Known> = Vec::new();
    for change in changes {
        for ended in &change.ended {
            let open = spans.iter_mut().find(|(span, _, until)| span == ended && until.is_none());
            if let Some((_, _, until)) = open {
                *until = Some(change.known_at);
            }
        }
        spans.extend(change.opened.iter().map(|span| (*span, change.known_at, None)));
    }
    spans
}

#[cfg(test)]
mod tests {
    use shahrak_domain::state::Status;

    use super::*;

    #[test]
    fn a_span_is_known_until_it_ends() {
        let day = |day| Day::new(Day::FIRST.date() + chrono::Days::new(day));
        let at = |second| Moment::UNIX_EPOCH + chrono::TimeDelta::seconds(second);
        let span = |status, until: Option<u64>| Span { status, from: day(1), until: until.map(day) };
        let (lasting, ended) = (span(Status::Active, None), span(Status::Active, Some(5)));
        let change = |second, opened: &[Span], ended: &[Span]| TallyChange {
            known_at: at(second),
            added: Vec::new(),
            removed: Vec::new(),
            opened: opened.to_vec(),
            ended: ended.to_vec(),
        };
        let changes =
            [change(1, &[lasting], &[]), change(2, &[ended], &[lasting]), change(3, &[lasting], &[ended])];
        let expected = [(lasting, at(1), Some(at(2))), (ended, at(2), Some(at(3))), (lasting, at(3), None)];
        assert_eq!(known(&changes), expected);
    }
}
