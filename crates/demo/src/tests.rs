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
    let sum = |kind| {
        bytes(&COUNTRY, kind)
            .iter()
            .fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add((*byte).into()))
    };
    let sums = Demo::KINDS.map(|kind| format!("{} {:08x}\n", kind.code(), sum(kind))).concat();
    expect![[r#"
        parks 3fe41c7b
        infrastructure 335e392a
        units a8a7f82e
        events 51cecdf8
        targets 590d8bf2
        budgets 18f21739
        support_cases 24e89466
    "#]]
    .assert_eq(&sums);
}

#[test]
fn its_size_is_that_of_the_country() {
    let count = |kind| bytes(&COUNTRY, kind).iter().filter(|byte| **byte == b'\n').count() - 1;
    let counts = Demo::KINDS.map(|kind| format!("{} {}\n", kind.code(), count(kind))).concat();
    expect![[r#"
        parks 1016
        infrastructure 3853
        units 57500
        events 157270
        targets 133
        budgets 330
        support_cases 4501
    "#]]
    .assert_eq(&counts);
}

/// Of the national figures of 1395 to 1400 that it computes: those that agree. The others contradict these, or count
/// something else (`docs/demo.md`).
#[test]
fn it_agrees_with_what_was_announced() {
    let census = Census::of(&COUNTRY);
    expect![[r#"
        a007 agrees parks_approved: 980, 980
        a008 agrees land_total: 143000, 143000
        a011 agrees units_commissioned_cumulative: 42500, 42488
        a012 agrees employment: 860000, 858209
        a017 agrees units_revived: 1700, 1740
        a018 agrees jobs_revived: 28000, 28000
        a021 differs parks_approved: about 1100, 994
        a022 agrees parks_active: 810, 812
        a029 agrees units_commissioned: about 820, 820
        a031 differs units_total: 43650, 44346
        a032 agrees units_active: 33800, 33823
        a033 agrees share_active: nearly 78, 76.27
        a036 agrees units_revived: 400, 400
        a045 agrees parks_active: 813, 813
        a046 differs units_active: over 80000, 35961
        a047 agrees units_commissioned_cumulative: 44432, 44432
        a048 agrees units_commissioned_cumulative_metal: 11799, 11799
        a049 agrees units_commissioned_cumulative_chemical: 9880, 9880
        a050 agrees units_commissioned_cumulative_food: 7505, 7505
        a051 agrees units_commissioned_cumulative_non_metallic_mineral: 5162, 5162
        a052 agrees units_commissioned_cumulative_cellulose: 3244, 3244
        a053 agrees units_commissioned_cumulative_services: 2956, 2956
        a054 agrees units_commissioned_cumulative_textile: 2378, 2378
        a055 agrees units_commissioned_cumulative_electrical_electronic: 1508, 1508
        a062 agrees units_revived: 1726, 1726
        a065 agrees units_total: 44432, 44432
        a082 differs jobs_commissioned: 72378, 27174
        a083 agrees units_revived: 1185, 1185
        a084 agrees jobs_revived: 21618, 21618
        a085 agrees units_revived: 529, 529
        a094 agrees units_revived: 211, 211
        a097 agrees units_revived: 545, 545
        a098 agrees jobs_revived: 9800, 9800
        a099 agrees units_total: 45000, 45375
        a100 differs units_inactive: 9500, 6101
        a106 differs units_revived: 767, 819
        a107 differs jobs_revived: 13577, 14458
        a108 agrees units_total: 46000, 45545
        a109 differs units_inactive: 9800, 5947
        a118 agrees units_revived: 819, 819
        a119 agrees jobs_revived: 14458, 14458
        a120 agrees units_commissioned: about 1160, 1160
        a121 agrees investment_commissioned: 150000000000000, 150000000000000
        a122 agrees investment_commissioned: about 3570000000, 3571428571.43
        a123 agrees jobs_commissioned: over 20000, 20340
        a124 agrees share_inactive_or_semi_active: about 22 to 24, 23
        a125 agrees share_inactive_or_semi_active: 18.7, 18.7
        a126 agrees units_revived: 1170, 1170
        a127 agrees jobs_revived: 19400, 19447
        a135 differs units_revived: 1500, 1590
        a136 differs units_commissioned: over 6500, 1560
        a137 differs jobs_commissioned: over 121000, 27160
        a142 agrees parks_approved: over 1011, 1011
        a143 agrees parks_active: 830, 828
        a146 differs units_commissioned_cumulative: over 48400, 46810
        a147 differs employment: 950000, 926076
        a155 differs units_commissioned_cumulative: 48605, 46838
        a156 differs employment: over 980000, 926588
        a157 agrees units_commissioned: 633, 633
        a158 agrees jobs_commissioned: 16744, 16744
        a160 agrees parks_approved: 1011, 1011
        a161 agrees parks_active: 828, 828
        a162 agrees units_revived: 400, 400
        a163 agrees jobs_revived: over 5291, 5671
        a164 differs units_commissioned_cumulative: over 48000, 47048
        a165 agrees share_active: about 83, 82.6
        a170 agrees units_revived: 1557, 1557
        a173 agrees jobs_revived: 27000, 27007
        a183 agrees units_commissioned: 1600, 1600
        a184 agrees jobs_commissioned: over 30000, 31594
        a188 agrees units_revived: over 887, 900
        a192 agrees units_revived: 1700, 1690
        a202 agrees units_revived: over 1900, 1928
        a229 agrees units_revived: 2067, 2067
        a230 agrees jobs_revived: over 39000, 39211
        a350 agrees units_revived: 1170, 1170
        a351 agrees units_revived: 1514, 1514
        a363 agrees units_commissioned: 2575, 2575
        a364 agrees jobs_commissioned: 39622, 39622
        a365 differs units_revived: 1462, 1514
        a366 agrees jobs_revived: 24406, 24406
        a370 differs employment: over 955000, 911394
        a371 differs units_inactive: 8521, 5668
        a382 differs investment_commissioned: 50770000000000, 24659000000000
        a383 differs investment_commissioned: 218000000, 587119047.62
        a409 differs employment: over 959000, 911394
        a413 agrees units_revived: 211, 211
        a415 agrees jobs_revived: 4481, 4481
        a425 agrees parks_approved: 976, 976
        a426 agrees parks_approved: 993, 993
        a427 agrees parks_active: 802, 802
        a428 agrees parks_active: 811, 811
        a429 differs units_commissioned: 2576, 2575
        a430 agrees units_commissioned: 2392, 2392
        a431 agrees units_commissioned_cumulative: 41736, 41736
        a432 agrees units_commissioned_cumulative: 43473, 43473
    "#]]
    .assert_eq(&census.verdicts());
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
fn at_any_size_parks_and_histories_are_allowed_at_every_moment() {
    for units in [100, 1_000, 6_000] {
        let demo = Demo::new(3, units);
        census::check_histories(&demo);
        for row in demo.parks() {
            assert!(row.park.clone().register(false).is_ok(), "{row:?}");
        }
        assert_eq!(demo.units().count(), units as usize);
    }
}
