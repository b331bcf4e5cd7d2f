//! Parks: as many approved and in operation on each day as the plan wants, with their land and infrastructure.

use rust_decimal::Decimal;
use shahrak_domain::day::Day;
use shahrak_domain::park::{
    Coordinates, Infrastructure, InfrastructureLine, Land, Ownership, Park, ParkKind,
};
use shahrak_domain::province::Name;
use shahrak_exchange::row::InfrastructureRow;

use crate::name::{LOCALITIES, Pair};
use crate::place::{County, PROVINCES, Province};
use crate::plan::{LAND, LAND_ON, LAST, PARKS_APPROVED, PARKS_OPERATING, Scale, day};
use crate::random::{Purpose, Random, after, before};
use crate::share::{by_weight, divide};

/// The first day on which a park of the register may have been approved.
const OLDEST: Day = day(1982, 3, 21);
/// The first day since which one may have been in operation.
const FIRST_OPERATING: Day = day(1984, 3, 20);

/// Parks by province, in the order of provinces.
pub(crate) struct Parks {
    pub all: Vec<Park>,
    pub infrastructure: Vec<InfrastructureRow>,
}

/// When a park was approved, and since when it has been in operation.
struct Dates {
    approved: Day,
    operating: Option<Day>,
}

pub(crate) fn parks(seed: u32, scale: Scale) -> Parks {
    let mut random = Random::new(seed, Purpose::Parks);
    let mut plots = plots(&mut random, scale);
    random.shuffle(&mut plots);
    // Each province has a park, and large ones have more.
    let weights: Vec<u32> = PROVINCES.iter().map(|province| province.weight + 12).collect();
    let spare = (plots.len() as u32).saturating_sub(weights.len() as u32);
    let mut parks = Parks { all: Vec::new(), infrastructure: Vec::new() };
    for (province, spare) in PROVINCES.iter().zip(by_weight(spare, &weights)) {
        let offset = random.below(LOCALITIES.len() as u32) as usize;
        for number in 0..=spare as usize {
            let Some((dates, hectares)) = plots.pop() else { break };
            let park = park(&mut random, province, (number, offset), &dates, hectares);
            add_infrastructure(&mut random, &park, &mut parks.infrastructure);
            parks.all.push(park);
        }
    }
    parks
}

/// The days of all parks and their land in hectares.
fn plots(random: &mut Random, scale: Scale) -> Vec<(Dates, u32)> {
    let all = scale.of(PARKS_APPROVED[PARKS_APPROVED.len() - 1].1).max(PROVINCES.len() as u32);
    let announced = PARKS_APPROVED.iter().filter(|(on, _)| *on <= LAND_ON).map(|(_, number)| *number).max();
    let announced = scale.of(announced.unwrap_or_default()).max(1);
    let mut hectares = divide(random, LAND * u64::from(scale.of(1_000_000)) / 1_000_000, announced);
    (0..all)
        .map(|number| {
            let dates = dates(random, number, scale);
            let hectares = hectares.pop().unwrap_or_else(|| u64::from(random.between(30, 240)));
            (dates, hectares as u32)
        })
        .collect()
}

/// The days of the park with this number in the order of approval.
fn dates(random: &mut Random, number: u32, scale: Scale) -> Dates {
    let first_operating = scale.of(PARKS_OPERATING[0].1);
    let operating = between_steps(random, number, &PARKS_OPERATING, FIRST_OPERATING, scale);
    let approved = if number < first_operating {
        let latest = operating.unwrap_or(FIRST_OPERATING);
        random.day(OLDEST.max(before(latest, 1_800)), before(latest, 200))
    } else {
        let approved =
            between_steps(random, number, &PARKS_APPROVED, day(1990, 3, 21), scale).unwrap_or(OLDEST);
        operating.map_or(approved, |operating| approved.min(before(operating, 300)))
    };
    Dates { approved, operating }
}

/// The day of the one with this number, if so many are reached by the days of the steps.
fn between_steps(
    random: &mut Random,
    number: u32,
    steps: &[(Day, u32)],
    first: Day,
    scale: Scale,
) -> Option<Day> {
    let mut from = first;
    for (until, reached) in steps {
        if number < scale.of(*reached) {
            return Some(random.day(from, *until));
        }
        from = until.next();
    }
    // A small register has a park in each province all the same.
    (number < PROVINCES.len() as u32).then(|| random.day(first, steps[0].0))
}

fn park(
    random: &mut Random,
    province: &Province,
    (number, offset): (usize, usize),
    dates: &Dates,
    hectares: u32,
) -> Park {
    let county = &province.counties[number % province.counties.len()];
    let kind = kind(random, hectares);
    let round = number / province.counties.len();
    let operational = dates.operating.map(|_| hectares * random.between(45, 95) / 100);
    let assignable = operational.map(|operational| operational * random.between(0, 25) / 100);
    Park {
        code: format!("P{:02}-{:03}", province.number, number + 1),
        province: province.code(),
        county: Some(county.en.to_owned()),
        name: name(county, kind, round, offset + number),
        kind,
        ownership: if random.percent(6) { Ownership::NonGovernmental } else { Ownership::State },
        approved_on: dates.approved,
        operating_since: dates.operating,
        closed_on: None,
        land: Land {
            total_ha: Some(hectares.into()),
            operational_ha: operational.map(Decimal::from),
            assignable_ha: assignable.map(Decimal::from),
        },
        position: Some(position(random, county)),
    }
}

/// Zones are small; rural ones are smaller than 50 hectares.
fn kind(random: &mut Random, hectares: u32) -> ParkKind {
    match (hectares, random.below(100)) {
        (0..50, 0..50) => ParkKind::RuralZone,
        (0..100, 0..90) => ParkKind::IndustrialZone,
        (0..100, _) => ParkKind::TechnologyPark,
        (300.., 0..4) => ParkKind::SpecialEconomicZone,
        (_, 88..) => ParkKind::SpecialisedPark,
        _ => ParkKind::IndustrialPark,
    }
}

/// The first park of a county is named after it, and the second has a number; others are named after a locality.
fn name(county: &County, kind: ParkKind, round: usize, turn: usize) -> Name {
    let (form, form_fa): Pair = match kind {
        ParkKind::IndustrialPark => ("Industrial Park", "شهرک صنعتی"),
        ParkKind::SpecialisedPark => ("Specialised Park", "شهرک تخصصی"),
        ParkKind::IndustrialZone => ("Industrial Zone", "ناحیه صنعتی"),
        ParkKind::RuralZone => ("Rural Industrial Zone", "ناحیه صنعتی روستایی"),
        ParkKind::SpecialEconomicZone => ("Special Economic Zone", "منطقه ویژه اقتصادی"),
        ParkKind::TechnologyPark => ("Technology Park", "شهرک فناوری"),
    };
    let County { en, fa, .. } = county;
    let (en, fa) = match round {
        0 => (format!("{en} {form}"), format!("{form_fa} {fa}")),
        1 => (format!("{en} 2 {form}"), format!("{form_fa} {fa} ۲")),
        _ => {
            let (locality, locality_fa) = LOCALITIES[turn % LOCALITIES.len()];
            (format!("{locality} {form}, {en}"), format!("{form_fa} {locality_fa} {fa}"))
        }
    };
    Name::english(en, Some(fa))
}

/// A few kilometres from the town.
fn position(random: &mut Random, county: &County) -> Coordinates {
    let mut near = |hundredths: i64| Decimal::new(hundredths * 100 + i64::from(random.below(1_600)) - 800, 4);
    Coordinates { latitude: near(county.latitude), longitude: near(county.longitude) }
}

fn add_infrastructure(random: &mut Random, park: &Park, rows: &mut Vec<InfrastructureRow>) {
    let Some(since) = park.operating_since else { return };
    let lines = [
        (InfrastructureLine::Power, "megawatts", 2, 60, 100),
        (InfrastructureLine::Water, "litres per second", 5, 90, 96),
        (InfrastructureLine::Gas, "cubic metres per hour", 1_000, 40_000, 80),
        (InfrastructureLine::Road, "kilometres", 2, 30, 95),
        (InfrastructureLine::Wastewater, "cubic metres per day", 100, 3_000, 35),
        (InfrastructureLine::Telecom, "lines", 50, 2_000, 70),
    ];
    for (line, unit, low, high, percent) in lines {
        let in_service = after(since, random.below(1_500));
        if random.percent(percent) && in_service <= LAST {
            let capacity = random.between(low, high).into();
            let in_service_since = Some(in_service);
            let infrastructure = Infrastructure { line, capacity, unit: unit.to_owned(), in_service_since };
            rows.push(InfrastructureRow { park: park.code.clone(), infrastructure });
        }
    }
}
