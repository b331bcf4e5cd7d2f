//! The intervals at which an open connection shows that it is alive and its credential is checked.

use std::time::Duration;

use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

/// The intervals of an open connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeepAlive {
    /// Between two comments in an event stream. Proxies often close what is silent for longer than a minute.
    pub(crate) comment: Duration,
    /// Between two pings of a WebSocket.
    pub(crate) ping: Duration,
    /// A WebSocket is closed if its client sends nothing for longer.
    pub(crate) timeout: Duration,
    /// Between two checks of a credential.
    pub(crate) check: Duration,
}

impl Default for KeepAlive {
    fn default() -> Self {
        Self {
            comment: Duration::from_secs(12),
            ping: Duration::from_secs(25),
            timeout: Duration::from_mins(1),
            check: Duration::from_mins(1),
        }
    }
}

/// Ticks after each period, for the first time after one period.
pub(crate) fn every(period: Duration) -> Interval {
    let mut interval = interval_at(Instant::now() + period, period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}
