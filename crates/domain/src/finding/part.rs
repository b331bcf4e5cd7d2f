//! Parts against their whole: divisions of a metric, provinces of the country, parks of all units.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Finding, FindingContext, FindingKind, counted};
use crate::announcement::{Figure, Measure};
use crate::code::Coded;
use crate::comparison::{Interval, StatedNumber, populations};
use crate::population::{Population, Scope};
use crate::vocabulary::Division;

/// Wholes that are less than their parts, or not their sum.
pub(super) fn findings<'a>(figures: &[&'a Figure], context: &FindingContext<'a>) -> Vec<Finding<'a>> {
    let counted =
        figures.iter().copied().filter(|figure| !matches!(figure.measure, Measure::Share | Measure::Ratio));
    let counted: Vec<&'a Figure> = counted.collect();
    counted.iter().copied().flat_map(|whole| of_whole(whole, &counted, context)).collect()
}

fn of_whole<'a>(whole: &'a Figure, figures: &[&'a Figure], context: &FindingContext<'a>) -> Vec<Finding<'a>> {
    let divisions = Division::ALL.iter().filter_map(|division| {
        let parts = of_division(whole, *division, figures, context);
        check(whole, &parts, division.parts() == Some(parts.len()))
    });
    let provinces = check(whole, &provinces(whole, figures, context), false);
    let in_parks = in_parks(whole, figures, context).and_then(|part| check(whole, &[part], false));
    divisions.chain(provinces).chain(in_parks).collect()
}

/// The parts of a division that the announcement states for the same place and period, each once.
fn of_division<'a>(
    whole: &Figure,
    division: Division,
    figures: &[&'a Figure],
    context: &FindingContext<'a>,
) -> Vec<&'a Figure> {
    let code = context.vocabulary.canonical(&whole.metric);
    let stated = |part: &str| {
        let fits = |figure: &&&'a Figure| {
            context.vocabulary.canonical(&figure.metric) == part
                && same_but_scope(figure, whole)
                && (&figure.scope, figure.population) == (&whole.scope, whole.population)
        };
        figures.iter().find(fits).copied()
    };
    context.vocabulary.parts(code, division).filter_map(|part| stated(&part.code)).collect()
}

/// The provinces of a figure of the country, each once.
fn provinces<'a>(whole: &Figure, figures: &[&'a Figure], context: &FindingContext<'a>) -> Vec<&'a Figure> {
    if whole.scope != Scope::Country.code() {
        return Vec::new();
    }
    let metric = |figure: &Figure| context.vocabulary.canonical(&figure.metric).to_owned();
    let part = |figure: &&&'a Figure| {
        metric(figure) == metric(whole)
            && figure.scope != whole.scope
            && figure.population == whole.population
            && same_but_scope(figure, whole)
    };
    let by_scope: BTreeMap<&str, &'a Figure> =
        figures.iter().filter(part).map(|figure| (&*figure.scope, *figure)).collect();
    by_scope.into_values().collect()
}

/// The same for units in parks, if the whole counts all units.
fn in_parks<'a>(whole: &Figure, figures: &[&'a Figure], context: &FindingContext<'a>) -> Option<&'a Figure> {
    let only = |figure: &Figure, population| {
        populations(figure.population).is_some_and(|counted| counted == [population])
    };
    let metric = |figure: &Figure| context.vocabulary.canonical(&figure.metric).to_owned();
    let part = |figure: &&&'a Figure| {
        only(figure, Population::InParks)
            && metric(figure) == metric(whole)
            && figure.scope == whole.scope
            && same_but_scope(figure, whole)
    };
    figures.iter().find(part).copied().filter(|_| only(whole, Population::All))
}

fn same_but_scope(figure: &Figure, whole: &Figure) -> bool {
    let money = |figure: &Figure| (figure.unit == "IRR", figure.unit == "USD");
    let key = |figure: &Figure| (figure.measure, figure.period_from, figure.period_to, money(figure));
    key(figure) == key(whole)
}

/// The finding if the parts are above the whole or, where `complete`, not its sum.
fn check<'a>(whole: &'a Figure, parts: &[&'a Figure], complete: bool) -> Option<Finding<'a>> {
    let (sum, whole_is) = (sum(parts), StatedNumber::of(whole).agrees_with());
    let kind = match complete {
        true if !sum.meets(&whole_is) => FindingKind::PartsAndWhole,
        false if sum.low > whole_is.high => FindingKind::PartsAboveWhole,
        _ => return None,
    };
    let figures = std::iter::once(whole).chain(parts.iter().copied()).collect();
    let stated: Decimal = parts.iter().map(|part| part.low).sum();
    Some(Finding { kind, figures, arguments: vec![("whole", whole.low), ("sum", stated)] })
}

/// The sum of the parts: plain numbers as they stand, the others with what their hedges admit.
fn sum(parts: &[&Figure]) -> Interval {
    let zero = Interval::closed(Decimal::ZERO, Decimal::ZERO);
    parts
        .iter()
        .map(|part| counted(part))
        .fold(zero, |sum, part| Interval::closed(sum.low + part.low, sum.high + part.high))
}
