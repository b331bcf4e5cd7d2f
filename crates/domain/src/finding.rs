//! Findings: what does not reconcile among the figures of one announcement.

use rust_decimal::Decimal;

use crate::announcement::{Figure, Source};
use crate::coded;
use crate::money::Rate;
use crate::persian::InPersian;
use crate::target::Target;
use crate::vocabulary::Vocabulary;

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

/// Something that does not reconcile. The explanation is its `Display`, and in Persian [`InPersian`].
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
pub struct Context<'a> {
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
pub fn findings<'a>(figures: &[&'a Figure], source: &Source, context: &Context<'a>) -> Vec<Finding<'a>> {
    let mut findings = currency::findings(figures, source, context);
    findings.extend(percentage::findings(figures, source, context));
    findings.extend(part::findings(figures, context));
    findings.sort_by_key(|finding| finding.kind);
    findings
}

impl Finding<'_> {
    /// A number of the explanation.
    fn argument(&self, name: &str) -> Decimal {
        let found = self.arguments.iter().find(|(known, _)| *known == name);
        found.map(|(_, number)| number.round_dp(2).normalize()).unwrap_or_default()
    }

    fn code(&self, place: usize) -> &str {
        self.figures.get(place).map_or("?", |figure| &figure.code)
    }

    /// The codes of the figures after the first.
    fn others(&self, and: &str) -> String {
        let codes: Vec<&str> = self.figures.iter().skip(1).map(|figure| &*figure.code).collect();
        codes.join(and)
    }
}

impl std::fmt::Display for Finding<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (first, number) = (self.code(0), |name| self.argument(name));
        match self.kind {
            FindingKind::SlipByTen => write!(
                f,
                "{first} and {} imply {} rials per dollar, but the rate was {}: one of them is wrong by the factor {}",
                self.code(1),
                number("implied"),
                number("known"),
                number("factor"),
            ),
            FindingKind::OtherRate => write!(
                f,
                "{first} and {} imply {} rials per dollar; the known rate was {}",
                self.code(1),
                number("implied"),
                number("known"),
            ),
            FindingKind::Percentage => write!(
                f,
                "{first} says {} %, but {} of {} ({}) is {} %",
                number("stated"),
                number("part"),
                number("whole"),
                self.others(", "),
                number("percent"),
            ),
            FindingKind::SupersededTarget => write!(
                f,
                "{first} says {} %, which is {} ({}) of the superseded target {}; of the target in force, {}, it is {} %",
                number("stated"),
                number("part"),
                self.code(1),
                number("superseded"),
                number("in_force"),
                number("percent"),
            ),
            FindingKind::PartsAndWhole => write!(
                f,
                "{first} says {}, but its parts ({}) add up to {}",
                number("whole"),
                self.others(" + "),
                number("sum"),
            ),
            FindingKind::PartsAboveWhole => write!(
                f,
                "{first} says {}, but some of its parts ({}) already add up to {}",
                number("whole"),
                self.others(" + "),
                number("sum"),
            ),
        }
    }
}

impl InPersian for Finding<'_> {
    fn persian(&self) -> String {
        let (first, number) = (self.code(0), |name| self.argument(name));
        match self.kind {
            FindingKind::SlipByTen => format!(
                "{first} و {} هر دلار را {} ریال می‌گیرند، ولی نرخ {} بود: یکی از آنها {} برابر اشتباه دارد",
                self.code(1),
                number("implied"),
                number("known"),
                number("factor"),
            ),
            FindingKind::OtherRate => format!(
                "{first} و {} هر دلار را {} ریال می‌گیرند؛ نرخ شناخته‌شده {} بود",
                self.code(1),
                number("implied"),
                number("known"),
            ),
            FindingKind::Percentage => format!(
                "{first} می‌گوید {} درصد، ولی {} از {} ({}) برابر {} درصد است",
                number("stated"),
                number("part"),
                number("whole"),
                self.others("، "),
                number("percent"),
            ),
            FindingKind::SupersededTarget => format!(
                "{first} می‌گوید {} درصد، که {} ({}) از هدف پیشین {} است؛ از هدف جاری {} برابر {} درصد می‌شود",
                number("stated"),
                number("part"),
                self.code(1),
                number("superseded"),
                number("in_force"),
                number("percent"),
            ),
            FindingKind::PartsAndWhole => format!(
                "{first} می‌گوید {}، ولی جمع بخش‌های آن ({}) {} است",
                number("whole"),
                self.others(" + "),
                number("sum"),
            ),
            FindingKind::PartsAboveWhole => format!(
                "{first} می‌گوید {}، ولی جمع برخی از بخش‌های آن ({}) به {} می‌رسد",
                number("whole"),
                self.others(" + "),
                number("sum"),
            ),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
