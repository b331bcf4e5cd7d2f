//! Routes for operators and tools: health, readiness, schema.

use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use async_graphql::Executor;
use serde::{Deserialize, Serialize};
use shahrak_messages::{Message, message};

use crate::api::Api;
use crate::error_code::ErrorCode;
use crate::{language, rest};

/// The time limit of the readiness check.
const READY_TIMEOUT: Duration = Duration::from_secs(3);

/// `GET /healthz`: the process is running.
pub(crate) async fn up() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(serde_json::json!({ "status": "up" }))
}

/// Whether requests can be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Readiness {
    /// Everything works; the warnings are for the operator.
    Ready(Vec<Message>),
    /// Reading works, and nothing can be recorded.
    ReadOnly {
        /// Why nothing can be recorded.
        reason: Message,
        /// What the operator should know besides.
        warnings: Vec<Message>,
    },
    /// Nothing can be answered, for this reason.
    Unavailable(Message),
}

/// What a probe needs.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Need {
    /// Reading only
    Reading,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Probe {
    r#for: Option<Need>,
}

/// The answer to a probe.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct State {
    status: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    read_only: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

/// `GET /readyz`: requests can be answered and changes recorded, possibly with warnings; otherwise 503 with the reason. With
/// `?for=reading`, it is enough that everything can be read.
pub(crate) async fn ready<E: Executor>(
    api: web::Data<Api<E>>,
    http: HttpRequest,
    probe: Result<web::Query<Probe>, actix_web::Error>,
) -> HttpResponse {
    let Ok(web::Query(Probe { r#for: need })) = probe else {
        return rest::error(&http, StatusCode::BAD_REQUEST, ErrorCode::BadRequest, message!("probe-unknown"));
    };
    let language = language::of(http.headers());
    let late = || Readiness::Unavailable(message!("register-not-ready", seconds = READY_TIMEOUT.as_secs()));
    let readiness = tokio::time::timeout(READY_TIMEOUT, (api.ready)()).await.unwrap_or_else(|_| late());
    let text = |message: &Message| message.text(language);
    let texts = |messages: &[Message]| messages.iter().map(text).collect();
    let state = match &readiness {
        Readiness::Ready(warnings) => {
            State { status: "ready", read_only: false, reason: None, warnings: texts(warnings) }
        }
        Readiness::ReadOnly { reason, warnings } => {
            let status = if need.is_some() { "ready" } else { "unavailable" };
            State { status, read_only: true, reason: Some(text(reason)), warnings: texts(warnings) }
        }
        Readiness::Unavailable(reason) => State {
            status: "unavailable",
            read_only: false,
            reason: Some(text(reason)),
            warnings: Vec::new(),
        },
    };
    let mut response = match state.status {
        "ready" => HttpResponse::Ok(),
        _ => HttpResponse::ServiceUnavailable(),
    };
    response.insert_header((header::CACHE_CONTROL, "no-store")).json(state)
}

/// `GET /schema.graphql`: the schema, for those who may ask for it by introspection.
pub(crate) async fn schema<E: Executor>(api: web::Data<Api<E>>, http: HttpRequest) -> HttpResponse {
    if !api.introspection {
        let message = message!("introspection-closed");
        return rest::error(&http, StatusCode::FORBIDDEN, ErrorCode::Forbidden, message);
    }
    if api.require_auth
        && let Err(refused) = rest::caller(&api, &http).await
    {
        return refused;
    }
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(api.sdl.clone())
}
