//! What keeps a measurement from being made.

/// Anything that went wrong, said in a sentence.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A result, or why there is none.
pub type Result<T> = std::result::Result<T, Failure>;
