//! The decision on an object that is stated with all its values.

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The object is not recorded yet: add it.
    Add,
    /// Other values are recorded: replace them.
    Replace,
    /// The same values are recorded: change nothing.
    Keep,
}

impl Change {
    /// The change of an object that replaces what is recorded under its key.
    pub fn of<T: PartialEq>(stated: &T, recorded: Option<&T>) -> Change {
        match recorded {
            None => Change::Add,
            Some(recorded) if recorded == stated => Change::Keep,
            Some(_) => Change::Replace,
        }
    }
}
