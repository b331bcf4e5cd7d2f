//! What each kind of event states, and after which status it may happen: for forms that offer only what is accepted.

use async_graphql::Object;

use shahrak_domain::code::Coded as _;
use shahrak_domain::event::{self as domain, Fact, reasons_of};
use shahrak_domain::state::Status;

use super::mutation::mutation_of;
use crate::graphql::common::enums::{EventKind, Reason, UnitStatus, convert_each};
use crate::graphql::common::user_error::field_of_column;

/// The query of the rules of events.
#[derive(Default)]
pub struct EventRuleQuery;

#[Object]
impl EventRuleQuery {
    /// What each kind of event states, in the order in which kinds usually follow each other.
    async fn event_rules(&self) -> Vec<EventRule> {
        domain::EventKind::ALL.iter().copied().map(EventRule).collect()
    }
}

/// A kind of event, by the rules that hold for it.
pub struct EventRule(domain::EventKind);

impl EventRule {
    /// The kinds of events that a unit in this status may have next.
    pub fn after(status: Option<Status>) -> Vec<EventRule> {
        domain::EventKind::allowed_after(status).map(EventRule).collect()
    }
}

/// What an event of a kind states: its facts by the names that they have in inputs.
#[Object]
impl EventRule {
    /// The kind of event.
    async fn kind(&self) -> EventKind {
        self.0.into()
    }

    /// The mutation that records one event of this kind, for example `unitRevive`.
    async fn mutation(&self) -> String {
        field_of_column(mutation_of(self.0.into()))
    }

    /// The facts that it must state besides its day, for example `capacityPercent`.
    async fn required(&self) -> Vec<String> {
        fields(self.0.required())
    }

    /// The facts that it may state in addition.
    async fn optional(&self) -> Vec<String> {
        fields(self.0.optional())
    }

    /// The reasons that it may state; empty if it states none.
    async fn reasons(&self) -> Vec<Reason> {
        let known = if self.0.carries(Fact::Reasons) { reasons_of(self.0) } else { &[] };
        convert_each(known.iter().copied())
    }

    /// The statuses after which it may happen; null in the list stands for a unit without events.
    async fn allowed_after(&self) -> Vec<Option<UnitStatus>> {
        self.0.allowed_while().iter().map(|status| status.map(Into::into)).collect()
    }
}

fn fields(facts: &[Fact]) -> Vec<String> {
    facts.iter().map(|fact| field_of_column(fact.column())).collect()
}
