//! Provinces of Iran.

use shahrak_messages::{Argument, Explain, Message, explained_errors, message};

/// A name in one of the languages or in both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// In English; none if it is not known.
    pub en: Option<String>,
    /// In Persian, as the source writes it; none if it is not known.
    pub fa: Option<String>,
}

impl Name {
    /// A name that is known in English, and perhaps in Persian.
    pub fn english(en: impl Into<String>, fa: Option<String>) -> Name {
        Name { en: Some(en.into()), fa }
    }

    /// Whether it is known in neither language.
    pub fn is_unknown(&self) -> bool {
        self.en.is_none() && self.fa.is_none()
    }
}

/// In each language the name that is known in it, or else the other one.
impl From<&Name> for Argument {
    fn from(name: &Name) -> Argument {
        let en = name.en.as_ref().or(name.fa.as_ref()).cloned().unwrap_or_default();
        Argument::Name { en, fa: name.fa.clone() }
    }
}

/// One of the 31 provinces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Province {
    /// Its ISO 3166-2 code of 2020: `IR-09`.
    pub code: String,
    /// Its code before the renumbering of 2020: `IR-30`.
    pub code_before_2020: String,
    /// Its names.
    pub name: Name,
    /// Its capital.
    pub capital: Name,
    /// Other spellings in English.
    pub aliases: Vec<String>,
}

/// A code that is not a current province code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProvinceCodeError {
    /// A code from before 2020 that is not in use today.
    Old {
        /// The code that was given.
        found: String,
        /// The current code.
        current: String,
        /// Names of the province.
        name: Name,
    },
    /// Not a code of any province.
    Unknown(String),
}

impl Explain for ProvinceCodeError {
    fn message(&self) -> Message {
        match self {
            ProvinceCodeError::Old { found, current, name } => {
                message!("old-province-code", found, current, name)
            }
            ProvinceCodeError::Unknown(found) => message!("not-a-province", found),
        }
    }
}

explained_errors!(ProvinceCodeError);

/// The prefix of an old code in files.
const OLD_CODE_LABEL: &str = "iso_code_before_2020:";

/// The province with this current code.
pub fn with_code<'a>(provinces: &'a [Province], code: &str) -> Option<&'a Province> {
    provinces.iter().find(|province| province.code == code)
}

/// The province with this code: a current code, or an old one with its label.
///
/// # Errors
/// [`ProvinceCodeError`] names the current code if an old one was given.
pub fn find<'a>(provinces: &'a [Province], code: &str) -> Result<&'a Province, ProvinceCodeError> {
    let by_old = |old: &str| provinces.iter().find(|province| province.code_before_2020 == old);
    let unknown = || ProvinceCodeError::Unknown(code.to_owned());
    if let Some(old) = code.strip_prefix(OLD_CODE_LABEL) {
        return by_old(old).ok_or_else(unknown);
    }
    if let Some(province) = with_code(provinces, code) {
        return Ok(province);
    }
    let province = by_old(code).ok_or_else(unknown)?;
    Err(ProvinceCodeError::Old {
        found: code.to_owned(),
        current: province.code.clone(),
        name: province.name.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provinces() -> Vec<Province> {
        let province = |code: &str, old: &str, en: &str| Province {
            code: code.to_owned(),
            code_before_2020: old.to_owned(),
            name: Name::english(en, None),
            capital: Name::default(),
            aliases: Vec::new(),
        };
        vec![
            province("IR-01", "IR-19", "Gilan"),
            province("IR-03", "IR-01", "East Azerbaijan"),
            province("IR-09", "IR-30", "Khorasan Razavi"),
            province("IR-30", "IR-32", "Alborz"),
        ]
    }

    #[test]
    fn a_code_is_the_current_one_unless_it_says_that_it_is_old() {
        #[track_caller]
        fn check(code: &str, expected: &str) {
            let provinces = provinces();
            let found = find(&provinces, code).map(|province| province.name.en.clone().unwrap_or_default());
            assert_eq!(found.unwrap_or_else(|error| error.message().to_string()), expected);
        }
        check("IR-01", "Gilan");
        check("IR-30", "Alborz");
        check("iso_code_before_2020:IR-30", "Khorasan Razavi");
        check("iso_code_before_2020:IR-01", "East Azerbaijan");
        check(
            "IR-32",
            "“IR-32” is a province code from before 2020; the current code of Alborz is IR-30 \
             (to use the old one, write iso_code_before_2020:IR-32)",
        );
        for unknown in ["", "IR", "IR-99", "ir-01", "iso_code_before_2020:IR-03", "iso_code_before_2020:"] {
            check(unknown, &format!("“{unknown}” is not a province code; use IR-00 to IR-30"));
        }
    }
}
