//! What a new token is to give, as somebody states it, and what is wrong with that: the same for the command line and for
//! the mutation.

use std::collections::BTreeSet;

use shahrak_domain::actor::{Role, RoleError, RoleName};
use shahrak_domain::moment::Moment;
use shahrak_domain::persian::InPersian;
use shahrak_domain::province::{self, Province, ProvinceCodeError};
use shahrak_domain::text::is_blank;
use shahrak_persistence::token::Grant;

/// Letters of a name at most.
const LONGEST_NAME: usize = 100;

/// What is stated of a new token.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The person or the system, by name.
    pub name: String,
    /// The organisation they act for.
    pub organisation: Option<String>,
    /// What they may do.
    pub role: RoleName,
    /// The provinces of a provincial officer.
    pub provinces: Vec<String>,
    /// First moment at which it no longer holds; none for one that lasts.
    pub expires_at: Option<Moment>,
}

/// Why no token is made of a draft.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// A name that is no name.
    #[error("{0}")]
    Name(NameError),
    /// A name of an organisation that is none.
    #[error("{0}")]
    Organisation(NameError),
    /// Role and provinces do not go together.
    #[error("{0}")]
    Role(RoleError),
    /// No province.
    #[error("{0}")]
    Province(ProvinceCodeError),
    /// An end that has passed.
    #[error("the token would already be expired; use a moment in the future")]
    Expired,
}

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing is written.
    #[error("the name of the token's owner is missing")]
    Empty,
    /// More letters than a name has.
    #[error("the text is too long; use at most 100 characters")]
    Long,
    /// Letters that cannot be seen.
    #[error("the text contains line breaks or other control characters; remove them")]
    Control,
}

impl InPersian for DraftError {
    fn persian(&self) -> String {
        match self {
            Self::Name(error) | Self::Organisation(error) => error.persian(),
            Self::Role(error) => error.persian(),
            Self::Province(error) => error.persian(),
            Self::Expired => "این زمان گذشته است؛ پایان اعتبار را در آینده بگذارید".to_owned(),
        }
    }
}

impl InPersian for NameError {
    fn persian(&self) -> String {
        match self {
            Self::Empty => "بنویسید که گذرواژه از آنِ کیست".to_owned(),
            Self::Long => format!("این متن بلند است؛ حداکثر {LONGEST_NAME} نویسه پذیرفته می‌شود"),
            Self::Control => "در این متن پایان سطر یا نویسهٔ کنترلی دیگری هست؛ آن را بردارید".to_owned(),
        }
    }
}

impl DraftError {
    /// The part of the draft that is wrong, as the input of the mutation calls it.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Name(_) => "name",
            Self::Organisation(_) => "organisation",
            Self::Role(_) | Self::Province(_) => "provinces",
            Self::Expired => "expiresAt",
        }
    }
}

impl Draft {
    /// What the token gives, if all of the draft is right.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn judge(&self, known: &[Province], now: Moment) -> Result<Grant, Vec<DraftError>> {
        let mut wrong = Vec::new();
        let name = name(&self.name).map_err(DraftError::Name);
        let organisation =
            self.organisation.as_deref().map(name_of_organisation).transpose().map(Option::flatten);
        let role = self.role(known);
        if self.expires_at.is_some_and(|end| end <= now) {
            wrong.push(DraftError::Expired);
        }
        match (name, organisation, role) {
            (Ok(name), Ok(organisation), Ok(role)) if wrong.is_empty() => {
                Ok(Grant { name, organisation, role, expires_at: self.expires_at })
            }
            (name, organisation, role) => {
                let earlier = name.err().into_iter().chain(organisation.err());
                let mut all: Vec<DraftError> = earlier.chain(role.err().into_iter().flatten()).collect();
                all.append(&mut wrong);
                Err(all)
            }
        }
    }

    fn role(&self, known: &[Province]) -> Result<Role, Vec<DraftError>> {
        let mut provinces = BTreeSet::new();
        let mut unknown = Vec::new();
        for code in &self.provinces {
            match province::find(known, code.trim()) {
                Ok(province) => drop(provinces.insert(province.code.clone())),
                Err(error) => unknown.push(DraftError::Province(error)),
            }
        }
        if !unknown.is_empty() {
            return Err(unknown);
        }
        Role::new(self.role, provinces).map_err(|error| vec![DraftError::Role(error)])
    }
}

fn name(text: &str) -> Result<String, NameError> {
    let text = text.trim();
    if is_blank(text) {
        return Err(NameError::Empty);
    }
    if text.chars().count() > LONGEST_NAME {
        return Err(NameError::Long);
    }
    if text.chars().any(char::is_control) {
        return Err(NameError::Control);
    }
    Ok(text.to_owned())
}

/// An empty name is none.
fn name_of_organisation(text: &str) -> Result<Option<String>, DraftError> {
    if is_blank(text) {
        return Ok(None);
    }
    name(text).map(Some).map_err(DraftError::Organisation)
}

#[cfg(test)]
mod tests {
    use shahrak_domain::province::Name;

    use super::*;

    const NOW: Moment = Moment::UNIX_EPOCH;

    fn province(code: &str, old: &str, en: &str) -> Province {
        Province {
            code: code.to_owned(),
            code_before_2020: old.to_owned(),
            name: Name { en: en.to_owned(), fa: None },
            capital: Name::default(),
            aliases: Vec::new(),
        }
    }

    fn draft(provinces: &[&str]) -> Draft {
        Draft {
            name: " Zahra Amini ".to_owned(),
            organisation: Some(" \u{2060}".to_owned()),
            role: RoleName::ProvincialOfficer,
            provinces: provinces.iter().map(|&code| code.to_owned()).collect(),
            expires_at: None,
        }
    }

    #[track_caller]
    fn check(draft: &Draft, expected: Result<&[&str], &[&str]>) {
        let known = [province("IR-09", "IR-30", "Khorasan Razavi"), province("IR-30", "IR-32", "Alborz")];
        match (draft.judge(&known, NOW), expected) {
            (Ok(grant), Ok(provinces)) => {
                assert_eq!((grant.name.as_str(), grant.organisation), ("Zahra Amini", None));
                assert!(grant.role.provinces().into_iter().flatten().eq(provinces));
            }
            (Err(errors), Err(expected)) => {
                let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
                assert_eq!(errors, expected);
            }
            (judged, _) => panic!("{judged:?}"),
        }
    }

    #[test]
    fn a_token_is_given_for_provinces_that_there_are() {
        check(&draft(&["IR-30", " IR-09", "IR-30"]), Ok(&["IR-09", "IR-30"]));
        check(&draft(&["iso_code_before_2020:IR-30"]), Ok(&["IR-09"]));
        check(
            &draft(&["IR-32", "IR-09", "Alborz"]),
            Err(&[
                "“IR-32” is a province code from before 2020; the current code of Alborz is IR-30 \
                 (to use the old one, write iso_code_before_2020:IR-32)",
                "“Alborz” is not a province code; use IR-00 to IR-30",
            ]),
        );
        check(
            &draft(&[]),
            Err(&["a provincial officer needs at least one province; give its ISO code, such as IR-09"]),
        );
        check(
            &Draft { role: RoleName::Auditor, ..draft(&["IR-09"]) },
            Err(&["only a provincial officer has provinces; omit them or choose that role"]),
        );
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let wrong = Draft {
            name: " \u{200C}".to_owned(),
            organisation: Some("one\ntwo".to_owned()),
            expires_at: Some(NOW),
            ..draft(&["IR-09"])
        };
        check(
            &wrong,
            Err(&[
                "the name of the token's owner is missing",
                "the text contains line breaks or other control characters; remove them",
                "the token would already be expired; use a moment in the future",
            ]),
        );
        check(
            &Draft { name: "ز".repeat(101), ..draft(&["IR-09"]) },
            Err(&["the text is too long; use at most 100 characters"]),
        );
    }
}
