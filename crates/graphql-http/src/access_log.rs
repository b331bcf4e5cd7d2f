//! One line in the log per request, and the request id.

use std::rc::Rc;
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};
use tracing::Instrument;
use uuid::Uuid;

use crate::connection::{Activity, WatchedBody};
use crate::measure;
use crate::rate::Charged;

/// The header of the request id in responses, and of that of the client in requests.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request in the log and its response, which the server gives it; resolvers read it from the data of the request.
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
    let id = Uuid::now_v7().to_string();
    let span = tracing::info_span!("request", request.id = %id, request.client_id = client_id(&request), trace.id = %trace_id(&request));
    request.extensions_mut().insert(RequestId(id.clone()));
    let answering = request.conn_data::<Rc<Activity>>().map(Activity::begin);
    let mut response = next.call(request).instrument(span.clone()).await?;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let budget = response.request().extensions().get::<Charged>().copied();
    if let Some(budget) = budget {
        budget.write(response.headers_mut());
    }
    span.in_scope(|| log(&response, started));
    let route = response.request().match_pattern();
    measure::responded(route.as_deref().unwrap_or("other"), response.status().as_u16(), started.elapsed());
    Ok(response.map_body(|_, body| WatchedBody { body: body.boxed(), _answering: answering }))
}

/// The id that the proxy or the client gave the request, if it is safe to log. Anybody can send any, so nothing is recorded
/// under it.
fn client_id(request: &ServiceRequest) -> &str {
    let given = request.headers().get(REQUEST_ID);
    let safe = |id: &&str| {
        (1..=64).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    given.and_then(|value| value.to_str().ok()).filter(safe).unwrap_or_default()
}

/// The id of the trace to which the client or the proxy says that the request belongs
/// (<https://www.w3.org/TR/trace-context/>), otherwise a new one.
fn trace_id(request: &ServiceRequest) -> String {
    let given = request.headers().get("traceparent").and_then(|value| value.to_str().ok());
    let id = given.and_then(|given| given.split('-').nth(1));
    let hex = |id: &&str| {
        id.len() == 32
            && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            && id.bytes().any(|byte| byte != b'0')
    };
    match id.filter(hex) {
        Some(id) => id.to_owned(),
        None => Uuid::new_v4().simple().to_string(),
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

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_trace_is_continued_if_its_id_is_valid() {
        const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
        let id = |header: &str| {
            trace_id(&TestRequest::default().insert_header(("traceparent", header)).to_srv_request())
        };
        assert_eq!(id(&format!("00-{TRACE}-00f067aa0ba902b7-01")), TRACE);
        for wrong in [
            "",
            "00",
            "00-short-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        ] {
            let new = id(wrong);
            assert!(new.len() == 32 && !wrong.contains(&new), "{wrong}: {new}");
        }
    }
}
