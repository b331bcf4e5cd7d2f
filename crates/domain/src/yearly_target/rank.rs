//! The targets of provinces compared with the national one (rule R8).

use rust_decimal::Decimal;

use crate::metric::TargetMetric;

/// The sum of the values of targets; none for shares, which do not add up, and without values.
pub fn sum(metric: TargetMetric, values: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    let sum = values.into_iter().reduce(|sum, value| sum.saturating_add(value));
    sum.filter(|_| !metric.ceiling())
}

/// The rank of each progress, beginning with 1: the greatest is the best; of a ceiling, the least. Those that are equal
/// have the same rank, and the ranks after them are left out: 1, 1, 3. Nothing is not ranked.
pub fn ranks(metric: TargetMetric, progress: &[Option<Decimal>]) -> Vec<Option<usize>> {
    let better = |other: Decimal, than: Decimal| if metric.ceiling() { other < than } else { other > than };
    let rank = |own: Decimal| 1 + progress.iter().flatten().filter(|other| better(**other, own)).count();
    progress.iter().map(|own| own.map(rank)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(numbers: &[&str]) -> Vec<Option<Decimal>> {
        numbers.iter().map(|text| text.parse().ok()).collect()
    }

    #[test]
    fn equal_progress_shares_a_rank() {
        #[track_caller]
        fn check(metric: TargetMetric, progress: &[&str], expected: &[usize]) {
            let found = ranks(metric, &numbers(progress));
            let found: Vec<usize> = found.into_iter().map(Option::unwrap_or_default).collect();
            assert_eq!(found, expected, "{progress:?}");
        }
        check(TargetMetric::UnitsRevived, &["0.5", "1.25", "0.50", "", "0.1", "0"], &[2, 1, 2, 0, 4, 5]);
        check(TargetMetric::ShareInactiveOrSemiActive, &["0.5", "1.25", "", "0.5"], &[1, 3, 0, 1]);
        check(TargetMetric::UnitsRevived, &["", ""], &[0, 0]);
        check(TargetMetric::UnitsRevived, &[], &[]);
    }

    #[test]
    fn shares_do_not_add_up() {
        let values = || numbers(&["4", "1.5"]).into_iter().flatten();
        assert_eq!(sum(TargetMetric::UnitsRevived, values()), Some(Decimal::new(55, 1)));
        assert_eq!(sum(TargetMetric::ShareInactiveOrSemiActive, values()), None);
        assert_eq!(sum(TargetMetric::UnitsRevived, []), None);
    }
}
