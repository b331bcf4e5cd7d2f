//! Settings of a provider.

use std::fmt;

use jsonwebtoken::{Algorithm, AlgorithmFamily};

use shahrak_domain::actor::RoleName;
use shahrak_domain::code::{Coded, UnknownCode};
use shahrak_messages::{Explain, Message, explained_errors, message};

use crate::auth::jwks;

/// A provider, and the form of its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The `iss` of the tokens, exactly.
    pub issuer: String,
    /// The register's name at the provider, one of the tokens' `aud`.
    pub audience: String,
    /// The address of the keys; by default, the configuration of the issuer names it.
    pub jwks_url: Option<String>,
    /// The accepted algorithms.
    pub algorithms: Algorithms,
    /// The claims that describe the user.
    pub claims: ClaimNames,
    /// The provider's names of roles. If there are any, only these names count.
    pub role_map: Vec<(String, RoleName)>,
    /// The client with which people sign in on the pages; none if they only paste tokens.
    pub client: Option<Client>,
}

/// A public client of the provider: it signs people in by the code flow with PKCE, without a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its name at the provider.
    pub id: String,
    /// What it asks for, separated by blanks.
    pub scopes: String,
}

/// Names of claims. Dots separate nested claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimNames {
    /// The role: a text, or a list that contains one known role.
    pub role: String,
    /// The provinces: a list, or a text with commas or spaces between codes.
    pub provinces: String,
    /// The name of the person or system.
    pub name: String,
    /// The name of the organisation.
    pub organisation: String,
}

/// Algorithms with a public and a private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Algorithms(Vec<Algorithm>);

/// Why a setting is not valid.
#[derive(Debug)]
pub enum SettingsError {
    /// The address is not safe.
    Address(String),
    /// There is no algorithm.
    NoAlgorithm,
    /// The algorithm is unknown, or its key is a shared secret.
    Algorithm(String),
    /// A name is empty.
    Empty(&'static str),
    /// The text does not map a role.
    RoleMapping(String),
    /// The role is unknown.
    Role(UnknownCode),
}

impl Explain for SettingsError {
    fn message(&self) -> Message {
        match self {
            SettingsError::Address(found) => message!("provider-address-wrong", found),
            SettingsError::NoAlgorithm => message!("provider-without-algorithm"),
            SettingsError::Algorithm(found) => message!("provider-algorithm-wrong", found),
            SettingsError::Empty(what) => message!("provider-setting-empty", what = *what),
            SettingsError::RoleMapping(found) => message!("provider-role-mapping-wrong", found),
            SettingsError::Role(unknown) => unknown.message(),
        }
    }
}

explained_errors!(SettingsError);

impl From<UnknownCode> for SettingsError {
    fn from(unknown: UnknownCode) -> Self {
        SettingsError::Role(unknown)
    }
}

impl Settings {
    /// Default settings for this issuer and audience.
    pub fn new(issuer: impl Into<String>, audience: impl Into<String>) -> Self {
        Self {
            issuer: issuer.into(),
            audience: audience.into(),
            jwks_url: None,
            algorithms: Algorithms::default(),
            claims: ClaimNames::default(),
            role_map: Vec::new(),
            client: None,
        }
    }

    /// Rejects settings that would accept nothing, or too much.
    pub(super) fn check(&self) -> Result<(), SettingsError> {
        let names = [
            ("issuer", &self.issuer),
            ("audience", &self.audience),
            ("claim of the role", &self.claims.role),
            ("claim of the provinces", &self.claims.provinces),
            ("claim of the name", &self.claims.name),
            ("claim of the organisation", &self.claims.organisation),
        ];
        match names.into_iter().find(|(_, name)| name.is_empty()) {
            Some((what, _)) => Err(SettingsError::Empty(what)),
            None => Ok(()),
        }
    }
}

impl Default for ClaimNames {
    fn default() -> Self {
        Self {
            role: "shahrak_role".to_owned(),
            provinces: "shahrak_provinces".to_owned(),
            name: "name".to_owned(),
            organisation: "organisation".to_owned(),
        }
    }
}

impl Algorithms {
    /// These algorithms.
    ///
    /// # Errors
    /// [`SettingsError`] if there is none, or if the key of one is a shared secret.
    pub fn new(algorithms: Vec<Algorithm>) -> Result<Self, SettingsError> {
        match algorithms.iter().find(|algorithm| algorithm.family() == AlgorithmFamily::Hmac) {
            Some(secret) => Err(SettingsError::Algorithm(format!("{secret:?}"))),
            None if algorithms.is_empty() => Err(SettingsError::NoAlgorithm),
            None => Ok(Self(algorithms)),
        }
    }

    pub(super) fn contains(&self, algorithm: Algorithm) -> bool {
        self.0.contains(&algorithm)
    }
}

impl Default for Algorithms {
    fn default() -> Self {
        Self(vec![Algorithm::RS256, Algorithm::ES256])
    }
}

impl fmt::Display for Algorithms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, algorithm) in self.0.iter().enumerate() {
            write!(f, "{}{algorithm:?}", if at == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

/// Checks the address of a provider or of its keys: it must be https, or this machine.
pub fn check_address(text: &str) -> Result<(), SettingsError> {
    jwks::address(text).map(drop)
}

/// Parses the name of an algorithm. Algorithms with a shared secret and `none` are rejected.
pub fn algorithm(name: &str) -> Result<Algorithm, SettingsError> {
    let known = name.parse::<Algorithm>().ok();
    let known = known.filter(|algorithm| algorithm.family() != AlgorithmFamily::Hmac);
    known.ok_or_else(|| SettingsError::Algorithm(name.to_owned()))
}

/// Parses the provider's name of a role, and the role: `park-officers=provincial-officer`.
pub fn role_mapping(text: &str) -> Result<(String, RoleName), SettingsError> {
    let parts = text.rsplit_once('=').map(|(theirs, ours)| (theirs.trim(), ours.trim()));
    let (theirs, ours) = parts
        .filter(|(theirs, _)| !theirs.is_empty())
        .ok_or_else(|| SettingsError::RoleMapping(text.to_owned()))?;
    Ok((theirs.to_owned(), role(ours)?))
}

/// Parses a role as tokens and settings write it, with a hyphen.
pub(super) fn role(code: &str) -> Result<RoleName, UnknownCode> {
    RoleName::parse(&code.replace('-', "_"))
}
