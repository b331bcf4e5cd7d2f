//! Validation of the records that are entered for a unit: each is parsed, then all are checked together with its ledger.

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::draft::{Draft, DraftEffects, Fault, number_of};
use shahrak_domain::event::NoReason;
use shahrak_domain::ledger::{LedgerError, Position, Says};
use shahrak_domain::parse;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::state::State;
use shahrak_domain::text::is_blank;
use shahrak_domain::violation::Violations;
use shahrak_messages::message;
use shahrak_persistence::ledger::{self, Appended, Details, UnitLedger};
use shahrak_persistence::tx::Tx;

use super::input::{EventInput, EventVoiding};
use crate::graphql::common::mutation::MutationError;
use crate::graphql::common::user_error::InputError;

/// A record to append, as parsed.
struct ParsedRecord {
    /// Its number in the input, from 1.
    number: usize,
    /// The path of the record in the input.
    at: Vec<String>,
    says: Says,
    /// Whether its capacity cannot be parsed. Then nobody knows what may happen after it.
    unknown_capacity: bool,
    details: Details,
}

impl ParsedRecord {
    /// The day of an event whose capacity cannot be parsed.
    fn unknown_capacity_on(&self) -> Option<Day> {
        match &self.says {
            Says::Happened { facts, .. } if self.unknown_capacity => Some(facts.occurred_on),
            _ => None,
        }
    }
}

/// Parses and validates the records that are entered for a unit. It collects all errors.
pub struct EventValidator {
    /// The ledger of the unit; none if the unit does not exist.
    ledger: Option<UnitLedger>,
    today: Day,
    records: Vec<ParsedRecord>,
    errors: Vec<InputError>,
    /// The number of records in the input so far, including those that cannot be parsed.
    entered: usize,
    /// Whether `records` is incomplete. Then the ledger is not checked, because other records may depend on the missing
    /// one.
    incomplete: bool,
    /// The codes that the sender chose.
    codes: Vec<String>,
}

/// New records that have passed all checks.
pub struct ValidatedEvents {
    /// The ledger of the unit before the new records.
    pub ledger: UnitLedger,
    /// The ledger with the new records.
    pub draft: Draft,
    /// Note and evidence of each new record.
    pub details: Vec<Details>,
    outcome: DraftEffects,
}

impl ValidatedEvents {
    /// The state of the unit after the new records.
    pub fn state(&self) -> Option<State> {
        self.outcome.state
    }

    /// Appends the new records to the ledger.
    pub async fn append(&self, tx: &mut Tx, act: &Act) -> Result<Appended, MutationError> {
        let ValidatedEvents { ledger, draft, details, outcome } = self;
        Ok(ledger::append(tx, ledger, draft, outcome, details, &act.actor).await?)
    }
}

impl EventValidator {
    /// Begins with the ledger of a unit, or with the error that the unit does not exist.
    pub fn new(today: Day, ledger: Result<UnitLedger, InputError>) -> EventValidator {
        let (ledger, errors) = match ledger {
            Ok(ledger) => (Some(ledger), Vec::new()),
            Err(error) => (None, vec![error]),
        };
        let (records, codes) = (Vec::new(), Vec::new());
        EventValidator { ledger, today, records, errors, entered: 0, incomplete: false, codes }
    }

    /// Adds another error in the input.
    pub fn error(&mut self, error: InputError) {
        self.incomplete = true;
        self.errors.push(error);
    }

    /// Parses an event at a path of the input; it may replace the event with the code `replaces`.
    pub fn event(&mut self, input: &EventInput, replaces: Option<&str>, at: &[&str]) {
        let (code, mut violations) = self.begin(input.event.as_deref(), at);
        let replaced = replaces.map(|code| violations.required("replaces", code, parse::code));
        let facts = input.facts(self.today, &mut violations);
        let note = violations.optional("note", input.note.as_deref(), parse::prose);
        let evidence = violations.optional("evidence", input.evidence.as_deref(), parse::prose);
        let unknown_capacity = violations.refuses("capacity_percent");
        self.errors.extend(violations.into_iter().map(|violation| InputError::of(violation, at)));
        let replaces = match replaced {
            None => Some(None),
            Some(code) => code.and_then(|code| self.corrected(&code, at, "replaces")).map(Some),
        };
        let says = facts.zip(replaces).map(|(facts, replaces)| Says::Happened { facts, replaces });
        self.add(says, unknown_capacity, Details { code, note, evidence }, at);
    }

    /// Parses a void at a path of the input.
    pub fn void(&mut self, input: &EventVoiding, at: &[&str]) {
        let (code, mut violations) = self.begin(input.event.as_deref(), at);
        let voided = violations.required("voids", &input.voids, parse::code);
        let note = violations.optional("note", Some(&input.note), parse::prose);
        if is_blank(&input.note) {
            violations.add(NoReason);
        }
        let evidence = violations.optional("evidence", input.evidence.as_deref(), parse::prose);
        self.errors.extend(violations.into_iter().map(|violation| InputError::of(violation, at)));
        let voided = voided.and_then(|code| self.corrected(&code, at, "voids"));
        self.add(voided.map(Says::Void), false, Details { code, note, evidence }, at);
    }

    /// Begins a record with the code that the sender chose. A code that is refused is dropped.
    fn begin(&mut self, code: Option<&str>, at: &[&str]) -> (Option<String>, Violations) {
        self.entered += 1;
        self.check_code(code, at);
        let mut violations = Violations::new();
        let code = code.and_then(|code| violations.required("event", code, parse::code));
        (code, violations)
    }

    /// Adds a record, unless it could not be parsed.
    fn add(&mut self, says: Option<Says>, unknown_capacity: bool, details: Details, at: &[&str]) {
        let Some(says) = says else {
            self.incomplete = true;
            return;
        };
        let at = at.iter().map(|part| (*part).to_owned()).collect();
        self.records.push(ParsedRecord { number: self.entered, at, says, unknown_capacity, details });
    }

    /// Checks that a code that the sender chose is free and occurs only once in the input.
    fn check_code(&mut self, code: Option<&str>, at: &[&str]) {
        let Some(code) = code.map(str::trim).filter(|code| !code.is_empty()) else { return };
        let at = at.iter().copied().chain(["event"]);
        if self.ledger.as_ref().is_some_and(|ledger| ledger.position(code).is_some()) {
            let message = message!("record-code-taken", code);
            self.errors.push(InputError::new(RefusalCode::AlreadyRegistered, at, message));
        } else if self.codes.iter().any(|known| known == code) {
            let message = message!("record-code-twice", code);
            self.errors.push(InputError::new(RefusalCode::DuplicateKey, at, message));
        }
        self.codes.push(code.to_owned());
    }

    /// The position of the record to correct. If the unit does not exist, any position will do: nothing is checked
    /// against its ledger.
    fn corrected(&mut self, code: &str, at: &[&str], field: &str) -> Option<Position> {
        let Some(ledger) = &self.ledger else { return Some(Position::default()) };
        let position = ledger.position(code);
        if position.is_none() {
            let at = at.iter().copied().chain([field]);
            self.errors.push(InputError::new(RefusalCode::UnknownEvent, at, message!("unknown-event", code)));
        }
        position
    }

    /// Validates the ledger with all new records, which `draft` adds to it.
    ///
    /// # Errors
    /// All errors in the input and all conflicts with the ledger.
    pub async fn validate(
        self,
        draft: impl AsyncFnOnce(&mut UnitLedger, &[Says]) -> shahrak_persistence::error::Result<Draft>,
    ) -> Result<ValidatedEvents, MutationError> {
        let EventValidator { ledger, records, mut errors, entered, incomplete, .. } = self;
        let Some(mut ledger) = ledger else { return Err(errors.into()) };
        if incomplete {
            return Err(errors.into());
        }
        let says: Vec<Says> = records.iter().map(|record| record.says.clone()).collect();
        let draft = draft(&mut ledger, &says).await?;
        match draft.judge(&ledger.methodologies) {
            Ok(outcome) if errors.is_empty() => {
                let details = records.into_iter().map(|record| record.details).collect();
                return Ok(ValidatedEvents { ledger, draft, details, outcome });
            }
            Ok(_) => {}
            Err(faults) => {
                for fault in faults.iter().filter(|fault| is_certain(fault, &records)) {
                    let error = input_error(fault, &ledger, &records, entered > 1);
                    // Several new records may be in conflict with the same recorded one.
                    if !errors.contains(&error) {
                        errors.push(error);
                    }
                }
            }
        }
        Err(errors.into())
    }
}

/// Whether a fault does not depend on a capacity that cannot be parsed. Such a capacity affects only later events.
fn is_certain(fault: &Fault, records: &[ParsedRecord]) -> bool {
    let LedgerError::NotAllowed { position, occurred_on, .. } = fault.error else { return true };
    let Some(since) = records.iter().filter_map(ParsedRecord::unknown_capacity_on).min() else { return true };
    let named = number_of(position).and_then(|number| records.get(number));
    occurred_on < since || occurred_on == since && named.is_some_and(|record| record.unknown_capacity)
}

/// Why the new ledger is not allowed, at the path of the record in question, or at the whole input if that record is
/// already in the ledger. Events are named by their codes; a new one without a code by its number in the input.
fn input_error(
    Fault { error, before }: &Fault,
    ledger: &UnitLedger,
    records: &[ParsedRecord],
    several: bool,
) -> InputError {
    let new = |position: Position| records.get(number_of(position)?);
    let name = |position: Position| {
        let own = new(position).and_then(|record| record.details.code.as_ref());
        match (ledger.codes.get(&position).or(own), new(position)) {
            (Some(code), _) => message!("record-coded", code),
            (None, Some(record)) if several => message!("record-numbered", number = record.number),
            (None, _) => message!("record-new"),
        }
    };
    let at = new(error.position()).map(|record| record.at.clone());
    let at = at.unwrap_or_else(|| vec!["input".to_owned()]);
    InputError::new(error.code(), at, error.message(name, *before))
}
