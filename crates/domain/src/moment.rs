//! Moments of recording.

use chrono::{DateTime, Utc};

/// A moment at which something was recorded, to the microsecond.
pub type Moment = DateTime<Utc>;
