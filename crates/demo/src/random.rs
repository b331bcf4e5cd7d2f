//! Random numbers that are the same for the same seed, on every machine and with every version of the libraries.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};
use shahrak_domain::day::Day;

/// A sequence of random numbers.
pub(crate) struct Random(ChaCha8Rng);

/// What the numbers are for. Each has a sequence of its own, so that a change of one changes none of the others.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    Parks = 1,
    Lives = 2,
    Units = 3,
    Records = 4,
    Plans = 5,
    SupportCases = 6,
}

impl Random {
    pub(crate) fn new(seed: u32, purpose: Purpose) -> Random {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&seed.to_le_bytes());
        let mut rng = ChaCha8Rng::from_seed(bytes);
        rng.set_stream(purpose as u64);
        Random(rng)
    }

    /// A number below a bound, which is not 0. The largest numbers are rarer by less than one in four thousand millionths
    /// of the bound.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(bound)) >> 32) as u32
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// True once in so many times.
    pub(crate) fn one_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    /// True so many times in a hundred.
    pub(crate) fn percent(&mut self, times: u32) -> bool {
        self.below(100) < times
    }

    /// One of several values.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u32) as usize]
    }

    /// A place in a list of weights; heavier ones are more frequent.
    pub(crate) fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (place, weight) in weights.iter().enumerate() {
            if left < *weight {
                return place;
            }
            left -= weight;
        }
        0
    }

    /// Changes the order of values.
    pub(crate) fn shuffle<T>(&mut self, values: &mut [T]) {
        for end in (1..values.len()).rev() {
            values.swap(end, self.below(end as u32 + 1) as usize);
        }
    }

    /// A day from the first to the last, both included.
    pub(crate) fn day(&mut self, first: Day, last: Day) -> Day {
        let length = (last.date() - first.date()).num_days().max(0);
        after(first, self.below(length as u32 + 1))
    }
}

/// The day so many days after another one.
pub(crate) fn after(day: Day, days: u32) -> Day {
    Day::new(day.date() + chrono::Days::new(days.into()))
}

/// The day so many days before another one.
pub(crate) fn before(day: Day, days: u32) -> Day {
    Day::new(day.date() - chrono::Days::new(days.into()))
}
