//! Tokens of an OpenID Connect provider: signed by one of its keys, for this register, and valid now.
//!
//! A token names its own algorithm and key, and neither is trusted. The algorithm must be one of the settings and match a
//! key that the provider publishes. Keys and addresses of keys in the token are ignored.

mod claims;
mod settings;
#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::str::FromStr;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::{Validation, decode};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use shahrak_domain::actor::Actor;
use shahrak_domain::moment::Moment;
use shahrak_messages::message;

pub use jsonwebtoken::Algorithm;

pub use self::settings::{
    Algorithms, ClaimNames, Client, Settings, SettingsError, algorithm, check_address, role_mapping,
};

use super::CredentialError;
use super::jwks::{self, Jwks, Provider, VerificationKey};

/// The longest token, in bytes; those of real providers have 1 to 4 KB.
const LONGEST_TOKEN: usize = 16 * 1024;

/// The tolerated difference between the clocks of the provider and this machine.
const LEEWAY: TimeDelta = TimeDelta::seconds(30);

/// The error for a text that is not a token.
fn not_a_token() -> CredentialError {
    CredentialError::Invalid(message!("token-not-of-three-parts"))
}

/// The provider whose tokens are accepted. Clones share the provider's keys.
#[derive(Clone)]
pub struct Oidc {
    settings: Arc<Settings>,
    keys: Jwks,
}

impl Oidc {
    /// A provider with these settings. Nothing is read from it before the first token.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        settings.check()?;
        jwks::install();
        let keys = Jwks::new(Provider::new(&settings.issuer, settings.jwks_url.as_deref())?);
        Ok(Self { settings: Arc::new(settings), keys })
    }

    /// The actor with this token.
    ///
    /// # Errors
    /// [`CredentialError::Invalid`] if the token is not valid now or gives no role here, and
    /// [`CredentialError::Unavailable`] if the key of the token cannot be read.
    pub async fn verify(&self, token: &str, now: Moment) -> Result<Actor, CredentialError> {
        let header = Header::parse(token)?;
        let algorithm = header.algorithm(&self.settings.algorithms)?;
        let key = self.keys.find(header.kid.as_deref(), algorithm, now).await?;
        let claims = self.claims(token, algorithm, &key)?;
        let expires_at = check_times(&claims, now)?;
        self.settings.actor(&claims, expires_at)
    }

    /// The issuer, and the client with which people sign in on the pages; none if they only paste tokens.
    pub fn sign_in(&self) -> Option<(&str, &Client)> {
        Some((&self.settings.issuer, self.settings.client.as_ref()?))
    }

    /// The claims of a token that this key signed for this register.
    fn claims(
        &self,
        token: &str,
        algorithm: Algorithm,
        key: &VerificationKey,
    ) -> Result<Map<String, Value>, CredentialError> {
        let validation = self.validation(algorithm);
        let token = decode::<Map<String, Value>>(token, key.decoding(), &validation).map_err(describe)?;
        // The library also accepts a list of issuers that contains the right one.
        match token.claims.get("iss") {
            Some(Value::String(issuer)) if *issuer == self.settings.issuer => Ok(token.claims),
            _ => Err(describe(ErrorKind::InvalidIssuer.into())),
        }
    }

    /// What the library checks. It does not check times, because it would read the clock; [`check_times`] receives the time.
    fn validation(&self, algorithm: Algorithm) -> Validation {
        let mut validation = Validation::new(algorithm);
        validation.required_spec_claims = HashSet::from(["iss", "aud", "sub"].map(str::to_owned));
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation.set_issuer(&[&self.settings.issuer]);
        validation.set_audience(&[&self.settings.audience]);
        validation
    }
}

/// The parts of a token's header that matter.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<IgnoredAny>,
}

impl Header {
    fn parse(token: &str) -> Result<Self, CredentialError> {
        if token.len() > LONGEST_TOKEN {
            return Err(CredentialError::Invalid(message!("token-too-long")));
        }
        let header = token.split('.').next().unwrap_or_default();
        let header = URL_SAFE_NO_PAD.decode(header).map_err(|_| not_a_token())?;
        let header: Self = serde_json::from_slice(&header).map_err(|_| not_a_token())?;
        header.check_kind()?;
        Ok(header)
    }

    /// Rejects tokens of other types, and critical headers, because none is supported.
    fn check_kind(&self) -> Result<(), CredentialError> {
        if self.crit.is_some() {
            return Err(CredentialError::Invalid(message!("token-with-critical-headers")));
        }
        let kind = self.typ.as_deref().unwrap_or("JWT").to_ascii_lowercase();
        match kind.strip_prefix("application/").unwrap_or(&kind) {
            "jwt" | "at+jwt" => Ok(()),
            _ => Err(CredentialError::Invalid(message!("token-of-other-type"))),
        }
    }

    fn algorithm(&self, accepted: &Algorithms) -> Result<Algorithm, CredentialError> {
        let named = Algorithm::from_str(&self.alg).ok().filter(|named| accepted.contains(*named));
        named.ok_or_else(|| {
            CredentialError::Invalid(message!("token-algorithm-refused", accepted = accepted.to_string()))
        })
    }
}

/// Checks that the token is valid now, and returns the moment from which it is not.
fn check_times(claims: &Map<String, Value>, now: Moment) -> Result<Moment, CredentialError> {
    let expires_at =
        moment(claims, "exp")?.ok_or_else(|| CredentialError::Invalid(message!("token-without-expiry")))?;
    let expires_at = expires_at.checked_add_signed(LEEWAY).unwrap_or(Moment::MAX_UTC);
    if now >= expires_at {
        return Err(CredentialError::Invalid(message!("token-expired")));
    }
    match moment(claims, "nbf")? {
        Some(begins_at) if begins_at - now > LEEWAY => {
            Err(CredentialError::Invalid(message!("token-not-valid-yet")))
        }
        _ => Ok(expires_at),
    }
}

/// A time of the token, in seconds since 1970; a fraction is ignored.
fn moment(claims: &Map<String, Value>, name: &str) -> Result<Option<Moment>, CredentialError> {
    let value = match claims.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(value) => value,
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float beyond i64 becomes its limit, which is not a moment"
    )]
    let seconds = value.as_i64().or_else(|| value.as_f64().map(|seconds| seconds as i64));
    let moment = seconds.and_then(|seconds| Moment::from_timestamp(seconds, 0));
    moment.map(Some).ok_or_else(|| CredentialError::Invalid(message!("token-time-wrong", claim = name)))
}

/// The error of the library as a message for the bearer of the token.
fn describe(error: Error) -> CredentialError {
    CredentialError::Invalid(match error.kind() {
        ErrorKind::InvalidSignature | ErrorKind::InvalidAlgorithm | ErrorKind::InvalidKeyFormat => {
            message!("token-signature-wrong")
        }
        ErrorKind::InvalidIssuer => message!("token-of-other-provider"),
        ErrorKind::InvalidAudience => message!("token-for-other-service"),
        ErrorKind::MissingRequiredClaim(name) => message!("token-without-claim", claim = name),
        _ => return not_a_token(),
    })
}
