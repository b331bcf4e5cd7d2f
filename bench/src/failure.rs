//! Errors of measurements.

/// Any error, described in a sentence.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A result or an error.
pub type Result<T> = std::result::Result<T, Failure>;
