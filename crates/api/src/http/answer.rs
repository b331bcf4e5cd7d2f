//! Writes the answer: status, media type, JSON.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use async_graphql::{Response, ServerError, Value};
use serde::Serialize;

use super::caller::CHALLENGE;
use super::media::Media;
use super::prepare::Refused;
use super::request::Fault;
use crate::error_code::{ErrorCode, request_error};

/// After how many seconds a request that was turned away may come again.
const SOON: &str = "1";

/// The outcome of a GraphQL request.
#[derive(Debug)]
pub(super) enum Answer {
    /// The operation was run; the data may be partial or `null`.
    Data(Response),
    /// The request was refused before anything was run: no `data` in the answer.
    Refused(Response),
}

impl Answer {
    pub(super) fn refused(error: impl Into<ServerError>) -> Self {
        Self::Refused(Response::from_errors(vec![error.into()]))
    }

    pub(super) fn response(&self) -> &Response {
        match self {
            Self::Data(response) | Self::Refused(response) => response,
        }
    }

    pub(super) fn response_mut(&mut self) -> &mut Response {
        match self {
            Self::Data(response) | Self::Refused(response) => response,
        }
    }
}

/// An outcome as clients read it.
#[derive(Serialize)]
pub(super) struct Body<'a> {
    #[serde(skip_serializing_if = "slice_is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "map_is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

impl<'a> Body<'a> {
    /// Errors alone, where nothing was run.
    pub(super) fn errors(errors: &'a [ServerError]) -> Self {
        const NONE: &BTreeMap<String, Value> = &BTreeMap::new();
        Self { errors, data: None, extensions: NONE }
    }
}

impl<'a> From<&'a Answer> for Body<'a> {
    fn from(answer: &'a Answer) -> Self {
        let response = answer.response();
        let data = matches!(answer, Answer::Data(_)).then_some(&response.data);
        Self { errors: &response.errors, data, extensions: &response.extensions }
    }
}

fn slice_is_empty(errors: &&[ServerError]) -> bool {
    errors.is_empty()
}

fn map_is_empty(extensions: &&BTreeMap<String, Value>) -> bool {
    extensions.is_empty()
}

/// The HTTP response of an outcome.
pub(super) fn write(media: Media, answer: &Answer) -> HttpResponse {
    let status = match answer {
        Answer::Data(_) => StatusCode::OK,
        Answer::Refused(response) => status(media, &response.errors),
    };
    let mut response = json(status, media, &Body::from(answer));
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(CHALLENGE));
    }
    response
}

/// The HTTP response to what is not run.
pub(super) fn write_refused(media: Media, refused: Refused) -> HttpResponse {
    match refused {
        Refused::Request(error) => write(media, &Answer::refused(*error)),
        Refused::Fault(fault) => write_fault(media, fault),
    }
}

/// The HTTP response to what is no GraphQL request.
pub(super) fn write_fault(media: Media, fault: Fault) -> HttpResponse {
    let mut message = fault.message;
    super::errors::shorten(&mut message);
    let errors = [request_error(fault.code, message, None)];
    let mut response = json(fault.status, media, &Body::errors(&errors));
    if let Some((name, value)) = fault.header {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn json(status: StatusCode, media: Media, body: &Body<'_>) -> HttpResponse {
    match serde_json::to_vec(body) {
        Ok(bytes) => {
            let mut response = HttpResponse::build(status);
            response
                .insert_header((header::CONTENT_TYPE, media.content_type()))
                .insert_header((header::CACHE_CONTROL, "no-store"))
                .insert_header((header::VARY, "accept"));
            if status == StatusCode::SERVICE_UNAVAILABLE {
                response.insert_header((header::RETRY_AFTER, SOON));
            }
            response.body(bytes)
        }
        Err(error) => {
            let (message, _) = crate::error_code::masked(&error.to_string());
            HttpResponse::InternalServerError().body(message)
        }
    }
}

/// The status of a refused request. For plain JSON it is 200 where the document is at fault,
/// as the specification asks for clients of old; a fault of the server shows in either.
fn status(media: Media, errors: &[ServerError]) -> StatusCode {
    let status = match errors.first().and_then(ErrorCode::of) {
        Some(ErrorCode::InternalServerError) => StatusCode::INTERNAL_SERVER_ERROR,
        Some(ErrorCode::Timeout | ErrorCode::Unavailable) => StatusCode::SERVICE_UNAVAILABLE,
        Some(ErrorCode::Throttled) => StatusCode::TOO_MANY_REQUESTS,
        Some(ErrorCode::Unauthenticated) => StatusCode::UNAUTHORIZED,
        Some(ErrorCode::Forbidden) => StatusCode::FORBIDDEN,
        _ => StatusCode::BAD_REQUEST,
    };
    match (media, status) {
        (Media::Json, StatusCode::BAD_REQUEST) => StatusCode::OK,
        _ => status,
    }
}
