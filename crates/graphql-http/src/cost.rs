//! What an operation costs. The schema's owner computes it, because it depends on what the fields do.

/// The estimated work for an operation, in a unit of the schema's own.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// The total, compared with [`Limits::cost`](crate::limits::Limits::cost).
    pub total: u64,
    /// Whether a single step may take long. Such operations have permits of their own.
    pub heavy: bool,
}
