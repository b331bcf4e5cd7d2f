//! The codes an error carries in `extensions.code`: the one list, and how errors get them.

use std::error::Error as StdError;
use std::fmt::Write as _;

use async_graphql::{Error, ErrorExtensionValues, Pos, ServerError, Value};
use uuid::Uuid;

/// What went wrong, for a program to branch on. People read the message beside it.
///
/// Codes are added freely and never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// An argument or a variable has a value that the register does not accept; the message names it and says what would be right.
    BadUserInput,
    /// The document does not fit the schema, or selects nothing sensible: an unknown field, a missing argument, an unused fragment.
    GraphqlValidationFailed,
    /// The document is not GraphQL.
    GraphqlParseFailed,
    /// The HTTP request is not a GraphQL request: wrong method, media type or body.
    BadRequest,
    /// The persisted document that is named by its hash is not known here.
    PersistedQueryNotFound,
    /// Documents cannot be named by their hash here; send the text.
    PersistedQueryNotSupported,
    /// `operationName` names no operation of the document, or is missing where the document has several.
    OperationResolutionFailure,
    /// The request needs a credential, or the credential given is not valid.
    Unauthenticated,
    /// Who asks may not do this.
    Forbidden,
    /// Somebody else changed the same thing in the meantime; read again and decide again.
    Conflict,
    /// Too many requests from this caller; try again later.
    Throttled,
    /// The document or its cost is over a limit; the message names the limit, its value and what was found.
    QueryTooComplex,
    /// The answer took longer than the time allowed for a request; ask for less at once.
    Timeout,
    /// The register, or what it needs, is not able to answer now; try again later.
    Unavailable,
    /// A fault of ours. `extensions.id` is in the log beside its causes.
    InternalServerError,
}

impl ErrorCode {
    /// Every code, in the order of the documentation.
    pub const ALL: [Self; 15] = [
        Self::BadUserInput,
        Self::GraphqlValidationFailed,
        Self::GraphqlParseFailed,
        Self::BadRequest,
        Self::PersistedQueryNotFound,
        Self::PersistedQueryNotSupported,
        Self::OperationResolutionFailure,
        Self::Unauthenticated,
        Self::Forbidden,
        Self::Conflict,
        Self::Throttled,
        Self::QueryTooComplex,
        Self::Timeout,
        Self::Unavailable,
        Self::InternalServerError,
    ];

    /// The code as it stands in the answer.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::GraphqlValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            Self::GraphqlParseFailed => "GRAPHQL_PARSE_FAILED",
            Self::BadRequest => "BAD_REQUEST",
            Self::PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
            Self::PersistedQueryNotSupported => "PERSISTED_QUERY_NOT_SUPPORTED",
            Self::OperationResolutionFailure => "OPERATION_RESOLUTION_FAILURE",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::Conflict => "CONFLICT",
            Self::Throttled => "THROTTLED",
            Self::QueryTooComplex => "QUERY_TOO_COMPLEX",
            Self::Timeout => "TIMEOUT",
            Self::Unavailable => "UNAVAILABLE",
            Self::InternalServerError => "INTERNAL_SERVER_ERROR",
        }
    }

    /// The code that reads so in an answer.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == text)
    }

    /// The code that an error of an answer carries.
    pub fn of(error: &ServerError) -> Option<Self> {
        Self::within(error.extensions.as_ref()?)
    }

    /// The code in the extensions of an error.
    pub fn within(extensions: &ErrorExtensionValues) -> Option<Self> {
        match extensions.get("code")? {
            Value::String(text) => Self::parse(text),
            Value::Enum(name) => Self::parse(name),
            _ => None,
        }
    }
}

/// An error for a resolver to return: what the asker can put right, with its code.
pub fn error(code: ErrorCode, message: impl Into<String>) -> Error {
    let mut error = Error::new(message);
    error.extensions = Some(coded(code));
    error
}

/// An error of the whole request, before any field was resolved.
pub fn request_error(code: ErrorCode, message: impl Into<String>, position: Option<Pos>) -> ServerError {
    let mut error = ServerError::new(message, position);
    error.extensions = Some(coded(code));
    error
}

/// An error for a resolver to return where the fault is ours: logged here, once, with its causes; masked in the answer.
pub fn internal(fault: impl StdError) -> Error {
    let (message, extensions) = masked(&with_causes(&fault));
    let mut error = Error::new(message);
    error.extensions = Some(extensions);
    error
}

/// Hides a fault behind an id: logs `fault` with the id, and gives the message and the extensions for the answer.
pub(crate) fn masked(fault: &str) -> (String, ErrorExtensionValues) {
    let id = Uuid::now_v7();
    tracing::error!(error.id = %id, error.fault = fault, "a request failed on our side");
    let mut extensions = coded(ErrorCode::InternalServerError);
    extensions.set("id", id.to_string());
    (format!("something went wrong on our side; id {id}"), extensions)
}

/// Logs a fault of work in the background with its causes; the id under which it is found.
pub(crate) fn log(fault: &dyn StdError) -> String {
    let id = Uuid::now_v7().to_string();
    tracing::error!(
        error.id = id,
        error.fault = with_causes(fault),
        "work in the background failed on our side"
    );
    id
}

fn coded(code: ErrorCode) -> ErrorExtensionValues {
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", code.as_str());
    extensions
}

fn with_causes(fault: &dyn StdError) -> String {
    let mut text = fault.to_string();
    let mut cause = fault.source();
    while let Some(next) = cause {
        // Writing to a string cannot fail.
        let _ = write!(text, ": {next}");
        cause = next.source();
    }
    text
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for code in ErrorCode::ALL {
            assert_eq!(ErrorCode::parse(code.as_str()), Some(code));
        }
    }

    #[test]
    fn a_fault_is_masked_and_keeps_an_id() {
        let error = internal(std::io::Error::other("password of the database"));

        assert!(!error.message.contains("password"));
        let id = error.extensions.unwrap().get("id").cloned().unwrap();
        assert!(error.message.contains(id.to_string().trim_matches('"')));
    }
}
