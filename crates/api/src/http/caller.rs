//! Who asks: from the credential of a request to the caller whom its fields see.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, HeaderMap, WWW_AUTHENTICATE};
use tokio::time::timeout;

use shahrak_domain::actor::Actor;

use super::Api;
use super::request::Fault;
use crate::clock;
use crate::error_code::ErrorCode;

/// The challenge to those without a credential (RFC 6750).
pub(super) const CHALLENGE: &str = "Bearer realm=\"shahrak\"";

/// The challenge to those whose credential was refused.
const INVALID: &str = "Bearer realm=\"shahrak\", error=\"invalid_token\"";

/// Who asks, as data of a request: somebody with a credential, or a citizen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller(pub Option<Arc<Actor>>);

impl Caller {
    /// Who it is; none for a citizen.
    pub fn actor(&self) -> Option<&Arc<Actor>> {
        self.0.as_ref()
    }
}

/// Why a credential was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It does not hold. The words say why, as far as its bearer may know.
    Invalid(String),
    /// Nobody can tell now whether it holds. The words are for the log.
    Unavailable(String),
}

impl Refusal {
    /// As an answer to a plain request with these headers.
    pub(super) fn into_fault(self, headers: &HeaderMap) -> Fault {
        match self {
            Self::Invalid(message) => {
                let challenge = if headers.contains_key(AUTHORIZATION) { INVALID } else { CHALLENGE };
                let fault = Fault::new(StatusCode::UNAUTHORIZED, message);
                Fault { code: ErrorCode::Unauthenticated, ..fault.with_header(WWW_AUTHENTICATE, challenge) }
            }
            Self::Unavailable(reason) => {
                tracing::warn!(reason, "credentials cannot be checked");
                let message = "credentials cannot be checked now; try again in a moment";
                let fault = Fault::new(StatusCode::SERVICE_UNAVAILABLE, message);
                Fault { code: ErrorCode::Unavailable, ..fault }
            }
        }
    }
}

/// The bearer credential in the headers of a request.
pub(super) fn bearer(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let mut given = headers.get_all(AUTHORIZATION);
    match (given.next(), given.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => parse(value.to_str().unwrap_or_default()).map(Some),
        (Some(_), Some(_)) => {
            Err(Refusal::Invalid("send one `authorization` header, not several".to_owned()))
        }
    }
}

/// The credential in the value of `Authorization`.
pub(super) fn parse(value: &str) -> Result<String, Refusal> {
    let parts = value.trim().split_once(' ').map(|(scheme, credential)| (scheme, credential.trim()));
    match parts {
        Some((scheme, credential)) if scheme.eq_ignore_ascii_case("bearer") && !credential.is_empty() => {
            Ok(credential.to_owned())
        }
        _ => Err(Refusal::Invalid("send a credential as `authorization: Bearer …`".to_owned())),
    }
}

/// Whose credential it is.
pub(super) async fn identify<E>(api: &Api<E>, bearer: Option<&str>) -> Result<Caller, Refusal> {
    let asked = (api.authenticate)(bearer.map(str::to_owned));
    match timeout(api.limits.time, asked).await {
        Ok(Ok(None)) if api.require_auth => Err(Refusal::Invalid(
            "this register requires a credential: send `authorization: Bearer …`".to_owned(),
        )),
        Ok(answer) => answer.map(Caller),
        Err(_) => Err(Refusal::Unavailable("the check of a credential takes too long".to_owned())),
    }
}

/// Whether a credential is still that of this caller, with the same rights.
pub(super) async fn holds<E>(api: &Api<E>, bearer: &str, caller: &Caller) -> Result<(), Refusal> {
    // For this nobody has to be asked.
    if caller.actor().and_then(|actor| actor.expires_at).is_some_and(|end| end <= clock::now()) {
        return Err(Refusal::Invalid("the credential has expired; connect again with a new one".to_owned()));
    }
    match identify(api, Some(bearer)).await? {
        now if now == *caller => Ok(()),
        _ => Err(Refusal::Invalid("the rights of the credential have changed; connect again".to_owned())),
    }
}

/// The same for what runs already: until it expires, a credential is taken to hold where nobody can tell now.
pub(super) async fn still_holds<E>(api: &Api<E>, bearer: &str, caller: &Caller) -> Result<(), Refusal> {
    match holds(api, bearer, caller).await {
        Err(Refusal::Unavailable(reason)) => {
            tracing::warn!(reason, "a credential cannot be checked again; it is taken to hold");
            Ok(())
        }
        answer => answer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_a_bearers() {
        #[track_caller]
        fn check(value: &str, expected: Option<&str>) {
            assert_eq!(parse(value).ok().as_deref(), expected, "{value}");
        }
        check("Bearer abc", Some("abc"));
        check("bearer  abc ", Some("abc"));
        check("BEARER a.b.c", Some("a.b.c"));
        check("Bearer", None);
        check("Bearer ", None);
        check("Basic YTpi", None);
        check("abc", None);
        check("", None);
    }
}
