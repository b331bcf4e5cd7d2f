//! What came of the judgement, written into its tables for the landing.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::ledger;
use shahrak_domain::moment::Moment;
use shahrak_domain::tally::{Count, Span};
use sqlx::postgres::PgConnection;

use super::Verdict;
use crate::error::Result;
use crate::import::copy::{Copy, Line};

/// Writes what came of units into the tables of the judgement.
pub(super) async fn write(connection: &mut PgConnection, verdicts: &[Verdict]) -> Result<()> {
    write_refused(connection, verdicts).await?;
    write_places(connection, verdicts).await?;
    write_counts(connection, verdicts).await?;
    write_spans(connection, verdicts).await?;
    write_states(connection, verdicts).await
}

async fn write_refused(connection: &mut PgConnection, verdicts: &[Verdict]) -> Result<()> {
    let mut copy = Copy::begin(connection, "refused (file, line, field, code, value, message)");
    for refused in verdicts.iter().flat_map(|verdict| &verdict.refused) {
        let fields = copy.line().plain(refused.file).plain(refused.line).plain(refused.column);
        fields.plain(refused.code.code()).maybe_text(refused.value.as_deref()).text(&refused.message);
        copy.end_line().await?;
    }
    copy.finish().await
}

async fn write_places(connection: &mut PgConnection, verdicts: &[Verdict]) -> Result<()> {
    let mut copy = Copy::begin(connection, "judged_place (position, place)");
    for Verdict { touched, .. } in verdicts {
        for (position, place) in ledger::places(&touched.records) {
            if touched.lines.contains_key(&position) && position != place {
                copy.line().plain(position).plain(place);
                copy.end_line().await?;
            }
        }
    }
    copy.finish().await
}

async fn write_counts(connection: &mut PgConnection, verdicts: &[Verdict]) -> Result<()> {
    let mut copy = Copy::begin(connection, "judged_count");
    for Verdict { touched, changes, before, after, .. } in verdicts {
        let (unit_id, sector) = (touched.unit_id, touched.sector);
        for (changes, sector, sign) in
            [(before, touched.old_sector, -1), (after, sector, 1), (changes, sector, 1)]
        {
            for change in changes {
                for (counts, sign) in [(&change.added, sign), (&change.removed, -sign)] {
                    for count in counts {
                        fill_count(copy.line(), (unit_id, sector, change.known_at, sign), count);
                        copy.end_line().await?;
                    }
                }
            }
        }
    }
    copy.finish().await
}

fn fill_count(line: &mut Line, (unit_id, sector, known_at, sign): (i64, i16, Moment, i32), count: &Count) {
    line.plain(unit_id)
        .plain(sector)
        .maybe(stated(known_at))
        .plain(sign)
        .plain(count.occurred_on.date())
        .plain(count.kind.code())
        .maybe(count.from.map(Coded::code))
        .plain(count.to.code())
        .maybe(count.jobs)
        .maybe(count.investment)
        .plain(count.stock_jobs)
        .plain(count.stock_jobs_unknown);
}

async fn write_spans(connection: &mut PgConnection, verdicts: &[Verdict]) -> Result<()> {
    let mut copy = Copy::begin(connection, "judged_span");
    for Verdict { touched, changes, after, .. } in verdicts {
        // Spans that one moment of the import opens and a later one of it ends.
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

/// A span opened by this import (with `since`) or before it, and when it ceased to be known.
fn fill_span(line: &mut Line, unit_id: i64, span: &Span, since: Option<Moment>, until: Option<Moment>) {
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

/// Stands for the end of the import where NULL is not free; replaced when the moment is known.
pub(in crate::import) const END: &str = "-infinity";

/// A moment as Postgres reads it; none for the end of the import.
fn stated(moment: Moment) -> Option<String> {
    (moment != DateTime::<Utc>::MAX_UTC).then(|| moment.to_rfc3339())
}

async fn write_states(connection: &mut PgConnection, verdicts: &[Verdict]) -> Result<()> {
    let mut copy = Copy::begin(connection, "judged_state");
    for Verdict { touched, state, .. } in verdicts {
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
