use proptest::prelude::*;

use super::*;
use crate::day::Calendar;
use crate::testing::day;

#[test]
fn dollars_are_summed_exactly_and_rounded_once_half_away_from_zero() {
    #[track_caller]
    fn check(amounts: &[(i128, &str)], expected: &str) {
        let mut dollars = Dollars::default();
        for (rials, rate) in amounts {
            dollars.add(*rials, rate.parse().unwrap());
        }
        assert_eq!(dollars.write(), expected);
    }
    check(&[], "0.00");
    check(&[(0, "42000")], "0.00");
    check(&[(150_000_000_000_000, "42000")], "3571428571.43");
    // A half is rounded away from zero; a hair below is not.
    check(&[(210, "42000")], "0.01");
    check(&[(209, "42000")], "0.00");
    check(&[(42_210, "42000")], "1.01");
    check(&[(-210, "42000")], "-0.01");
    check(&[(-209, "42000")], "0.00");
    check(&[(-42_210, "42000")], "-1.01");
    check(&[(41_790, "42000")], "1.00");
    check(&[(1, "200")], "0.01");
    check(&[(99_995, "1000")], "100.00");
    // Rounded once: each third alone would be 0.33.
    check(&[(1, "3"), (1, "3"), (1, "3")], "1.00");
    check(&[(1, "3"), (1, "6"), (1, "2")], "1.00");
    // 0.0025 + 0.0025 = 0.005, and one amount by three rates that makes the half exactly.
    check(&[(105, "42000"), (105, "42000")], "0.01");
    check(&[(1, "300"), (1, "1200"), (1, "1200")], "0.01");
    check(&[(1, "300"), (1, "1200"), (1, "1201")], "0.00");
    // A rate with decimals, and the ends of what numbers hold.
    check(&[(24_775, "24775.00")], "1.00");
    check(&[(1, "0.3")], "3.33");
    check(
        &[(1_000_000_000_000_000_000, "0.0000000000000000000000000001")],
        "10000000000000000000000000000000000000000000000.00",
    );
    check(&[(1, "79228162514264337593543950335")], "0.00");
    check(&[(i128::MAX, "1"), (i128::MAX, "1")], "340282366920938463463374607431768211454.00");
    check(&[(5, "1"), (-5, "1"), (1, "2")], "0.50");
}

#[test]
fn a_rate_a_day_for_years_takes_no_long() {
    let mut dollars = Dollars::default();
    for day in 0..2_000_i64 {
        dollars.add(1_000_000_007, Decimal::new(2_820_871 + 977 * day, 1));
    }
    assert_eq!(dollars.write(), "5387841.68");
}

fn rate(from: &str, to: Option<&str>, irr_per_usd: i64) -> Rate {
    Rate {
        kind: RateKind::Official,
        valid_from: day(from),
        valid_to: to.map(day),
        irr_per_usd: irr_per_usd.into(),
        source: None,
    }
}

#[test]
fn days_are_cut_where_the_rate_changes() {
    #[track_caller]
    fn check(from: &str, to: &str, expected: &str) {
        // Out of order, with a gap, and open at the end.
        let rates = [
            rate("1399-01-01", None, 42_000),
            rate("1391-01-01", Some("1392-04-10"), 12_260),
            rate("1392-04-11", Some("1392-12-29"), 24_775),
        ];
        let words = |stretch: &Stretch| {
            let rate = stretch.irr_per_usd.map_or("-".to_owned(), |rate| rate.to_string());
            let written = |day: Day| day.write(Calendar::Iranian);
            format!("{}..{} {rate}", written(stretch.from), written(stretch.to))
        };
        let stretches: Vec<String> = stretches(&rates, day(from), day(to)).iter().map(words).collect();
        assert_eq!(stretches.join(", "), expected);
    }
    check("1399-01-01", "1399-12-30", "1399-01-01..1399-12-30 42000");
    check("1390-12-29", "1391-01-01", "1390-12-29..1390-12-29 -, 1391-01-01..1391-01-01 12260");
    check(
        "1392-04-10",
        "1399-01-01",
        "1392-04-10..1392-04-10 12260, 1392-04-11..1392-12-29 24775, 1393-01-01..1398-12-29 -, \
         1399-01-01..1399-01-01 42000",
    );
    check("1395-01-01", "1395-01-31", "1395-01-01..1395-01-31 -");
    check("1395-01-02", "1395-01-01", "");
}

proptest! {
    #[test]
    fn stretches_are_exactly_the_days_each_with_its_rate(
        lengths in prop::collection::vec((0..20_u64, 1..40_u64), 0..6),
        open in any::<bool>(),
        first in 0..200_u64,
        length in -1..200_i64,
    ) {
        let after = |days| Day::new(day("1398-11-01").date() + chrono::Days::new(days));
        let (mut rates, mut next) = (Vec::new(), 20);
        for (index, (gap, days)) in (1..).zip(&lengths) {
            let (from, to) = (next + gap, next + gap + days - 1);
            let last = open && index as usize == lengths.len();
            rates.push(Rate { valid_from: after(from), valid_to: (!last).then(|| after(to)), ..rate("1399-01-01", None, index) });
            next = to + 1;
        }
        let (from, to) = (after(first), Day::new(after(first).date() + chrono::Duration::days(length)));
        let mut next = from;
        for stretch in stretches(&rates, from, to) {
            prop_assert_eq!(stretch.from, next);
            prop_assert!(stretch.from <= stretch.to);
            let mut day = stretch.from;
            while day <= stretch.to {
                let rate = rates.iter().find(|rate| rate.valid_from <= day && rate.valid_to.is_none_or(|to| day <= to));
                prop_assert_eq!(stretch.irr_per_usd, rate.map(|rate| rate.irr_per_usd));
                day = day.next();
            }
            next = day;
        }
        prop_assert_eq!(next, from.max(to.next()));
    }

    #[test]
    fn one_rate_is_division_of_whole_numbers(rials in 0..10_i128.pow(18), rate in 1..10_000_000_i64) {
        let mut dollars = Dollars::default();
        dollars.add(rials, rate.into());
        let rate = i128::from(rate);
        let cents = (2 * rials * 100 + rate) / (2 * rate);
        prop_assert_eq!(dollars.write(), format!("{}.{:02}", cents / 100, cents % 100));
    }

    #[test]
    fn the_order_of_the_amounts_does_not_matter(amounts in prop::collection::vec((0..10_i128.pow(18), 1..1_000_000_i64), 0..12)) {
        let sum = |amounts: &mut dyn Iterator<Item = &(i128, i64)>| {
            let mut dollars = Dollars::default();
            amounts.for_each(|(rials, rate)| dollars.add(*rials, Decimal::new(*rate, 2)));
            dollars.write()
        };
        prop_assert_eq!(sum(&mut amounts.iter()), sum(&mut amounts.iter().rev()));
    }
}
