//! Writing what validation derives into temporary tables.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::json;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::ledger;
use shahrak_domain::moment::Moment;
use shahrak_domain::tally::Span;

use super::Validated;
use crate::connection::Session;
use crate::error::Result;
use crate::fold::MEASURES;
use crate::ledger::sums::{CountedPlace, DeltaKey, DeltaSum, Deltas};
use crate::staging::copy::{Copy, CopyLine};

/// Writes the results for units.
pub(super) async fn write(db: &Session, units: &[Validated]) -> Result<()> {
    write_refused(db, units).await?;
    write_places(db, units).await?;
    write_deltas(db, units).await?;
    write_spans(db, units).await?;
    write_states(db, units).await
}

async fn write_refused(db: &Session, units: &[Validated]) -> Result<()> {
    let mut connection = db.lock().await;
    let mut copy = Copy::begin(&mut connection, "refused (file, line, field, code, value, message)");
    for refused in units.iter().flat_map(|unit| &unit.refused) {
        let fields = copy.line().plain(refused.file).plain(refused.line).plain(refused.column);
        fields
            .plain(refused.code.code())
            .maybe_text(refused.value.as_deref())
            .text(&json!(refused.message).to_string());
        copy.end_line().await?;
    }
    copy.finish().await
}

async fn write_places(db: &Session, units: &[Validated]) -> Result<()> {
    let mut connection = db.lock().await;
    let mut copy = Copy::begin(&mut connection, "derived_place (position, place)");
    for Validated { touched, .. } in units {
        for (position, place) in ledger::places(&touched.records) {
            if touched.lines.contains_key(&position) && position != place {
                copy.line().plain(position).plain(place);
                copy.end_line().await?;
            }
        }
    }
    copy.finish().await
}

async fn write_deltas(db: &Session, units: &[Validated]) -> Result<()> {
    let columns = format!(
        "derived_delta (unit_id, known_at, province_id, park_id, sector, occurred_on, kind, from_status, to_status, {})",
        MEASURES.join(", ")
    );
    let mut connection = db.lock().await;
    let mut copy = Copy::begin(&mut connection, &columns);
    for unit in units {
        for (site, key, sum) in unit.deltas().iter() {
            fill_delta(copy.line().plain(unit.touched.unit_id), site, key, sum);
            copy.end_line().await?;
        }
    }
    copy.finish().await
}

impl Validated {
    /// What changes in the sums of reports.
    fn deltas(&self) -> Deltas {
        let site = self.touched.site;
        let before = CountedPlace { sector: self.touched.old_sector, ..site };
        let mut deltas = Deltas::default();
        for (changes, site, sign) in
            [(&self.before, before, -1), (&self.after, site, 1), (&self.changes, site, 1)]
        {
            deltas.push(site, changes, sign, Moment::MAX_UTC);
        }
        deltas
    }
}

fn fill_delta(
    line: &mut CopyLine,
    site: &CountedPlace,
    (known_at, day, kind, from, to): &DeltaKey,
    sum: &DeltaSum,
) {
    line.maybe(stated(*known_at))
        .plain(site.province_id)
        .maybe(site.park_id)
        .plain(site.sector)
        .plain(day.date())
        .plain(kind.code())
        .maybe(from.map(Coded::code))
        .plain(to.code());
    sum.measures().into_iter().for_each(|measure| {
        line.plain(measure);
    });
}

async fn write_spans(db: &Session, units: &[Validated]) -> Result<()> {
    let mut connection = db.lock().await;
    let mut copy = Copy::begin(&mut connection, "derived_span");
    for Validated { touched, changes, after, .. } in units {
        // Spans that begin to be known at one moment of the import and cease at a later one.
        let mut open: HashMap<Span, Moment> = HashMap::new();
        for change in after.iter().chain(changes) {
            for span in &change.ended {
                let since = open.remove(span);
                fill_span(copy.line(), touched.unit_id, span, since, Some(change.known_at));
                copy.end_line().await?;
            }
            open.extend(change.opened.iter().map(|span| (*span, change.known_at)));
        }
        for (span, since) in open {
            fill_span(copy.line(), touched.unit_id, &span, Some(since), None);
            copy.end_line().await?;
        }
    }
    copy.finish().await
}

/// A span that is known from a moment of this import (`since`) or from an earlier one, until a moment of it.
fn fill_span(line: &mut CopyLine, unit_id: i64, span: &Span, since: Option<Moment>, until: Option<Moment>) {
    let until_on = span.until.map_or_else(|| "infinity".to_owned(), |day| day.date().to_string());
    let until = until.map(|until| stated(until).unwrap_or_else(|| END.to_owned()));
    line.plain(unit_id)
        .plain(span.status.code())
        .plain(span.from.date())
        .plain(until_on)
        .plain(since.is_some())
        .maybe(since.and_then(stated))
        .plain(until.unwrap_or_else(|| "infinity".to_owned()));
}

/// A placeholder for the moment of the import in a column where NULL means something else.
pub(in crate::staging) const END: &str = "-infinity";

/// A moment as PostgreSQL reads it; none for that of the import.
fn stated(moment: Moment) -> Option<String> {
    (moment != DateTime::<Utc>::MAX_UTC).then(|| moment.to_rfc3339())
}

async fn write_states(db: &Session, units: &[Validated]) -> Result<()> {
    let mut connection = db.lock().await;
    let mut copy = Copy::begin(&mut connection, "derived_state");
    for Validated { touched, state, .. } in units {
        let day = |day: Option<Day>| day.map(Day::date);
        let percent = |percent: Option<Decimal>| percent;
        copy.line()
            .plain(touched.unit_id)
            .maybe(state.map(|state| state.status.code()))
            .maybe(day(state.map(|state| state.status_since)))
            .maybe(state.and_then(|state| state.jobs).map(|jobs| jobs.get()))
            .maybe(percent(state.and_then(|state| state.capacity).map(|capacity| capacity.get())))
            .maybe(percent(state.and_then(|state| state.progress).map(|progress| progress.get())))
            .maybe(day(state.map(|state| state.last_confirmed_on)));
        copy.end_line().await?;
    }
    copy.finish().await
}
