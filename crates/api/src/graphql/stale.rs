//! Stale versions: a change of an object that has changed since its sender read it.

use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violations;

use crate::graphql::perform::Failure;
use crate::graphql::persian;
use crate::graphql::user_error::{Mistake, field_of_column};

/// A column of the input, the stated value (none if the recorded one stays), and the recorded value.
pub type Stated<'a> = (&'static str, Option<&'a str>, Option<String>);

/// The user error for a stale version. It lists the fields whose recorded values the change would overwrite.
pub fn stale<'a>(
    expected: Option<i32>,
    version: i32,
    stated: impl IntoIterator<Item = Stated<'a>>,
) -> Option<Mistake> {
    let expected = expected.filter(|expected| *expected != version)?;
    let differs = stated.into_iter().filter_map(|(column, stated, there)| {
        let there = there.unwrap_or_default();
        (stated?.trim() != there).then(|| (field_of_column(column), there))
    });
    let there: Vec<(String, String)> = differs.collect();
    let list = |open: &str, close: &str, empty: &str, comma: &str| {
        let each = there.iter().map(|(field, there)| match &**there {
            "" => format!("{field}{empty}"),
            there => format!("{field}{open}{there}{close}"),
        });
        each.collect::<Vec<_>>().join(comma)
    };
    let english = match there.is_empty() {
        true => format!(
            "the current version is {version}, not {expected}; its values are those that you sent; read it again"
        ),
        false => format!(
            "the current version is {version}, not {expected}; its {}; read it again and decide",
            list(" is “", "”", " is empty", ", its ")
        ),
    };
    let persian = persian::stale(version, expected, &list(": «", "»", ": خالی", "، "));
    Some(Mistake::new(RefusalCode::StaleVersion, ["input", "expectedVersion"], english, persian))
}

/// The decision, unless the sender has read another version.
///
/// # Errors
/// All errors of the change.
pub fn unless_stale<T>(stale: Option<Mistake>, decided: Result<T, Violations>) -> Result<T, Failure> {
    let Some(stale) = stale else { return Ok(decided?) };
    let others = decided.err().into_iter().flatten().map(|it| Mistake::of(it, &["input"]));
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
    fn what_is_stated_otherwise_is_listed() {
        let told = stale(
            Some(1),
            2,
            [
                ("name_en", Some("A"), Some("B".to_owned())),
                ("owner", Some(" C "), Some("C".to_owned())),
                ("licence", None, Some("D".to_owned())),
                ("name_fa", Some("E"), None),
            ],
        );
        let told = format!("{told:?}");
        assert!(told.contains("its nameEn is “B”, its nameFa is empty"), "{told}");
        assert!(!told.contains("owner") && !told.contains("licence"), "{told}");
    }
}
