//! Reads the parameters of a GraphQL request from the body of a POST or the query string of a GET.

use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName};
use actix_web::web::{Bytes, Payload, Query};
use async_graphql::{Extensions, Variables};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, timeout_at};

use crate::error_code::ErrorCode;
use crate::limits::Limits;

/// The parameters of one GraphQL request.
#[derive(Debug)]
pub(super) struct Params {
    /// The document.
    pub(super) query: String,
    /// Which operation of the document to run.
    pub(super) operation_name: Option<String>,
    /// The values of the variables.
    pub(super) variables: Variables,
    /// What the client adds, by its own rules.
    pub(super) extensions: Extensions,
}

/// A request that is none, whatever media type the client accepts.
#[derive(Debug)]
pub(super) struct Fault {
    /// The status of the answer.
    pub(super) status: StatusCode,
    /// The code of its one error.
    pub(super) code: ErrorCode,
    /// The message of its one error.
    pub(super) message: String,
    /// A header that says what would be right.
    pub(super) header: Option<(HeaderName, &'static str)>,
}

impl Fault {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, code: ErrorCode::BadRequest, message: message.into(), header: None }
    }

    fn malformed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub(super) fn with_header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.header = Some((name, value));
        self
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<Variables>,
    extensions: Option<Extensions>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct QueryString {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
    extensions: Option<String>,
}

/// The parameters of a GET.
pub(super) fn from_query_string(request: &HttpRequest, limits: &Limits) -> Result<Params, Fault> {
    let text = request.query_string();
    if text.len() > limits.body_bytes as usize {
        let message = too_large("query string", limits);
        return Err(Fault::new(StatusCode::URI_TOO_LONG, message));
    }
    let Query(given) = Query::<QueryString>::from_query(text)
        .map_err(|error| Fault::malformed(format!("the query string: {error}")))?;
    Body {
        query: given.query,
        operation_name: given.operation_name,
        variables: json_parameter("variables", given.variables)?,
        extensions: json_parameter("extensions", given.extensions)?,
    }
    .checked()
}

/// The parameters in the payload of a message.
pub(super) fn from_message(payload: &str) -> Result<Params, Fault> {
    serde_json::from_str::<Body>(payload)
        .map_err(|error| Fault::malformed(format!("the payload is not a GraphQL request: {error}")))?
        .checked()
}

/// The parameters of a POST, whose body arrives by a deadline. No more of it is held than the limit.
pub(super) async fn from_body(
    request: &HttpRequest,
    payload: Payload,
    limits: &Limits,
    deadline: Instant,
) -> Result<Params, Fault> {
    check_content_type(request.headers())?;
    let body = read(request.headers(), payload, limits, deadline).await?;
    match body.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{') => {}
        Some(b'[') => return Err(Fault::malformed("send one request at a time, not a list")),
        None => return Err(Fault::malformed("the body is empty; send a JSON object with `query`")),
        Some(_) => return Err(Fault::malformed("the body must be a JSON object with `query`")),
    }
    serde_json::from_slice::<Body>(&body)
        .map_err(|error| Fault::malformed(format!("the body is not a GraphQL request: {error}")))?
        .checked()
}

impl Body {
    fn checked(self) -> Result<Params, Fault> {
        let extensions = self.extensions.unwrap_or_default();
        let persisted = extensions.contains_key("persistedQuery");
        let query = match self.query {
            Some(query) if !query.trim().is_empty() => query,
            // The answer to a hash without a text tells the client to send the text.
            _ if persisted => String::new(),
            _ => return Err(Fault::malformed("`query` is missing: it holds the document")),
        };
        Ok(Params {
            query,
            operation_name: self.operation_name.filter(|name| !name.is_empty()),
            variables: self.variables.unwrap_or_default(),
            extensions,
        })
    }
}

fn json_parameter<T: DeserializeOwned>(name: &str, text: Option<String>) -> Result<Option<T>, Fault> {
    match text.filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => serde_json::from_str(&text)
            .map_err(|error| Fault::malformed(format!("`{name}` must be a JSON object: {error}"))),
    }
}

/// JSON in UTF-8 and nothing else: a form of another site cannot send it without being asked for.
fn check_content_type(headers: &HeaderMap) -> Result<(), Fault> {
    let given = headers.get(header::CONTENT_TYPE);
    let media = given.and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut parts = media.split(';').map(str::trim);
    let json = parts.next().is_some_and(|it| it.eq_ignore_ascii_case("application/json"));
    let utf8 = parts.all(|parameter| match parameter.split_once('=') {
        Some((name, value)) if name.eq_ignore_ascii_case("charset") => {
            value.trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    });
    let plain = headers.get(header::CONTENT_ENCODING).is_none_or(|value| value == "identity");
    if json && utf8 && plain {
        return Ok(());
    }
    let message = "send `content-type: application/json`, in UTF-8 and not compressed";
    Err(Fault::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message)
        .with_header(HeaderName::from_static("accept-post"), "application/json"))
}

async fn read(
    headers: &HeaderMap,
    payload: Payload,
    limits: &Limits,
    deadline: Instant,
) -> Result<Bytes, Fault> {
    let limit = limits.body_bytes as usize;
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let too_large = || Fault::new(StatusCode::PAYLOAD_TOO_LARGE, too_large("body", limits));
    if announced.is_some_and(|bytes| bytes > limit as u64) {
        return Err(too_large());
    }
    match timeout_at(deadline, payload.to_bytes_limited(limit)).await {
        Ok(Ok(Ok(body))) => Ok(body),
        Ok(Ok(Err(error))) => Err(Fault::malformed(format!("the body cannot be read: {error}"))),
        Ok(Err(_)) => Err(too_large()),
        Err(_) => Err(too_slow(limits.time)),
    }
}

fn too_slow(limit: Duration) -> Fault {
    let message = format!("the body did not arrive within {} s", limit.as_secs_f32());
    Fault::new(StatusCode::REQUEST_TIMEOUT, message)
}

fn too_large(what: &str, limits: &Limits) -> String {
    format!("the {what} is larger than {} bytes; ask for less at once", limits.body_bytes)
}
