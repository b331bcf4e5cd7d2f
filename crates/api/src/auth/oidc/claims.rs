//! From the claims of a provider's token to an actor.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use shahrak_domain::actor::{Actor, Role, RoleName};
use shahrak_domain::code::Coded;
use shahrak_domain::moment::Moment;
use shahrak_domain::text::is_blank;
use shahrak_messages::{Argument, Explain, Message, message};

use super::settings::{Settings, role};
use crate::auth::CredentialError;

/// The longest name, in characters; longer ones are cut. Every entry of the audit trail repeats it.
const LONGEST_NAME: usize = 200;

/// The longest `sub`, in characters, by OpenID Connect Core 1.0, section 2.
const LONGEST_SUBJECT: usize = 255;

/// The number of the last province code, `IR-30`; the first is `IR-00`.
const LAST_PROVINCE: u8 = 30;

type Claims = Map<String, Value>;

impl Settings {
    /// The actor that the claims describe.
    pub(super) fn actor(&self, claims: &Claims, expires_at: Moment) -> Result<Actor, CredentialError> {
        let subject = subject(claims)?;
        let fallback = || subject.chars().take(LONGEST_NAME).collect();
        Ok(Actor {
            name: name(claims, &self.claims.name).unwrap_or_else(fallback),
            organisation: name(claims, &self.claims.organisation),
            role: self.role(claims)?,
            owner: format!("oidc:{}|{subject}", self.issuer),
            expires_at: Some(expires_at),
        })
    }

    fn role(&self, claims: &Claims) -> Result<Role, CredentialError> {
        let name = self.role_name(claims)?;
        let provinces = provinces(claims, &self.claims.provinces)?;
        Role::new(name, provinces).map_err(|error| {
            let claim = &self.claims.provinces;
            CredentialError::Invalid(message!("token-claim-wrong", claim, why = error.message()))
        })
    }

    /// The only role in the claim. Unknown roles are for other services, and are ignored.
    fn role_name(&self, claims: &Claims) -> Result<RoleName, CredentialError> {
        let given = find(claims, &self.claims.role).map(texts).unwrap_or_default();
        let known: BTreeSet<_> = given.iter().filter_map(|theirs| self.known_role(theirs)).collect();
        let mut known = known.into_iter();
        match (known.next(), known.next()) {
            (Some(name), None) => Ok(name),
            (None, _) => Err(CredentialError::Invalid(message!(
                "token-without-role",
                claim = &self.claims.role,
                known = Argument::any_of(self.role_codes()),
            ))),
            (Some(_), Some(_)) => {
                Err(CredentialError::Invalid(message!("token-with-several-roles", claim = &self.claims.role)))
            }
        }
    }

    fn known_role(&self, theirs: &str) -> Option<RoleName> {
        if self.role_map.is_empty() {
            return role(theirs).ok();
        }
        self.role_map.iter().find(|(name, _)| name == theirs).map(|(_, ours)| *ours)
    }

    fn role_codes(&self) -> Vec<String> {
        if self.role_map.is_empty() {
            return RoleName::ALL.iter().map(|role| role.code().replace('_', "-")).collect();
        }
        self.role_map.iter().map(|(theirs, _)| theirs.clone()).collect()
    }
}

/// The provider's id of the user. The register stores it unchanged with everything that the user records, so one that
/// cannot be stored is rejected.
fn subject(claims: &Claims) -> Result<&str, CredentialError> {
    let subject = claims.get("sub").and_then(Value::as_str).unwrap_or_default();
    if subject.is_empty() {
        return Err(CredentialError::Invalid(message!("token-without-subject")));
    }
    if subject.chars().any(char::is_control) {
        return Err(CredentialError::Invalid(message!("token-subject-with-control-characters")));
    }
    if subject.chars().count() > LONGEST_SUBJECT {
        return Err(CredentialError::Invalid(message!("token-subject-too-long", longest = LONGEST_SUBJECT)));
    }
    Ok(subject)
}

/// The claim at a path. Dots separate nested claims, but may also be part of a name, as in `https://example.ir/role` or a
/// Keycloak client `shahrak.api`.
fn find<'a>(claims: &'a Claims, path: &str) -> Option<&'a Value> {
    claims.get(path).or_else(|| {
        path.match_indices('.').find_map(|(dot, _)| {
            let nested = claims.get(&path[..dot])?.as_object()?;
            find(nested, &path[dot + 1..])
        })
    })
}

/// The text, or the texts of a list.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn name(claims: &Claims, path: &str) -> Option<String> {
    let text = find(claims, path)?.as_str()?;
    let printable: String = text.chars().filter(|letter| !letter.is_control()).collect();
    let name: String = printable.trim().chars().take(LONGEST_NAME).collect();
    (!is_blank(&name)).then_some(name)
}

fn provinces(claims: &Claims, path: &str) -> Result<BTreeSet<String>, CredentialError> {
    let wrong =
        |found: Message| CredentialError::Invalid(message!("token-provinces-wrong", claim = path, found));
    let codes: Vec<&str> = match find(claims, path) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::String(text)) => text.split([',', ' ']).filter(|code| !code.is_empty()).collect(),
        Some(Value::Array(values)) => {
            let codes = values.iter().map(Value::as_str).collect::<Option<_>>();
            codes.ok_or_else(|| wrong(message!("not-a-text")))?
        }
        Some(_) => return Err(wrong(message!("not-a-list"))),
    };
    match codes.iter().find(|code| !is_province(code)) {
        Some(unknown) => Err(wrong(message!("quoted", text = *unknown))),
        None => Ok(codes.into_iter().map(str::to_owned).collect()),
    }
}

/// Whether this is a province code of ISO 3166-2 of 2020.
fn is_province(code: &str) -> bool {
    let digits = code.strip_prefix("IR-").filter(|digits| digits.len() == 2);
    let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()));
    digits.and_then(|digits| digits.parse::<u8>().ok()).is_some_and(|number| number <= LAST_PROVINCE)
}
