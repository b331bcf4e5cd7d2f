//! Finds the caller with a credential, and checks it again while a connection is open.

use shahrak_messages::message;
use tokio::time::timeout;

use crate::api::Api;
use crate::caller::{AuthError, Caller};
use crate::clock;

/// The caller with a credential.
pub(crate) async fn identify<E>(api: &Api<E>, bearer: Option<&str>) -> Result<Caller, AuthError> {
    let checked = (api.authenticate)(bearer.map(str::to_owned));
    match timeout(api.limits.time, checked).await {
        Ok(Ok(None)) if api.require_auth => Err(AuthError::Invalid(message!("credential-required"))),
        Ok(actor) => actor.map(Caller),
        Err(_) => Err(AuthError::Unavailable("the check of a credential takes too long".to_owned())),
    }
}

/// Checks that a credential is still valid for this caller, with the same rights.
pub(crate) async fn check_again<E>(api: &Api<E>, bearer: &str, caller: &Caller) -> Result<(), AuthError> {
    // An expired credential is rejected even if the service that checks credentials is away.
    if caller.actor().and_then(|actor| actor.expires_at).is_some_and(|end| end <= clock::now()) {
        return Err(AuthError::Invalid(message!("credential-expired")));
    }
    match identify(api, Some(bearer)).await? {
        now if now == *caller => Ok(()),
        _ => Err(AuthError::Invalid(message!("credential-rights-changed"))),
    }
}

/// The same for running subscriptions: a credential that cannot be checked now remains valid until it expires.
pub(crate) async fn check_running<E>(api: &Api<E>, bearer: &str, caller: &Caller) -> Result<(), AuthError> {
    match check_again(api, bearer, caller).await {
        Err(AuthError::Unavailable(reason)) => {
            tracing::warn!(reason, "a credential cannot be checked again; the subscription continues");
            Ok(())
        }
        checked => checked,
    }
}
