//! What a decision comes to for something that is stated whole.

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is not recorded yet: it is added.
    Add,
    /// Something else is recorded, which it replaces.
    Replace,
    /// The same is recorded already.
    Keep,
}

impl Change {
    /// For something that replaces what is recorded under its key.
    pub fn of<T: PartialEq>(stated: &T, recorded: Option<&T>) -> Change {
        match recorded {
            None => Change::Add,
            Some(recorded) if recorded == stated => Change::Keep,
            Some(_) => Change::Replace,
        }
    }
}
