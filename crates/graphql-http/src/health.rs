//! Routes for operators and tools: health, readiness, schema.

use std::time::Duration;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use async_graphql::Executor;

use crate::api::Api;

/// The time limit of the readiness check.
const READY_TIMEOUT: Duration = Duration::from_secs(3);

/// `GET /healthz`: the process is running.
pub(crate) async fn up() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(serde_json::json!({ "status": "up" }))
}

/// `GET /readyz`: requests can be answered, possibly with warnings; otherwise 503 with the reason.
pub(crate) async fn ready<E: Executor>(api: web::Data<Api<E>>) -> HttpResponse {
    let state = match tokio::time::timeout(READY_TIMEOUT, (api.ready)()).await {
        Ok(state) => state,
        Err(_) => Err(format!("no reply within {} s", READY_TIMEOUT.as_secs())),
    };
    let no_store = (header::CACHE_CONTROL, "no-store");
    match state {
        Ok(warnings) if warnings.is_empty() => {
            HttpResponse::Ok().insert_header(no_store).json(serde_json::json!({ "status": "ready" }))
        }
        Ok(warnings) => HttpResponse::Ok()
            .insert_header(no_store)
            .json(serde_json::json!({ "status": "ready", "warnings": warnings })),
        Err(reason) => HttpResponse::ServiceUnavailable()
            .insert_header(no_store)
            .json(serde_json::json!({ "status": "unavailable", "reason": reason })),
    }
}

/// `GET /schema.graphql`: the schema.
pub(crate) async fn schema<E: Executor>(api: web::Data<Api<E>>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(api.sdl.clone())
}
