//! Stale versions: a change of an object that has changed since its sender read it.

use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violations;

use crate::graphql::support::mutation::MutationError;
use crate::graphql::support::persian;
use crate::graphql::support::user_error::{InputError, field_of_column};

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
        let recorded = recorded.unwrap_or_default();
        (stated?.trim() != recorded).then(|| (field_of_column(column), recorded))
    });
    let differing: Vec<(String, String)> = differs.collect();
    let list = |open: &str, close: &str, empty: &str, comma: &str| {
        let items = differing.iter().map(|(field, recorded)| match &**recorded {
            "" => format!("{field}{empty}"),
            recorded => format!("{field}{open}{recorded}{close}"),
        });
        items.collect::<Vec<_>>().join(comma)
    };
    let english = match differing.is_empty() {
        true => format!(
            "the current version is {version}, not {expected}; its values are those that you sent; read it again"
        ),
        false => format!(
            "the current version is {version}, not {expected}; its {}; read it again and decide",
            list(" is “", "”", " is empty", ", its ")
        ),
    };
    let persian = persian::stale(version, expected, &list(": «", "»", ": خالی", "، "));
    Some(InputError::new(RefusalCode::StaleVersion, ["input", "expectedVersion"], english, persian))
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
        let error = format!("{error:?}");
        assert!(error.contains("its nameEn is “B”, its nameFa is empty"), "{error}");
        assert!(!error.contains("owner") && !error.contains("licence"), "{error}");
    }
}
