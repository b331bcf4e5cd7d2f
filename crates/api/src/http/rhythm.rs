//! How often a connection that is held open shows that it lives, and is asked whether it still may.

use std::time::Duration;

use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

/// The intervals of a connection that is held open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rhythm {
    /// Between two comments in an event stream. Proxies often close what is silent for longer than a minute.
    pub(super) comment: Duration,
    /// Between two pings of a WebSocket.
    pub(super) ping: Duration,
    /// A WebSocket whose client is not heard of for longer is given up.
    pub(super) gone: Duration,
    /// Between two checks of a credential.
    pub(super) check: Duration,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self {
            comment: Duration::from_secs(12),
            ping: Duration::from_secs(25),
            gone: Duration::from_secs(60),
            check: Duration::from_secs(60),
        }
    }
}

/// Ticks after each period; the first time when one has passed.
pub(super) fn every(period: Duration) -> Interval {
    let mut interval = interval_at(Instant::now() + period, period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}
