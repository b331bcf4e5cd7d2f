//! The facts that an event may carry, and errors in them.

use rust_decimal::Decimal;
use shahrak_messages::{Argument, Explain, Message, message};

use super::{EventKind, Reason, reasons_of};
use crate::code::Coded;
use crate::refusal::RefusalCode;
use crate::violation::RuleError;

/// A fact that an event may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// [`Facts::investment`](super::Facts::investment)
    Investment,
    /// [`Facts::jobs`](super::Facts::jobs)
    Jobs,
    /// [`Facts::capacity`](super::Facts::capacity)
    Capacity,
    /// [`Facts::progress`](super::Facts::progress)
    Progress,
    /// [`Facts::area_m2`](super::Facts::area_m2)
    Area,
    /// [`Facts::reasons`](super::Facts::reasons)
    Reasons,
    /// [`Facts::body`](super::Facts::body)
    Body,
    /// [`Facts::means`](super::Facts::means)
    Means,
}

/// Why the facts do not form an event of their kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactsError {
    /// A required fact is missing.
    Missing(EventKind, Fact),
    /// A fact that this kind does not carry is given.
    Foreign(EventKind, Fact),
    /// A reason that this kind does not have.
    Reason(EventKind, Reason),
    /// A cancellation with several reasons.
    Reasons,
    /// A reason that occurs twice.
    Repeated(Reason),
    /// An area that is not a positive number of square metres.
    Area(Decimal),
}

impl Fact {
    /// Every fact.
    pub const ALL: [Fact; 8] = [
        Fact::Investment,
        Fact::Jobs,
        Fact::Capacity,
        Fact::Progress,
        Fact::Area,
        Fact::Reasons,
        Fact::Body,
        Fact::Means,
    ];

    /// The name of its column in files.
    pub fn column(self) -> &'static str {
        match self {
            Fact::Investment => "investment_irr",
            Fact::Jobs => "jobs",
            Fact::Capacity => "capacity_percent",
            Fact::Progress => "progress_percent",
            Fact::Area => "area_m2",
            Fact::Reasons => "reasons",
            Fact::Body => "body",
            Fact::Means => "means",
        }
    }
}

impl Explain for Fact {
    fn message(&self) -> Message {
        match self {
            Fact::Investment => message!("fact-investment"),
            Fact::Jobs => message!("fact-jobs"),
            Fact::Capacity => message!("fact-capacity"),
            Fact::Progress => message!("fact-progress"),
            Fact::Area => message!("fact-area"),
            Fact::Reasons => message!("fact-reasons"),
            Fact::Body => message!("fact-body"),
            Fact::Means => message!("fact-means"),
        }
    }
}

impl FactsError {
    /// The fact in question.
    pub fn fact(&self) -> Fact {
        match self {
            FactsError::Missing(_, fact) | FactsError::Foreign(_, fact) => *fact,
            FactsError::Reason(..) | FactsError::Reasons | FactsError::Repeated(_) => Fact::Reasons,
            FactsError::Area(_) => Fact::Area,
        }
    }
}

impl Explain for FactsError {
    fn message(&self) -> Message {
        match self {
            FactsError::Missing(kind, fact) => {
                message!("fact-missing", kind = kind.message(), fact = fact.message())
            }
            FactsError::Foreign(kind, fact) => {
                message!("fact-not-carried", kind = kind.message(), fact = fact.message())
            }
            FactsError::Reason(kind, reason) => message!(
                "reason-of-another-kind",
                reason = reason.code(),
                kind = kind.message(),
                known = Argument::list(reasons_of(*kind).iter().map(|reason| reason.code())),
            ),
            FactsError::Reasons => message!("several-reasons"),
            FactsError::Repeated(reason) => message!("occurs-twice", item = reason.code()),
            FactsError::Area(area) => message!("area-out-of-range", area = Argument::number(area)),
        }
    }
}

impl RuleError for FactsError {
    fn code(&self) -> RefusalCode {
        match self {
            FactsError::Missing(..) => RefusalCode::FactMissing,
            FactsError::Foreign(..) => RefusalCode::FactNotCarried,
            FactsError::Reason(..) | FactsError::Repeated(_) => RefusalCode::BadValue,
            FactsError::Reasons => RefusalCode::Inconsistent,
            FactsError::Area(_) => RefusalCode::OutOfRange,
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(self.fact().column())
    }
}
