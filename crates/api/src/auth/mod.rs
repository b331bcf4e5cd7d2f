//! Credentials: who asks, by what they show.

pub mod admission;
mod jwks;
pub mod oidc;

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
