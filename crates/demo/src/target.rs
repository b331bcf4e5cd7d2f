//! Yearly targets: promised at the beginning of the year, sometimes revised. The national target of 1399 ships with the
//! program.

use rust_decimal::Decimal;
use shahrak_domain::day::Day;
use shahrak_domain::metric::TargetMetric;
use shahrak_domain::population::{Population, Scope};
use shahrak_domain::year::IranianYear;
use shahrak_domain::yearly_target::Baseline;
use shahrak_exchange::row::TargetRow;

use crate::place::PROVINCES;
use crate::plan::{Scale, day};
use crate::random::{Purpose, Random, after};
use crate::record::moment;
use crate::share::by_weight;

/// What is said of all made-up targets.
const SOURCE: &str = "synthetic";

/// National targets in parks: year, metric, value, and the day of the decision.
const NATIONAL: [(i32, TargetMetric, u32, Day); 12] = [
    (1396, TargetMetric::UnitsRevived, 1_400, day(2017, 4, 12)),
    (1397, TargetMetric::UnitsRevived, 1_000, day(2018, 4, 14)),
    (1397, TargetMetric::UnitsCommissioned, 2_300, day(2018, 4, 14)),
    (1398, TargetMetric::UnitsRevived, 1_334, day(2019, 4, 16)),
    (1398, TargetMetric::UnitsRevived, 1_400, day(2019, 11, 11)),
    (1398, TargetMetric::UnitsCommissioned, 2_200, day(2019, 4, 16)),
    (1399, TargetMetric::UnitsCommissioned, 1_600, day(2020, 4, 14)),
    (1399, TargetMetric::JobsRevived, 27_000, day(2020, 4, 14)),
    (1399, TargetMetric::JobsRevived, 36_000, day(2020, 11, 1)),
    (1399, TargetMetric::UnitsCapacityRaised, 1_200, day(2020, 4, 14)),
    (1400, TargetMetric::UnitsRevived, 1_600, day(2021, 4, 13)),
    (1400, TargetMetric::UnitsCommissioned, 2_400, day(2021, 4, 13)),
];

/// Revivals by province: year, what the provinces promised together, and the day. They do not add up to the country.
const PROVINCIAL: [(i32, u32, Day); 3] =
    [(1398, 1_290, day(2019, 5, 7)), (1399, 1_482, day(2020, 5, 5)), (1400, 1_610, day(2021, 5, 4))];
/// What most provinces promised together after the revision of 1399.
const REVISED: (i32, u32, Day) = (1399, 1_968, day(2020, 11, 15));

pub(crate) fn targets(seed: u32, scale: Scale) -> Vec<TargetRow> {
    let mut random = Random::new(seed, Purpose::Plans);
    let national = NATIONAL.into_iter().filter_map(|(year, metric, value, on)| {
        row(year, metric, Scope::Country, scale.of(value).into(), on)
    });
    let mut rows: Vec<TargetRow> = national.collect();
    rows.extend(idle_share());
    for (year, total, on) in PROVINCIAL {
        rows.extend(provincial(&mut random, scale, (year, total, on), 100));
    }
    rows.extend(provincial(&mut random, scale, REVISED, 80));
    rows
}

/// At most 20 % idle in the whole country at the end of 1399, from 23 % the year before.
fn idle_share() -> Option<TargetRow> {
    let decided_on = day(2020, 4, 14);
    let target = row(1399, TargetMetric::ShareInactiveOrSemiActive, Scope::Country, 20.into(), decided_on)?;
    let baseline = Baseline { value: 23.into(), on: day(2020, 3, 19), source: Some(SOURCE.to_owned()) };
    Some(TargetRow { population: Population::All, baseline: Some(baseline), ..target })
}

/// The targets of so many in a hundred provinces.
fn provincial(
    random: &mut Random,
    scale: Scale,
    (year, total, on): (i32, u32, Day),
    percent: u32,
) -> Vec<TargetRow> {
    let weights = PROVINCES.map(|province| province.weight);
    let mut rows = Vec::new();
    for (province, value) in PROVINCES.iter().zip(by_weight(scale.of(total), &weights)) {
        let on = after(on, random.below(6));
        if random.percent(percent) {
            let scope = Scope::Province(province.code());
            rows.extend(row(year, TargetMetric::UnitsRevived, scope, value.into(), on));
        }
    }
    rows
}

fn row(year: i32, metric: TargetMetric, scope: Scope, value: Decimal, decided_on: Day) -> Option<TargetRow> {
    Some(TargetRow {
        year: IranianYear::new(year).ok()?,
        metric,
        scope,
        population: Population::InParks,
        body: None,
        value,
        decided_on,
        reason: None,
        source: Some(SOURCE.to_owned()),
        baseline: None,
        recorded_at: Some(moment(after(decided_on, 2), 0)),
    })
}
