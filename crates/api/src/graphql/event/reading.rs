//! What is entered for a unit: read as lines of events, then judged together with its ledger.

use std::sync::Arc;

use async_graphql::Context;

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::draft::{Draft, Fault, Outcome, number_of};
use shahrak_domain::ledger::{LedgerError, Position, Says};
use shahrak_exchange::entry::Entry;
use shahrak_exchange::reader;
use shahrak_exchange::refusal::{RefusalCode, of_ledger, of_ledger_in_persian};
use shahrak_exchange::row::EventRow;
use shahrak_exchange::row::event::{DECIDING, Said};
use shahrak_persistence::ledger::{self, Appended, Details, UnitLedger};
use shahrak_persistence::tx::Tx;

use crate::graphql::context::Ask;
use crate::graphql::perform::Failure;
use crate::graphql::persian;
use crate::graphql::user_error::Mistake;

/// The column of a fact that bears on what can happen afterwards.
const CAPACITY: &str = "capacity_percent";

/// A record to be added, as it was entered.
struct NewRecord {
    /// Its number in the input, from 1.
    number: usize,
    /// Where it stands in the input.
    at: Vec<String>,
    says: Says,
    /// Whether its capacity could not be read: what can happen after it is not known then.
    vague: bool,
    /// What is recorded beside it.
    details: Details,
}

impl NewRecord {
    /// Its day, if something happened on it and its capacity could not be read.
    fn vague_on(&self) -> Option<Day> {
        match &self.says {
            Says::Happened { facts, .. } if self.vague => Some(facts.occurred_on),
            _ => None,
        }
    }
}

/// What is entered for a unit, read by the rules of files: all mistakes in it are gathered.
pub struct Reading {
    /// The unit's ledger; none if there is no such unit.
    held: Option<UnitLedger>,
    context: Arc<reader::Context>,
    records: Vec<NewRecord>,
    mistakes: Vec<Mistake>,
    /// How many records were entered, those that are left out included.
    entered: usize,
    /// Whether a record is left out on which others may depend: nothing is said of them then that may be false.
    gap: bool,
    /// The sender's own codes.
    codes: Vec<String>,
}

/// New records that can stand.
pub struct Judged {
    /// The unit's ledger as it is.
    pub held: UnitLedger,
    /// The ledger with them.
    pub draft: Draft,
    /// What is recorded beside each of them.
    pub details: Vec<Details>,
    outcome: Outcome,
}

impl Judged {
    /// Adds them to the ledger.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn append(&self, tx: &mut Tx, act: &Act) -> Result<Appended, Failure> {
        let Judged { held, draft, details, outcome } = self;
        Ok(ledger::append(tx, held, draft, outcome, details, &act.actor).await?)
    }
}

impl Reading {
    /// Begins with a unit's ledger, or with what is said where there is no such unit.
    ///
    /// # Errors
    /// A request without a moment.
    pub fn of(ctx: &Context<'_>, held: Result<UnitLedger, Mistake>) -> async_graphql::Result<Reading> {
        let context = reader::Context { today: ctx.today()?, now: ctx.now()?, provinces: Vec::new() };
        let (held, mistakes) = match held {
            Ok(held) => (Some(held), Vec::new()),
            Err(mistake) => (None, vec![mistake]),
        };
        let (context, records, codes) = (Arc::new(context), Vec::new(), Vec::new());
        Ok(Reading { held, context, records, mistakes, entered: 0, gap: false, codes })
    }

    /// Adds what is wrong with the input besides.
    pub fn mistake(&mut self, mistake: Mistake) {
        self.gap = true;
        self.mistakes.push(mistake);
    }

    /// Reads a record that was entered at a place of the input. `event` is the sender's own code of it.
    pub fn add(&mut self, entry: &Entry, event: Option<&str>, at: &[&str]) {
        self.entered += 1;
        self.code(event, at);
        let (row, event, whole, vague) = match entry.read::<EventRow>(Arc::clone(&self.context)) {
            Ok(row) => (Some(row), event, true, false),
            Err(line) => {
                // Whether there is such a unit is known already.
                let own = line.refusals.iter().filter(|refusal| refusal.column.as_deref() != Some("unit"));
                self.mistakes.extend(own.map(|refusal| Mistake::of_refusal(refusal, at)));
                // A refused code has a stand-in, by which nobody knows the record.
                let event = event.filter(|_| !line.lacks(&["event"]));
                let whole = !DECIDING.iter().any(|column| *column != CAPACITY && line.lacks(&[column]));
                let vague = line.lacks(&[CAPACITY]);
                (line.rest, event, whole, vague)
            }
        };
        match row.map(|row| self.record(row, event, at)) {
            Some(Ok(record)) if whole => self.records.push(NewRecord { vague, ..record }),
            Some(Err(mistake)) => self.mistake(mistake),
            _ => self.gap = true,
        }
    }

    /// Judges a code of the sender's own: it is free, and given once.
    fn code(&mut self, event: Option<&str>, at: &[&str]) {
        let Some(code) = event.map(str::trim).filter(|code| !code.is_empty()) else { return };
        let at = at.iter().copied().chain(["event"]);
        if self.held.as_ref().is_some_and(|held| held.position(code).is_some()) {
            let english =
                format!("the unit has a record with the code “{code}” already; give another, or none");
            let persian = format!("این واحد ثبتی با کد «{code}» دارد؛ کد دیگری بدهید یا کد ندهید");
            self.mistakes.push(Mistake::new(RefusalCode::AlreadyRegistered, at, english, persian));
        } else if self.codes.iter().any(|known| known == code) {
            let english = format!("another record of the input has the code “{code}”; give each its own");
            let persian = format!("ثبت دیگری در همین درخواست کد «{code}» دارد؛ به هر یک کد خودش را بدهید");
            self.mistakes.push(Mistake::new(RefusalCode::DuplicateKey, at, english, persian));
        }
        self.codes.push(code.to_owned());
    }

    /// What a row adds to the ledger. What it corrects is looked up there.
    fn record(&self, row: EventRow, event: Option<&str>, at: &[&str]) -> Result<NewRecord, Mistake> {
        let says = match row.says {
            Said::Happened { facts, replaces } => {
                let replaces = replaces.map(|code| self.corrected(&code, at, "replaces")).transpose()?;
                Says::Happened { facts, replaces }
            }
            Said::Void { of } => Says::Void(self.corrected(&of, at, "voids")?),
        };
        let details = Details { code: event.map(|_| row.event), note: row.note, evidence: row.evidence };
        Ok(NewRecord {
            number: self.entered,
            at: at.iter().map(|part| (*part).to_owned()).collect(),
            says,
            vague: false,
            details,
        })
    }

    /// The position of the record that is corrected. Where the unit is not known, nothing is said of its records.
    fn corrected(&self, code: &str, at: &[&str], field: &str) -> Result<Position, Mistake> {
        let Some(held) = &self.held else { return Ok(Position::default()) };
        held.position(code).ok_or_else(|| {
            let english = format!("the unit has no event with the code “{code}”; correct one that it has");
            let persian = persian::refusal(RefusalCode::UnknownEvent, Some(code));
            Mistake::new(RefusalCode::UnknownEvent, at.iter().copied().chain([field]), english, persian)
        })
    }

    /// Judges the new records, all of them together.
    ///
    /// # Errors
    /// All mistakes, in what was entered and against the ledger.
    pub fn judge(self) -> Result<Judged, Failure> {
        let Reading { held, records, mut mistakes, entered, gap, .. } = self;
        let Some(held) = held else { return Err(mistakes.into()) };
        if gap {
            return Err(mistakes.into());
        }
        let mut draft = held.draft();
        for record in &records {
            draft.add(record.says.clone());
        }
        match draft.judge(&held.methodologies) {
            Ok(outcome) if mistakes.is_empty() => {
                let details = records.into_iter().map(|record| record.details).collect();
                return Ok(Judged { held, draft, details, outcome });
            }
            Ok(_) => {}
            Err(faults) => {
                for fault in faults.iter().filter(|fault| stands(fault, &records)) {
                    let mistake = mistake(fault, &held, &records, entered > 1);
                    // Several new records may be in the way of one that was there before.
                    if !mistakes.contains(&mistake) {
                        mistakes.push(mistake);
                    }
                }
            }
        }
        Err(mistakes.into())
    }
}

/// Whether a fault is one whatever the capacities are that could not be read: these bear on what comes after them.
fn stands(fault: &Fault, records: &[NewRecord]) -> bool {
    let LedgerError::NotAllowed { position, occurred_on, .. } = fault.error else { return true };
    let Some(since) = records.iter().filter_map(NewRecord::vague_on).min() else { return true };
    let named = number_of(position).and_then(|number| records.get(number));
    occurred_on < since || occurred_on == since && named.is_some_and(|record| record.vague)
}

/// Why the ledger cannot stand, where the record in the way was entered; at the whole input if it was there before. Events
/// are called by their codes; a new one without, by its number among the new ones.
fn mistake(
    Fault { error, before }: &Fault,
    held: &UnitLedger,
    records: &[NewRecord],
    several: bool,
) -> Mistake {
    let new = |position: Position| records.get(number_of(position)?);
    let name = |position: Position, words: [&str; 3]| {
        let own = new(position).and_then(|record| record.details.code.as_ref());
        match (held.codes.get(&position).or(own), new(position)) {
            (Some(code), _) => format!("{} {code}", words[0]),
            (None, Some(record)) if several => format!("{} {}", words[1], record.number),
            (None, _) => words[2].to_owned(),
        }
    };
    let persian_name = |position| name(position, ["رویداد", "ثبت تازهٔ شمارهٔ", "رویداد تازه"]);
    let english_name = |position| name(position, ["event", "the new record", "the new event"]);
    let (code, mut english) = of_ledger(error, english_name);
    let mut persian = of_ledger_in_persian(error, persian_name);
    if let (LedgerError::NotAllowed { .. }, Some((before, day))) = (error, *before) {
        english += &format!(" (before it stands {} of {day})", english_name(before));
        let day = shahrak_domain::persian::day(day);
        persian += &format!(" (پیش از آن {} در {day} ثبت است)", persian_name(before));
    }
    let at = new(error.position()).map(|record| record.at.clone());
    Mistake::new(code, at.unwrap_or_else(|| vec!["input".to_owned()]), english, persian)
}
