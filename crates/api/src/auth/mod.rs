//! Credentials: who asks, by what they show.

pub mod admission;
pub mod draft;
mod jwks;
pub mod oidc;
pub mod token;

use std::sync::Arc;

use shahrak_domain::actor::Actor;
use shahrak_domain::moment::Moment;
use shahrak_persistence::db::Db;
use shahrak_persistence::token::find_by_hash;

use self::oidc::Oidc;
use self::token::{PREFIX, Secret};

/// Tells who shows a credential.
#[derive(Clone)]
pub struct Authenticator {
    db: Db,
    oidc: Option<Oidc>,
}

impl Authenticator {
    /// By the personal tokens of a register, and those of a provider if one is set.
    pub fn new(db: Db, oidc: Option<Oidc>) -> Self {
        Self { db, oidc }
    }

    /// Who shows this credential now.
    ///
    /// # Errors
    /// [`CredentialError`] in words for who shows it.
    pub async fn actor(&self, bearer: &str, now: Moment) -> Result<Arc<Actor>, CredentialError> {
        let actor = if bearer.starts_with(PREFIX) {
            self.owner(bearer, now).await?
        } else if bearer.matches('.').count() == 2 {
            self.user_of_provider(bearer, now).await?
        } else {
            return Err(CredentialError::refused(
                "the credential is neither a personal token (shahrak_…) nor a JSON Web Token",
            ));
        };
        Ok(Arc::new(actor))
    }

    /// The owner of a personal token.
    async fn owner(&self, bearer: &str, now: Moment) -> Result<Actor, CredentialError> {
        let unknown = "the register does not know this personal token; check that it was copied completely";
        let secret = Secret::parse(bearer).ok_or_else(|| CredentialError::refused(unknown))?;
        let found = find_by_hash(&self.db, &secret.hash(), now).await;
        let token = found.map_err(|error| CredentialError::Unavailable(error.to_string()))?;
        let token = token.ok_or_else(|| CredentialError::refused(unknown))?;
        if token.revoked_at.is_some() {
            return Err(CredentialError::refused("the personal token was revoked; ask for a new one"));
        }
        if !token.holds_at(now) {
            return Err(CredentialError::refused("the personal token has expired; ask for a new one"));
        }
        Ok(token.into_actor())
    }

    /// Whom a token of the provider names.
    async fn user_of_provider(&self, bearer: &str, now: Moment) -> Result<Actor, CredentialError> {
        match &self.oidc {
            Some(oidc) => oidc.verify(bearer, now).await,
            None => Err(CredentialError::refused(
                "tokens of an OpenID Connect provider are not accepted here; send a personal token (shahrak_…)",
            )),
        }
    }
}

/// Why a credential gives nobody a role here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// The credential is not valid, or gives no role; the sentence is for who shows it.
    #[error("{0}")]
    Refused(String),
    /// Whether it is valid cannot be told now; the sentence is for who shows it.
    #[error("{0}")]
    Unavailable(String),
}

impl CredentialError {
    /// A refusal in these words.
    fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }
}
