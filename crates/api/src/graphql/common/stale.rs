//! Stale versions: a change of an object that has changed since its sender read it.

use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violations;
use shahrak_messages::{Argument, Message, message};

use crate::graphql::common::mutation::MutationError;
use crate::graphql::common::user_error::{InputError, field_of_column};

/// A column of the input, the stated value (none if the recorded one stays), and the recorded value.
pub type StatedValue<'a> = (&'static str, Option<&'a str>, Option<String>);

/// The user error for a stale version. It lists the fields whose recorded values the change would overwrite.
pub fn stale<'a>(
    expected: Option<i32>,
    version: i32,
    stated: impl IntoIterator<Item = StatedValue<'a>>,
) -> Option<InputError> {
    let expected = expected.filter(|expected| *expected != version)?;
    let differs = stated.into_iter().filter_map(|(column, stated, recorded)| {
        let (field, recorded) = (field_of_column(column), recorded.unwrap_or_default());
        (stated?.trim() != recorded).then(|| match &*recorded {
            "" => message!("field-is-empty", field),
            value => message!("field-is", field, value),
        })
    });
    let differs: Vec<Message> = differs.collect();
    let message = match differs.as_slice() {
        [] => message!("stale-version-same-values", version, expected),
        _ => message!("stale-version", version, expected, differs = Argument::list(differs)),
    };
    Some(InputError::new(RefusalCode::StaleVersion, ["input", "expectedVersion"], message))
}

/// The decision, unless the sender has read another version.
///
/// # Errors
/// All errors of the change.
pub fn unless_stale<T>(
    stale: Option<InputError>,
    decided: Result<T, Violations>,
) -> Result<T, MutationError> {
    let Some(stale) = stale else { return Ok(decided?) };
    let others = decided.err().into_iter().flatten().map(|it| InputError::of(it, &["input"]));
    Err(std::iter::once(stale).chain(others).collect::<Vec<_>>().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_version_is_stale() {
        assert_eq!(stale(None, 2, []), None);
        assert_eq!(stale(Some(2), 2, []), None);
        assert!(stale(Some(1), 2, []).is_some());
    }

    #[test]
    fn differing_values_are_listed() {
        let error = stale(
            Some(1),
            2,
            [
                ("name_en", Some("A"), Some("B".to_owned())),
                ("owner", Some(" C "), Some("C".to_owned())),
                ("licence", None, Some("D".to_owned())),
                ("name_fa", Some("E"), None),
            ],
        );
        let differs = [
            message!("field-is", field = "nameEn", value = "B"),
            message!("field-is-empty", field = "nameFa"),
        ];
        let message = message!("stale-version", version = 2, expected = 1, differs = Argument::list(differs));
        let at = ["input", "expectedVersion"];
        assert_eq!(error, Some(InputError::new(RefusalCode::StaleVersion, at, message)));
    }
}
