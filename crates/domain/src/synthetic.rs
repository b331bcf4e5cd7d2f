//! Synthetic registers: made up to be looked at, not recorded by officers.

use shahrak_messages::{Explain, Message, message};

/// From what a synthetic register was made. The same program makes the same register from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Synthetic {
    /// The seed, at most `i32::MAX`.
    pub seed: u32,
    /// The number of units, at most `i32::MAX`.
    pub units: u32,
    /// Whether its figures are fitted to those that were announced; not at another size than that of the country.
    pub fitted: bool,
}

/// The notice for all who see the register.
impl Explain for Synthetic {
    fn message(&self) -> Message {
        let Synthetic { seed, units, fitted } = *self;
        if fitted {
            message!("register-is-synthetic", seed, units)
        } else {
            message!("register-is-synthetic-and-scaled", seed, units)
        }
    }
}
