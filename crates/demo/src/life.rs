//! What happens to the units of the country, so that the numbers are those of the plan.
//!
//! Units stand in pools by their status. Each period takes as many at random from the pools as the plan wants; none is taken
//! twice in a period, so that the order of its days does not matter.

use shahrak_domain::activity::Sector;
use shahrak_domain::day::Day;
use shahrak_domain::event::{EventKind, Facts};

use crate::event;
use crate::plan::{
    CANCELLED, FIRST, Flows, LAST, OPENING, OPENING_IDLE, OUTSIDE_UNDER_WAY, PERIODS, Period, SECTORS,
    SECTORS_ON, Scale, day,
};
use crate::random::{Purpose, Random, after, before};
use crate::share::{by_weight, divide};

/// A unit and what happened to it, in order.
pub(crate) struct Life {
    /// Whether it is outside parks.
    pub outside: bool,
    pub sector: Sector,
    pub events: Vec<Facts>,
    /// Persons who work there, or are to.
    jobs: u32,
}

/// The lives of all units.
pub(crate) fn lives(seed: u32, scale: Scale) -> Vec<Life> {
    let mut country = Country::new(seed, scale);
    country.open();
    let mut first = FIRST;
    for period in &PERIODS {
        for outside in [false, true] {
            country.live_through(period, outside, first);
        }
        if period.last == SECTORS_ON {
            country.assign_sectors();
        }
        first = period.last.next();
    }
    country.plan();
    let Country { mut lives, .. } = country;
    for life in &mut lives {
        life.events.sort_by_key(|facts| facts.occurred_on);
    }
    lives
}

/// The units that have reached operation, by status: their places in the list of lives.
#[derive(Default)]
struct Pools {
    active: Vec<u32>,
    semi_active: Vec<u32>,
    inactive: Vec<u32>,
}

impl Pools {
    fn idle(&self) -> usize {
        self.semi_active.len() + self.inactive.len()
    }

    fn operating(&self) -> usize {
        self.active.len() + self.idle()
    }

    fn receive(&mut self, mut arrived: Pools) {
        self.active.append(&mut arrived.active);
        self.semi_active.append(&mut arrived.semi_active);
        self.inactive.append(&mut arrived.inactive);
    }
}

struct Country {
    random: Random,
    scale: Scale,
    lives: Vec<Life>,
    /// In parks and outside.
    pools: [Pools; 2],
}

/// The days of a period.
#[derive(Clone, Copy)]
struct Span {
    first: Day,
    last: Day,
}

/// The first day on which a unit of the register may have reached operation.
const OLDEST: Day = day(1981, 3, 21);

/// The jobs of a hundred units that are there at the beginning: they fit the number of employed of 1397 (a012).
const OPENING_JOBS: u64 = 2_645;

impl Country {
    fn new(seed: u32, scale: Scale) -> Country {
        Country {
            random: Random::new(seed, Purpose::Lives),
            scale,
            lives: Vec::with_capacity(scale.units as usize),
            pools: [Pools::default(), Pools::default()],
        }
    }

    /// The units that are in operation before the first period, and those among them that are idle.
    fn open(&mut self) {
        for (outside, number) in [false, true].into_iter().zip(OPENING) {
            let number = self.scale.of(number);
            let jobs = divide(&mut self.random, OPENING_JOBS * u64::from(number) / 100, number);
            for jobs in jobs {
                // The later of two days: more units are young than old.
                let last = before(FIRST, 200);
                let on = self.random.day(OLDEST, last).max(self.random.day(OLDEST, last));
                let place = self.add(outside, jobs as u32);
                let known = self.random.percent(35);
                let billions = known.then(|| u64::from(self.random.between(2, 90)));
                self.happen(place, event::commissioned(on, Some(jobs as u32), billions));
                self.pools[usize::from(outside)].active.push(place);
            }
            let span = Span { first: day(2012, 3, 20), last: before(FIRST, 1) };
            let idle = u64::from(number) * u64::from(OPENING_IDLE) / 10_000;
            let mut arrived = Pools::default();
            self.go_idle(outside, idle as usize, span, &mut arrived);
            self.pools[usize::from(outside)].receive(arrived);
        }
    }

    fn live_through(&mut self, period: &Period, outside: bool, first: Day) {
        let span = Span { first, last: period.last };
        let flows = if outside { period.outside } else { period.in_parks };
        let mut arrived = Pools::default();
        self.commission(&flows, outside, span, &mut arrived);
        self.revive(&flows, outside, span, &mut arrived);
        self.close(&flows, outside, span);
        self.raise(&flows, outside, span, &mut arrived);
        self.balance(period.idle, outside, span, &mut arrived);
        self.routine(outside, span);
        self.pools[usize::from(outside)].receive(arrived);
    }

    fn commission(&mut self, flows: &Flows, outside: bool, span: Span, arrived: &mut Pools) {
        let (units, jobs, billions) = flows.commissioned;
        let [units, jobs, billions] = [units, jobs, billions].map(|number| self.scale.of(number));
        // Of some, the investment is not known.
        let unknown = units / 40;
        let mut amounts = divide(&mut self.random, billions.into(), units - unknown);
        for jobs in divide(&mut self.random, jobs.max(units).into(), units) {
            let on = self.random.day(span.first, span.last);
            let (jobs, billions) = (jobs as u32, amounts.pop());
            let place = self.add(outside, jobs);
            self.build(place, on, billions);
            self.happen(place, event::commissioned(on, Some(jobs), billions));
            arrived.active.push(place);
        }
    }

    /// What comes before the operation of a unit: its permit, and often its land and reports of its progress.
    fn build(&mut self, place: u32, until: Day, billions: Option<u64>) {
        let random = &mut self.random;
        let duration = random.between(300, 1_600);
        let permitted = before(until, duration);
        let planned = billions.map(|billions| (billions * u64::from(random.between(50, 95)) / 100).max(1));
        let jobs = self.lives[place as usize].jobs;
        let mut events = vec![event::permit_issued(permitted, Some(jobs + random.below(8)), planned)];
        if random.percent(55) {
            events.push(event::land_assigned(after(permitted, duration / 5), random.between(8, 120) * 100));
        }
        if random.percent(35) {
            events.push(event::progress_reported(after(permitted, duration / 2), random.between(15, 59)));
        }
        if random.percent(35) {
            events.push(event::progress_reported(after(permitted, duration * 4 / 5), random.between(60, 97)));
        }
        self.lives[place as usize].events.extend(events);
    }

    fn revive(&mut self, flows: &Flows, outside: bool, span: Span, arrived: &mut Pools) {
        let (units, jobs) = flows.revived;
        let [units, jobs] = [units, jobs].map(|number| self.scale.of(number));
        for (number, jobs) in divide(&mut self.random, jobs.max(units).into(), units).into_iter().enumerate()
        {
            let from_semi_active = number % 8 == 7;
            let Some(place) = self.take_idle(outside, from_semi_active) else { break };
            let on = self.random.day(span.first, span.last);
            let revived = event::revived(&mut self.random, on, jobs as u32, outside);
            self.happen(place, revived);
            arrived.active.push(place);
        }
    }

    /// Four of five units that close stood idle.
    fn close(&mut self, flows: &Flows, outside: bool, span: Span) {
        for number in 0..self.scale.of(flows.closed) {
            let place =
                if number % 5 == 4 { self.take_active(outside) } else { self.take_idle(outside, false) };
            let Some(place) = place else { break };
            let on = self.random.day(span.first, span.last);
            self.happen(place, Facts::new(EventKind::Closed, on));
        }
    }

    fn raise(&mut self, flows: &Flows, outside: bool, span: Span, arrived: &mut Pools) {
        for _ in 0..self.scale.of(flows.raised) {
            let pool = &mut self.pools[usize::from(outside)].semi_active;
            let Some(place) = take(&mut self.random, pool) else { break };
            let on = self.random.day(span.first, span.last);
            let capacity = self.random.between(50, 95);
            let jobs = self.lives[place as usize].jobs + self.random.below(6);
            let known = self.random.percent(70);
            self.happen(place, event::capacity_raised(on, capacity, known.then_some(jobs)));
            arrived.active.push(place);
        }
    }

    /// Lets units recover or go idle until so many in 10,000 are idle; a few go either way in any case.
    fn balance(&mut self, idle: u32, outside: bool, span: Span, arrived: &mut Pools) {
        let pools = &self.pools[usize::from(outside)];
        let operating = pools.operating() + arrived.operating();
        let wanted = (operating * idle as usize + 5_000) / 10_000;
        let present = pools.idle() + arrived.idle();
        let days = (span.last.date() - span.first.date()).num_days() as usize + 1;
        let either_way = operating * days / 365 / 150;
        self.recover(outside, present.saturating_sub(wanted) + either_way, span, arrived);
        self.go_idle(outside, wanted.saturating_sub(present) + either_way, span, arrived);
    }

    /// Semi-active units that work at half of their capacity or more again.
    fn recover(&mut self, outside: bool, units: usize, span: Span, arrived: &mut Pools) {
        for _ in 0..units {
            let Some(place) = self.take_idle(outside, true) else { break };
            let on = self.random.day(span.first, span.last);
            let capacity = self.random.between(50, 90);
            let facts = event::capacity_reported(&mut self.random, on, capacity);
            self.happen(place, facts);
            arrived.active.push(place);
        }
    }

    fn go_idle(&mut self, outside: bool, units: usize, span: Span, arrived: &mut Pools) {
        for _ in 0..units {
            let Some(place) = self.take_active(outside) else { break };
            let begun = self.lives[place as usize]
                .events
                .first()
                .map_or(span.first, |facts| facts.occurred_on.next());
            let on = self.random.day(span.first.max(begun), span.last);
            let stops = self.random.percent(58);
            let facts = if stops {
                event::idled(&mut self.random, on)
            } else {
                let capacity = self.random.between(3, 49);
                event::capacity_reported(&mut self.random, on, capacity)
            };
            let inactive = stops || facts.capacity.is_some_and(|capacity| capacity.get() < 10.into());
            self.happen(place, facts);
            if inactive { arrived.inactive.push(place) } else { arrived.semi_active.push(place) }
        }
    }

    /// Visits, renovations, and reports of a capacity that changes no status.
    fn routine(&mut self, outside: bool, span: Span) {
        let active = self.pools[usize::from(outside)].active.len();
        let days = (span.last.date() - span.first.date()).num_days() as usize + 1;
        for number in 0..active * days / 365 / 12 {
            let place = self.pools[usize::from(outside)].active[self.random.below(active as u32) as usize];
            let on = self.random.day(span.first, span.last);
            let facts = match number % 12 {
                0..=6 => Facts::new(EventKind::Visited, on),
                7..=10 => {
                    let capacity = self.random.between(52, 110);
                    event::capacity_reported(&mut self.random, on, capacity)
                }
                _ => event::renovated(on, u64::from(self.random.between(1, 40))),
            };
            self.happen(place, facts);
        }
    }

    /// The sectors of the units in parks that are in operation on that day are those that were announced.
    fn assign_sectors(&mut self) {
        let pools = &self.pools[0];
        let mut places: Vec<u32> =
            [&pools.active, &pools.semi_active, &pools.inactive].into_iter().flatten().copied().collect();
        self.random.shuffle(&mut places);
        let mut places = places.into_iter();
        let numbers = by_weight(places.len() as u32, &SECTORS.map(|(_, units)| units));
        for ((sector, _), number) in SECTORS.into_iter().zip(numbers) {
            for place in places.by_ref().take(number as usize) {
                self.lives[place as usize].sector = sector;
            }
        }
    }

    /// Plans that were cancelled, and those that are under way at the end.
    fn plan(&mut self) {
        for (outside, number) in [false, true].into_iter().zip(CANCELLED) {
            for _ in 0..self.scale.of(number) {
                let on = self.random.day(after(FIRST, 600), LAST);
                let place = self.begin_plan(outside, on);
                let facts = event::cancelled(&mut self.random, on);
                self.happen(place, facts);
            }
        }
        let left = self.scale.units.saturating_sub(self.lives.len() as u32);
        for number in 0..left {
            let outside = number < self.scale.of(OUTSIDE_UNDER_WAY);
            // The shortest construction takes longer: each of these has its permit.
            let until = after(LAST, self.random.between(10, 290));
            let place = self.begin_plan(outside, until);
            self.lives[place as usize].events.retain(|facts| facts.occurred_on <= LAST);
        }
    }

    fn begin_plan(&mut self, outside: bool, until: Day) -> u32 {
        let jobs = self.random.between(4, 60);
        let billions = u64::from(self.random.between(5, 300));
        let place = self.add(outside, jobs);
        self.build(place, until, Some(billions));
        place
    }

    fn add(&mut self, outside: bool, jobs: u32) -> u32 {
        let sector = SECTORS[self.random.weighted(&SECTORS.map(|(_, units)| units))].0;
        self.lives.push(Life { outside, sector, events: Vec::new(), jobs });
        self.lives.len() as u32 - 1
    }

    fn happen(&mut self, place: u32, facts: Facts) {
        let life = &mut self.lives[place as usize];
        if let (Some(jobs), true) = (facts.jobs, facts.kind != EventKind::PermitIssued) {
            life.jobs = jobs.get().unsigned_abs();
        }
        life.events.push(facts);
    }

    fn take_active(&mut self, outside: bool) -> Option<u32> {
        take(&mut self.random, &mut self.pools[usize::from(outside)].active)
    }

    /// Takes an idle unit: of these, or of the others if there are none.
    fn take_idle(&mut self, outside: bool, semi_active: bool) -> Option<u32> {
        let Pools { semi_active: half, inactive, .. } = &mut self.pools[usize::from(outside)];
        let (one, other) = if semi_active { (half, inactive) } else { (inactive, half) };
        take(&mut self.random, one).or_else(|| take(&mut self.random, other))
    }
}

/// Takes a unit from a pool, at random.
fn take(random: &mut Random, pool: &mut Vec<u32>) -> Option<u32> {
    let length = pool.len() as u32;
    (length > 0).then(|| pool.swap_remove(random.below(length) as usize))
}
