//! Routes for operators and tools: health, readiness, schema.

use std::time::Duration;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use async_graphql::Executor;
use shahrak_messages::message;

use crate::api::Api;
use crate::language;

/// The time limit of the readiness check.
const READY_TIMEOUT: Duration = Duration::from_secs(3);

/// `GET /healthz`: the process is running.
pub(crate) async fn up() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(serde_json::json!({ "status": "up" }))
}

/// `GET /readyz`: requests can be answered, possibly with warnings; otherwise 503 with the reason.
pub(crate) async fn ready<E: Executor>(api: web::Data<Api<E>>, http: HttpRequest) -> HttpResponse {
    let language = language::of(http.headers());
    let state = match tokio::time::timeout(READY_TIMEOUT, (api.ready)()).await {
        Ok(state) => state,
        Err(_) => Err(message!("register-not-ready", seconds = READY_TIMEOUT.as_secs())),
    };
    let no_store = (header::CACHE_CONTROL, "no-store");
    match state {
        Ok(warnings) if warnings.is_empty() => {
            HttpResponse::Ok().insert_header(no_store).json(serde_json::json!({ "status": "ready" }))
        }
        Ok(warnings) => {
            let warnings: Vec<_> = warnings.iter().map(|warning| warning.text(language)).collect();
            HttpResponse::Ok()
                .insert_header(no_store)
                .json(serde_json::json!({ "status": "ready", "warnings": warnings }))
        }
        Err(reason) => HttpResponse::ServiceUnavailable()
            .insert_header(no_store)
            .json(serde_json::json!({ "status": "unavailable", "reason": reason.text(language) })),
    }
}

/// `GET /schema.graphql`: the schema.
pub(crate) async fn schema<E: Executor>(api: web::Data<Api<E>>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(api.sdl.clone())
}
