//! Random valid histories, with backdated events and corrections, recorded at several moments.

use chrono::Days;
use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;

use super::naive::{Bands, Facts, Record, Says, effective, legal, standing};
use super::random::Random;

/// A unit and all its records.
pub struct Unit {
    pub code: String,
    /// Its park, if any.
    pub park: Option<&'static str>,
    pub province: &'static str,
    pub sector: Option<Sector>,
    pub records: Vec<Record>,
}

/// Parks and their provinces.
pub const PARKS: [(&str, &str); 7] = [
    ("P1", "IR-09"),
    ("P2", "IR-09"),
    ("P3", "IR-09"),
    ("P4", "IR-23"),
    ("P5", "IR-23"),
    ("P6", "IR-00"),
    ("P7", "IR-30"),
];
/// Provinces with units outside parks; no park is in the last.
const PROVINCES: [&str; 4] = ["IR-09", "IR-23", "IR-00", "IR-17"];

/// First day of the thresholds of the first import.
pub const STRICTER_FROM: &str = "2022-03-21";
/// First day of those that are adopted later. They make some active units semi-active. The same events are allowed for
/// both, so every history stays valid.
pub const STRICTEST_FROM: &str = "2024-03-20";

/// The parameters of the generator.
pub struct World {
    pub units: Vec<Unit>,
    /// The thresholds now.
    pub bands: Bands,
    random: Random,
    recorded: usize,
}

impl World {
    /// Units to which nothing has happened yet.
    pub fn new(seed: u64, units: usize) -> World {
        let mut random = Random::new(seed);
        let units = (0..units).map(|number| unit(&mut random, number)).collect();
        let day = |day| Day::parse(day).unwrap();
        let bands = Bands(vec![(day("0622-03-22"), 1_000, 5_000), (day(STRICTER_FROM), 2_000, 6_000)]);
        World { units, bands, random, recorded: 0 }
    }

    /// Tries to record something at a moment, several times for each of the chosen percentage of units. No event is later
    /// than `today`.
    pub fn record(&mut self, moment: usize, percent: usize, times: usize, today: Day) {
        let mut positions = Vec::new();
        for place in 0..self.units.len() {
            if !self.random.percent(percent) {
                continue;
            }
            let unit = &mut self.units[place];
            let begun = unit.records.len();
            for _ in 0..times {
                act(&mut self.random, &self.bands, unit, moment, today);
            }
            shuffle(&mut self.random, &self.bands, &mut unit.records, begun, moment);
            positions.push((place, begun));
        }
        self.interleave(&positions);
    }

    /// Changes or removes the sector of some units, and returns their indices.
    pub fn move_sectors(&mut self, percent: usize) -> Vec<usize> {
        let mut moved = Vec::new();
        for (place, unit) in self.units.iter_mut().enumerate() {
            if self.random.percent(percent) {
                unit.sector = sector(&mut self.random);
                moved.push(place);
            }
        }
        moved
    }

    /// Voids at a moment the events that prevent the thresholds of [`World::adopt`], and everything after them.
    pub fn clear_the_way(&mut self, moment: usize) {
        let from = Day::parse(STRICTEST_FROM).unwrap();
        let mut new = Vec::new();
        for (place, unit) in self.units.iter_mut().enumerate() {
            let begun = unit.records.len();
            let (standing, records) = (standing(&unit.records), &mut unit.records);
            let facts = |index: &usize| records[*index].facts();
            let days = standing.iter().filter_map(facts);
            let first =
                days.filter(|facts| facts.capacity.is_some() && facts.day >= from).map(|facts| facts.day);
            let Some(first) = first.min() else { continue };
            let mut voided: Vec<usize> = standing;
            voided.retain(|index| records[*index].facts().is_some_and(|facts| facts.day >= first));
            for of in voided {
                let position = usize::MAX / 2 + records.len();
                let code = format!("e{}", records.len());
                records.push(Record { code, known: moment, position, says: Says::Void(of) });
            }
            new.push((place, begun));
        }
        self.interleave(&new);
    }

    /// Adds thresholds from [`STRICTEST_FROM`] on.
    pub fn adopt(&mut self) {
        self.bands.0.push((Day::parse(STRICTEST_FROM).unwrap(), 2_000, 8_000));
    }

    /// Interleaves the positions of the new records of all units, keeping the order within a unit.
    fn interleave(&mut self, new: &[(usize, usize)]) {
        let mut tickets: Vec<usize> = Vec::new();
        for (unit, begun) in new {
            tickets.extend(std::iter::repeat_n(*unit, self.units[*unit].records.len() - begun));
        }
        for end in (1..tickets.len()).rev() {
            tickets.swap(end, self.random.below(end + 1));
        }
        let mut orders: Vec<Vec<usize>> = self.units.iter().map(|_| Vec::new()).collect();
        for (unit, begun) in new {
            let records = &self.units[*unit].records;
            let mut order: Vec<usize> = (*begun..records.len()).collect();
            order.sort_by_key(|index| std::cmp::Reverse(records[*index].position));
            orders[*unit] = order;
        }
        for unit in tickets {
            let index = orders[unit].pop().unwrap();
            self.recorded += 1;
            self.units[unit].records[index].position = self.recorded;
        }
    }
}

fn unit(random: &mut Random, number: usize) -> Unit {
    let (park, province) = match random.percent(60) {
        true => {
            let (park, province) = random.pick(&PARKS);
            (Some(park), province)
        }
        false => (None, random.pick(&PROVINCES)),
    };
    let sector = sector(random);
    Unit { code: format!("U{number}"), park, province, sector, records: Vec::new() }
}

fn sector(random: &mut Random) -> Option<Sector> {
    random.percent(85).then(|| random.pick(Sector::ALL))
}

/// Records an event, a replacement or a void, if one of several tries is allowed.
fn act(random: &mut Random, bands: &Bands, unit: &mut Unit, moment: usize, today: Day) {
    for _ in 0..8 {
        let says = idea(random, &unit.records, moment, today);
        // Later than all so far; the final places follow.
        let position = usize::MAX / 2 + unit.records.len();
        let code = format!("e{}", unit.records.len());
        unit.records.push(Record { code, known: moment, position, says });
        if legal(bands, &unit.records, moment) {
            return;
        }
        unit.records.pop();
    }
}

/// A possible next record, allowed or not.
pub fn idea(random: &mut Random, records: &[Record], moment: usize, today: Day) -> Says {
    let standing = standing(records);
    if standing.is_empty() || random.percent(70) {
        return Says::Happened { facts: news(random, records, moment, today), replaces: None };
    }
    let of = random.pick(&standing);
    if random.percent(30) {
        return Says::Void(of);
    }
    let Says::Happened { facts, .. } = &records[of].says else { return Says::Void(of) };
    let facts = match random.below(3) {
        0 => facts_of(random, facts.kind, facts.day),
        1 => Facts { day: some_day(random, today), ..facts.clone() },
        _ => {
            let kind = random_kind(random);
            facts_of(random, kind, facts.day)
        }
    };
    Says::Happened { facts, replaces: Some(of) }
}

/// A new event: mostly after the last one, sometimes on the same day, sometimes earlier.
fn news(random: &mut Random, records: &[Record], moment: usize, today: Day) -> Facts {
    let last = effective(records, moment).last().map(|facts| facts.day);
    let day = match last {
        Some(last) if random.percent(10) => last,
        Some(last) if random.percent(70) => {
            let later = last.date() + Days::new(random.below(500) as u64);
            Day::new(later.min(today.date()))
        }
        _ => some_day(random, today),
    };
    let kind = random_kind(random);
    facts_of(random, kind, day)
}

/// A random kind; the list determines the frequencies.
fn random_kind(random: &mut Random) -> EventKind {
    use EventKind::{
        Cancelled, CapacityRaised, CapacityReported, Closed, Commissioned, Idled, LandAssigned, PermitIssued,
        ProgressReported, Renovated, Revived, Visited,
    };
    random.pick(&[
        PermitIssued,
        LandAssigned,
        ProgressReported,
        ProgressReported,
        Commissioned,
        Commissioned,
        CapacityReported,
        CapacityReported,
        CapacityReported,
        Idled,
        Idled,
        Revived,
        Revived,
        Revived,
        CapacityRaised,
        CapacityRaised,
        Renovated,
        Visited,
        Closed,
        Cancelled,
    ])
}

fn some_day(random: &mut Random, today: Day) -> Day {
    let first = Day::parse("2012-06-01").unwrap().date();
    let days = usize::try_from((today.date() - first).num_days()).unwrap();
    Day::new(first + Days::new(random.below(days + 1) as u64))
}

fn facts_of(random: &mut Random, kind: EventKind, day: Day) -> Facts {
    use EventKind::{CapacityRaised, CapacityReported, Commissioned, PermitIssued, Renovated, Revived};
    let invests = matches!(kind, PermitIssued | Commissioned | Revived | Renovated);
    let employs = matches!(kind, PermitIssued | Commissioned | Revived | CapacityRaised);
    let measured = matches!(kind, CapacityReported | CapacityRaised);
    Facts {
        kind,
        day,
        irr: (invests && random.percent(70))
            .then(|| i64::try_from(random.below(1_000_000_000_000_007)).unwrap()),
        jobs: (employs && random.percent(75)).then(|| i32::try_from(random.below(300)).unwrap()),
        capacity: measured.then(|| capacity(random)),
    }
}

/// A capacity, often exactly at a threshold.
fn capacity(random: &mut Random) -> u32 {
    let thresholds = [999, 1_000, 1_999, 2_000, 4_999, 5_000, 5_999, 6_000];
    match random.percent(30) {
        true => random.pick(&thresholds),
        false => u32::try_from(random.below(20_001)).unwrap(),
    }
}

/// Another valid order of the records of a moment, if there is one: a correction may precede the corrected record.
fn shuffle(random: &mut Random, bands: &Bands, records: &mut [Record], begun: usize, moment: usize) {
    let kept: Vec<usize> = records.iter().map(|record| record.position).collect();
    for end in (begun + 1..records.len()).rev() {
        let other = begun + random.below(end - begun + 1);
        let (one, two) = (records[end].position, records[other].position);
        (records[end].position, records[other].position) = (two, one);
    }
    if !legal(bands, records, moment) {
        records.iter_mut().zip(kept).for_each(|(record, position)| record.position = position);
    }
}
