//! The caller of a request, and the form of credentials.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, HeaderMap, WWW_AUTHENTICATE};

use shahrak_domain::actor::Actor;
use shahrak_messages::{Message, message};

use crate::error_code::ErrorCode;
use crate::http_error::HttpError;

/// The challenge if a credential is missing (RFC 6750).
pub(crate) const CHALLENGE: &str = "Bearer realm=\"shahrak\"";

/// The challenge if a credential is not valid.
const INVALID: &str = "Bearer realm=\"shahrak\", error=\"invalid_token\"";

/// The sender of a request, as data of the request: an actor with a valid credential, or a citizen without one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller(pub Option<Arc<Actor>>);

impl Caller {
    /// The actor; none for a citizen.
    pub fn actor(&self) -> Option<&Arc<Actor>> {
        self.0.as_ref()
    }
}

/// Why a credential is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthError {
    /// It is not valid. The message is for the client.
    Invalid(Message),
    /// It cannot be checked now. The message is for the log.
    Unavailable(String),
}

impl AuthError {
    /// The response to a request with these headers.
    pub(crate) fn into_http_error(self, headers: &HeaderMap) -> HttpError {
        match self {
            Self::Invalid(message) => {
                let challenge = if headers.contains_key(AUTHORIZATION) { INVALID } else { CHALLENGE };
                HttpError::new(StatusCode::UNAUTHORIZED, message)
                    .with_code(ErrorCode::Unauthenticated)
                    .with_header(WWW_AUTHENTICATE, challenge)
            }
            Self::Unavailable(reason) => {
                tracing::warn!(reason, "credentials cannot be checked");
                let message = message!("credentials-unavailable");
                HttpError::new(StatusCode::SERVICE_UNAVAILABLE, message).with_code(ErrorCode::Unavailable)
            }
        }
    }
}

/// The bearer credential in the headers of a request.
pub(crate) fn bearer(headers: &HeaderMap) -> Result<Option<String>, AuthError> {
    let mut given = headers.get_all(AUTHORIZATION);
    match (given.next(), given.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => parse(value.to_str().unwrap_or_default()).map(Some),
        (Some(_), Some(_)) => Err(AuthError::Invalid(message!("several-authorization-headers"))),
    }
}

/// The credential in the value of `Authorization`.
pub(crate) fn parse(value: &str) -> Result<String, AuthError> {
    let parts = value.trim().split_once(' ').map(|(scheme, credential)| (scheme, credential.trim()));
    match parts {
        Some((scheme, credential)) if scheme.eq_ignore_ascii_case("bearer") && !credential.is_empty() => {
            Ok(credential.to_owned())
        }
        _ => Err(AuthError::Invalid(message!("credential-form"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bearer_credentials_are_read() {
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
