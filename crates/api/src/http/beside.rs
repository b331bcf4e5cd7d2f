//! For routes besides those of GraphQL: the same callers, and errors of the same shape.

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse};

use super::Api;
use super::answer;
use super::caller::{self, CHALLENGE, Caller};
use super::media::Media;
use super::request::Fault;
use crate::error_code::ErrorCode;

/// Who sends a request, by its headers alone.
///
/// # Errors
/// The answer to a credential that does not hold.
pub async fn caller<E>(api: &Api<E>, http: &HttpRequest) -> Result<Caller, HttpResponse> {
    let identified = async {
        let bearer = caller::bearer(http.headers())?;
        caller::identify(api, bearer.as_deref()).await
    };
    identified.await.map_err(|refusal| answer::write_fault(Media::Json, refusal.into_fault(http.headers())))
}

/// The answer to a request that is refused.
pub fn refuse(status: StatusCode, code: ErrorCode, message: impl Into<String>) -> HttpResponse {
    let mut response = answer::write_fault(Media::Json, Fault { code, ..Fault::new(status, message) });
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(CHALLENGE));
    }
    response
}
