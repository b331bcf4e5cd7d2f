//! The records entered for a unit: parsed one by one, then checked together with its ledger.

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::draft::{Draft, Fault, Outcome, number_of};
use shahrak_domain::event::NoReason;
use shahrak_domain::ledger::{LedgerError, Position, Says};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::refusal::{of_ledger, of_ledger_in_persian};
use shahrak_domain::state::State;
use shahrak_domain::text::is_blank;
use shahrak_domain::violation::Violations;
use shahrak_domain::written;
use shahrak_persistence::ledger::{self, Appended, Details, UnitLedger};
use shahrak_persistence::tx::Tx;

use super::correct::EventVoiding;
use super::input::EventInput;
use crate::graphql::perform::Failure;
use crate::graphql::persian;
use crate::graphql::user_error::Mistake;

/// A record to be added, as entered.
struct NewRecord {
    /// Its number in the input, from 1.
    number: usize,
    /// The path of the record in the input.
    at: Vec<String>,
    says: Says,
    /// Whether its capacity could not be parsed: then it is unknown what may happen after it.
    vague: bool,
    /// Note and evidence.
    details: Details,
}

impl NewRecord {
    /// The day of the record, if it is an event whose capacity could not be parsed.
    fn vague_on(&self) -> Option<Day> {
        match &self.says {
            Says::Happened { facts, .. } if self.vague => Some(facts.occurred_on),
            _ => None,
        }
    }
}

/// The records entered for a unit. All errors in them are collected.
pub struct Reading {
    /// The ledger of the unit; none if the unit does not exist.
    held: Option<UnitLedger>,
    today: Day,
    records: Vec<NewRecord>,
    mistakes: Vec<Mistake>,
    /// The number of records entered, including those that are left out.
    entered: usize,
    /// Whether a record on which others may depend is left out: then errors that may be false are not reported for
    /// them.
    gap: bool,
    /// The codes that the sender chose.
    codes: Vec<String>,
}

/// New records that passed all checks.
pub struct Judged {
    /// The ledger of the unit as it is.
    pub held: UnitLedger,
    /// The ledger with the new records.
    pub draft: Draft,
    /// Note and evidence of each new record.
    pub details: Vec<Details>,
    outcome: Outcome,
}

impl Judged {
    /// The state of the unit after the new records.
    pub fn state(&self) -> Option<State> {
        self.outcome.state
    }

    /// Adds the new records to the ledger.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn append(&self, tx: &mut Tx, act: &Act) -> Result<Appended, Failure> {
        let Judged { held, draft, details, outcome } = self;
        Ok(ledger::append(tx, held, draft, outcome, details, &act.actor).await?)
    }
}

impl Reading {
    /// Begins with the ledger of a unit, or with the error that the unit does not exist.
    pub fn of(today: Day, held: Result<UnitLedger, Mistake>) -> Reading {
        let (held, mistakes) = match held {
            Ok(held) => (Some(held), Vec::new()),
            Err(mistake) => (None, vec![mistake]),
        };
        Reading { held, today, records: Vec::new(), mistakes, entered: 0, gap: false, codes: Vec::new() }
    }

    /// Adds another error of the input.
    pub fn mistake(&mut self, mistake: Mistake) {
        self.gap = true;
        self.mistakes.push(mistake);
    }

    /// Parses an event at a place of the input; it may replace the event with the code `replaces`.
    pub fn event(&mut self, input: &EventInput, replaces: Option<&str>, at: &[&str]) {
        let (code, mut refused) = self.begin(input.event.as_deref(), at);
        let of = replaces.map(|code| refused.required("replaces", code, written::code));
        let facts = input.facts(self.today, &mut refused);
        let note = refused.optional("note", input.note.as_deref(), written::prose);
        let evidence = refused.optional("evidence", input.evidence.as_deref(), written::prose);
        // Whatever capacity is meant bears on what can happen afterwards.
        let vague = refused.refuses("capacity_percent");
        self.mistakes.extend(refused.into_iter().map(|violation| Mistake::of(violation, at)));
        let replaces = match of {
            None => Some(None),
            Some(code) => code.and_then(|code| self.corrected(&code, at, "replaces")).map(Some),
        };
        let says = facts.zip(replaces).map(|(facts, replaces)| Says::Happened { facts, replaces });
        self.add(says, vague, Details { code, note, evidence }, at);
    }

    /// Parses a void.
    pub fn void(&mut self, input: &EventVoiding, at: &[&str]) {
        let (code, mut refused) = self.begin(input.event.as_deref(), at);
        let of = refused.required("voids", &input.voids, written::code);
        let note = refused.optional("note", Some(&input.note), written::prose);
        if is_blank(&input.note) {
            refused.add(NoReason);
        }
        let evidence = refused.optional("evidence", input.evidence.as_deref(), written::prose);
        self.mistakes.extend(refused.into_iter().map(|violation| Mistake::of(violation, at)));
        let of = of.and_then(|code| self.corrected(&code, at, "voids"));
        self.add(of.map(Says::Void), false, Details { code, note, evidence }, at);
    }

    /// Begins a record with the code that the sender chose. A code that is refused is dropped.
    fn begin(&mut self, event: Option<&str>, at: &[&str]) -> (Option<String>, Violations) {
        self.entered += 1;
        self.code(event, at);
        let mut refused = Violations::new();
        let code = event.and_then(|code| refused.required("event", code, written::code));
        (code, refused)
    }

    /// Adds a record; it is left out if its content could not be parsed.
    fn add(&mut self, says: Option<Says>, vague: bool, details: Details, at: &[&str]) {
        let Some(says) = says else {
            self.gap = true;
            return;
        };
        let at = at.iter().map(|part| (*part).to_owned()).collect();
        self.records.push(NewRecord { number: self.entered, at, says, vague, details });
    }

    /// Checks a code that the sender chose: it must be free and occur once.
    fn code(&mut self, event: Option<&str>, at: &[&str]) {
        let Some(code) = event.map(str::trim).filter(|code| !code.is_empty()) else { return };
        let at = at.iter().copied().chain(["event"]);
        if self.held.as_ref().is_some_and(|held| held.position(code).is_some()) {
            let english =
                format!("the unit already has a record with the code “{code}”; use another code, or none");
            let persian = format!("این واحد ثبتی با کد «{code}» دارد؛ کد دیگری بدهید یا کد ندهید");
            self.mistakes.push(Mistake::new(RefusalCode::AlreadyRegistered, at, english, persian));
        } else if self.codes.iter().any(|known| known == code) {
            let english = format!("another record of the input has the code “{code}”; codes must be unique");
            let persian = format!("ثبت دیگری در همین درخواست کد «{code}» دارد؛ به هر یک کد خودش را بدهید");
            self.mistakes.push(Mistake::new(RefusalCode::DuplicateKey, at, english, persian));
        }
        self.codes.push(code.to_owned());
    }

    /// The position of the record to correct. If the unit does not exist, its records are not looked up.
    fn corrected(&mut self, code: &str, at: &[&str], field: &str) -> Option<Position> {
        let Some(held) = &self.held else { return Some(Position::default()) };
        let position = held.position(code);
        if position.is_none() {
            let english =
                format!("the unit has no event with the code “{code}”; use the code of one of its events");
            let persian = persian::refusal(RefusalCode::UnknownEvent, Some(code));
            let at = at.iter().copied().chain([field]);
            self.mistakes.push(Mistake::new(RefusalCode::UnknownEvent, at, english, persian));
        }
        position
    }

    /// Checks all new records together, in the draft that they make.
    ///
    /// # Errors
    /// All errors, in the input and against the ledger; failures of the database.
    pub async fn judge(
        self,
        draft: impl AsyncFnOnce(&mut UnitLedger, &[Says]) -> shahrak_persistence::error::Result<Draft>,
    ) -> Result<Judged, Failure> {
        let Reading { held, records, mut mistakes, entered, gap, .. } = self;
        let Some(mut held) = held else { return Err(mistakes.into()) };
        if gap {
            return Err(mistakes.into());
        }
        let says: Vec<Says> = records.iter().map(|record| record.says.clone()).collect();
        let draft = draft(&mut held, &says).await?;
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

/// Whether a fault is certain, whatever the capacities are that could not be parsed: those affect only later events.
fn stands(fault: &Fault, records: &[NewRecord]) -> bool {
    let LedgerError::NotAllowed { position, occurred_on, .. } = fault.error else { return true };
    let Some(since) = records.iter().filter_map(NewRecord::vague_on).min() else { return true };
    let named = number_of(position).and_then(|number| records.get(number));
    occurred_on < since || occurred_on == since && named.is_some_and(|record| record.vague)
}

/// Why the new ledger is not allowed, at the place of the input where the record in question was entered, or at the
/// whole input if that record is already in the ledger. Events are named by their codes; a new one without a code by
/// its number among the new records.
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
        english += &format!(" (before it: {} of {day})", english_name(before));
        let day = shahrak_domain::persian::day(day);
        persian += &format!(" (پیش از آن {} در {day} ثبت است)", persian_name(before));
    }
    let at = new(error.position()).map(|record| record.at.clone());
    Mistake::new(code, at.unwrap_or_else(|| vec!["input".to_owned()]), english, persian)
}
