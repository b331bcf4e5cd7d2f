//! Findings: what does not reconcile among the figures of one announcement.

use rust_decimal::Decimal;
use shahrak_messages::{Argument, Explain, Message, message};

use crate::announcement::{Figure, Source};
use crate::coded;
use crate::comparison::{Interval, StatedNumber};
use crate::money::Rate;
use crate::vocabulary::Vocabulary;
use crate::yearly_target::Target;

mod currency;
mod part;
mod percentage;

coded! {
    /// What does not reconcile.
    pub enum FindingKind("finding-kind") {
        /// Dollars are ten, a hundred … times too many or too few for the rials
        SlipByTen = "slip_by_ten",
        /// Dollars were converted at no rate that the register knows for these days
        OtherRate = "other_rate",
        /// A percentage is not what its parts give
        Percentage = "percentage",
        /// A percentage refers to a version of the target that had been superseded
        SupersededTarget = "superseded_target",
        /// All parts together are not the whole
        PartsAndWhole = "parts_and_whole",
        /// Parts are more than the whole
        PartsAboveWhole = "parts_above_whole",
    }
}

/// Something that does not reconcile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding<'a> {
    /// What does not reconcile.
    pub kind: FindingKind,
    /// The figures: the questionable one first, then those that it was checked against.
    pub figures: Vec<&'a Figure>,
    /// The numbers of the explanation by their names.
    pub arguments: Vec<(&'static str, Decimal)>,
}

/// What the figures of an announcement are checked against.
#[derive(Clone, Copy, Debug)]
pub struct FindingContext<'a> {
    /// The metrics and how they relate.
    pub vocabulary: &'a Vocabulary,
    /// All rates, of every kind.
    pub rates: &'a [Rate],
    /// The targets of the register.
    pub targets: &'a [Target],
    /// Figures of other announcements. A percentage may refer to them if its own announcement does not say of what it
    /// is a part.
    pub others: &'a [&'a Figure],
}

/// The findings of an announcement, in the order of the kinds.
pub fn findings<'a>(
    figures: &[&'a Figure],
    source: &Source,
    context: &FindingContext<'a>,
) -> Vec<Finding<'a>> {
    let mut findings = currency::findings(figures, source, context);
    findings.extend(percentage::findings(figures, source, context));
    findings.extend(part::findings(figures, context));
    findings.sort_by_key(|finding| finding.kind);
    findings
}

/// What a figure counts as in a sum or a quotient: as it stands if it has no hedge, otherwise what its hedge admits.
fn counted(figure: &Figure) -> Interval {
    match figure.hedge {
        None => Interval::closed(figure.low, figure.high),
        Some(_) => StatedNumber::of(figure).agrees_with(),
    }
}

impl Explain for Finding<'_> {
    fn message(&self) -> Message {
        let number = |name| self.number(name);
        let (first, second) = (self.code(0), self.code(1));
        match self.kind {
            FindingKind::SlipByTen => {
                let (implied, known, factor) = (number("implied"), number("known"), number("factor"));
                message!("finding-slip-by-ten", first, second, implied, known, factor)
            }
            FindingKind::OtherRate => {
                message!(
                    "finding-other-rate",
                    first,
                    second,
                    implied = number("implied"),
                    known = number("known")
                )
            }
            FindingKind::Percentage => {
                let (stated, percent) = (number("stated"), number("percent"));
                let (part, whole) = (number("part"), number("whole"));
                let others = Argument::list(self.others());
                message!("finding-percentage", first, stated, part, whole, others, percent)
            }
            FindingKind::SupersededTarget => {
                let (stated, percent, part) = (number("stated"), number("percent"), number("part"));
                let (superseded, in_force) = (number("superseded"), number("in_force"));
                message!(
                    "finding-superseded-target",
                    first,
                    stated,
                    part,
                    second,
                    superseded,
                    in_force,
                    percent
                )
            }
            FindingKind::PartsAndWhole => {
                let (whole, sum) = (number("whole"), number("sum"));
                message!("finding-parts-and-whole", first, whole, others = self.addends(), sum)
            }
            FindingKind::PartsAboveWhole => {
                let (whole, sum) = (number("whole"), number("sum"));
                message!("finding-parts-above-whole", first, whole, others = self.addends(), sum)
            }
        }
    }
}

impl Finding<'_> {
    /// A number of the explanation, with at most two decimals.
    fn number(&self, name: &str) -> Argument {
        let found = self.arguments.iter().find(|(known, _)| *known == name);
        Argument::number(found.map(|(_, number)| number.round_dp(2).normalize()).unwrap_or_default())
    }

    fn code(&self, place: usize) -> &str {
        self.figures.get(place).map_or("?", |figure| &figure.code)
    }

    /// The codes of the figures after the first.
    fn others(&self) -> impl Iterator<Item = &str> {
        self.figures.iter().skip(1).map(|figure| &*figure.code)
    }

    fn addends(&self) -> String {
        self.others().collect::<Vec<_>>().join(" + ")
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
