//! Validates a new personal token, for the command line and for the mutation.

use std::collections::BTreeSet;

use shahrak_domain::actor::{Role, RoleError, RoleName};
use shahrak_domain::moment::Moment;
use shahrak_domain::province::{self, Province, ProvinceCodeError};
use shahrak_domain::text::is_blank;
use shahrak_messages::{Explain, Message, explained_errors, message};
use shahrak_persistence::token::Grant;

/// The longest name, in characters.
const LONGEST_NAME: usize = 100;

/// A new token as requested.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// The name of the person or system.
    pub name: String,
    /// The organisation for which they act.
    pub organisation: Option<String>,
    /// The role that the token gives.
    pub role: RoleName,
    /// The provinces of a provincial officer.
    pub provinces: Vec<String>,
    /// The moment from which it is no longer valid; none if it does not expire.
    pub expires_at: Option<Moment>,
}

/// Why a new token is not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewTokenError {
    /// The name is not valid.
    Name(NameError),
    /// The name of the organisation is not valid.
    Organisation(NameError),
    /// Role and provinces do not fit together.
    Role(RoleError),
    /// A province is unknown.
    Province(ProvinceCodeError),
    /// The expiry is in the past.
    Expired,
}

/// Why a text is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameError {
    /// It is empty.
    Empty,
    /// It is too long.
    Long,
    /// It contains invisible characters.
    Control,
}

impl Explain for NewTokenError {
    fn message(&self) -> Message {
        match self {
            Self::Name(error) | Self::Organisation(error) => error.message(),
            Self::Role(error) => error.message(),
            Self::Province(error) => error.message(),
            Self::Expired => message!("token-already-expired"),
        }
    }
}

impl Explain for NameError {
    fn message(&self) -> Message {
        match self {
            Self::Empty => message!("owner-missing"),
            Self::Long => message!("owner-too-long", longest = LONGEST_NAME),
            Self::Control => message!("owner-with-control-characters"),
        }
    }
}

explained_errors!(NewTokenError, NameError);

impl NewTokenError {
    /// The field of the mutation's input that is wrong.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Name(_) => "name",
            Self::Organisation(_) => "organisation",
            Self::Role(_) | Self::Province(_) => "provinces",
            Self::Expired => "expiresAt",
        }
    }
}

impl NewToken {
    /// What the token grants.
    ///
    /// # Errors
    /// All mistakes.
    pub fn validate(&self, known: &[Province], now: Moment) -> Result<Grant, Vec<NewTokenError>> {
        let mut wrong = Vec::new();
        let name = name(&self.name).map_err(NewTokenError::Name);
        let organisation =
            self.organisation.as_deref().map(name_of_organisation).transpose().map(Option::flatten);
        let role = self.role(known);
        if self.expires_at.is_some_and(|end| end <= now) {
            wrong.push(NewTokenError::Expired);
        }
        match (name, organisation, role) {
            (Ok(name), Ok(organisation), Ok(role)) if wrong.is_empty() => {
                Ok(Grant { name, organisation, role, expires_at: self.expires_at })
            }
            (name, organisation, role) => {
                let earlier = name.err().into_iter().chain(organisation.err());
                let mut all: Vec<NewTokenError> = earlier.chain(role.err().into_iter().flatten()).collect();
                all.append(&mut wrong);
                Err(all)
            }
        }
    }

    fn role(&self, known: &[Province]) -> Result<Role, Vec<NewTokenError>> {
        let mut provinces = BTreeSet::new();
        let mut unknown = Vec::new();
        for code in &self.provinces {
            match province::find(known, code.trim()) {
                Ok(province) => drop(provinces.insert(province.code.clone())),
                Err(error) => unknown.push(NewTokenError::Province(error)),
            }
        }
        if !unknown.is_empty() {
            return Err(unknown);
        }
        Role::new(self.role, provinces).map_err(|error| vec![NewTokenError::Role(error)])
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

/// An empty name counts as none.
fn name_of_organisation(text: &str) -> Result<Option<String>, NewTokenError> {
    if is_blank(text) {
        return Ok(None);
    }
    name(text).map(Some).map_err(NewTokenError::Organisation)
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
            name: Name::english(en, None),
            capital: Name::default(),
            aliases: Vec::new(),
        }
    }

    fn new_token(provinces: &[&str]) -> NewToken {
        NewToken {
            name: " Zahra Amini ".to_owned(),
            organisation: Some(" \u{2060}".to_owned()),
            role: RoleName::ProvincialOfficer,
            provinces: provinces.iter().map(|&code| code.to_owned()).collect(),
            expires_at: None,
        }
    }

    #[track_caller]
    fn check(token: &NewToken, expected: Result<&[&str], &[&str]>) {
        let known = [province("IR-09", "IR-30", "Khorasan Razavi"), province("IR-30", "IR-32", "Alborz")];
        match (token.validate(&known, NOW), expected) {
            (Ok(grant), Ok(provinces)) => {
                assert_eq!((grant.name.as_str(), grant.organisation), ("Zahra Amini", None));
                assert!(grant.role.provinces().into_iter().flatten().eq(provinces));
            }
            (Err(errors), Err(expected)) => {
                let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
                assert_eq!(errors, expected);
            }
            (result, _) => panic!("{result:?}"),
        }
    }

    #[test]
    fn a_token_needs_known_provinces() {
        check(&new_token(&["IR-30", " IR-09", "IR-30"]), Ok(&["IR-09", "IR-30"]));
        check(&new_token(&["iso_code_before_2020:IR-30"]), Ok(&["IR-09"]));
        check(
            &new_token(&["IR-32", "IR-09", "Alborz"]),
            Err(&[
                "“IR-32” is a province code from before 2020; the current code of Alborz is IR-30 \
                 (to use the old one, write iso_code_before_2020:IR-32)",
                "“Alborz” is not a province code; use IR-00 to IR-30",
            ]),
        );
        check(
            &new_token(&[]),
            Err(&["a provincial officer needs at least one province; give its ISO code, such as IR-09"]),
        );
        check(
            &NewToken { role: RoleName::Auditor, ..new_token(&["IR-09"]) },
            Err(&["only a provincial officer has provinces; omit them or choose that role"]),
        );
    }

    #[test]
    fn all_mistakes_are_reported_together() {
        let wrong = NewToken {
            name: " \u{200C}".to_owned(),
            organisation: Some("one\ntwo".to_owned()),
            expires_at: Some(NOW),
            ..new_token(&["IR-09"])
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
            &NewToken { name: "ز".repeat(101), ..new_token(&["IR-09"]) },
            Err(&["the text is too long; use at most 100 characters"]),
        );
    }
}
