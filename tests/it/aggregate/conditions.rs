//! Conditions of a filter, for the program and for plain loops.

use serde_json::{Value, json};
use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;

use crate::recomputation::random::Random;

/// Conditions that events and units share.
pub struct Conditions {
    pub filter: Value,
    pub province: Option<&'static str>,
    pub population: Option<&'static str>,
    pub sector: Option<Sector>,
    pub jobs: Option<(i128, i128)>,
    pub capacity: Option<(i128, i128)>,
    pub investment: Option<(i128, i128)>,
}

impl Conditions {
    pub fn random(random: &mut Random) -> Conditions {
        let province = random.percent(30).then(|| random.pick(&["IR-09", "IR-23", "IR-00", "IR-17"]));
        let population = random.percent(30).then(|| random.pick(&["IN_PARKS", "OUTSIDE_PARKS"]));
        let sector = random.percent(20).then(|| random.pick(Sector::ALL));
        let jobs = random.percent(10).then(|| (random.below(100) as i128, 200));
        let capacity = random.percent(8).then(|| (random.below(5_000) as i128, 15_000));
        let investment =
            random.percent(8).then(|| (random.below(500_000_000_000_000) as i128, i128::from(i64::MAX)));
        let percent = |hundredths: i128| (hundredths as f64 / 100.0).to_string();
        let filter = json!({
            "province": province,
            "population": population,
            "sector": sector.map(|sector| [sector.code().to_uppercase()]),
            "jobs": jobs.map(|(from, to)| json!({ "from": i64::try_from(from).unwrap(), "to": i64::try_from(to).unwrap() })),
            "capacityPercent": capacity.map(|(from, to)| json!({ "from": percent(from), "to": percent(to) })),
            "investmentIrr": investment.map(|(from, _)| json!({ "from": from.to_string() })),
        });
        Conditions { filter, province, population, sector, jobs, capacity, investment }
    }
}

/// Whether a number lies in a range; one that is not known lies in none.
pub fn within(number: Option<i128>, range: Option<(i128, i128)>) -> bool {
    range.is_none_or(|(from, to)| number.is_some_and(|number| (from..=to).contains(&number)))
}
