//! Closed sets: an enum whose values have lower-case codes, as in files, tables and URLs.

use std::fmt;

use shahrak_messages::{Argument, Explain, Message, explained_errors, message};

/// A closed set of values, each with a lower-case code.
///
/// The upper-case form of the code is the value's name in the GraphQL schema.
pub trait Coded: Copy + Eq + 'static {
    /// The name of the set, such as `park-kind`. The catalogue of messages has it in words, as `set-park-kind`.
    const SET: &'static str;
    /// Every value, in the order of presentation.
    const ALL: &'static [Self];

    /// The lower-case code.
    fn code(self) -> &'static str;

    /// The label, as the rows of a table or the axis of a chart show it. The catalogue has labels of the sets by which
    /// events and units are grouped, such as `label-ownership-state`.
    fn label(self) -> Message {
        Message::new(format!("label-{}-{}", Self::SET, self.code().replace(['_', '.'], "-")), [])
    }

    /// The value with this code.
    ///
    /// # Errors
    /// [`UnknownCode`] names the set and its codes.
    fn parse(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.iter().copied().find(|value| value.code() == code).ok_or_else(|| UnknownCode {
            set: Self::SET,
            found: code.to_owned(),
            known: Self::ALL.iter().map(|value| value.code()).collect(),
        })
    }
}

/// A closed set as data, for tables that name it.
#[derive(Clone, Copy)]
pub struct CodeSet {
    name: &'static str,
    values: fn() -> Vec<CodeValue>,
    contains: fn(&str) -> bool,
}

/// A value of a closed set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeValue {
    /// The lower-case code.
    pub code: &'static str,
    /// The label in both languages.
    pub label: Message,
}

impl CodeSet {
    /// The set of a type.
    pub const fn of<T: Coded>() -> CodeSet {
        CodeSet { name: T::SET, values: values::<T>, contains: |code| T::parse(code).is_ok() }
    }

    /// The name of the set, as in [`Coded::SET`].
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Whether it has a value with this code.
    pub fn contains(self, code: &str) -> bool {
        (self.contains)(code)
    }

    /// Its values, in the order of presentation.
    pub fn values(self) -> Vec<CodeValue> {
        (self.values)()
    }
}

fn values<T: Coded>() -> Vec<CodeValue> {
    T::ALL.iter().map(|value| CodeValue { code: value.code(), label: value.label() }).collect()
}

impl fmt::Debug for CodeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Sets have unique names.
impl PartialEq for CodeSet {
    fn eq(&self, other: &CodeSet) -> bool {
        self.name == other.name
    }
}

impl Eq for CodeSet {}

/// A code that is not in its set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode {
    /// The name of the set.
    pub set: &'static str,
    /// The code that was given.
    pub found: String,
    /// The codes of the set.
    pub known: Vec<&'static str>,
}

impl Explain for UnknownCode {
    fn message(&self) -> Message {
        let set = Message::new(format!("set-{}", self.set), []);
        message!("unknown-code", found = &self.found, set, known = Argument::list(self.known.iter().copied()))
    }
}

explained_errors!(UnknownCode);

#[doc(hidden)]
pub use shahrak_messages::check as check_message;

/// Defines a closed set: the enum and its [`Coded`] implementation. The set needs a message, such as `set-park-kind` for
/// `"park-kind"`.
#[macro_export]
macro_rules! coded {
    (
        $(#[$meta:meta])* $vis:vis enum $name:ident ($set:literal) {
            $( $(#[$value_meta:meta])* $value:ident = $code:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $( $(#[$value_meta])* $value, )+ }

        impl $crate::code::Coded for $name {
            const SET: &'static str = {
                $crate::code::check_message(concat!("set-", $set), &[]);
                $set
            };
            const ALL: &'static [Self] = &[ $( Self::$value, )+ ];

            fn code(self) -> &'static str {
                match self { $( Self::$value => $code, )+ }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use shahrak_messages::Language;

    use super::*;
    use crate::activity::{IsicRevision, Sector};
    use crate::announcement::{AnnouncedPopulation, DateBasis, Hedge, Measure};
    use crate::budget::{BudgetPurpose, BudgetStage};
    use crate::comparison::{Obstacle, Verdict};
    use crate::contradiction::{Confidence, Relation};
    use crate::event::{Body, EventKind, Means, Reason};
    use crate::finding::FindingKind;
    use crate::metric::TargetMetric;
    use crate::money::RateKind;
    use crate::park::{InfrastructureLine, Ownership, ParkKind};
    use crate::pipeline::ProgressBand;
    use crate::population::Population;
    use crate::state::Status;
    use crate::support::{CaseOutcome, CaseStatus, StepKind, SupportKind};
    use crate::vocabulary::{Computation, Direction, Division};

    fn check<T: Coded + std::fmt::Debug>() {
        let codes: HashSet<&str> = T::ALL.iter().map(|value| value.code()).collect();
        assert_eq!(codes.len(), T::ALL.len(), "{}: a code stands twice", T::SET);
        for value in T::ALL {
            let code = value.code();
            assert_eq!(T::parse(code), Ok(*value));
            assert!(
                code.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.".contains(&byte))
            );
        }
        for wrong in ["", " ", "x", "ACTIVE", "in_parks ", "\u{0}"] {
            assert!(T::parse(wrong).is_err(), "{wrong}");
        }
    }

    fn check_labels<T: Coded>() {
        for value in T::ALL {
            check_message(value.label().key(), &[]);
        }
    }

    #[test]
    fn the_catalogue_has_the_labels_of_groups() {
        check_labels::<ParkKind>();
        check_labels::<Ownership>();
        check_labels::<Sector>();
        check_labels::<Status>();
        check_labels::<EventKind>();
        check_labels::<Body>();
        check_labels::<Reason>();
        check_labels::<StepKind>();
        check_labels::<CaseStatus>();
        check_labels::<SupportKind>();
        check_labels::<CaseOutcome>();
        check_labels::<IsicRevision>();
        check_labels::<InfrastructureLine>();
        check_labels::<Means>();
        check_labels::<TargetMetric>();
        check_labels::<Population>();
        check_labels::<AnnouncedPopulation>();
        check_labels::<Measure>();
        check_labels::<Hedge>();
        check_labels::<DateBasis>();
        check_labels::<RateKind>();
        check_labels::<Direction>();
        check_labels::<BudgetPurpose>();
        check_labels::<BudgetStage>();
        let label = EventKind::CapacityRaised.label();
        assert_eq!(label.text(Language::English), "capacity raised");
        assert_eq!(label.text(Language::Persian), "افزایش ظرفیت");
    }

    #[test]
    fn codes_name_one_value_each() {
        check::<Sector>();
        check::<IsicRevision>();
        check::<DateBasis>();
        check::<AnnouncedPopulation>();
        check::<Measure>();
        check::<Hedge>();
        check::<EventKind>();
        check::<Reason>();
        check::<Body>();
        check::<Means>();
        check::<TargetMetric>();
        check::<RateKind>();
        check::<ParkKind>();
        check::<Ownership>();
        check::<InfrastructureLine>();
        check::<Population>();
        check::<Status>();
        check::<Direction>();
        check::<Computation>();
        check::<Division>();
        check::<Verdict>();
        check::<Obstacle>();
        check::<Confidence>();
        check::<Relation>();
        check::<FindingKind>();
        check::<SupportKind>();
        check::<StepKind>();
        check::<CaseOutcome>();
        check::<CaseStatus>();
        check::<ProgressBand>();
    }

    #[test]
    fn an_unknown_code_is_answered_with_the_known_ones() {
        let message = Population::parse("inside").map_err(|error| error.to_string());
        assert_eq!(
            message,
            Err("“inside” is not a known population; use one of in_parks, outside_parks, all".to_owned())
        );
    }
}
