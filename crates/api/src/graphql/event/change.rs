//! What a correction changes: each event that it touches, before and after.

use std::collections::HashMap;

use async_graphql::{Object, SimpleObject};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use shahrak_domain::day::Day;
use shahrak_domain::event::Facts;
use shahrak_domain::ledger::{Position, Says};
use shahrak_persistence::ledger::StatedFacts;

use super::validate::ValidatedEvents;
use crate::graphql::common::enums::{EventKind, ExecutingBody, Reason, RevivalMeans, convert_each};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{self, Calendar, Date};

/// One event that a correction replaces, voids or adds.
#[derive(SimpleObject, Serialize, Deserialize)]
pub struct UnitEventChange {
    /// Code of the event that is replaced or voided; null for an event that is added.
    corrects: Option<String>,
    /// The facts so far; null for an event that is added.
    before: Option<EventFacts>,
    /// The facts after the correction; null for an event that is voided.
    after: Option<EventFacts>,
}

/// The facts of an event, in the form in which they are stored.
#[derive(Serialize, Deserialize)]
pub struct EventFacts {
    kind: EventKind,
    occurred_on: NaiveDate,
    investment_irr: Option<i64>,
    jobs: Option<i32>,
    capacity_percent: Option<String>,
    progress_percent: Option<String>,
    area_m2: Option<String>,
    reasons: Vec<Reason>,
    body: Option<ExecutingBody>,
    means: Option<RevivalMeans>,
    note: Option<String>,
    evidence: Option<String>,
}

/// All facts that a record of an event states.
#[Object]
impl EventFacts {
    /// The kind of event.
    async fn kind(&self) -> EventKind {
        self.kind
    }

    /// The day on which the event took effect.
    async fn occurred_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(Day::new(self.occurred_on), calendar)
    }

    /// Investment in whole rials; planned investment for a permit. Null if not stated.
    async fn investment_irr(&self) -> Option<scalar::Rial> {
        self.investment_irr.map(|rials| scalar::Rial(rials.into()))
    }

    /// Persons at work after the event; planned jobs for a permit. Null if not stated.
    async fn jobs(&self) -> Option<i32> {
        self.jobs
    }

    /// Percent of nominal capacity; null if not stated.
    async fn capacity_percent(&self) -> Option<scalar::Decimal> {
        decimal(self.capacity_percent.as_deref())
    }

    /// Physical progress in percent; null if not stated.
    async fn progress_percent(&self) -> Option<scalar::Decimal> {
        decimal(self.progress_percent.as_deref())
    }

    /// Area in square metres; null if not stated.
    async fn area_m2(&self) -> Option<scalar::Decimal> {
        decimal(self.area_m2.as_deref())
    }

    /// The reasons; empty if none is stated.
    async fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// The body that carried out the revival; null if not stated.
    async fn body(&self) -> Option<ExecutingBody> {
        self.body
    }

    /// The means of the revival; null if not stated.
    async fn means(&self) -> Option<RevivalMeans> {
        self.means
    }

    /// What else is recorded; null if nothing is.
    async fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Number or address of a document; null if none is recorded.
    async fn evidence(&self) -> Option<&str> {
        self.evidence.as_deref()
    }
}

fn decimal(text: Option<&str>) -> Option<scalar::Decimal> {
    text?.parse().ok().map(scalar::Decimal)
}

impl EventFacts {
    fn of(facts: &Facts, note: Option<&String>, evidence: Option<&String>) -> EventFacts {
        EventFacts {
            kind: facts.kind.into(),
            occurred_on: facts.occurred_on.date(),
            investment_irr: facts.investment.map(|rials| rials.get()),
            jobs: facts.jobs.map(|jobs| jobs.get()),
            capacity_percent: facts.capacity.map(|capacity| capacity.get().to_string()),
            progress_percent: facts.progress.map(|progress| progress.get().to_string()),
            area_m2: facts.area_m2.map(|area| area.to_string()),
            reasons: convert_each(facts.reasons.iter().copied()),
            body: facts.body.map(Into::into),
            means: facts.means.map(Into::into),
            note: note.cloned(),
            evidence: evidence.cloned(),
        }
    }
}

impl UnitEventChange {
    /// The changes of a correction, in the order of its records. `stated` is what the events stated before it.
    pub fn all(validated: &ValidatedEvents, stated: &HashMap<Position, StatedFacts>) -> Vec<UnitEventChange> {
        let records = validated.draft.added().iter().zip(&validated.details);
        let change = |says: &Says, after: Option<EventFacts>| {
            let corrected = match says {
                Says::Happened { replaces, .. } => *replaces,
                Says::Void(of) => Some(*of),
            };
            let before = corrected.and_then(|position| stated.get(&position));
            UnitEventChange {
                corrects: corrected.and_then(|position| validated.ledger.codes.get(&position).cloned()),
                before: before.map(|it| EventFacts::of(&it.facts, it.note.as_ref(), it.evidence.as_ref())),
                after,
            }
        };
        records
            .map(|(record, details)| match &record.says {
                Says::Happened { facts, .. } => {
                    let after = EventFacts::of(facts, details.note.as_ref(), details.evidence.as_ref());
                    change(&record.says, Some(after))
                }
                Says::Void(_) => change(&record.says, None),
            })
            .collect()
    }
}
