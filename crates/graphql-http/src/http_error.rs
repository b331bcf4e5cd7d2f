//! Errors of HTTP itself: a request that is not a GraphQL request, or that is rejected before its document is read.

use actix_web::http::StatusCode;
use actix_web::http::header::HeaderName;
use async_graphql::ServerError;
use shahrak_messages::Message;

use crate::error_code::{ErrorCode, request_error};

/// An error with a status of its own, independent of the media type that the client accepts.
#[derive(Debug)]
pub(crate) struct HttpError {
    pub(crate) status: StatusCode,
    pub(crate) code: ErrorCode,
    pub(crate) message: Message,
    /// A header that tells the client what would be right.
    pub(crate) header: Option<(HeaderName, &'static str)>,
}

impl HttpError {
    /// An error with the code `BAD_REQUEST`.
    pub(crate) fn new(status: StatusCode, message: Message) -> Self {
        Self { status, code: ErrorCode::BadRequest, message, header: None }
    }

    /// An error with the status 400.
    pub(crate) fn malformed(message: Message) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub(crate) fn with_code(self, code: ErrorCode) -> Self {
        Self { code, ..self }
    }

    pub(crate) fn with_header(self, name: HeaderName, value: &'static str) -> Self {
        Self { header: Some((name, value)), ..self }
    }
}

impl From<HttpError> for ServerError {
    fn from(error: HttpError) -> Self {
        request_error(error.code, error.message, None)
    }
}
