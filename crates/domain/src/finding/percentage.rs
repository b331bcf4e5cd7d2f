//! Percentages against their parts, and against the version of the target to which they refer.

use rust_decimal::Decimal;

use super::{Finding, FindingContext, FindingKind, counted};
use crate::announcement::{AnnouncedPopulation, Figure, Measure, Source};
use crate::code::Coded;
use crate::comparison::{Interval, StatedNumber};
use crate::day::Day;
use crate::vocabulary::{Quotient, Whole};
use crate::year::IranianYear;
use crate::yearly_target::{Revision, Target};

/// Percentages that are not what their parts give.
pub(super) fn findings<'a>(
    figures: &[&'a Figure],
    source: &Source,
    context: &FindingContext<'a>,
) -> Vec<Finding<'a>> {
    let shares = figures.iter().filter(|figure| figure.measure == Measure::Share && figure.unit == "percent");
    shares
        .filter_map(|share| {
            let quotient = context.vocabulary.get(&share.metric)?.quotient.as_ref()?;
            match &quotient.by {
                Whole::Metric(whole) => of_whole(share, quotient, whole, figures, context),
                Whole::Target => of_target(share, quotient, figures, source, context),
            }
        })
        .collect()
}

/// A percentage of a whole that the announcement states too.
fn of_whole<'a>(
    share: &'a Figure,
    quotient: &Quotient,
    whole: &str,
    figures: &[&'a Figure],
    context: &FindingContext<'a>,
) -> Option<Finding<'a>> {
    let stated = |code: &str| -> Vec<&'a Figure> {
        let fits = |figure: &&&'a Figure| {
            context.vocabulary.canonical(&figure.metric) == code
                && figure.measure != Measure::Target
                && (&figure.scope, figure.population) == (&share.scope, share.population)
                && (figure.period_to == share.period_to || figure.period_to.is_none())
        };
        figures.iter().filter(fits).copied().collect()
    };
    let wholes = stated(whole);
    let pairs =
        stated(&quotient.part).into_iter().flat_map(|part| wholes.iter().map(move |all| (part, *all)));
    unreconciled(share, pairs.collect())
}

/// The finding of a percentage that none of these parts and wholes gives.
fn unreconciled<'a>(share: &'a Figure, pairs: Vec<(&'a Figure, &'a Figure)>) -> Option<Finding<'a>> {
    let gives = |(part, whole): &(&Figure, &Figure)| {
        percentages(counted(part), counted(whole))
            .is_some_and(|given| StatedNumber::of(share).agrees_with().meets(&given))
    };
    if pairs.iter().any(gives) {
        return None;
    }
    let (part, whole) = *pairs.first()?;
    let percent = percent(part.low, whole.low)?;
    let arguments =
        vec![("stated", share.low), ("part", part.low), ("whole", whole.low), ("percent", percent)];
    Some(Finding { kind: FindingKind::Percentage, figures: vec![share, part, whole], arguments })
}

/// A percentage of a target: of the revision in force when it was announced, of an earlier one, or of a target that the
/// announcement itself states.
fn of_target<'a>(
    share: &'a Figure,
    quotient: &Quotient,
    figures: &[&'a Figure],
    source: &Source,
    context: &FindingContext<'a>,
) -> Option<Finding<'a>> {
    let here = achieved(share, &quotient.part, figures, context);
    let parts = if here.is_empty() { achieved(share, &quotient.part, context.others, context) } else { here };
    let target = target_of(share, &quotient.part, context.targets);
    match target.map(|target| by_revisions(share, &parts, target, source.announced_on)) {
        Some(ByRevisions::InForce) => return None,
        Some(ByRevisions::Superseded(finding)) => return Some(finding),
        Some(ByRevisions::Neither) | None => {}
    }
    let promised = |figure: &&&'a Figure| {
        context.vocabulary.canonical(&figure.metric) == quotient.part
            && figure.measure == Measure::Target
            && figure.scope == share.scope
    };
    let promised: Vec<&'a Figure> = figures.iter().filter(promised).copied().collect();
    let pairs = parts.iter().flat_map(|part| promised.iter().map(move |whole| (*part, *whole)));
    unreconciled(share, pairs.collect())
}

/// What was achieved of a target by the end of the same period.
fn achieved<'a>(
    share: &Figure,
    metric: &str,
    figures: &[&'a Figure],
    context: &FindingContext<'a>,
) -> Vec<&'a Figure> {
    let unspecified = |figure: &Figure| figure.population == AnnouncedPopulation::Unspecified;
    let fits = |figure: &&&'a Figure| {
        context.vocabulary.canonical(&figure.metric) == metric
            && figure.measure == Measure::Flow
            && figure.scope == share.scope
            && (figure.population == share.population || unspecified(figure) || unspecified(share))
            && (figure.period_from, figure.period_to) == (share.period_from, share.period_to)
    };
    figures.iter().filter(fits).copied().collect()
}

fn target_of<'a>(share: &Figure, metric: &str, targets: &'a [Target]) -> Option<&'a Target> {
    let year = IranianYear::of(share.period_to?).ok()?;
    targets.iter().find(|target| {
        target.year == year
            && target.metric.code() == metric
            && target.scope.code() == share.scope
            && target.body.is_none()
    })
}

/// Which revision of a target gives a percentage.
enum ByRevisions<'a> {
    /// The one in force.
    InForce,
    /// An earlier one.
    Superseded(Finding<'a>),
    /// None that was decided by then.
    Neither,
}

/// Finds the revision that gives a percentage. If the day of the announcement is not known, the last one counts as the
/// one in force.
fn by_revisions<'a>(
    share: &'a Figure,
    parts: &[&'a Figure],
    target: &Target,
    announced_on: Option<Day>,
) -> ByRevisions<'a> {
    let last = match announced_on {
        Some(day) => target.in_force(day),
        None => target.revisions.last(),
    };
    let Some(in_force) = last else { return ByRevisions::Neither };
    let admitted = StatedNumber::of(share).agrees_with();
    let gives = |part: &Figure, revision: &Revision| {
        let whole = Interval::closed(revision.value, revision.value);
        percentages(counted(part), whole).is_some_and(|given| admitted.meets(&given))
    };
    if parts.iter().any(|part| gives(part, in_force)) {
        return ByRevisions::InForce;
    }
    let earlier = target.revisions.iter().take_while(|revision| *revision != in_force);
    let mut pairs = earlier.flat_map(|revision| parts.iter().map(move |part| (*part, revision)));
    match pairs.find(|(part, revision)| gives(part, revision)) {
        Some((part, revision)) => ByRevisions::Superseded(superseded(share, part, revision, in_force)),
        None => ByRevisions::Neither,
    }
}

fn superseded<'a>(
    share: &'a Figure,
    part: &'a Figure,
    superseded: &Revision,
    in_force: &Revision,
) -> Finding<'a> {
    let mut arguments = vec![
        ("stated", share.low),
        ("part", part.low),
        ("superseded", superseded.value),
        ("in_force", in_force.value),
    ];
    arguments.extend(percent(part.low, in_force.value).map(|percent| ("percent", percent)));
    Finding { kind: FindingKind::SupersededTarget, figures: vec![share, part], arguments }
}

/// The percentages that a part of a whole may be; none if the whole is nothing.
fn percentages(part: Interval, whole: Interval) -> Option<Interval> {
    let low = percent(part.low, whole.high)?;
    Some(Interval::closed(low, percent(part.high, whole.low).unwrap_or(Decimal::MAX)))
}

fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    (part * Decimal::ONE_HUNDRED).checked_div(whole)
}
