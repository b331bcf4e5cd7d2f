//! How metrics relate to each other: parts of a whole, and quotients.

use shahrak_messages::message;

use crate::activity::Sector;
use crate::announcement::Measure;
use crate::code::Coded;
use crate::coded;
use crate::park::Ownership;
use crate::parse::Parsed;
use crate::refusal::RefusalCode;
use crate::violation::Violation;
use crate::vocabulary::Metric;

coded! {
    /// By what a whole is divided into parts.
    pub enum Division("metric-division") {
        /// By the sectors of ISIPO
        Sector = "sector",
        /// By the owner of the park
        Ownership = "ownership",
        /// By the executing body
        Body = "body",
        /// By programme: revivals, capacity raises, commissionings
        Programme = "programme",
        /// By the size of units
        Size = "size",
        /// By the status of units
        Status = "status",
        /// By the kind of park
        Kind = "kind",
        /// By the use of land
        Use = "use",
        /// By how far a park has come
        Phase = "phase",
        /// By bands of capacity
        CapacityBand = "capacity_band",
    }
}

/// A metric as a part of another one. The parts of one division do not overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartOf {
    /// The code of the whole.
    pub whole: String,
    /// By what it is divided.
    pub division: Division,
}

/// What a share or ratio divides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotient {
    /// The code of the metric that is divided.
    pub part: String,
    /// By what it is divided.
    pub by: Whole,
}

/// What the part of a quotient is divided by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whole {
    /// The metric with this code.
    Metric(String),
    /// The target for the part.
    Target,
}

/// The part of the register to which a computation is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Only {
    /// Units of a sector
    Sector(Sector),
    /// Parks of an owner, or the units in them
    Ownership(Ownership),
}

impl Division {
    /// The number of parts that make up the whole; none if sources do not name all parts in the same way.
    pub fn parts(self) -> Option<usize> {
        match self {
            Division::Sector => Some(Sector::ALL.len()),
            Division::Ownership | Division::Body | Division::Programme => Some(2),
            Division::Size => Some(3),
            Division::Status | Division::Kind | Division::Use | Division::Phase | Division::CapacityBand => {
                None
            }
        }
    }
}

impl Metric {
    /// The codes of the metrics to which it refers.
    pub(super) fn relations(&self) -> impl Iterator<Item = &str> {
        let wholes = self.part_of.iter().map(|part| &*part.whole);
        let quotient = self.quotient.iter().flat_map(|quotient| {
            let by = match &quotient.by {
                Whole::Metric(code) => Some(&**code),
                Whole::Target => None,
            };
            std::iter::once(&*quotient.part).chain(by)
        });
        wholes.chain(quotient)
    }

    /// Whether a figure may state this measure of the metric: its own, or a target for it.
    pub fn may_be(&self, measure: Measure) -> bool {
        measure == self.measure || measure == Measure::Target
    }
}

impl PartOf {
    /// Parses a whole and its division, such as `units_revived:sector`.
    ///
    /// # Errors
    /// The text has another form, or the division is unknown.
    pub fn parse(text: &str) -> Parsed<PartOf> {
        let (whole, division) = text.split_once(':').ok_or_else(|| form(text, "units_revived:sector"))?;
        Ok(PartOf { whole: whole.to_owned(), division: Division::parse(division)? })
    }
}

impl Quotient {
    /// Parses a quotient, such as `units_inactive/units_operating` or `units_revived/target`.
    ///
    /// # Errors
    /// The text has another form.
    pub fn parse(text: &str) -> Parsed<Quotient> {
        let (part, by) = text.split_once('/').ok_or_else(|| form(text, "units_revived/target"))?;
        let by = if by == "target" { Whole::Target } else { Whole::Metric(by.to_owned()) };
        Ok(Quotient { part: part.to_owned(), by })
    }
}

impl Only {
    /// Parses a limit, such as `sector:metal` or `ownership:state`.
    ///
    /// # Errors
    /// The text has another form, or the sector or owner is unknown.
    pub fn parse(text: &str) -> Parsed<Only> {
        match text.split_once(':') {
            Some(("sector", sector)) => Ok(Only::Sector(Sector::parse(sector)?)),
            Some(("ownership", ownership)) => Ok(Only::Ownership(Ownership::parse(ownership)?)),
            _ => Err(form(text, "sector:metal")),
        }
    }
}

impl std::fmt::Display for PartOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.whole, self.division.code())
    }
}

impl std::fmt::Display for Quotient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let by = match &self.by {
            Whole::Metric(code) => code,
            Whole::Target => "target",
        };
        write!(f, "{}/{by}", self.part)
    }
}

impl std::fmt::Display for Only {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Only::Sector(sector) => write!(f, "sector:{}", sector.code()),
            Only::Ownership(ownership) => write!(f, "ownership:{}", ownership.code()),
        }
    }
}

fn form(text: &str, right: &str) -> Violation {
    Violation::new(RefusalCode::BadValue, message!("not-of-form", found = text, right))
}
