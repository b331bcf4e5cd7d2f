//! Recording what happened to a unit: its ledger is locked, the new records are judged with all others, and added.

use std::sync::Arc;

use async_graphql::Context;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use shahrak_domain::act::Act;
use shahrak_domain::day::{Calendar, Day};
use shahrak_domain::draft::{Draft, Outcome, number_of};
use shahrak_domain::ledger::{LedgerError, Position, Says};
use shahrak_domain::moment::Moment;
use shahrak_domain::policy::{Action, Province};
use shahrak_exchange::entry::Entry;
use shahrak_exchange::reader;
use shahrak_exchange::refusal::{RefusalCode, of_ledger};
use shahrak_exchange::row::EventRow;
use shahrak_exchange::row::event::Said;
use shahrak_persistence::ledger::{self, Appended, Details, UnitLedger};
use shahrak_persistence::tx::Tx;
use shahrak_persistence::unit::{self as stored, UnitId};

use super::input::Entered;
use super::{UnitEvent, at};
use crate::graphql::company::View;
use crate::graphql::context::{Ask, failure};
use crate::graphql::perform::{Failure, perform};
use crate::graphql::persian;
use crate::graphql::unit::Unit;
use crate::graphql::user_error::{Mistake, UserError, user_errors};

/// What an act on a unit answers, so that it can be answered again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Recorded {
    unit: UnitId,
    as_of: NaiveDate,
    known_at: Moment,
    events: Vec<Position>,
}

impl Recorded {
    /// What was added to a unit's ledger on this day.
    pub fn new(held: &UnitLedger, today: Day, appended: Appended) -> Recorded {
        let Appended { moment, positions } = appended;
        Recorded { unit: held.id, as_of: today.date(), known_at: moment, events: positions }
    }
}

/// The unit and its new events, as a payload shows them: by the knowledge of the moment at which they were recorded.
pub struct Shown {
    /// The unit; none if nothing was recorded.
    pub unit: Option<Unit>,
    /// What was recorded, without what voids.
    pub events: Vec<UnitEvent>,
    /// What is to be put right.
    pub user_errors: Vec<UserError>,
}

/// A record to be added, as it was entered.
pub struct NewRecord {
    /// Where it stands in the input.
    pub at: Vec<String>,
    /// What it says.
    pub says: Says,
    /// What is recorded beside it.
    pub details: Details,
}

/// When something is entered: days are not later.
#[derive(Clone, Copy)]
pub struct Form {
    today: Day,
    now: Moment,
}

impl Form {
    /// What is entered by this request.
    ///
    /// # Errors
    /// A request without a moment.
    pub fn of(ctx: &Context<'_>) -> async_graphql::Result<Form> {
        Ok(Form { today: ctx.today()?, now: ctx.now()? })
    }
}

/// Records an event of one kind.
///
/// # Errors
/// Who asks may not; failures of the database.
pub async fn happen(ctx: &Context<'_>, name: &str, entered: Entered) -> async_graphql::Result<Shown> {
    let Entered { unit, event, key, entry } = entered;
    let outcome = perform(ctx, name, key.as_deref(), async |tx: &mut Tx, act: &Act| {
        let held = hold(ctx, tx, &unit).await?;
        let read = read(&Form::of(ctx)?, held.as_ref().ok(), &entry, event.as_deref(), &["input"]);
        let (held, record) = both(held, read)?;
        let (draft, details) = draft(&held, vec![record])?;
        let outcome = judge(&held, &draft, &details)?;
        let appended = ledger::append(tx, &held, &draft, &outcome, &details, &act.actor).await?;
        Ok(Recorded::new(&held, Form::of(ctx)?.today, appended))
    });
    match outcome.await? {
        Ok(recorded) => show(ctx, &recorded).await,
        Err(mistakes) => Ok(Shown { unit: None, events: Vec::new(), user_errors: user_errors(mistakes) }),
    }
}

/// Locks the ledger of a unit for whoever asks, if they keep the register of its province.
///
/// # Errors
/// `FORBIDDEN` before anything else is said; a mistake if there is no such unit, inside the result.
pub async fn hold(
    ctx: &Context<'_>,
    tx: &mut Tx,
    code: &str,
) -> Result<Result<UnitLedger, Mistake>, Failure> {
    let Some(held) = ledger::lock(tx, code.trim()).await? else {
        ctx.officer(Action::KeepRegister(Province::Some))?;
        let english = format!("no unit has the code “{code:.64}”; register it first");
        let persian = persian::refusal(RefusalCode::UnknownUnit, Some(code));
        return Ok(Err(Mistake::new(RefusalCode::UnknownUnit, ["input", "unit"], english, persian)));
    };
    let reference = ctx.reference()?;
    let province = reference.province(held.province_id).map(|province| province.code.as_str());
    ctx.officer(Action::KeepRegister(Province::Of(province.unwrap_or_default())))?;
    Ok(Ok(held))
}

/// What was entered, if the unit is there: else the mistakes of both.
pub fn both<T>(
    held: Result<UnitLedger, Mistake>,
    read: Result<T, Vec<Mistake>>,
) -> Result<(UnitLedger, T), Failure> {
    match (held, read) {
        (Ok(held), Ok(read)) => Ok((held, read)),
        (Ok(_), Err(mistakes)) => Err(mistakes.into()),
        (Err(mistake), read) => {
            let mut mistakes = read.err().unwrap_or_default();
            mistakes.insert(0, mistake);
            Err(mistakes.into())
        }
    }
}

/// Reads a record that was entered at a place of the input, by the rules of files. `event` is the sender's own code of it. What it corrects is looked up in the
/// unit's ledger, if there is one.
///
/// # Errors
/// Every mistake in it.
pub fn read(
    form: &Form,
    held: Option<&UnitLedger>,
    entry: &Entry,
    event: Option<&str>,
    at: &[&str],
) -> Result<NewRecord, Vec<Mistake>> {
    let row: EventRow = entry.read(reading(form)).map_err(|refusals| {
        refusals.iter().map(|refusal| Mistake::of_refusal(refusal, at)).collect::<Vec<_>>()
    })?;
    let find = |code: &str, field| corrected(held, code, at, field).map_err(|mistake| vec![mistake]);
    let says = match row.says {
        Said::Happened { facts, replaces } => {
            let replaces = replaces.map(|code| find(&code, "replaces")).transpose()?;
            Says::Happened { facts, replaces }
        }
        Said::Void { of } => Says::Void(find(&of, "voids")?),
    };
    let at = at.iter().map(|part| (*part).to_owned()).collect();
    Ok(NewRecord {
        at,
        says,
        details: Details { code: event.map(|_| row.event), note: row.note, evidence: row.evidence },
    })
}

/// The position of the record that is corrected. Where the unit is not known, nothing is said of its records.
fn corrected(held: Option<&UnitLedger>, code: &str, at: &[&str], field: &str) -> Result<Position, Mistake> {
    let Some(held) = held else { return Ok(Position::default()) };
    held.position(code).ok_or_else(|| {
        let english = format!("the unit has no event with the code “{code}”; correct one that it has");
        let persian = persian::refusal(RefusalCode::UnknownEvent, Some(code));
        Mistake::new(RefusalCode::UnknownEvent, at.iter().copied().chain([field]), english, persian)
    })
}

/// What the reader of a line has to know.
fn reading(form: &Form) -> Arc<reader::Context> {
    Arc::new(reader::Context { today: form.today, now: form.now, provinces: Vec::new() })
}

/// The ledger with the new records. A code of the sender's own is free and given once.
///
/// # Errors
/// A mistake for each code that is not.
pub fn draft(held: &UnitLedger, records: Vec<NewRecord>) -> Result<(Draft, Vec<Details>), Failure> {
    let mut draft = held.draft();
    let mut details: Vec<Details> = Vec::with_capacity(records.len());
    let mut mistakes = Vec::new();
    for record in records {
        if let Some(code) = &record.details.code {
            let twice = details.iter().any(|other| other.code.as_ref() == Some(code));
            if twice || held.position(code).is_some() {
                let english =
                    format!("the unit has a record with the code “{code}” already; give another, or none");
                let persian = persian::refusal(RefusalCode::AlreadyRegistered, Some(code));
                let field = record.at.iter().map(String::as_str).chain(["event"]);
                mistakes.push(Mistake::new(RefusalCode::AlreadyRegistered, field, english, persian));
            }
        }
        draft.add(record.says);
        details.push(record.details);
    }
    if mistakes.is_empty() { Ok((draft, details)) } else { Err(mistakes.into()) }
}

/// Whether the new records can stand, all of them together.
///
/// # Errors
/// A mistake that names the events in the way.
pub fn judge(held: &UnitLedger, draft: &Draft, details: &[Details]) -> Result<Outcome, Mistake> {
    draft.judge(&held.methodologies).map_err(|error| mistake(&error, held, draft, details))
}

/// Why the ledger cannot stand. Events are called by their codes; a new one without, by its number among the new ones.
fn mistake(error: &LedgerError, held: &UnitLedger, draft: &Draft, details: &[Details]) -> Mistake {
    let name = |position: Position, words: [&str; 3]| {
        let number = number_of(position);
        let own = number.and_then(|number| details.get(number)?.code.as_ref());
        match (held.codes.get(&position).or(own), number) {
            (Some(code), _) => format!("{} {code}", words[0]),
            (None, Some(number)) if details.len() > 1 => format!("{} {}", words[1], number + 1),
            (None, _) => words[2].to_owned(),
        }
    };
    let persian_name = |position| name(position, ["رویداد", "ثبت تازهٔ شمارهٔ", "رویداد تازه"]);
    let english_name = |position| name(position, ["event", "the new record", "the new event"]);
    let (code, mut english) = of_ledger(error, english_name);
    let persian = match error {
        LedgerError::NotAllowed { position, occurred_on, why } => {
            let day = occurred_on.write(Calendar::Iranian);
            let mut persian = persian::not_allowed(&persian_name(*position), &day, why);
            if let Some((before, day)) = draft.before(*position) {
                english += &format!(" (before it stands {} of {day})", english_name(before));
                let day = day.write(Calendar::Iranian);
                persian += &format!(" (پیش از آن {} در {day} ثبت است)", persian_name(before));
            }
            persian
        }
        other => persian::refusal(code, Some(&persian_name(other.position()))),
    };
    Mistake::new(code, ["input"], english, persian)
}

/// What a payload shows of what was recorded.
///
/// # Errors
/// Failures of the database.
pub async fn show(ctx: &Context<'_>, recorded: &Recorded) -> async_graphql::Result<Shown> {
    let view = View { as_of: Day::new(recorded.as_of), known_at: Some(recorded.known_at) };
    let found = stored::find_all(ctx.db()?, vec![recorded.unit]).await.map_err(failure)?;
    let reference = ctx.reference_at_least(found.version).await?;
    let unit = found.page.rows.into_iter().next().map(|(_, row)| Unit::new(reference, row, Some(view)));
    let mut events = at(ctx, recorded.events.clone(), Some(view)).await?;
    let events = recorded.events.iter().filter_map(|position| events.remove(position)).collect();
    Ok(Shown { unit, events, user_errors: Vec::new() })
}
