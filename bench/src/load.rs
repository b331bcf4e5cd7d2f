//! Measurements: the number of answers, and the time of each.

use std::time::Duration;

/// Answers and their times.
#[derive(Clone, Debug)]
pub struct Load {
    /// Answers per second.
    pub per_second: f64,
    /// The median time, in milliseconds.
    pub p50: f64,
    /// The 99th percentile, in milliseconds.
    pub p99: f64,
    /// Processor time of the server for each answer, in milliseconds; 0 if it is not known.
    pub cpu: f64,
}

impl Load {
    /// From the time of each answer in microseconds, and the total time.
    pub fn new(mut micros: Vec<u32>, elapsed: Duration) -> Load {
        micros.sort_unstable();
        let at = |share: f64| {
            let place = (micros.len() as f64 * share) as usize;
            f64::from(micros.get(place).copied().unwrap_or_default()) / 1_000.0
        };
        let per_second = micros.len() as f64 / elapsed.as_secs_f64();
        Load { per_second, p50: at(0.5), p99: at(0.99), cpu: 0.0 }
    }

    /// The medians of several rounds.
    pub fn median(rounds: &[Load]) -> Load {
        let of = |value: fn(&Load) -> f64| median(rounds.iter().map(value).collect());
        Load {
            per_second: of(|load| load.per_second),
            p50: of(|load| load.p50),
            p99: of(|load| load.p99),
            cpu: of(|load| load.cpu),
        }
    }
}

/// The median; 0 if there are no values.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
