//! Contradictions between announced figures: statements about the same thing that cannot both be right (rule R16).

use std::collections::BTreeMap;

use shahrak_messages::{Explain, Message, message};

use crate::announcement::{AnnouncedPopulation, Figure, Measure, Source};
use crate::code::Coded;
use crate::coded;
use crate::comparison::{Interval, StatedNumber, populations};
use crate::day::Day;
use crate::vocabulary::Vocabulary;
use crate::year::IranianYear;
use crate::yearly_target::Target;

coded! {
    /// Whether two figures certainly speak of the same units.
    pub enum Confidence("confidence") {
        /// They state the same population
        Certain = "certain",
        /// At least one does not say which units it counts
        Possible = "possible",
    }
}

coded! {
    /// Who contradicts whom.
    pub enum Relation("speaker-relation") {
        /// One speaker stated both
        SameSpeaker = "same_speaker",
        /// Two speakers of one organisation, or one whose name is not known
        SameOrganisation = "same_organisation",
        /// Two organisations
        OtherOrganisation = "other_organisation",
    }
}

/// An announced figure and where it was announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement<'a> {
    /// What was announced.
    pub figure: &'a Figure,
    /// Where and when.
    pub source: &'a Source,
}

/// Two figures that cannot both be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction<'a> {
    /// The one that was announced first.
    pub one: Statement<'a>,
    /// The other one.
    pub other: Statement<'a>,
    /// Whether they certainly speak of the same units.
    pub confidence: Confidence,
    /// Who contradicts whom.
    pub relation: Relation,
}

/// What two figures must share, so that they can contradict each other: the metric by its code, measure, scope, unit,
/// and, unless it is a stock or a share, the period.
type Subject<'a> = (&'a str, Measure, &'a str, &'a str, Option<Day>, Option<Day>);

/// Stocks and shares at most this many days apart can contradict each other.
const DAYS_APART: i64 = 31;

/// All contradictions among the statements, by metric, measure, scope and day. `targets` are those of the register: values
/// of one target are its revisions, not a contradiction.
///
/// Only figures of one subject are compared, and of stocks only those of neighbouring days.
pub fn contradictions<'a>(
    statements: &[Statement<'a>],
    vocabulary: &'a Vocabulary,
    targets: &[Target],
) -> Vec<Contradiction<'a>> {
    let mut subjects: BTreeMap<Subject<'a>, Vec<(Day, Interval, Statement<'a>)>> = BTreeMap::new();
    for statement in statements {
        let figure = statement.figure;
        if let Some((subject, day)) = subject(figure, vocabulary) {
            subjects.entry(subject).or_default().push((day, StatedNumber::of(figure).admits(), *statement));
        }
    }
    let mut found = Vec::new();
    for (subject, mut said) in subjects {
        said.sort_by_key(|(day, _, statement)| (*day, &statement.figure.code));
        for (place, (day, admitted, one)) in said.iter().enumerate() {
            let near = said[place + 1..].iter().take_while(|(later, ..)| days(*day, *later) <= DAYS_APART);
            for (_, _, other) in near.filter(|(_, interval, _)| !interval.meets(admitted)) {
                let Some(confidence) = confidence(one.figure, other.figure) else { continue };
                if !are_revisions(subject.0, one.figure, other.figure, targets) {
                    found.push(Contradiction::between(*one, *other, confidence));
                }
            }
        }
    }
    found
}

/// The subject of a figure and its day; none if its period is not known.
fn subject<'a>(figure: &'a Figure, vocabulary: &'a Vocabulary) -> Option<(Subject<'a>, Day)> {
    let to = figure.period_to?;
    let (first, last) = match figure.measure {
        Measure::Flow | Measure::Target => (Some(figure.period_from?), Some(to)),
        Measure::Stock | Measure::Share | Measure::Ratio => (None, None),
    };
    let metric = vocabulary.canonical(&figure.metric);
    Some(((metric, figure.measure, &figure.scope, &figure.unit, first, last), to))
}

fn days(from: Day, to: Day) -> i64 {
    (to.date() - from.date()).num_days()
}

/// Whether two figures speak of the same units; none if they do not.
fn confidence(one: &Figure, other: &Figure) -> Option<Confidence> {
    let unspecified = |figure: &Figure| figure.population == AnnouncedPopulation::Unspecified;
    if unspecified(one) || unspecified(other) {
        return Some(Confidence::Possible);
    }
    (populations(one.population) == populations(other.population)).then_some(Confidence::Certain)
}

/// Whether the figures are a target and its revision: both are values of one target of the register.
fn are_revisions(metric: &str, one: &Figure, other: &Figure, targets: &[Target]) -> bool {
    let year = one.period_to.and_then(|day| IranianYear::of(day).ok());
    let promised = |target: &&Target| {
        Some(target.year) == year && target.metric.code() == metric && target.scope.code() == one.scope
    };
    let states = |figure: &Figure, target: &Target| {
        let admitted = StatedNumber::of(figure).admits();
        target.revisions.iter().any(|revision| admitted.contains(revision.value))
    };
    one.measure == Measure::Target
        && targets.iter().filter(promised).any(|target| states(one, target) && states(other, target))
}

impl<'a> Contradiction<'a> {
    fn between(one: Statement<'a>, other: Statement<'a>, confidence: Confidence) -> Contradiction<'a> {
        // A figure without a day comes last.
        let order = |it: &Statement<'a>| (it.source.announced_on.is_none(), it.source.announced_on);
        let (one, other) = if order(&other) < order(&one) { (other, one) } else { (one, other) };
        let same = |of: fn(&Figure) -> &Option<String>| {
            of(one.figure).is_some() && of(one.figure) == of(other.figure)
        };
        let relation = if same(|figure| &figure.speaker) {
            Relation::SameSpeaker
        } else if same(|figure| &figure.organisation) {
            Relation::SameOrganisation
        } else {
            Relation::OtherOrganisation
        };
        Contradiction { one, other, confidence, relation }
    }
}

impl Explain for Contradiction<'_> {
    fn message(&self) -> Message {
        let (one, other) = (self.one.figure, self.other.figure);
        let (first, second) = (StatedNumber::of(one), StatedNumber::of(other));
        let (one_states, one_admits) = (first.message(), first.admits().message());
        let (other_states, other_admits) = (second.message(), second.admits().message());
        let (one, other) = (&one.code, &other.code);
        match self.confidence {
            Confidence::Certain => {
                message!("contradiction", one, one_states, one_admits, other, other_states, other_admits)
            }
            Confidence::Possible => {
                message!(
                    "contradiction-possible",
                    one,
                    one_states,
                    one_admits,
                    other,
                    other_states,
                    other_admits
                )
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
