//! One line in the log for each request, and the id that its lines and its answer share.

use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};
use tracing::Instrument;
use uuid::Uuid;

/// The header of the request id, in requests and in answers.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id that a request, its lines in the log and its answer share; as data of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestId(pub String);

/// The operation that a request ran, for the log.
#[derive(Debug, Clone)]
pub(super) struct OperationName(String);

impl OperationName {
    pub(super) fn new(name: &str) -> Self {
        Self(name.chars().take(100).collect())
    }
}

/// Follows a request: gives it an id, logs how it went.
pub(super) async fn follow(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let started = Instant::now();
    let id = request_id(&request);
    let span = tracing::info_span!("request", request.id = %id);
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.call(request).instrument(span.clone()).await?;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    span.in_scope(|| log(&response, started));
    Ok(response)
}

/// The id that a proxy or the client gave, if it is safe to repeat; else a new one.
fn request_id(request: &ServiceRequest) -> String {
    let given = request.headers().get(REQUEST_ID);
    let safe = |id: &&str| {
        (1..=64).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    match given.and_then(|value| value.to_str().ok()).filter(safe) {
        Some(id) => id.to_owned(),
        None => Uuid::now_v7().to_string(),
    }
}

fn log<B>(response: &ServiceResponse<B>, started: Instant) {
    let request = response.request();
    let extensions = request.extensions();
    let operation = extensions.get::<OperationName>().map_or("", |name| &name.0);
    let path: String = request.path().chars().take(200).collect();
    let milliseconds = started.elapsed().as_secs_f64() * 1_000.0;
    tracing::info!(
        http.method = %request.method(),
        http.path = path,
        http.status = response.status().as_u16(),
        graphql.operation = operation,
        duration.ms = milliseconds,
        "answered"
    );
}
