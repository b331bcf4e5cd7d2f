//! Errors of HTTP itself: a request that is not a GraphQL request, or that is rejected before its document is read.

use actix_web::http::StatusCode;
use actix_web::http::header::HeaderName;

use crate::error_code::ErrorCode;

/// An error with a status of its own, independent of the media type that the client accepts.
#[derive(Debug)]
pub(crate) struct HttpError {
    pub(crate) status: StatusCode,
    pub(crate) code: ErrorCode,
    pub(crate) message: String,
    /// A header that tells the client what would be right.
    pub(crate) header: Option<(HeaderName, &'static str)>,
}

impl HttpError {
    /// An error with the code `BAD_REQUEST`.
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, code: ErrorCode::BadRequest, message: message.into(), header: None }
    }

    /// An error with the status 400.
    pub(crate) fn malformed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub(crate) fn with_code(self, code: ErrorCode) -> Self {
        Self { code, ..self }
    }

    pub(crate) fn with_header(self, name: HeaderName, value: &'static str) -> Self {
        Self { header: Some((name, value)), ..self }
    }
}
