//! One line in the log per request, and the request id.

use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};
use tracing::Instrument;
use uuid::Uuid;

/// The header of the request id, in requests and responses.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id in a request, its lines in the log and its response; resolvers read it from the data of the request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestId(pub String);

/// The name of the operation that a request ran.
#[derive(Debug, Clone)]
pub(crate) struct OperationName(String);

impl OperationName {
    pub(crate) fn new(name: &str) -> Self {
        Self(name.chars().take(100).collect())
    }
}

/// Gives a request an id, and logs it when the response begins.
pub(crate) async fn log_request(
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

/// The id from the proxy or the client if it is safe to repeat, otherwise a new one.
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
