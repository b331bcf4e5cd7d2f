//! The one place that reads the clock. Everything else is given the time.

use chrono::{DurationRound, TimeDelta, Utc};

use shahrak_domain::moment::Moment;

/// Now, to the microsecond, which is what the database keeps.
#[expect(clippy::disallowed_methods, reason = "the one place to it")]
pub fn now() -> Moment {
    let now = Utc::now();
    now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now)
}
