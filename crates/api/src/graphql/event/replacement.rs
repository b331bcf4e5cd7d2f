//! Replacements of events. Omitted fields are filled from the event that is replaced.

use async_graphql::{InputObject, MaybeUndefined};

use shahrak_domain::day::Day;
use shahrak_domain::event::{EventKind as Kind, Fact, Facts, reasons_of};
use shahrak_domain::number::{Capacity, Progress};
use shahrak_domain::violation::Violation;
use shahrak_persistence::ledger::StatedFacts;

use super::input::EventInput;
use crate::graphql::common::enums::{EventKind, ExecutingBody, Reason, RevivalMeans, convert_each};
use crate::graphql::common::unparsed::{Date, Decimal, Rial};

/// The replacement of an event, for the same unit. Fields that are omitted keep the value of the replaced event; null clears
/// a value. If the kind changes, the values that the new kind does not carry are dropped.
#[derive(InputObject)]
pub struct EventReplacement {
    /// Code of the event to replace.
    pub replaces: String,
    /// The kind of event.
    pub kind: MaybeUndefined<EventKind>,
    /// The day on which the event took effect, not in the future.
    pub occurred_on: MaybeUndefined<Date>,
    /// Investment in whole rials; planned investment for a permit.
    pub investment_irr: MaybeUndefined<Rial>,
    /// Persons at work after the event; planned jobs for a permit.
    pub jobs: MaybeUndefined<i32>,
    /// Percent of nominal capacity, 0 to 200 with at most two decimals.
    pub capacity_percent: MaybeUndefined<Decimal>,
    /// Physical progress in percent, 0 to 100 with at most two decimals.
    pub progress_percent: MaybeUndefined<Decimal>,
    /// Area in square metres, above 0, with at most two decimals.
    pub area_m2: MaybeUndefined<Decimal>,
    /// The reasons.
    pub reasons: MaybeUndefined<Vec<Reason>>,
    /// The body that carried out the revival.
    pub body: MaybeUndefined<ExecutingBody>,
    /// The means of the revival.
    pub means: MaybeUndefined<RevivalMeans>,
    /// Anything else worth recording, visible to callers who may read confidential data.
    pub note: MaybeUndefined<String>,
    /// Number or address of a document, visible to callers who may read confidential data.
    pub evidence: MaybeUndefined<String>,
    /// A code of your choice for the new record, unique within the unit. If omitted, the register chooses one.
    pub event: Option<String>,
}

impl EventReplacement {
    /// The replacement in full. If the replaced event is unknown, placeholders fill the omitted fields, so that only the
    /// unknown event is reported.
    pub fn in_full(&self, replaced: Option<&StatedFacts>, today: Day) -> EventInput {
        let stated = self.kind.value().map(|kind| Kind::from(*kind));
        let facts = match replaced {
            Some(StatedFacts { facts, .. }) => facts.clone().of_kind(stated.unwrap_or(facts.kind)),
            None => placeholder(stated.unwrap_or(Kind::Visited), today),
        };
        let day = facts.occurred_on.date().to_string();
        let text = |number: rust_decimal::Decimal| Decimal::from(number.to_string());
        let reasons = (!facts.reasons.is_empty()).then(|| convert_each(facts.reasons));
        EventInput {
            kind: facts.kind.into(),
            // Null is read as an empty text, which is not a day.
            occurred_on: or(&self.occurred_on, Some(day.into())).unwrap_or_else(|| String::new().into()),
            investment_irr: or(&self.investment_irr, facts.investment.map(|it| it.get().to_string().into())),
            jobs: or(&self.jobs, facts.jobs.map(|jobs| jobs.get())),
            capacity_percent: or(&self.capacity_percent, facts.capacity.map(|it| text(it.get()))),
            progress_percent: or(&self.progress_percent, facts.progress.map(|it| text(it.get()))),
            area_m2: or(&self.area_m2, facts.area_m2.map(text)),
            reasons: or(&self.reasons, reasons),
            body: or(&self.body, facts.body.map(Into::into)),
            means: or(&self.means, facts.means.map(Into::into)),
            note: or(&self.note, replaced.and_then(|replaced| replaced.note.clone())),
            evidence: or(&self.evidence, replaced.and_then(|replaced| replaced.evidence.clone())),
            event: self.event.clone(),
        }
    }

    /// Why the kind cannot be cleared, if the replacement tries to.
    pub fn without_kind(&self) -> Option<Violation> {
        let empty = || Violation::empty().at("kind");
        self.kind.is_null().then(empty)
    }
}

/// The value of a field: the stated one, or the recorded one if the field is omitted.
fn or<T: Clone>(field: &MaybeUndefined<T>, recorded: Option<T>) -> Option<T> {
    match field {
        MaybeUndefined::Undefined => recorded,
        MaybeUndefined::Null => None,
        MaybeUndefined::Value(value) => Some(value.clone()),
    }
}

/// An event of a kind with all facts that it must state.
fn placeholder(kind: Kind, today: Day) -> Facts {
    let required = |fact: Fact| kind.required().contains(&fact);
    Facts {
        capacity: Capacity::new(100.into()).ok().filter(|_| required(Fact::Capacity)),
        progress: Progress::new(100.into()).ok().filter(|_| required(Fact::Progress)),
        area_m2: Some(1.into()).filter(|_| required(Fact::Area)),
        reasons: reasons_of(kind).iter().copied().filter(|_| required(Fact::Reasons)).take(1).collect(),
        ..Facts::new(kind, today)
    }
}
