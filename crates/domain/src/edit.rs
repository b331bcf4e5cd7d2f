//! What a change says of one value: nothing, or what it is from now on.

use crate::refusal::RefusalCode;
use crate::violation::RuleError;

/// One value of a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edit<T> {
    /// Nothing is said of it: what is recorded stays.
    #[default]
    Keep,
    /// What it is from now on.
    To(T),
}

/// Only one of two values that mean something together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{stated} is filled; fill both or neither")]
pub struct Half {
    /// The one that is there, by the name of its column.
    pub stated: &'static str,
    /// The one that is not.
    pub lacking: &'static str,
}

impl<T> Edit<T> {
    /// The value after the change.
    pub fn or(self, recorded: T) -> T {
        match self {
            Edit::Keep => recorded,
            Edit::To(value) => value,
        }
    }

    /// What is said, if anything is.
    pub fn stated(&self) -> Option<&T> {
        match self {
            Edit::Keep => None,
            Edit::To(value) => Some(value),
        }
    }

    /// The same of something that follows from the value.
    pub fn map<U>(self, follow: impl FnOnce(T) -> U) -> Edit<U> {
        match self {
            Edit::Keep => Edit::Keep,
            Edit::To(value) => Edit::To(follow(value)),
        }
    }
}

/// Two values that mean something together, by the names of their columns.
///
/// # Errors
/// [`Half`] if one is there without the other.
pub fn both<A, B>(
    [first, second]: [&'static str; 2],
    values: (Option<A>, Option<B>),
) -> Result<Option<(A, B)>, Half> {
    match values {
        (Some(one), Some(other)) => Ok(Some((one, other))),
        (None, None) => Ok(None),
        (Some(_), None) => Err(Half { stated: first, lacking: second }),
        (None, Some(_)) => Err(Half { stated: second, lacking: first }),
    }
}

impl RuleError for Half {
    fn code(&self) -> RefusalCode {
        RefusalCode::Inconsistent
    }

    fn field(&self) -> Option<&'static str> {
        Some(self.lacking)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_values_are_there_together_or_not_at_all() {
        let pair = |first: Option<i32>, second: Option<i32>| both(["latitude", "longitude"], (first, second));
        assert_eq!(pair(Some(1), Some(2)), Ok(Some((1, 2))));
        assert_eq!(pair(None, None), Ok(None));
        assert_eq!(pair(Some(1), None), Err(Half { stated: "latitude", lacking: "longitude" }));
        assert_eq!(pair(None, Some(2)), Err(Half { stated: "longitude", lacking: "latitude" }));
    }
}
