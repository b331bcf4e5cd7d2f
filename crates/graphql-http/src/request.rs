//! Reads the parameters of a GraphQL request from the body of a POST or the query string of a GET.

use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName};
use actix_web::web::{Bytes, Payload, Query};
use async_graphql::{Extensions, Variables};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use shahrak_messages::{Argument, message};
use tokio::time::{Instant, timeout_at};

use crate::http_error::HttpError;
use crate::limits::Limits;
use crate::unread::{self, JsonKind};

/// The parameters of one GraphQL request.
#[derive(Debug)]
pub(crate) struct Params {
    /// The document.
    pub(crate) query: String,
    /// The operation of the document to run.
    pub(crate) operation_name: Option<String>,
    /// The values of the variables.
    pub(crate) variables: Variables,
    /// What the client adds by its own conventions.
    pub(crate) extensions: Extensions,
    /// The id of a trusted document, instead of its text.
    pub(crate) document_id: Option<String>,
    /// The document is one of the server itself.
    pub(crate) of_server: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RequestBody {
    query: Option<String>,
    #[serde(alias = "doc_id", alias = "id")]
    document_id: Option<String>,
    operation_name: Option<String>,
    variables: Option<Variables>,
    extensions: Option<Extensions>,
}

/// What the members of a request are.
const MEMBERS: &[(&str, JsonKind)] = &[
    ("query", JsonKind::String),
    ("documentId", JsonKind::String),
    ("operationName", JsonKind::String),
    ("variables", JsonKind::Object),
    ("extensions", JsonKind::Object),
];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct QueryString {
    query: Option<String>,
    #[serde(alias = "doc_id", alias = "id")]
    document_id: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
    extensions: Option<String>,
}

/// The parameters of a GET.
pub(crate) fn from_query_string(request: &HttpRequest, limits: &Limits) -> Result<Params, HttpError> {
    let text = request.query_string();
    if text.len() > limits.body_bytes as usize {
        let message = message!("query-string-too-large", bytes = limits.body_bytes);
        return Err(HttpError::new(StatusCode::URI_TOO_LONG, message));
    }
    let Query(given) = Query::<QueryString>::from_query(text).map_err(|error| {
        HttpError::malformed(message!("query-string-wrong", why = unread::parameters(&error)))
    })?;
    RequestBody {
        query: given.query,
        document_id: given.document_id,
        operation_name: given.operation_name,
        variables: json_parameter("variables", given.variables)?,
        extensions: json_parameter("extensions", given.extensions)?,
    }
    .checked()
}

/// The parameters in the payload of a WebSocket message.
pub(crate) fn from_message(payload: &str) -> Result<Params, HttpError> {
    let wrong = |error| {
        let why = unread::json(payload.as_bytes(), &error, MEMBERS);
        HttpError::malformed(message!("payload-not-a-request", why))
    };
    serde_json::from_str::<RequestBody>(payload).map_err(wrong)?.checked()
}

/// The parameters of a POST. The body must arrive before the deadline, and at most the limit of it is in memory.
pub(crate) async fn from_body(
    request: &HttpRequest,
    payload: Payload,
    limits: &Limits,
    deadline: Instant,
) -> Result<Params, HttpError> {
    check_content_type(request.headers())?;
    let body = read(request.headers(), payload, limits, deadline).await?;
    match body.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{') => {}
        Some(b'[') => return Err(HttpError::malformed(message!("body-of-several"))),
        None => return Err(HttpError::malformed(message!("body-empty"))),
        Some(_) => return Err(HttpError::malformed(message!("body-not-an-object"))),
    }
    let wrong = |error| {
        HttpError::malformed(message!("body-not-a-request", why = unread::json(&body, &error, MEMBERS)))
    };
    serde_json::from_slice::<RequestBody>(&body).map_err(wrong)?.checked()
}

impl RequestBody {
    fn checked(self) -> Result<Params, HttpError> {
        let extensions = self.extensions.unwrap_or_default();
        let named = self.document_id.is_some() || extensions.contains_key("persistedQuery");
        let query = match self.query {
            Some(query) if !query.trim().is_empty() => query,
            _ if named => String::new(),
            _ => return Err(HttpError::malformed(message!("document-missing"))),
        };
        Ok(Params {
            query,
            operation_name: self.operation_name.filter(|name| !name.is_empty()),
            variables: self.variables.unwrap_or_default(),
            extensions,
            document_id: self.document_id,
            of_server: false,
        })
    }
}

fn json_parameter<T: DeserializeOwned>(name: &str, text: Option<String>) -> Result<Option<T>, HttpError> {
    match text.filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => serde_json::from_str(&text).map_err(|error| {
            HttpError::malformed(if error.is_data() {
                JsonKind::Object.expected(name)
            } else {
                message!("parameter-not-json", name, why = unread::json(text.as_bytes(), &error, &[]))
            })
        }),
    }
}

/// Only JSON in UTF-8 is accepted: forms of other sites cannot send it without a preflight request.
fn check_content_type(headers: &HeaderMap) -> Result<(), HttpError> {
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
    Err(HttpError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message!("body-not-json"))
        .with_header(HeaderName::from_static("accept-post"), "application/json"))
}

async fn read(
    headers: &HeaderMap,
    payload: Payload,
    limits: &Limits,
    deadline: Instant,
) -> Result<Bytes, HttpError> {
    let limit = limits.body_bytes as usize;
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let too_large = || {
        let message = message!("body-too-large", bytes = limits.body_bytes);
        HttpError::new(StatusCode::PAYLOAD_TOO_LARGE, message)
    };
    if announced.is_some_and(|bytes| bytes > limit as u64) {
        return Err(too_large());
    }
    match timeout_at(deadline, payload.to_bytes_limited(limit)).await {
        Ok(Ok(Ok(body))) => Ok(body),
        Ok(Ok(Err(error))) => Err(HttpError::malformed(message!("body-unreadable", why = error.to_string()))),
        Ok(Err(_)) => Err(too_large()),
        Err(_) => Err(body_timeout(limits.time)),
    }
}

fn body_timeout(limit: Duration) -> HttpError {
    let message = message!("body-late", seconds = Argument::number(limit.as_secs_f32()));
    HttpError::new(StatusCode::REQUEST_TIMEOUT, message)
}
