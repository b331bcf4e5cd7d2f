//! Writes HTTP responses: status, media type, JSON.

use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{ConnectionType, StatusCode};
use async_graphql::ServerError;
use shahrak_messages::Language;

use crate::caller::CHALLENGE;
use crate::error_code::{ErrorCode, masked};
use crate::http_error::HttpError;
use crate::media::MediaType;
use crate::outcome::{Outcome, ResponseBody};
use crate::prepare::PrepareError;
use crate::rate;

/// Seconds after which a client may repeat a request that found the server busy.
const RETRY_AFTER: &str = "1";

/// The response for an outcome.
pub(crate) fn outcome(media: MediaType, language: Language, outcome: &Outcome) -> HttpResponse {
    let status = match outcome {
        Outcome::Executed(_) if outcome.is_unavailable() => StatusCode::SERVICE_UNAVAILABLE,
        Outcome::Executed(_) => StatusCode::OK,
        Outcome::Rejected(response) => status(media, &response.errors),
    };
    let mut response = json(status, media, &ResponseBody::of(outcome, language));
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(CHALLENGE));
    }
    let seconds = outcome.response().errors.first().and_then(rate::retry_after);
    if let Some(seconds) = seconds {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The response for an outcome with errors on a route that answers something other than GraphQL.
pub(crate) fn failed(language: Language, outcome: &Outcome) -> HttpResponse {
    let errors = &outcome.response().errors;
    let media = MediaType::GraphqlResponse;
    json(status(media, errors), media, &ResponseBody::errors(errors, language))
}

/// The response for an operation that does not run.
pub(crate) fn prepare_error(media: MediaType, language: Language, error: PrepareError) -> HttpResponse {
    match error {
        PrepareError::Request(error) => outcome(media, language, &Outcome::rejected(*error)),
        PrepareError::Http(error) => http_error(media, language, error),
    }
}

/// The response for an error of HTTP.
pub(crate) fn http_error(media: MediaType, language: Language, error: HttpError) -> HttpResponse {
    let (status, header) = (error.status, error.header.clone());
    let mut response = json(status, media, &ResponseBody::errors(&[error.into()], language));
    if let Some((name, value)) = header {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    // The body was not read to its end: the connection is not used again.
    if matches!(
        status,
        StatusCode::UNAUTHORIZED | StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE
    ) {
        response.head_mut().set_connection_type(ConnectionType::Close);
    }
    response
}

fn json(status: StatusCode, media: MediaType, body: &ResponseBody<'_>) -> HttpResponse {
    match serde_json::to_vec(body) {
        Ok(bytes) => {
            let mut response = HttpResponse::build(status);
            response
                .insert_header((header::CONTENT_TYPE, media.content_type()))
                .insert_header((header::CACHE_CONTROL, "no-store"))
                .insert_header((
                    header::CONTENT_SECURITY_POLICY,
                    "default-src 'none'; frame-ancestors 'none'",
                ))
                .insert_header((header::X_FRAME_OPTIONS, "DENY"))
                .insert_header((header::VARY, "accept, accept-language"));
            if matches!(status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
                response.insert_header((header::RETRY_AFTER, RETRY_AFTER));
            }
            response.body(bytes)
        }
        Err(error) => {
            let (message, _) = masked(&error.to_string());
            HttpResponse::InternalServerError().body(message.to_string())
        }
    }
}

/// The status of a rejected request. With `application/json` it is 200 if the document is wrong, because the specification
/// asks for this for older clients.
fn status(media: MediaType, errors: &[ServerError]) -> StatusCode {
    let status = match errors.first().and_then(ErrorCode::of) {
        Some(ErrorCode::InternalServerError) => StatusCode::INTERNAL_SERVER_ERROR,
        Some(ErrorCode::Timeout | ErrorCode::Unavailable) => StatusCode::SERVICE_UNAVAILABLE,
        Some(ErrorCode::Throttled) => StatusCode::TOO_MANY_REQUESTS,
        Some(ErrorCode::Unauthenticated) => StatusCode::UNAUTHORIZED,
        Some(ErrorCode::Forbidden) => StatusCode::FORBIDDEN,
        _ => StatusCode::BAD_REQUEST,
    };
    match (media, status) {
        (MediaType::Json, StatusCode::BAD_REQUEST) => StatusCode::OK,
        _ => status,
    }
}
