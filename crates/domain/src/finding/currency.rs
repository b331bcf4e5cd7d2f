//! Dollars against rials.

use rust_decimal::Decimal;

use super::{Finding, FindingContext, FindingKind};
use crate::announcement::{Figure, Source};
use crate::comparison::{Interval, StatedNumber};
use crate::money::Rate;

/// Amounts in dollars that do not match the same amount in rials at any rate known for their days.
pub(super) fn findings<'a>(
    figures: &[&'a Figure],
    source: &Source,
    context: &FindingContext<'a>,
) -> Vec<Finding<'a>> {
    let of = |unit: &'static str| figures.iter().copied().filter(move |figure| figure.unit == unit);
    let metric = |figure: &'a Figure| context.vocabulary.canonical(&figure.metric);
    let pairs = of("USD").flat_map(|dollars| of("IRR").map(move |rials| (dollars, rials)));
    pairs
        .filter(|(dollars, rials)| metric(dollars) == metric(rials) && same_occasion(dollars, rials))
        .filter_map(|(dollars, rials)| finding(dollars, rials, source, context.rates))
        .collect()
}

/// Whether two figures of an announcement speak of the same thing in the same place and period.
pub(super) fn same_occasion(one: &Figure, other: &Figure) -> bool {
    let key = |it: &Figure| (it.scope.clone(), it.population, it.measure, it.period_from, it.period_to);
    key(one) == key(other)
}

fn finding<'a>(
    dollars: &'a Figure,
    rials: &'a Figure,
    source: &Source,
    rates: &[Rate],
) -> Option<Finding<'a>> {
    let implied = implied(amount(rials), amount(dollars))?;
    let known = rates_of(rials, source, rates);
    if known.is_empty() || known.iter().any(|rate| implied.contains(*rate)) {
        return None;
    }
    let shown = rials.low.checked_div(dollars.low)?;
    let slip = known.iter().find_map(|rate| Some((*rate, factor(implied, *rate)?)));
    let (kind, rate, factor) = match slip {
        Some((rate, factor)) => (FindingKind::SlipByTen, rate, Some(factor)),
        None => (FindingKind::OtherRate, *known.iter().min_by_key(|rate| (**rate - shown).abs())?, None),
    };
    let mut arguments = vec![("implied", shown), ("known", rate)];
    arguments.extend(factor.map(|factor| ("factor", factor)));
    Some(Finding { kind, figures: vec![dollars, rials], arguments })
}

/// What an amount may be: also where it is hedged, it may have been rounded.
fn amount(figure: &Figure) -> Interval {
    let stated = StatedNumber::of(figure);
    let (agrees, rounded) = (stated.agrees_with(), stated.rounded());
    Interval::closed(agrees.low.min(rounded.low), agrees.high.max(rounded.high))
}

/// The rials per dollar that two amounts imply.
fn implied(rials: Interval, dollars: Interval) -> Option<Interval> {
    let low = rials.low.checked_div(dollars.high)?;
    let high = rials.high.checked_div(dollars.low)?;
    Some(Interval::closed(low, high))
}

/// The rates in force on any day from the period of an amount to its announcement.
fn rates_of(figure: &Figure, source: &Source, rates: &[Rate]) -> Vec<Decimal> {
    let days = [figure.period_from, figure.period_to, source.announced_on];
    let known = || days.iter().flatten().copied();
    let (Some(first), Some(last)) = (known().min(), known().max()) else { return Vec::new() };
    let in_force = |rate: &&Rate| rate.valid_from <= last && rate.valid_to.is_none_or(|to| to >= first);
    rates.iter().filter(in_force).map(|rate| rate.irr_per_usd).collect()
}

/// The power of ten by which the implied rate differs from a known one: 10, 100 or 1000.
fn factor(implied: Interval, rate: Decimal) -> Option<Decimal> {
    let factors = [10, 100, 1_000].map(Decimal::from);
    factors.into_iter().find(|factor| implied.contains(rate * factor) || implied.contains(rate / factor))
}
