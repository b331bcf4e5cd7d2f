//! The change of one value: it stays, or becomes another one.

use shahrak_messages::{Explain, Message, message};

use crate::parse::Parsed;
use crate::refusal::RefusalCode;
use crate::violation::{RuleError, Violation, Violations};

/// One value of a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edit<T> {
    /// The recorded value stays.
    #[default]
    Keep,
    /// The new value.
    To(T),
}

/// One of two values that are only valid together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Half {
    /// The column of the value that is given.
    pub stated: &'static str,
    /// The column of the value that is missing.
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

    /// The new value, if there is one.
    pub fn stated(&self) -> Option<&T> {
        match self {
            Edit::Keep => None,
            Edit::To(value) => Some(value),
        }
    }

    /// The same for something derived from the value.
    pub fn map<U>(self, follow: impl FnOnce(T) -> U) -> Edit<U> {
        match self {
            Edit::Keep => Edit::Keep,
            Edit::To(value) => Edit::To(follow(value)),
        }
    }
}

impl<'a> Edit<&'a str> {
    /// Parses an optional field: an empty text clears the value. So does a text that is refused, so that the other
    /// checks can continue.
    pub fn optional<T>(
        self,
        violations: &mut Violations,
        field: &'static str,
        parse: impl FnOnce(&'a str) -> Parsed<T>,
    ) -> Edit<Option<T>> {
        self.map(|text| violations.optional(field, Some(text), parse))
    }

    /// Parses a required field.
    pub fn required<T>(
        self,
        violations: &mut Violations,
        field: &'static str,
        parse: impl FnOnce(&'a str) -> Parsed<T>,
    ) -> Edit<T> {
        self.optional(violations, field, parse).filled(violations, field)
    }
}

impl<T> Edit<Option<T>> {
    /// The same for a required field. If it is missing, the recorded value stays.
    pub fn filled(self, violations: &mut Violations, field: &'static str) -> Edit<T> {
        match self {
            Edit::Keep => Edit::Keep,
            Edit::To(Some(value)) => Edit::To(value),
            Edit::To(None) => {
                violations.add(Violation::empty().at(field));
                Edit::Keep
            }
        }
    }

    /// The same with a placeholder for a refused value, where the following checks need one.
    #[must_use]
    pub fn or_any(self, violations: &Violations, field: &'static str, any: T) -> Edit<Option<T>> {
        match self {
            Edit::To(None) if violations.refuses(field) => Edit::To(Some(any)),
            other => other,
        }
    }
}

/// The change of two values that are only valid together, with the names of their columns. If only one is given, the
/// other is the recorded one.
pub fn pair<A, B>(
    violations: &mut Violations,
    names: [&'static str; 2],
    edits: (Edit<Option<A>>, Edit<Option<B>>),
    recorded: Option<(A, B)>,
) -> Edit<Option<(A, B)>> {
    let (first, second) = match edits {
        (Edit::Keep, Edit::Keep) => return Edit::Keep,
        (first, second) => {
            let (one, other) = recorded.unzip();
            (first.or(one), second.or(other))
        }
    };
    Edit::To(both(names, (first, second)).unwrap_or_else(|half| {
        violations.add(half);
        None
    }))
}

/// Two values that are only valid together, with the names of their columns.
///
/// # Errors
/// [`Half`] if only one is given.
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

impl Explain for Half {
    fn message(&self) -> Message {
        message!("fill-both", filled = self.stated)
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

    #[test]
    fn of_a_pair_the_half_that_is_left_out_stays() {
        type Half = Edit<Option<i32>>;
        #[track_caller]
        fn check(
            edits: (Half, Half),
            recorded: Option<(i32, i32)>,
            expected: Edit<Option<(i32, i32)>>,
            refused: &[&str],
        ) {
            let mut violations = Violations::new();
            assert_eq!(pair(&mut violations, ["first", "second"], edits, recorded), expected);
            let fields: Vec<_> = violations.into_iter().filter_map(|it| it.field).collect();
            assert_eq!(fields, refused);
        }
        fn to<T>(value: T) -> Edit<Option<T>> {
            Edit::To(Some(value))
        }
        check((Edit::Keep, Edit::Keep), Some((1, 2)), Edit::Keep, &[]);
        check((to(3), Edit::Keep), Some((1, 2)), to((3, 2)), &[]);
        check((to(3), Edit::Keep), None, Edit::To(None), &["second"]);
        check((Edit::To(None), Edit::Keep), Some((1, 2)), Edit::To(None), &["first"]);
        check((Edit::To(None), Edit::To(None)), Some((1, 2)), Edit::To(None), &[]);
    }

    #[test]
    fn an_empty_text_clears_and_a_refused_one_is_told() {
        let parse = |text: &str| crate::parse::code(text);
        let mut violations = Violations::new();
        assert_eq!(Edit::Keep.optional(&mut violations, "park", parse), Edit::Keep);
        assert_eq!(Edit::To(" ").optional(&mut violations, "park", parse), Edit::To(None));
        assert_eq!(Edit::To("P1").required(&mut violations, "park", parse), Edit::To("P1".to_owned()));
        assert!(violations.is_empty());
        let refused = Edit::To("P 1").optional(&mut violations, "park", parse);
        assert_eq!(refused, Edit::To(None));
        assert_eq!(refused.or_any(&violations, "park", "any".to_owned()), Edit::To(Some("any".to_owned())));
        assert_eq!(Edit::To("").required(&mut violations, "code", parse), Edit::Keep);
        let told: Vec<_> = violations.into_iter().map(|it| (it.code, it.field)).collect();
        assert_eq!(told, [(RefusalCode::BadCode, Some("park")), (RefusalCode::Empty, Some("code"))]);
    }
}
