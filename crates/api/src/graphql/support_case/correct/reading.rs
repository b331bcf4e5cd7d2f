//! Reading the records of a correction.

use async_graphql::{Context, MaybeUndefined, Result};

use shahrak_domain::day::Day;
use shahrak_domain::event::NoReason;
use shahrak_domain::ledger::{Position, Says};
use shahrak_domain::parse;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::support::{Step, StepAct, StepFacts, StepKind};
use shahrak_domain::text::is_blank;
use shahrak_domain::violation::{Violation, Violations};
use shahrak_messages::message;
use shahrak_persistence::support_case::{LockedCase, NewRecord};

use super::super::locked::refuse_taken_code;
use super::super::{SupportKind, SupportOutcome};
use super::{SupportCaseCorrectInput, SupportStepInput, SupportStepReplacement, SupportStepVoiding};
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::mutation::MutationError;
use crate::graphql::common::user_error::InputError;

/// The maximum number of records in one correction.
const MAX_RECORDS: usize = 100;

/// Reads the records of a correction. It collects all errors.
pub(super) struct Reading<'a> {
    pub ctx: &'a Context<'a>,
    pub case: &'a LockedCase,
    pub records: Vec<NewRecord>,
    /// The place of each record in the input.
    pub paths: Vec<Vec<String>>,
    pub errors: Vec<InputError>,
}

impl Reading<'_> {
    /// Reads all records of an input.
    pub fn all(&mut self, input: &SupportCaseCorrectInput) -> std::result::Result<(), MutationError> {
        let (replace, void, record) = (input.replace.iter(), input.void.iter(), input.record.iter());
        let number = replace.clone().flatten().count() + void.clone().flatten().count();
        if !(1..=MAX_RECORDS).contains(&(number + record.clone().flatten().count())) {
            let message = message!("records-out-of-range", most = MAX_RECORDS);
            return Err(InputError::new(RefusalCode::OutOfRange, ["input"], message).into());
        }
        for (place, it) in replace.flatten().enumerate() {
            self.read("replace", place, it.record.as_deref(), |this, violations| {
                this.replacement(it, violations)
            })?;
        }
        for (place, it) in void.flatten().enumerate() {
            self.read("void", place, it.record.as_deref(), |this, violations| {
                Ok(this.voiding(it, violations))
            })?;
        }
        for (place, it) in record.flatten().enumerate() {
            self.read("record", place, it.record.as_deref(), |this, violations| this.step(it, violations))?;
        }
        Ok(())
    }

    /// Reads one record at its place in the input.
    fn read(
        &mut self,
        list: &str,
        place: usize,
        code: Option<&str>,
        read: impl FnOnce(&Self, &mut Violations) -> Result<Option<(Says<Step>, Option<String>)>>,
    ) -> Result<()> {
        let mut violations = Violations::new();
        refuse_taken_code(self.case, code, &mut violations);
        let code = violations.optional("record", code, parse::code);
        let twice = |known: &NewRecord| known.code.is_some() && known.code == code;
        if let Some(code) = code.as_deref().filter(|_| self.records.iter().any(twice)) {
            let twice = Violation::new(RefusalCode::DuplicateKey, message!("record-code-twice", code));
            violations.add(twice.at("record"));
        }
        let said = read(self, &mut violations)?;
        let path: Vec<String> = vec!["input".to_owned(), list.to_owned(), place.to_string()];
        match violations.settle(said) {
            Ok((says, note)) => {
                self.records.push(NewRecord { code, says, note });
                self.paths.push(path);
            }
            Err(violations) => {
                let at: Vec<&str> = path.iter().map(String::as_str).collect();
                self.errors.extend(violations.into_iter().map(|it| InputError::of(it, &at)));
            }
        }
        Ok(())
    }

    fn replacement(
        &self,
        input: &SupportStepReplacement,
        violations: &mut Violations,
    ) -> Result<Option<(Says<Step>, Option<String>)>> {
        let replaces = self.corrected("replaces", &input.replaces, violations);
        let recorded = replaces.and_then(|position| self.case.step(position));
        let kind = input.step.map(StepKind::from).or_else(|| recorded.map(Step::kind));
        let same = recorded.filter(|recorded| Some(recorded.kind()) == kind);
        let facts = same.map(|recorded| recorded.act.facts()).unwrap_or_default();
        let facts = StepFacts {
            kind: or(&input.kind, facts.kind.map(SupportKind::from)).map(Into::into),
            body: or(&input.body, facts.body),
            outcome: or(&input.outcome, facts.outcome.map(SupportOutcome::from)).map(Into::into),
        };
        let occurred_on = match input.occurred_on.as_deref() {
            Some(text) => self.day(text, violations)?,
            None => recorded.map(|recorded| recorded.occurred_on),
        };
        let note = replaces.and_then(|position| self.case.notes.get(&position).cloned()).flatten();
        let note = violations.optional("note", or(&input.note, note).as_deref(), parse::prose);
        let act = kind.and_then(|kind| act(kind, facts, violations));
        let step = act.zip(occurred_on).map(|(act, occurred_on)| Step { occurred_on, act });
        Ok(step.zip(replaces).map(|(facts, of)| (Says::Happened { facts, replaces: Some(of) }, note)))
    }

    fn voiding(
        &self,
        input: &SupportStepVoiding,
        violations: &mut Violations,
    ) -> Option<(Says<Step>, Option<String>)> {
        let voided = self.corrected("voids", &input.voids, violations);
        let note = violations.optional("note", Some(&input.note), parse::prose);
        if is_blank(&input.note) {
            violations.add(NoReason);
        }
        voided.map(|of| (Says::Void(of), note))
    }

    fn step(
        &self,
        input: &SupportStepInput,
        violations: &mut Violations,
    ) -> Result<Option<(Says<Step>, Option<String>)>> {
        let facts = StepFacts {
            kind: input.kind.map(Into::into),
            body: input.body.clone(),
            outcome: input.outcome.map(Into::into),
        };
        let occurred_on = self.day(&input.occurred_on, violations)?;
        let note = violations.optional("note", input.note.as_deref(), parse::prose);
        let act = act(input.step.into(), facts, violations);
        let step = act.zip(occurred_on).map(|(act, occurred_on)| Step { occurred_on, act });
        Ok(step.map(|facts| (Says::Happened { facts, replaces: None }, note)))
    }

    fn day(&self, text: &str, violations: &mut Violations) -> Result<Option<Day>> {
        let today = self.ctx.today()?;
        Ok(violations.required("occurred_on", text, |text| parse::past_day(text, today)))
    }

    /// The position of the record to correct.
    fn corrected(&self, field: &'static str, code: &str, violations: &mut Violations) -> Option<Position> {
        let code = violations.required(field, code, parse::code)?;
        let position = self.case.position(&code);
        if position.is_none() {
            let unknown = Violation::new(RefusalCode::UnknownStep, message!("unknown-step", code));
            violations.add(unknown.at(field));
        }
        position
    }
}

/// A step of a kind with its facts; none if they are not its own.
fn act(kind: StepKind, facts: StepFacts, violations: &mut Violations) -> Option<StepAct> {
    let body = violations.optional("body", facts.body.as_deref(), Step::body);
    if violations.refuses("body") {
        return None;
    }
    violations.take(StepAct::new(kind, StepFacts { body, ..facts }))
}

/// The value of a field: the stated one, or the recorded one if the field is omitted.
fn or<T: Clone>(field: &MaybeUndefined<T>, recorded: Option<T>) -> Option<T> {
    match field {
        MaybeUndefined::Undefined => recorded,
        MaybeUndefined::Null => None,
        MaybeUndefined::Value(value) => Some(value.clone()),
    }
}
