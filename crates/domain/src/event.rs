//! Events: the facts that a record of the ledger states about a unit.

use rust_decimal::Decimal;
use shahrak_messages::{Explain, Message, message};

use crate::code::Coded;
use crate::coded;
use crate::day::Day;
use crate::number::{Capacity, Jobs, Progress, Rial};
use crate::refusal::RefusalCode;
use crate::status::Status;
use crate::violation::RuleError;

mod fact;

pub use fact::{Fact, FactsError};

coded! {
    /// What happened to a unit.
    pub enum EventKind("event-kind") {
        /// The establishment permit was issued.
        PermitIssued = "permit_issued",
        /// Land was assigned by contract.
        LandAssigned = "land_assigned",
        /// The physical progress of the construction was reported.
        ProgressReported = "progress_reported",
        /// The unit reached operation.
        Commissioned = "commissioned",
        /// The capacity in use was reported.
        CapacityReported = "capacity_reported",
        /// Production stopped.
        Idled = "idled",
        /// An idle unit produces again.
        Revived = "revived",
        /// A unit below its capacity was helped to a higher one.
        CapacityRaised = "capacity_raised",
        /// Machinery or buildings were renewed.
        Renovated = "renovated",
        /// An official visited the unit.
        Visited = "visited",
        /// The unit ended.
        Closed = "closed",
        /// The plan was cancelled before the unit reached operation.
        Cancelled = "cancelled",
    }
}

coded! {
    /// Why a unit runs below its capacity, stands idle, or was cancelled.
    pub enum Reason("reason") {
        /// Lack of working capital
        Liquidity = "liquidity",
        /// Lack of demand
        Market = "market",
        /// Lack of raw materials
        RawMaterials = "raw_materials",
        /// Machinery worn out or missing
        Machinery = "machinery",
        /// The partners disagree
        PartnerDispute = "partner_dispute",
        /// Shortage of power, gas or fuel
        Energy = "energy",
        /// Debts to a bank
        BankDebt = "bank_debt",
        /// Lack of foreign currency
        Currency = "currency",
        /// A dispute in law
        Legal = "legal",
        /// The park lacks infrastructure
        Infrastructure = "infrastructure",
        /// Any other reason; the note may say which
        Other = "other",
        /// The contract was cancelled; only for cancellations
        ContractCancelled = "contract_cancelled",
        /// The land was repossessed; only for cancellations
        LandRepossessed = "land_repossessed",
    }
}

coded! {
    /// The body that carries out a revival or is responsible for a target.
    pub enum Body("body") {
        /// The parks company of the province
        ProvincialCompany = "provincial_company",
        /// The department of the ministry in the province
        MinistryDepartment = "ministry_department",
    }
}

coded! {
    /// The means by which a unit was revived.
    pub enum Means("means") {
        /// Loans or capital
        Finance = "finance",
        /// A new owner
        OwnershipTransfer = "ownership_transfer",
        /// A new partner
        NewPartner = "new_partner",
        /// Another product or line
        LineChange = "line_change",
        /// Debts were settled
        Settlement = "settlement",
        /// Raw materials were supplied
        Materials = "materials",
    }
}

/// All facts that a record can state. Which of them it may and must state depends on the kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// What happened.
    pub kind: EventKind,
    /// The day on which it took effect.
    pub occurred_on: Day,
    /// Investment in rials; planned for a permit.
    pub investment: Option<Rial>,
    /// Persons at work after the event; planned jobs for a permit.
    pub jobs: Option<Jobs>,
    /// Capacity in use, in percent of nominal capacity.
    pub capacity: Option<Capacity>,
    /// Physical progress in percent.
    pub progress: Option<Progress>,
    /// Area of the land in square metres.
    pub area_m2: Option<Decimal>,
    /// The reasons.
    pub reasons: Vec<Reason>,
    /// The body that carried it out.
    pub body: Option<Body>,
    /// The means of a revival.
    pub means: Option<Means>,
}

/// A void without a reason (rule L5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoReason;

impl Explain for NoReason {
    fn message(&self) -> Message {
        message!("void-without-reason")
    }
}

impl RuleError for NoReason {
    fn code(&self) -> RefusalCode {
        RefusalCode::Empty
    }

    fn field(&self) -> Option<&'static str> {
        Some("note")
    }
}

impl Explain for EventKind {
    fn message(&self) -> Message {
        Message::new(format!("event-kind-{}", self.code().replace('_', "-")), [])
    }
}

impl EventKind {
    /// The facts that an event of this kind must state.
    pub fn required(self) -> &'static [Fact] {
        match self {
            EventKind::LandAssigned => &[Fact::Area],
            EventKind::ProgressReported => &[Fact::Progress],
            EventKind::CapacityReported | EventKind::CapacityRaised => &[Fact::Capacity],
            EventKind::Idled => &[Fact::Reasons],
            EventKind::PermitIssued
            | EventKind::Commissioned
            | EventKind::Revived
            | EventKind::Renovated
            | EventKind::Visited
            | EventKind::Closed
            | EventKind::Cancelled => &[],
        }
    }

    /// The facts that it may state in addition.
    pub fn optional(self) -> &'static [Fact] {
        match self {
            EventKind::PermitIssued | EventKind::Commissioned => &[Fact::Investment, Fact::Jobs],
            EventKind::CapacityReported | EventKind::Cancelled => &[Fact::Reasons],
            EventKind::Revived => &[Fact::Jobs, Fact::Investment, Fact::Body, Fact::Means],
            EventKind::CapacityRaised => &[Fact::Jobs],
            EventKind::Renovated => &[Fact::Investment],
            EventKind::LandAssigned
            | EventKind::ProgressReported
            | EventKind::Idled
            | EventKind::Visited
            | EventKind::Closed => &[],
        }
    }

    /// Whether it states the fact, or may.
    pub fn carries(self, fact: Fact) -> bool {
        self.required().contains(&fact) || self.optional().contains(&fact)
    }

    /// The statuses in which a unit may be before such an event; `None` means a unit without events.
    pub fn allowed_while(self) -> &'static [Option<Status>] {
        use Status::{Active, Inactive, Planned, SemiActive, UnderConstruction};
        match self {
            EventKind::PermitIssued => &[None],
            EventKind::LandAssigned | EventKind::ProgressReported | EventKind::Cancelled => {
                &[Some(Planned), Some(UnderConstruction)]
            }
            EventKind::Commissioned => &[None, Some(Planned), Some(UnderConstruction)],
            EventKind::CapacityReported | EventKind::Renovated | EventKind::Closed => {
                &[Some(Active), Some(SemiActive), Some(Inactive)]
            }
            EventKind::Idled | EventKind::CapacityRaised => &[Some(Active), Some(SemiActive)],
            EventKind::Revived => &[Some(Inactive), Some(SemiActive)],
            EventKind::Visited => {
                &[Some(Planned), Some(UnderConstruction), Some(Active), Some(SemiActive), Some(Inactive)]
            }
        }
    }
}

impl EventKind {
    /// Whether reports count its events as a flow. The others only count where they change the status.
    pub fn is_flow(self) -> bool {
        match self {
            EventKind::PermitIssued
            | EventKind::Commissioned
            | EventKind::Idled
            | EventKind::Revived
            | EventKind::CapacityRaised
            | EventKind::Renovated
            | EventKind::Closed
            | EventKind::Cancelled => true,
            EventKind::LandAssigned
            | EventKind::ProgressReported
            | EventKind::CapacityReported
            | EventKind::Visited => false,
        }
    }

    /// Whether its events may change the status of a unit, or the persons at work in it.
    pub fn changes_stock(self) -> bool {
        match self {
            EventKind::PermitIssued
            | EventKind::ProgressReported
            | EventKind::Commissioned
            | EventKind::CapacityReported
            | EventKind::Idled
            | EventKind::Revived
            | EventKind::CapacityRaised
            | EventKind::Closed
            | EventKind::Cancelled => true,
            EventKind::LandAssigned | EventKind::Renovated | EventKind::Visited => false,
        }
    }

    /// The kinds that a unit in this status may have next; `None` means a unit without events.
    pub fn allowed_after(status: Option<Status>) -> impl Iterator<Item = EventKind> {
        EventKind::ALL.iter().copied().filter(move |kind| kind.allowed_while().contains(&status))
    }
}

impl Facts {
    /// An event of a kind on a day, without any facts.
    pub fn new(kind: EventKind, occurred_on: Day) -> Facts {
        Facts {
            kind,
            occurred_on,
            investment: None,
            jobs: None,
            capacity: None,
            progress: None,
            area_m2: None,
            reasons: Vec::new(),
            body: None,
            means: None,
        }
    }

    /// The same facts for an event of another kind, as far as it carries them in the same sense: the investment and the
    /// jobs of a permit are plans, those of other kinds are not.
    #[must_use]
    pub fn of_kind(self, kind: EventKind) -> Facts {
        if kind == self.kind {
            return self;
        }
        let planned = [self.kind, kind].contains(&EventKind::PermitIssued);
        let keeps =
            |fact: Fact| kind.carries(fact) && !(planned && matches!(fact, Fact::Investment | Fact::Jobs));
        let known = reasons_of(kind);
        Facts {
            kind,
            occurred_on: self.occurred_on,
            investment: self.investment.filter(|_| keeps(Fact::Investment)),
            jobs: self.jobs.filter(|_| keeps(Fact::Jobs)),
            capacity: self.capacity.filter(|_| keeps(Fact::Capacity)),
            progress: self.progress.filter(|_| keeps(Fact::Progress)),
            area_m2: self.area_m2.filter(|_| keeps(Fact::Area)),
            reasons: self
                .reasons
                .into_iter()
                .filter(|it| keeps(Fact::Reasons) && known.contains(it))
                .collect(),
            body: self.body.filter(|_| keeps(Fact::Body)),
            means: self.means.filter(|_| keeps(Fact::Means)),
        }
    }

    /// Checks that the facts are those of the kind: all that it requires, and none that it does not carry.
    ///
    /// # Errors
    /// All [`FactsError`]s, in the order of the facts.
    pub fn check(&self) -> Result<(), Vec<FactsError>> {
        let mut errors: Vec<FactsError> =
            Fact::ALL.into_iter().filter_map(|fact| self.presence_error(fact)).collect();
        errors.extend(self.reason_error());
        errors.extend(self.area_error());
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Whether the fact is given.
    pub fn states(&self, fact: Fact) -> bool {
        match fact {
            Fact::Investment => self.investment.is_some(),
            Fact::Jobs => self.jobs.is_some(),
            Fact::Capacity => self.capacity.is_some(),
            Fact::Progress => self.progress.is_some(),
            Fact::Area => self.area_m2.is_some(),
            Fact::Reasons => !self.reasons.is_empty(),
            Fact::Body => self.body.is_some(),
            Fact::Means => self.means.is_some(),
        }
    }

    fn presence_error(&self, fact: Fact) -> Option<FactsError> {
        match self.states(fact) {
            false if self.kind.required().contains(&fact) => Some(FactsError::Missing(self.kind, fact)),
            true if !self.kind.carries(fact) => Some(FactsError::Foreign(self.kind, fact)),
            _ => None,
        }
    }

    fn reason_error(&self) -> Option<FactsError> {
        if !self.kind.carries(Fact::Reasons) {
            return None;
        }
        let mut named = self.reasons.iter().enumerate();
        if let Some((_, reason)) = named.find(|(place, reason)| self.reasons[..*place].contains(reason)) {
            return Some(FactsError::Repeated(*reason));
        }
        if self.kind == EventKind::Cancelled && self.reasons.len() > 1 {
            return Some(FactsError::Reasons);
        }
        let known = reasons_of(self.kind);
        let unknown = self.reasons.iter().find(|reason| !known.contains(reason))?;
        Some(FactsError::Reason(self.kind, *unknown))
    }

    fn area_error(&self) -> Option<FactsError> {
        let area = self.area_m2?;
        let fits = area > Decimal::ZERO
            && area <= Decimal::from(10_000_000_000_i64)
            && area.normalize().scale() <= 2;
        (!fits).then_some(FactsError::Area(area))
    }
}

/// The reasons that an event of the kind can have: a cancellation has two of its own.
pub fn reasons_of(kind: EventKind) -> &'static [Reason] {
    let (idleness, cancellation) = Reason::ALL.split_at(11);
    if kind == EventKind::Cancelled { cancellation } else { idleness }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
