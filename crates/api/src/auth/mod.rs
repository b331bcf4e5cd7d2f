//! Authentication and authorisation: from a credential to an actor, and what the actor may do.

pub mod authorize;
mod jwks;
pub mod new_token;
pub mod oidc;
pub mod token;

use std::sync::Arc;

use shahrak_domain::actor::Actor;
use shahrak_domain::moment::Moment;
use shahrak_messages::{Message, message};
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
            return Err(CredentialError::Invalid(message!("credential-of-unknown-kind")));
        };
        Ok(Arc::new(actor))
    }

    /// The owner of a personal token.
    async fn owner(&self, bearer: &str, now: Moment) -> Result<Actor, CredentialError> {
        let unknown = || CredentialError::Invalid(message!("personal-token-unknown"));
        let secret = Secret::parse(bearer).ok_or_else(unknown)?;
        let found = find_by_hash(&self.db, &secret.hash(), now).await;
        let token = found.map_err(|error| CredentialError::Unavailable(error.to_string()))?;
        let token = token.ok_or_else(unknown)?;
        if token.revoked_at.is_some() {
            return Err(CredentialError::Invalid(message!("personal-token-revoked")));
        }
        if !token.holds_at(now) {
            return Err(CredentialError::Invalid(message!("personal-token-expired")));
        }
        Ok(token.into_actor())
    }

    /// The user that a token of the provider names.
    async fn user_of_provider(&self, bearer: &str, now: Moment) -> Result<Actor, CredentialError> {
        match &self.oidc {
            Some(oidc) => oidc.verify(bearer, now).await,
            None => Err(CredentialError::Invalid(message!("no-provider"))),
        }
    }
}

/// Why a credential is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// The credential is not valid, or gives no role. The message is for its bearer.
    #[error("{0}")]
    Invalid(Message),
    /// The credential cannot be checked now. The text is for the log.
    #[error("{0}")]
    Unavailable(String),
}
