//! What those who run the register say of their provider.

use std::fmt;

use jsonwebtoken::{Algorithm, AlgorithmFamily};

use shahrak_domain::actor::RoleName;
use shahrak_domain::code::{Coded, UnknownCode};

use crate::auth::jwks;

/// The provider, and what its tokens look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Who issues the tokens: their `iss`, letter by letter.
    pub issuer: String,
    /// The register, as the provider calls it: one of the tokens' `aud`.
    pub audience: String,
    /// Where the keys are; without it the issuer is asked.
    pub jwks_url: Option<String>,
    /// How tokens may be signed.
    pub algorithms: Algorithms,
    /// Where the tokens say who somebody is.
    pub claims: ClaimNames,
    /// What the provider calls the roles; if there is one name, only these names count.
    pub role_map: Vec<(String, RoleName)>,
}

/// Names of claims; a dot leads into a nested one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimNames {
    /// Holds the role: a text, or a list of which one is known.
    pub role: String,
    /// Holds the provinces: a list, or a text with commas or spaces between codes.
    pub provinces: String,
    /// Holds the name of the person or the system.
    pub name: String,
    /// Holds the name of their organisation.
    pub organisation: String,
}

/// Algorithms of signatures with a public and a private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Algorithms(Vec<Algorithm>);

/// A setting that makes no sense.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// An address at which no provider can be asked safely.
    #[error("“{0}” is not the address of a provider; use https:// (http:// only for this machine)")]
    Address(String),
    /// No algorithm at all.
    #[error("name at least one algorithm")]
    NoAlgorithm,
    /// An algorithm that is unknown, or whose key would be a shared secret.
    #[error(
        "“{0}” is not an accepted algorithm; use RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384 or EdDSA"
    )]
    Algorithm(String),
    /// A name that is empty.
    #[error("the {0} is empty")]
    Empty(&'static str),
    /// A name of a role without one of ours.
    #[error(
        "“{0}” does not map a role; write the provider's name, = and the role, such as park-officers=provincial-officer"
    )]
    RoleMapping(String),
    /// One of ours that we do not know.
    #[error(transparent)]
    Role(#[from] UnknownCode),
    /// The client that would ask the provider cannot be made.
    #[error("the trusted certificates of this machine cannot be used")]
    Client(#[source] reqwest::Error),
}

impl Settings {
    /// Settings of a provider that does what the defaults expect.
    pub fn new(issuer: impl Into<String>, audience: impl Into<String>) -> Self {
        Self {
            issuer: issuer.into(),
            audience: audience.into(),
            jwks_url: None,
            algorithms: Algorithms::default(),
            claims: ClaimNames::default(),
            role_map: Vec::new(),
        }
    }

    /// Refuses settings that would accept nothing, or too much.
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
    /// [`SettingsError`] if there is none, or one whose key would be a shared secret.
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

/// Checks the address of a provider or of its keys, as a setting.
///
/// # Errors
/// [`SettingsError::Address`] if it cannot be asked safely.
pub fn check_address(text: &str) -> Result<(), SettingsError> {
    jwks::address(text).map(drop)
}

/// An algorithm by its name, as a setting.
///
/// # Errors
/// [`SettingsError::Algorithm`] names those that are accepted: none with a shared secret, and not `none`.
pub fn algorithm(name: &str) -> Result<Algorithm, SettingsError> {
    let known = name.parse::<Algorithm>().ok();
    let known = known.filter(|algorithm| algorithm.family() != AlgorithmFamily::Hmac);
    known.ok_or_else(|| SettingsError::Algorithm(name.to_owned()))
}

/// What the provider calls a role, and the role, as a setting: `park-officers=provincial-officer`.
///
/// # Errors
/// [`SettingsError`] says how it is written, or which roles there are.
pub fn role_mapping(text: &str) -> Result<(String, RoleName), SettingsError> {
    let parts = text.rsplit_once('=').map(|(theirs, ours)| (theirs.trim(), ours.trim()));
    let (theirs, ours) = parts
        .filter(|(theirs, _)| !theirs.is_empty())
        .ok_or_else(|| SettingsError::RoleMapping(text.to_owned()))?;
    Ok((theirs.to_owned(), role(ours)?))
}

/// A role by its code, which tokens and settings write with a hyphen.
pub(super) fn role(code: &str) -> Result<RoleName, UnknownCode> {
    RoleName::parse(&code.replace('-', "_"))
}
