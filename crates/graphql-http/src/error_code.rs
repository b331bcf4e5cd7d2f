//! The codes in `extensions.code` of errors: the complete list, and the functions that create errors.

use std::error::Error as StdError;
use std::fmt::Write as _;
use std::sync::Arc;

use async_graphql::{Error, ErrorExtensionValues, InputType, InputValueError, Pos, ServerError, Value};
use shahrak_messages::{Language, Message, message};
use uuid::Uuid;

/// What went wrong, for programs to branch on. People read the message.
///
/// Codes may be added, and never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// An argument or a variable has a value that is not accepted. The message names it and states what would be right.
    BadUserInput,
    /// The document does not fit the schema: an unknown field, a missing argument, an unused fragment.
    GraphqlValidationFailed,
    /// The document is not GraphQL.
    GraphqlParseFailed,
    /// The HTTP request is not a GraphQL request: wrong method, media type or body.
    BadRequest,
    /// The persisted document with this hash is unknown; send the text.
    PersistedQueryNotFound,
    /// Persisted documents are not supported; send the text.
    PersistedQueryNotSupported,
    /// `operationName` names no operation of the document, or is missing although the document has several.
    OperationResolutionFailure,
    /// The request needs a credential, or its credential is not valid.
    Unauthenticated,
    /// The caller may not do this.
    Forbidden,
    /// Somebody else changed the same thing in the meantime; read it again and decide again.
    Conflict,
    /// Too many requests from this caller; try again later.
    Throttled,
    /// The document or its cost exceeds a limit. The message names the limit, its value and the value found.
    QueryTooComplex,
    /// The answer took longer than a request may; ask for less at once.
    Timeout,
    /// The server, or a service that it needs, cannot answer now; try again later.
    Unavailable,
    /// A fault of the server. The log has its causes under `extensions.id`.
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

    /// The code as written in an error.
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

    /// Parses a code as written in an error.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == text)
    }

    /// The code of an error, if it has one.
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

/// An error for a resolver to return, if the caller can correct it.
pub fn error(code: ErrorCode, message: Message) -> Error {
    let mut error = Error::new_with_source(message);
    error.extensions = Some(coded(code));
    error
}

/// An error of the whole request, before any field is resolved.
pub fn request_error(code: ErrorCode, message: Message, position: Option<Pos>) -> ServerError {
    let mut error = ServerError::new("", position);
    set_message(&mut error, message);
    error.extensions = Some(coded(code));
    error
}

/// The key under which [`input_error`] passes a message through the engine, which only keeps texts and extensions.
const MESSAGE: &str = "message";

/// An error for a scalar to return if a value is not one of its values.
pub fn input_error<T: InputType>(message: &Message) -> InputValueError<T> {
    let error = InputValueError::custom(message);
    match serde_json::to_string(message) {
        Ok(json) => error.with_extension(MESSAGE, json),
        // Then the text stays English.
        Err(_) => error,
    }
}

/// Removes the message that a scalar passed with [`input_error`].
pub(crate) fn take_input_message(error: &mut ServerError) -> Option<Message> {
    let extensions = error.extensions.as_mut()?;
    let Value::String(json) = extensions.get(MESSAGE)? else { return None };
    let message = serde_json::from_str(json).ok();
    extensions.unset(MESSAGE);
    message
}

/// Why a value of an input is not accepted.
pub fn input_message<T: InputType>(error: InputValueError<T>) -> Message {
    let mut error = error.into_server_error(Pos::default());
    take_input_message(&mut error).unwrap_or_else(|| Message::verbatim(error.message))
}

/// Gives an error a message. Its text is English until it is written to a client.
pub(crate) fn set_message(error: &mut ServerError, message: Message) {
    error.message = message.to_string();
    error.source = Some(Arc::new(message));
}

/// Errors in the language of a client. Long messages are cut: they repeat parts of the document.
pub(crate) fn in_language(errors: &[ServerError], language: Language) -> Vec<ServerError> {
    let in_language = |error: &ServerError| {
        let mut error = error.clone();
        if let Some(message) = error.source::<Message>() {
            error.message = message.text(language);
        }
        shorten(&mut error.message);
        error
    };
    errors.iter().map(in_language).collect()
}

/// An error for a resolver to return, if the server is at fault. Logs it with its causes, and masks them for the client.
pub fn internal(fault: impl StdError) -> Error {
    let (message, extensions) = masked(&with_causes(&fault));
    let mut error = Error::new_with_source(message);
    error.extensions = Some(extensions);
    error
}

/// Logs a fault under a new id, and returns the message and the extensions that the client may see.
pub(crate) fn masked(fault: &str) -> (Message, ErrorExtensionValues) {
    let id = Uuid::now_v7();
    tracing::error!(error.id = %id, error.fault = fault, "a request failed on our side");
    let mut extensions = coded(ErrorCode::InternalServerError);
    extensions.set("id", id.to_string());
    (message!("fault-on-our-side", id = id.to_string()), extensions)
}

/// Logs a fault of background work with its causes, and returns the id of the entry.
pub fn log(fault: &dyn StdError) -> String {
    let id = Uuid::now_v7().to_string();
    tracing::error!(
        error.id = id,
        error.fault = with_causes(fault),
        "work in the background failed on our side"
    );
    id
}

/// The longest message, in characters.
const LONGEST_MESSAGE: usize = 600;

/// Cuts a message that is too long to read.
fn shorten(message: &mut String) {
    if let Some((end, _)) = message.char_indices().nth(LONGEST_MESSAGE) {
        message.truncate(end);
        message.push('…');
    }
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
    fn a_fault_is_masked_and_has_an_id() {
        let error = internal(std::io::Error::other("password of the database"));

        assert!(!error.message.contains("password"));
        let id = error.extensions.unwrap().get("id").cloned().unwrap();
        assert!(error.message.contains(id.to_string().trim_matches('"')));
    }
}
