//! Closed sets: an enum whose values have lower-case codes, as in files, tables and URLs.

use std::fmt;

/// A closed set of values, each with a lower-case code.
///
/// The upper-case form of the code is the value's name in the GraphQL schema.
pub trait Coded: Copy + Eq + 'static {
    /// What the set is called in messages: "kind of park".
    const NOUN: &'static str;
    /// Every value, in the order in which it is presented.
    const ALL: &'static [Self];

    /// The lower-case code.
    fn code(self) -> &'static str;

    /// The value with this code.
    ///
    /// # Errors
    /// [`UnknownCode`] names the set and its codes.
    fn parse(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.iter().copied().find(|value| value.code() == code).ok_or_else(|| UnknownCode {
            noun: Self::NOUN,
            found: code.to_owned(),
            known: Self::ALL.iter().map(|value| value.code()).collect(),
        })
    }
}

/// A code that its set does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct UnknownCode {
    /// What the set is called.
    pub noun: &'static str,
    /// What was given.
    pub found: String,
    /// The codes that there are.
    pub known: Vec<&'static str>,
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is no {}; one of {}", self.found, self.noun, self.known.join(", "))
    }
}

/// Defines a closed set: the enum and its [`Coded`] implementation, each value said once.
#[macro_export]
macro_rules! coded {
    (
        $(#[$meta:meta])* $vis:vis enum $name:ident ($noun:literal) {
            $( $(#[$value_meta:meta])* $value:ident = $code:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $( $(#[$value_meta])* $value, )+ }

        impl $crate::code::Coded for $name {
            const NOUN: &'static str = $noun;
            const ALL: &'static [Self] = &[ $( Self::$value, )+ ];

            fn code(self) -> &'static str {
                match self { $( Self::$value => $code, )+ }
            }
        }
    };
}
