//! Appending records to the ledger, with everything that follows from them.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sea_orm::FromQueryResult;
use serde::Serialize;

use shahrak_domain::actor::Actor;
use shahrak_domain::code::Coded;
use shahrak_domain::draft::{Draft, DraftEffects, FIRST_NEW};
use shahrak_domain::event::Facts;
use shahrak_domain::ledger::{Position, Record, Says};
use shahrak_domain::moment::Moment;
use shahrak_domain::state::State;
use shahrak_domain::tally::{Span, TallyChange};

use super::UnitLedger;
use super::sums::{Delta, deltas_at_end};
use crate::error::{Error, Result};
use crate::sql::Sql;
use crate::tx::Tx;
use crate::unit::UnitId;

/// What is recorded besides the facts.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// The sender's code; none lets the register choose one.
    pub code: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// The number or address of a document.
    pub evidence: Option<String>,
}

/// The added records.
#[derive(Clone, Debug)]
pub struct Appended {
    /// The moment of recording.
    pub moment: Moment,
    /// The position of each record, in the order of the draft.
    pub positions: Vec<Position>,
}

/// Adds the new records of a draft with their details, in one statement. The ledger is open from here to the end of the
/// transaction, and nobody else can record, so this comes last.
pub async fn append(
    tx: &Tx,
    unit: &UnitLedger,
    draft: &Draft,
    outcome: &DraftEffects,
    details: &[Details],
    recorder: &Actor,
) -> Result<Appended> {
    let appending = Appending::new(unit.id, draft, outcome, details, recorder);
    let mut append = Sql::new("SELECT last_position, moment FROM ledger_append(");
    append.push_bind(serde_json::to_value(&appending).map_err(Error::decode)?).push(")");
    let last = append.rows(tx).await?.into_iter().next();
    let Last { last_position, moment } = last.ok_or_else(|| Error::decode("the ledger does not answer"))?;
    let number = Position::try_from(appending.events.len()).map_err(Error::decode)?;
    Ok(Appended { moment, positions: (last_position - number + 1..=last_position).collect() })
}

/// The result of `ledger_append`.
#[derive(FromQueryResult)]
struct Last {
    last_position: Position,
    moment: Moment,
}

/// The argument of `ledger_append`. Positions from `first` on are those of new records in the draft.
#[derive(Serialize)]
struct Appending<'a> {
    unit: UnitId,
    first: Position,
    events: Vec<EventRecord<'a>>,
    /// Spans that cease to be known.
    ended: Vec<SpanRow>,
    /// Spans that begin to be known.
    opened: Vec<SpanRow>,
    /// The changes of sums.
    deltas: Vec<Delta>,
    state: StateRow,
}

/// A new record by the columns of `unit_event`.
#[derive(Default, Serialize)]
struct EventRecord<'a> {
    position: Position,
    place: Position,
    /// None lets the register choose one.
    code: Option<&'a str>,
    kind: Option<&'static str>,
    occurred_on: Option<NaiveDate>,
    investment_irr: Option<i64>,
    jobs: Option<i32>,
    capacity_percent: Option<Decimal>,
    progress_percent: Option<Decimal>,
    area_m2: Option<Decimal>,
    reasons: Vec<&'static str>,
    body: Option<&'static str>,
    means: Option<&'static str>,
    note: Option<&'a str>,
    evidence: Option<&'a str>,
    replaces: Option<Position>,
    voids: Option<Position>,
    recorded_by: &'a str,
    recorder_role: &'static str,
    recorder_organisation: Option<&'a str>,
}

/// A span by the columns of `unit_span`.
#[derive(Serialize)]
pub(super) struct SpanRow {
    status: &'static str,
    from_on: NaiveDate,
    /// None while it lasts.
    until_on: Option<NaiveDate>,
}

/// A unit's state by the columns of `unit`, all NULL without events.
#[derive(Default, Serialize)]
struct StateRow {
    status: Option<&'static str>,
    status_since: Option<NaiveDate>,
    jobs: Option<i32>,
    capacity_percent: Option<Decimal>,
    progress_percent: Option<Decimal>,
    last_confirmed_on: Option<NaiveDate>,
}

impl<'a> Appending<'a> {
    fn new(
        unit: UnitId,
        draft: &Draft,
        outcome: &DraftEffects,
        details: &'a [Details],
        recorder: &'a Actor,
    ) -> Appending<'a> {
        let events = draft.added().iter().zip(details).map(|(record, details)| EventRecord {
            place: outcome.places.get(&record.position).copied().unwrap_or(record.position),
            ..EventRecord::new(record, details, recorder)
        });
        let spans = |spans: fn(&TallyChange) -> &[Span]| {
            outcome.changes.iter().flat_map(spans).map(SpanRow::from).collect()
        };
        Appending {
            unit,
            first: FIRST_NEW,
            events: events.collect(),
            ended: spans(|change| &change.ended),
            opened: spans(|change| &change.opened),
            deltas: deltas_at_end(&outcome.changes),
            state: outcome.state.map(StateRow::from).unwrap_or_default(),
        }
    }
}

impl<'a> EventRecord<'a> {
    fn new(record: &Record, details: &'a Details, recorder: &'a Actor) -> EventRecord<'a> {
        let stated = match &record.says {
            Says::Happened { facts, replaces } => {
                EventRecord { replaces: *replaces, ..EventRecord::of(facts) }
            }
            Says::Void(of) => EventRecord { voids: Some(*of), ..EventRecord::default() },
        };
        EventRecord {
            position: record.position,
            code: details.code.as_deref(),
            note: details.note.as_deref(),
            evidence: details.evidence.as_deref(),
            recorded_by: &recorder.name,
            recorder_role: recorder.role.name().code(),
            recorder_organisation: recorder.organisation.as_deref(),
            ..stated
        }
    }

    fn of(facts: &Facts) -> EventRecord<'a> {
        EventRecord {
            kind: Some(facts.kind.code()),
            occurred_on: Some(facts.occurred_on.date()),
            investment_irr: facts.investment.map(|rials| rials.get()),
            jobs: facts.jobs.map(|jobs| jobs.get()),
            capacity_percent: facts.capacity.map(|capacity| capacity.get()),
            progress_percent: facts.progress.map(|progress| progress.get()),
            area_m2: facts.area_m2,
            reasons: facts.reasons.iter().map(|reason| reason.code()).collect(),
            body: facts.body.map(Coded::code),
            means: facts.means.map(Coded::code),
            ..EventRecord::default()
        }
    }
}

impl From<&Span> for SpanRow {
    fn from(span: &Span) -> SpanRow {
        SpanRow {
            status: span.status.code(),
            from_on: span.from.date(),
            until_on: span.until.map(|day| day.date()),
        }
    }
}

impl From<State> for StateRow {
    fn from(state: State) -> StateRow {
        StateRow {
            status: Some(state.status.code()),
            status_since: Some(state.status_since.date()),
            jobs: state.jobs.map(|jobs| jobs.get()),
            capacity_percent: state.capacity.map(|capacity| capacity.get()),
            progress_percent: state.progress.map(|progress| progress.get()),
            last_confirmed_on: Some(state.last_confirmed_on.date()),
        }
    }
}
