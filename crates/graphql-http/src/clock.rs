//! The only place that reads the clock. Everything else receives the time.

use chrono::{DurationRound, TimeDelta, Utc};

use shahrak_domain::moment::Moment;

/// The present moment, to the microsecond: the database stores no more.
#[expect(clippy::disallowed_methods, reason = "the only place that may")]
pub fn now() -> Moment {
    let now = Utc::now();
    now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now)
}
