//! For routes other than GraphQL on the same server: the same callers, and errors of the same shape.

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse};

use crate::api::Api;
use crate::authenticate;
use crate::caller::{self, CHALLENGE, Caller};
use crate::error_code::ErrorCode;
use crate::http_error::HttpError;
use crate::media::MediaType;
use crate::respond;

/// The caller of a request, from its headers.
///
/// # Errors
/// The response to a credential that is not valid or cannot be checked.
pub async fn caller<E>(api: &Api<E>, http: &HttpRequest) -> Result<Caller, HttpResponse> {
    let identified = async {
        let bearer = caller::bearer(http.headers())?;
        authenticate::identify(api, bearer.as_deref()).await
    };
    identified
        .await
        .map_err(|error| respond::http_error(MediaType::Json, error.into_http_error(http.headers())))
}

/// The response for a request that is not answered otherwise.
pub fn error(status: StatusCode, code: ErrorCode, message: impl Into<String>) -> HttpResponse {
    let error = HttpError::new(status, message).with_code(code);
    let mut response = respond::http_error(MediaType::Json, error);
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(CHALLENGE));
    }
    response
}
