//! Authentication and authorisation: from a credential to an actor, and what the actor may do.

pub mod authorize;
mod jwks;
pub mod new_token;
pub mod oidc;
pub mod token;

use std::sync::Arc;

use shahrak_domain::actor::Actor;
use shahrak_domain::moment::Moment;
use shahrak_persistence::db::Db;
use shahrak_persistence::token::find_by_hash;

use self::oidc::Oidc;
use self::token::{PREFIX, Secret};

/// Finds the actor with a credential.
#[derive(Clone)]
pub struct Authenticator {
    db: Db,
    oidc: Option<Oidc>,
}

impl Authenticator {
    /// Accepts the personal tokens of a register, and the tokens of a provider if there is one.
    pub fn new(db: Db, oidc: Option<Oidc>) -> Self {
        Self { db, oidc }
    }

    /// The actor with a bearer credential.
    pub async fn actor(&self, bearer: &str, now: Moment) -> Result<Arc<Actor>, CredentialError> {
        let actor = if bearer.starts_with(PREFIX) {
            self.owner(bearer, now).await?
        } else if bearer.matches('.').count() == 2 {
            self.user_of_provider(bearer, now).await?
        } else {
            return Err(CredentialError::invalid(
                "the credential is neither a personal token (shahrak_…) nor a JSON Web Token",
            ));
        };
        Ok(Arc::new(actor))
    }

    /// The owner of a personal token.
    async fn owner(&self, bearer: &str, now: Moment) -> Result<Actor, CredentialError> {
        let unknown = "the register does not know this personal token; check that it was copied completely";
        let secret = Secret::parse(bearer).ok_or_else(|| CredentialError::invalid(unknown))?;
        let found = find_by_hash(&self.db, &secret.hash(), now).await;
        let token = found.map_err(|error| CredentialError::Unavailable(error.to_string()))?;
        let token = token.ok_or_else(|| CredentialError::invalid(unknown))?;
        if token.revoked_at.is_some() {
            return Err(CredentialError::invalid("the personal token was revoked; ask for a new one"));
        }
        if !token.holds_at(now) {
            return Err(CredentialError::invalid("the personal token has expired; ask for a new one"));
        }
        Ok(token.into_actor())
    }

    /// The user that a token of the provider names.
    async fn user_of_provider(&self, bearer: &str, now: Moment) -> Result<Actor, CredentialError> {
        match &self.oidc {
            Some(oidc) => oidc.verify(bearer, now).await,
            None => Err(CredentialError::invalid(
                "tokens of an OpenID Connect provider are not accepted here; send a personal token (shahrak_…)",
            )),
        }
    }
}

/// Why a credential is not accepted. The message is for its bearer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// The credential is not valid, or gives no role.
    #[error("{0}")]
    Invalid(String),
    /// The credential cannot be checked now.
    #[error("{0}")]
    Unavailable(String),
}

impl CredentialError {
    fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid(message.into())
    }
}
