//! The register of the country agrees with what was announced, and every history is allowed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use expect_test::expect;
use shahrak_domain::code::Coded as _;

use super::*;

mod census;

use census::Census;

static COUNTRY: LazyLock<Demo> = LazyLock::new(|| Demo::new(1399, UNITS));

fn bytes(demo: &Demo, kind: FileKind) -> Vec<u8> {
    demo.write(kind, Vec::new()).unwrap()
}

#[test]
fn the_same_seed_makes_the_same_files() {
    for kind in Demo::KINDS {
        let [one, same, other] = [7, 7, 8].map(|seed| bytes(&Demo::new(seed, 2_000), kind));
        assert!(one == same, "{}", kind.code());
        assert!(one != other, "{}", kind.code());
    }
}

/// A change of these numbers is a change of what everybody sees who starts the program: announce it.
#[test]
fn the_register_of_the_country_stays_the_same() {
    let sum = |kind| bytes(&COUNTRY, kind).iter().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add((*byte).into()));
    let sums = Demo::KINDS.map(|kind| format!("{} {:08x}\n", kind.code(), sum(kind))).concat();
    expect![[r#""#]].assert_eq(&sums);
}

#[test]
fn its_size_is_that_of_the_country() {
    let count = |kind| bytes(&COUNTRY, kind).iter().filter(|byte| **byte == b'\n').count() - 1;
    let counts = Demo::KINDS.map(|kind| format!("{} {}\n", kind.code(), count(kind))).concat();
    expect![[r#""#]].assert_eq(&counts);
}

/// Of the national figures of 1395 to 1400 that it computes: those that agree. The others contradict these, or count
/// something else (`docs/demo.md`).
#[test]
fn it_agrees_with_what_was_announced() {
    let census = Census::of(&COUNTRY);
    expect![[r#""#]].assert_eq(&census.verdicts());
}

/// The figures of the article of January 2021, by any seed.
#[test]
fn every_seed_agrees_with_the_announcement_of_january_2021() {
    for seed in [0, 2_147_483_647] {
        let verdicts = Census::of(&Demo::new(seed, UNITS)).verdicts();
        for code in ["a120", "a121", "a122", "a123", "a124", "a125", "a126", "a127"] {
            let verdict = verdicts.lines().find(|line| line.starts_with(code)).unwrap();
            assert!(verdict.contains(" agrees "), "seed {seed}: {verdict}");
        }
    }
}

#[test]
fn at_any_size_each_history_is_allowed_at_every_moment() {
    for units in [100, 1_000, 6_000] {
        let demo = Demo::new(3, units);
        census::check_histories(&demo);
        assert_eq!(demo.units().count(), units as usize);
    }
}
